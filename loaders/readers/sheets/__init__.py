"""Workbooks and delimited files: values, what calamine leaves out of them, and the tables on a sheet."""
