"""WHAT WAS SAID: the records, their stores and their keys; the only SQL."""
