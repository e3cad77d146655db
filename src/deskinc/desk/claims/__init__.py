"""A claim that follows an incident: its card, the hold it sets, and what can still be got."""
