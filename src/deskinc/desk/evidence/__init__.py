"""Evidence of an incident: files of any kind, exhibits with their custody, statements."""
