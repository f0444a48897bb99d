"""The parts of the page Đơn vị."""
