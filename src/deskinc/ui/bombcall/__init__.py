"""The call sheet of a bomb call: over everything, and in reach of the keyboard alone."""
