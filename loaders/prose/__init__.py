"""Sentences to figures: outline, clauses, claims, and the choice between readings."""
