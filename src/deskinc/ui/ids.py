"""Ids as ``desk`` writes them: base64url text without padding."""

from base64 import urlsafe_b64encode


def id_text(raw: bytes) -> str:
    """The text of a record's id."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
