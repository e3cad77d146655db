"""Papers on screen: the pages that are signed, and the ways they leave: saved or printed."""
