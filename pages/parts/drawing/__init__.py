"""How numbers are drawn: charts, tiles, maps, tables."""
