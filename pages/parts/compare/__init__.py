"""The parts of the page So sánh."""
