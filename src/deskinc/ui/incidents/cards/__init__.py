"""Cards on the page of an incident: adding from one, keeping one, and who looks known."""
