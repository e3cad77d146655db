"""When the book cannot take a line: sealed, kept, brought in; slots put back."""
