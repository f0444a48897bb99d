"""Who reports: letterhead, title, annex, form, and whom a text of press is about."""
