"""The evidence of an incident on its page: files, exhibits, statements."""
