"""Why a file cannot be taken in: the codes that cross the pipe instead of sentences."""

from typing import Final

CODES: Final = (
    "empty", "bytes", "kind", "truncated", "undecodable", "pixels", "memory", "time", "crash",
    "answer", "doctype", "script", "foreign", "external", "nodes", "nesting", "size", "encrypted",
    "page", "password", "nokey",
)  # fmt: skip

TOKEN_CODES: Final = (
    "module", "token", "nokey", "pin", "pin_low", "pin_last", "locked", "removed", "refused",
)  # fmt: skip
"""Why a token does not sign."""


class Unfit(Exception):
    """A file was found unfit, or a token; ``code`` is one of :data:`CODES`, :data:`TOKEN_CODES`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
