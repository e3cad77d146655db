"""One transaction: what is refused, what is written, what is sealed."""
