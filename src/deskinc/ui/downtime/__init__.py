"""When the book cannot be written: sheets to print, and copying them in."""
