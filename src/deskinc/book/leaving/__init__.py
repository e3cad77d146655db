"""What leaves the book so that others can check it."""
