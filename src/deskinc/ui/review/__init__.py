"""Review: a shift lead reads a whole shift in one pass, approves it or returns lines."""
