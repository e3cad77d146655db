"""A lost book brought back from whatever still holds a part of it."""
