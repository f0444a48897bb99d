"""What does not add up: equations between figures, slips of the pen, and reports of a unit held against each other."""
