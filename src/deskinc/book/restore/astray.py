"""Lines that stand in the mirror alone: of an epoch that is over, not there to read at its restore.

Where the mirror was away when two people restored the book, what only it held was left out, and
nobody could say what it was. When it comes back the desk says so in a line of the book, once; also
where that cannot be read any more. Nothing is taken from there: whoever holds the database's keys
could have written it.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from deskinc.book.disk.store import Link
from deskinc.book.mirror.ended import Ended, Pairs, left
from deskinc.book.opening import agreeing
from deskinc.book.record import Draft, Record, Saved
from deskinc.book.records import epochs, reading
from deskinc.book.records.following import Cancel, Cancelled, never
from deskinc.book.restore.beyond import runs
from deskinc.i18n import _
from deskinc.log import logger
from deskinc.proof.canonical import b64
from deskinc.proof.document import Document

FORM = "astray"

TOLD = f"SELECT n FROM entry WHERE form = '{FORM}' ORDER BY n"  # noqa: S608
"""Spelled out: an index of a few lines answers only what names its condition."""

_MANY = 400
"""Signs from which on only the first and the last line are named."""


@dataclass(frozen=True, slots=True)
class Alone:
    """Records of an ``epoch`` that is over, which the mirror has and the book went on without.

    ``leaf`` is that of the last of ``documents``, empty where there are none; ``unread`` frames
    cannot be read, and may hold more.
    """

    epoch: int
    documents: tuple[Document, ...]
    leaf: bytes
    unread: int

    @property
    def lines(self) -> str:
        """The lines among them as people cite them, ``4812–4830·e2``; "" if there are none."""
        numbers = sorted(n for one in self.documents if isinstance(n := one.nos.get("line"), int))
        said = runs(numbers)
        if len(said) > _MANY:
            said = f"{numbers[0]}–{numbers[-1]}"
        return f"{said}·e{self.epoch}" if said and self.epoch > 1 else said


def found(folder: Path, key: bytes, book: bytes, link: Link, cancel: Cancel = never) -> list[Alone]:
    """What the mirror in ``folder`` has of each epoch that is over, and the book tells nothing of.

    Raises OSError if the folder is not there, Cancelled if ``cancel`` says so.
    """
    restores = epochs.restores(link)
    if not restores:
        return []
    told, pairs, there = told_of(link), Pairs(folder, key, book), []
    for restore in restores:
        before = [one for one in told if one.values.get("epoch") == restore.doc.epoch - 1]
        ended = _ended(restore, told, before, restores[-1].doc.epoch)
        has = left(pairs, ended, partial(agreeing.leaf_at, link), cancel)
        kept = {made: doc for made, doc in has.documents.items() if doc.n > has.named}
        kept = dict(sorted(kept.items(), key=lambda one: one[1].n))
        if kept or has.unread > _most(before, "unread"):
            last = list(kept)[-1] if kept else b""
            there.append(Alone(ended.epoch, tuple(kept.values()), last, has.unread))
    return there


def _ended(restore: Record, told: Sequence[Record], before: Sequence[Record], now: int) -> Ended:
    """The epoch that a restore ended; ``before`` is what was told of it, ``now`` the one of now."""
    mirror = str(restore.values.get("mirror", ""))
    known = frozenset({mirror, *(str(one.values.get("leaf", "")) for one in told)}) - {""}
    last = max(restore.n - 1, _most(before, "last"))
    on = restore.written.astimezone(UTC).date().isoformat()
    return Ended(restore.doc.epoch - 1, last, on, known, mirror, now)


def _most(told: Sequence[Record], name: str) -> int:
    """The largest such number among what was told; 0 if none was."""
    numbers = (one.values.get(name) for one in told)
    return max((n for n in numbers if isinstance(n, int)), default=0)


def told_of(link: Link) -> list[Record]:
    """The lines of the book that say what stands in the mirror alone, oldest first."""
    ns = link.run(TOLD).scalars()
    return list(reading.records(link, list(ns)).values())


def draft(one: Alone, folder: Path, zone: str) -> Draft:
    """The desk's own line about it; times in ``zone``."""
    values: dict[str, str | int] = {"text": words(one, folder, zone), "epoch": one.epoch}
    if one.documents:
        values |= {
            "first": one.documents[0].n,
            "last": one.documents[-1].n,
            "records": len(one.documents),
            "lines": one.lines,
            "leaf": b64(one.leaf),
        }
    values["unread"] = one.unread
    return Draft(FORM, {name: value for name, value in values.items() if value not in {"", 0}})


def words(one: Alone, folder: Path, zone: str) -> str:
    """What is said of it, in the book and in amber."""
    if not one.documents:
        return _(
            "The mirror came back damaged. Records may stand in it that the book was restored "
            "without, and that nobody can read; pieces that cannot be read: {count}. Nothing of "
            "them is in this book. Leave the files in the mirror’s folder {folder} as they are. "
            "Ask who was on duty then to write down again what mattered, and call whoever looks "
            "after the program."
        ).format(count=one.unread, folder=folder)
    since, until = (
        datetime.fromisoformat(at).astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")
        for at in (one.documents[0].at, one.documents[-1].at)
    )
    said = _(
        "The mirror came back with records that nobody could read when the book was restored: "
        "{count} of them (lines: {lines}), written from {since} to {until}. They are not in this "
        "book. They stand only in the mirror’s folder {folder}, which keeps them: leave its files "
        "as they are. Ask who was on duty then to write down again what mattered, and call whoever "
        "looks after the program."
    ).format(
        count=len(one.documents), lines=one.lines or _("none"), since=since, until=until,
        folder=folder,
    )  # fmt: skip
    if not one.unread:
        return said
    more = _("More may stand there; pieces that cannot be read: {count}.")
    return f"{said} {more.format(count=one.unread)}"


class Looking:
    """Looks once at a mirror that answers, on its lane's thread, and says what it has alone.

    ``doubt`` is given the words, ``note`` the line of the desk; None: it takes none any more.
    """

    def __init__(
        self, folder: Path, key: bytes, book: bytes, doubt: Callable[[str], object],
        note: Callable[[Draft], "Future[Saved] | None"],
    ) -> None:  # fmt: skip
        self._folder, self._key, self._book = folder, key, book
        self._doubt, self._note = doubt, note
        self._done = False
        self._said: set[tuple[int, bytes, int]] = set()

    def again(self) -> None:
        """The mirror was away: look at it again."""
        self._done = False

    def once(self, link: Link, zone: str, cancel: Cancel) -> None:
        """Look, unless that was done since; what fails is tried the next time."""
        if self._done:
            return
        self._done = True
        try:
            for one in found(self._folder, self._key, self._book, link, cancel):
                self._say(one, zone)
        except Cancelled:
            self._done = False
        except Exception:  # noqa: BLE001 - lines go on, and it is tried again
            self._done = False
            logger.exception("what stands in the mirror alone is not known")

    def _say(self, one: Alone, zone: str) -> None:
        what = one.epoch, one.leaf, one.unread
        if what in self._said:
            return
        self._doubt(words(one, self._folder, zone))
        written = self._note(draft(one, self._folder, zone))
        if written is not None:
            self._said.add(what)
            written.add_done_callback(partial(self._written, what))

    def _written(self, what: tuple[int, bytes, int], written: "Future[Saved]") -> None:
        """Once the book took the line, or did not: then it is said again."""
        if written.cancelled() or written.exception() is not None:
            logger.warning("what stands in the mirror alone could not be written down")
            self._said.discard(what)
            self._done = False
