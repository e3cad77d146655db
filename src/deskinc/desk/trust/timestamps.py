"""Outside time: each seal is stamped by the time authority that the site names, once it answers.

What waits is no list of its own: it is the seals since the authority was named that no STAMP
record is over. Only the newest are asked for; each covers all that lies before it.
"""

import threading
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

from deskinc.book.leaving.timestamps import (
    Asked,
    Token,
    asked,
    believed,
    roots_in,
    send,
    system_roots,
)
from deskinc.book.record import Saved
from deskinc.book.registers.kept import StampRow
from deskinc.desk.office import Office
from deskinc.i18n import _
from deskinc.proof.canonical import b64

__all__ = ["Token"]

NEWEST = 5
"""Seals that are asked for, counted from the newest."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A seal that waits for its stamp: its leaf, its note, and whom to ask."""

    leaf: str
    note: str = field(repr=False)
    url: str
    root: str = field(repr=False)


def waiting(office: Office) -> list[Waiting]:
    """The seals that wait, the newest first; none where the site names no authority."""
    site = office.site
    if not site.tsa:
        return []
    since = _named(office)
    rows = [row for row in office.read.seals()[-NEWEST:] if row.n > since]
    done = {row.seal for row in office.read.stamps()}
    records = office.read.records(row.n for row in rows)
    found = [
        Waiting(b64(record.leaf), str(record.values.get("note")), site.tsa, site.tsa_root)
        for record in records.values()
    ]
    return [one for one in reversed(found) if one.leaf not in done]


def _named(office: Office) -> int:
    """The record that named the authority as it is named now."""
    thread = office.read.thread(office.read.record(3).thread)
    return max((record.n for record in thread if "tsa" in record.values), default=0)


def stamp(one: Waiting) -> Token:
    """Ask for a stamp and hold the answer against the request. Blocks; raises NoTime."""
    roots = roots_in(one.root) if one.root.strip() else system_roots()
    request: Asked = asked(one.note)
    return believed(request, send(one.url, request), roots)


def in_background(one: Waiting) -> "Future[Token]":
    """:func:`stamp` on a thread that nobody waits for, not even the end of the program."""
    future: Future[Token] = Future()

    def work() -> None:
        try:
            future.set_result(stamp(one))
        except BaseException as error:  # noqa: BLE001 - the future carries it to whoever waits
            future.set_exception(error)

    threading.Thread(target=work, name="outside time", daemon=True).start()
    return future


def keep(office: Office, one: Waiting, token: Token) -> "Future[Saved]":
    """Write the stamp in the desk's own name."""
    said: dict[str, object] = {
        "seal": one.leaf, "authority": token.authority[:500],
        "time": token.at.astimezone(office.locale.tz), "token": b64(token.der),
    }  # fmt: skip
    return office.write_as_desk(office.draft("stamp", said))


def sentence(office: Office, trouble: str = "") -> str:
    """How outside time stands: the last stamp, and what waits because of what."""
    if not office.site.tsa:
        return _("No time authority is asked.")
    stamps, left = office.read.stamps(), len(waiting(office))
    words = [_last(office, stamps) if stamps else _("No seal is stamped yet.")]
    if left:
        words.append(_("1 seal waits.") if left == 1 else _("{n} seals wait.").format(n=left))
        words.append(trouble)
    return " ".join(filter(None, words))


def _last(office: Office, stamps: Sequence[StampRow]) -> str:
    last, count = stamps[-1], len(stamps)
    at = office.moment_or_none(last.time)
    one, many = _("1 seal stamped"), _("{count} seals stamped")
    return _("{seals}, the last at {time} by {authority}.").format(
        seals=one if count == 1 else many.format(count=count),
        time=f"{at:%Y-%m-%d %H:%M}" if at else "?",
        authority=last.authority or "?",
    )
