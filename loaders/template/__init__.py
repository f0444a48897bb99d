"""The project's own template: the workbook for download, and how it is read."""
