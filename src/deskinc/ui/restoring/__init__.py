"""Restoring a book that does not open."""
