"""The lines of the book: written, read, and what papers take from them."""
