"""Routines: what the desk has to do and when, the ticks for it, and what was missed."""
