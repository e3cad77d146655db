"""The lists of withdrawn certificates that count, and why a new one is due."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from deskinc.book.asking.reader import Reader
from deskinc.book.keys import authority
from deskinc.book.keys.authority import Listing
from deskinc.book.registers.kept import WithdrawnRow
from deskinc.book.registers.rows import PersonRow
from deskinc.desk.signing_on.officers import counting as counted
from deskinc.desk.signing_on.officers import is_active
from deskinc.desk.signing_on.standing import SOON
from deskinc.desk.site import plain
from deskinc.i18n import _
from deskinc.proof.canonical import CanonicalError, unb64

_read = lru_cache(maxsize=256)(authority.listing)
_serial = lru_cache(maxsize=1024)(authority.serial)
_GONE: dict[tuple[bytes, bytes, int], frozenset[int]] = {}


@dataclass(frozen=True, slots=True)
class Listed:
    """A list that counts: the number of its record, its bytes (DER), and what it says."""

    n: int
    raw: bytes = field(repr=False)
    told: Listing


def counting(read: Reader, ca: bytes) -> list[Listed]:
    """The lists that count, oldest first: signed by the authority, each numbered one more.

    ``ca`` is the authority’s certificate (DER). An older list in a later record is none, nor is one
    that lacks somebody who was on the one before: nobody is taken off again.
    """
    return [*_counting(read, ca, read.withdrawn(), None)]


class Newest:
    """The newest list of one open book that counts: each is read once, as they come.

    After an erasure all are read anew, since a list can be erased like most of what is written.
    """

    def __init__(self) -> None:
        self._erased, self._upto = 0, 0
        self._found: Listed | None = None

    def last(self, read: Reader, ca: bytes) -> Listed | None:
        """The newest list that counts, good or not."""
        erased = read.last_erasure()
        if erased != self._erased:
            self._erased, self._upto, self._found = erased, 0, None
        if rows := read.withdrawn(self._upto):
            found = [*_counting(read, ca, rows, self._found)]
            self._upto, self._found = rows[-1].n, found[-1] if found else self._found
        return self._found


def _counting(
    read: Reader, ca: bytes, rows: Sequence[WithdrawnRow], before: Listed | None
) -> Iterator[Listed]:
    """Those of ``rows`` that count, after the list ``before`` them."""
    for n, record in sorted(read.records([row.n for row in rows]).items()):
        try:
            raw = unb64(plain(record.values.get("list")))
        except CanonicalError:
            continue
        told = _read(ca, raw)
        if told is not None and _follows(told, before.told if before else None):
            before = Listed(n, raw, told)
            yield before


def _follows(told: Listing, before: Listing | None) -> bool:
    if before is None:
        return told.number == 1
    return told.number == 1 + before.number and before.serials.keys() <= told.serials.keys()


def serials(read: Reader, thread: bytes, ca: bytes) -> dict[int, datetime]:
    """The certificates of ``ca`` that a person had when suspended or gone, and when that was."""
    held, found = list[int](), dict[int, datetime]()
    for record, said in counted(read.thread(thread)):
        raw = said.get("certificate")
        serial = _serial(ca, unb64(raw)) if isinstance(raw, str) else None
        held += [] if serial is None else [serial]
        if not is_active(said):
            found |= {one: record.at for one in held if one not in found}
    return found


def last(read: Reader, ca: bytes) -> Listed | None:
    """The newest list that counts, good or not."""
    return next(reversed(counting(read, ca)), None)


def waiting(
    read: Reader, ca: bytes, rows: Sequence[PersonRow], listed: Listed | None, now: datetime
) -> tuple[str, ...]:
    """Why a new list is due, as a sentence; () while none is. ``listed`` is the newest.

    ``rows`` are everybody ever enrolled.
    """
    if listed is None:
        why = _("There is no list of withdrawn certificates yet.")
        return (_by_administrator(why),)
    gone = [r for r in rows if r.state != "active" and r.relief_until is None]
    if names := ", ".join(row.name or "?" for row in gone if _lacks(read, ca, listed, row)):
        words = _("The list of withdrawn certificates does not name {name} yet.")
        return (_by_administrator(words.format(name=names)),)
    end = listed.told.until
    if end > now + SOON:
        return ()
    words = _("The list of withdrawn certificates ended on {date}.") if end <= now else _(
        "The list of withdrawn certificates ends on {date}."
    )  # fmt: skip
    return (_by_administrator(words.format(date=f"{end:%Y-%m-%d}")),)


def _lacks(read: Reader, ca: bytes, listed: Listed, row: PersonRow) -> bool:
    """Whether the list does not name a certificate of somebody suspended or gone."""
    known = (ca, row.thread, row.last_n)
    if known not in _GONE:  # read once: a person who is gone says nothing more
        _GONE[known] = frozenset(serials(read, row.thread, ca))
    return not _GONE[known] <= listed.told.serials.keys()


def _by_administrator(words: str) -> str:
    more = _("It is made anew as soon as an administrator is signed in.")
    return f"{words} {more}"
