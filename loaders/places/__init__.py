"""The country's units: who exists under which administrative map, and where a text names them."""
