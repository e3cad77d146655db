"""What a page may ask: lines, search, names, attachments."""
