"""What is in the book: each record read back, and what proves it."""
