"""Copies of the book: backups, restoring, and where a book may lie."""
