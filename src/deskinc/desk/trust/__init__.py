"""Whether all of it is true: the check of the book, seals, outside time."""
