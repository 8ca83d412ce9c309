"""What to ask next, of whom, and when it is enough: the most truth for the money."""
