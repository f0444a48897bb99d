"""The parts of the page Chất lượng."""
