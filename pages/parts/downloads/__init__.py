"""What can be taken away: workbooks, CSV."""
