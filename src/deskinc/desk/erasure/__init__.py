"""What two people take out of the book, and what is held."""
