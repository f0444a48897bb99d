"""Which numbers are shown, and what they may be compared with; no markup."""
