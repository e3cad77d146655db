"""The page shown when the book does not open: what is wrong, and writing all the same."""
