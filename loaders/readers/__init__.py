"""One module per format: `read(content, name) -> str`. Tables of published figures have their own (figures)."""
