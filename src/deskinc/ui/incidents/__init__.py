"""The Incidents page: the list, and one incident as a page of sections."""
