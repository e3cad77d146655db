"""Finding: what narrows it, as chips; the days asked for; a list that leaves the book."""
