"""What lies on pages, PDF and pictures: words by where they stand, lines, tables, margins."""
