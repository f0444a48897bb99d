"""About when: how times are written, which period a report has, and what its other times are to it."""
