"""The JSON of an extract or bundle: chosen records as bytes, and the seal they lie under."""

from dataclasses import dataclass

from deskinc.proof.canonical import CanonicalError, Json, loads, unb64
from deskinc.proof.container import Unread
from deskinc.proof.findings import Why
from deskinc.proof.reasons import Reason

VERSION = 1
MAX_JSON = 16 * 2**20
"""Bytes of JSON that are read: some seven thousand records."""

_MAX_PATH = 64
_MEMBERS = {"v", "book", "records", "seal"}
_RECORD = {"n", "document", "signature", "disclosures", "proof"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One record as it is shown: its bytes, and its path in the tree (None: it has none)."""

    n: int
    doc: bytes
    sig: bytes
    raws: tuple[bytes, ...]
    path: tuple[bytes, ...] | None


@dataclass(frozen=True, slots=True)
class Extract:
    """What the JSON holds; ``seal`` is a note, or empty."""

    book: str
    seal: str
    records: tuple[Shown, ...]


def read(raw: bytes) -> Extract:
    """Read the JSON; :class:`Unread` unless it has the shape of an extract."""
    if len(raw) > MAX_JSON:
        raise Unread(Reason.TOO_LARGE)
    try:
        told = loads(raw)
    except CanonicalError as error:
        raise Unread(Why.BYTES) from error
    if not isinstance(told, dict) or not _is(told.get("v"), VERSION) or set(told) != _MEMBERS:
        raise Unread(Reason.VERSION)
    try:
        records = tuple(_shown(one) for one in _list(told["records"]))
        book, seal = _text(told["book"]), _text(told["seal"])
        unb64(book, 16)
    except (CanonicalError, TypeError) as error:
        raise Unread(Reason.MEMBER) from error
    if [one.n for one in records] != sorted({one.n for one in records}):
        raise Unread(Reason.ORDER)
    return Extract(book, seal, records)


def _shown(told: Json) -> Shown:
    if not isinstance(told, dict):
        raise TypeError
    if set(told) != _RECORD:
        raise Unread(Reason.VERSION)
    n, path = told["n"], told["proof"]
    if isinstance(n, bool) or not isinstance(n, int) or n < 1:
        raise TypeError
    return Shown(
        n,
        unb64(_text(told["document"])),
        unb64(_text(told["signature"])),
        tuple([unb64(_text(one)) for one in _list(told["disclosures"])]),
        None if path is None else _path(_list(path)),
    )


def _path(nodes: list[Json]) -> tuple[bytes, ...]:
    if len(nodes) > _MAX_PATH:
        raise TypeError
    return tuple([unb64(_text(one), 32) for one in nodes])


def _is(value: Json, number: int) -> bool:
    return not isinstance(value, bool) and value == number


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _list(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise TypeError
    return value
