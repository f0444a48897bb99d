"""The parts of the page Phương pháp."""
