"""The Reports page: what can be issued, the pages to be signed, and what was issued."""
