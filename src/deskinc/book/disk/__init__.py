"""How the bytes lie on the disk: database, attachments, the place of a book and its lanes."""
