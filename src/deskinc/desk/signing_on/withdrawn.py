"""The lists of withdrawn certificates that count, and why a new one is due."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from deskinc.book.asking.reader import Reader
from deskinc.book.keys import authority
from deskinc.book.keys.authority import Listing
from deskinc.book.registers.rows import PersonRow
from deskinc.desk.signing_on.standing import SOON
from deskinc.desk.site import plain
from deskinc.i18n import _
from deskinc.proof.canonical import CanonicalError, unb64

_read = lru_cache(maxsize=256)(authority.listing)


@dataclass(frozen=True, slots=True)
class Listed:
    """A list that counts: the number of its record, its bytes (DER), and what it says."""

    n: int
    raw: bytes = field(repr=False)
    told: Listing


def counting(read: Reader, ca: bytes) -> list[Listed]:
    """The lists that count, oldest first: signed by the authority, each numbered one more.

    ``ca`` is the authority’s certificate (DER). An older list in a later record is none: whoever
    writes it there again takes nobody off the newest.
    """
    found: list[Listed] = []
    records = read.records([row.n for row in read.withdrawn()])
    for n, record in sorted(records.items()):
        try:
            raw = unb64(plain(record.values.get("list")))
        except CanonicalError:
            continue
        told = _read(ca, raw)
        if told is not None and told.number == 1 + (found[-1].told.number if found else 0):
            found.append(Listed(n, raw, told))
    return found


def last(read: Reader, ca: bytes) -> Listed | None:
    """The newest list that counts, good or not."""
    return next(reversed(counting(read, ca)), None)


def waiting(rows: Sequence[PersonRow], listed: Listed | None, now: datetime) -> tuple[str, ...]:
    """Why a new list is due, as a sentence; () while none is. ``listed`` is the newest."""
    if listed is None:
        why = _("There is no list of withdrawn certificates yet.")
        return (_by_administrator(why),)
    gone = [r for r in rows if r.state != "active" and r.relief_until is None]
    if names := ", ".join(row.name or "?" for row in gone if row.last_n > listed.n):
        words = _("The list of withdrawn certificates does not name {name} yet.")
        return (_by_administrator(words.format(name=names)),)
    end = listed.told.until
    if end > now + SOON:
        return ()
    words = _("The list of withdrawn certificates ended on {date}.") if end <= now else _(
        "The list of withdrawn certificates ends on {date}."
    )  # fmt: skip
    return (_by_administrator(words.format(date=f"{end:%Y-%m-%d}")),)


def _by_administrator(words: str) -> str:
    more = _("It is made anew as soon as an administrator is signed in.")
    return f"{words} {more}"
