"""The review of an incident, its actions and its problems, in the window."""
