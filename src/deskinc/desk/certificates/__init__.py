"""Certificates: when they end, renewing them, and the list of those withdrawn."""
