"""Characters and numbers: how text is stored and compared, old encodings, which digits are figures."""
