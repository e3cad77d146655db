"""What two people take out of the book, and the list that keeps it out."""
