"""What a report can state: the fields, the words for them, and how words add up to a field."""
