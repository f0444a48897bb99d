"""Facts on disk: the contract of each table, rows, corrections, and vintages published whole."""
