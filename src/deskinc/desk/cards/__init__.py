"""Cards of people and vehicles, used again from one incident to the next."""
