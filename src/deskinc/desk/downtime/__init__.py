"""When the book cannot be written: sheets for writing by hand, and copying them in."""
