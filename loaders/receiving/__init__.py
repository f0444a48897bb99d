"""Files that a person drops on a page: kept apart until they are committed, undone as one.

`staging` holds what one session has dropped, `batches` what was committed together, `receive` and `undo` lead from the
one to the other and back.
"""
