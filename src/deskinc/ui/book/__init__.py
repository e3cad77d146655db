"""The Book page: the log of lines, and the entry line that is its next empty one."""
