"""An evacuation at the screen: one key before it, one page of times after it."""
