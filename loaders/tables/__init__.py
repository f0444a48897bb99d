"""Tables to figures, from whatever format: layout, headings, rows, totals."""
