"""How things are said: words in two languages, numbers and days as they are written, statuses."""
