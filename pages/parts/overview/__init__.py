"""The parts of the page Tổng quan."""
