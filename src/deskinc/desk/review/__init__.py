"""Review: what a shift lead has still to read, what stands out in it, and what goes back."""
