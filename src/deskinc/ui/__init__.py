"""WHAT IS SEEN: the window, its pages and editors; the only Qt."""
