"""What leaves the desk, and what is brought back to be judged."""
