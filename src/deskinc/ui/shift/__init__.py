"""The Shift page: signing on and off, and the handover."""
