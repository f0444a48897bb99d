"""Many files at once: sources and archives, worker processes, a journal that goes on, and what became of each file."""
