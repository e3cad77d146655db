"""Who is at the desk, with what keys, and what they may see."""
