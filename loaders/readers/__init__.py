"""One module per format: `read(content, name) -> Content`. Tables of published figures have their own (figures)."""
