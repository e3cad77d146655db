"""What is kept while the book cannot take it, and how it comes in afterwards."""
