"""The parts of the page Chỉ số."""
