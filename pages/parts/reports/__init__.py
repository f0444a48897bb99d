"""The parts of the page Báo cáo: documents with their figures marked, and what is wrong in them."""
