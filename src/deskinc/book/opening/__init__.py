"""May this book be opened: its files, their ends, and what else knows of it."""
