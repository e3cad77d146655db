"""Is all as it was: the check of everything, in a process of its own."""
