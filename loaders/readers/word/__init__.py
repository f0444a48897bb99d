"""Word documents: the package, its styles, numbering and runs, and the story they make."""
