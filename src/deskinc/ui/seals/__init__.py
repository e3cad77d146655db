"""Seals: the paper held against the book, and the seal that comes by itself."""
