"""WHAT PEOPLE DO: the open office and the acts of its officers."""
