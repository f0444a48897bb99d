"""What a visitor asks: the link, whose and when, the controls, what is allowed, whose turn it is."""
