"""How deep a verifier looks."""

from enum import Flag, auto


class Depth(Flag):
    """How much to check beside chain, tree, numbers and references, which always are."""

    TREE = 0
    VALUES = auto()
    SIGNATURES = auto()
    FULL = VALUES | SIGNATURES
    ROLES = auto()
    """Who wrote what, by his roles. Only a check asks: who lacks a role shall not shut the book."""
    WHOLE = FULL | ROLES
