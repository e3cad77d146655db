"""The Plan page: floors, tiles, pins, and the list beside them."""
