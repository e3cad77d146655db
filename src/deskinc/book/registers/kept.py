"""Holds, erasures, outside timestamps, lists of certificates and the access log as rows.

Moments and names are as in :mod:`~deskinc.book.registers.rows`.
"""

from dataclasses import dataclass

from deskinc.book.registers.rows import table


@dataclass(frozen=True, slots=True)
class HoldRow:
    """A hold on the thread ``about``; ``state`` is ``held`` or ``released``.

    It also holds the lines of ``types`` (codes by spaces) at ``place`` from ``since`` to ``until``.
    """

    thread: bytes
    n: int
    about: bytes | None
    reason: str | None
    state: str
    at: int
    author: str
    place: str | None
    since: int | None
    until: int | None
    types: str
    last_n: int
    last_at: int


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim that follows an incident; its words are read from its thread."""

    thread: bytes
    n: int
    incident: bytes | None
    received: int | None
    state: str
    at: int
    author: str


@dataclass(frozen=True, slots=True)
class ErasureRow:
    """An act of erasure of ``count`` values; it counts once ``second`` has countersigned."""

    n: int
    leaf: bytes
    basis: str | None
    reference: str | None
    count: int
    at: int
    author: str
    countersigned: int | None
    countersigned_at: int | None
    second: str | None


@dataclass(frozen=True, slots=True)
class ErasedRow:
    """One value that the act (ERASE record number) names: of record ``n`` (``id``), in ``field``.

    ``confirmed`` is the number of the countersignature; the value stands until there is one.
    """

    key: str
    n: int
    id: bytes
    field: str
    act: int
    confirmed: int | None


@dataclass(frozen=True, slots=True)
class StampRow:
    """An outside timestamp over the SEAL record whose leaf (base64url) is ``seal``."""

    n: int
    seal: str | None
    authority: str | None
    time: int | None


@dataclass(frozen=True, slots=True)
class WithdrawnRow:
    """A list of withdrawn certificates: its ``number``, and until when it is good."""

    n: int
    number: int | None
    count: int | None
    at: int
    until: int | None


@dataclass(frozen=True, slots=True)
class AccessRow:
    """An entry of the access log: a code of what was done, by whom, and what more is said.

    ``officer`` is who was at the desk or wrote it, "" for nobody.
    """

    n: int
    at: int
    what: str
    officer: str
    detail: str


@dataclass(frozen=True, slots=True)
class RestrictedRow:
    """That a record with a restricted part of ``thread`` was written, and nothing of it."""

    n: int
    thread: bytes
    at: int


RESTRICTED = table("restricted", RestrictedRow)
STAMP = table("stamp", StampRow)
WITHDRAWN = table("withdrawn", WithdrawnRow)
ACCESS = table("access", AccessRow, "what", "officer")
HOLD = table("hold", HoldRow, "n", "about")
CLAIM = table("claim", ClaimRow, "n", "incident")
ERASURE = table("erasure", ErasureRow, "leaf")
ERASED = table("erased", ErasedRow, "n", "act", "confirmed")
