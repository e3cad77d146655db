"""Lines that stand in the mirror alone: of an epoch that is over, not there to read at its restore.

Where the mirror was away when two people restored the book, what only it held was left out, and
nobody could say what it was. When it comes back the desk says so in a line of the book, once.
Nothing is taken from there: whoever holds the database's keys could have written it.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from deskinc.book import agreeing, epochs, mirror, reading
from deskinc.book.beyond import runs
from deskinc.book.mirror_found import begin, load
from deskinc.book.mirror_reader import days
from deskinc.book.record import Draft, Record
from deskinc.book.store import Link
from deskinc.i18n import _
from deskinc.log import logger
from deskinc.proof.canonical import b64
from deskinc.proof.document import Document, decode, leaf

FORM = "astray"

TOLD = f"SELECT n FROM entry WHERE form = '{FORM}' ORDER BY n"  # noqa: S608
"""Spelled out: an index of a few lines answers only what names its condition."""

_WIDER = 64
"""By how much more is read where the mirror went apart before the records that were looked at."""

_MANY = 400
"""Signs from which on only the first and the last line are named."""


@dataclass(frozen=True, slots=True)
class Astray:
    """Records of an ``epoch`` that is over, which the mirror has and the book went on without.

    ``leaf`` is that of the last.
    """

    epoch: int
    documents: tuple[Document, ...]
    leaf: bytes

    @property
    def stretch(self) -> tuple[int, int]:
        """The numbers of the first and the last."""
        return self.documents[0].n, self.documents[-1].n

    @property
    def lines(self) -> str:
        """The lines among them as people cite them, ``4812–4830·e2``; "" if there are none."""
        numbers = sorted(n for one in self.documents if isinstance(n := one.nos.get("line"), int))
        said = runs(numbers)
        if len(said) > _MANY:
            said = f"{numbers[0]}–{numbers[-1]}"
        return f"{said}·e{self.epoch}" if said and self.epoch > 1 else said


def found(folder: Path, key: bytes, book: bytes, link: Link) -> list[Astray]:
    """What the mirror in ``folder`` has of each epoch that is over, and the book tells nothing of.

    Raises OSError if the folder is not there.
    """
    restores = {one.doc.epoch - 1: one for one in epochs.restores(link)}
    if not restores:
        return []
    told, there = {_leaf(one) for one in told_of(link)}, []
    for epoch, (n, last) in sorted(_ends(folder, key, book, max(restores) + 1).items()):
        restore = restores[epoch]
        known = told | {str(restore.values.get("mirror"))}
        if n < restore.n or b64(last) in known:
            continue
        for start in _starts(restore.n - 1):
            kept, joined = _since(folder, key, book, link, restore, known, start)
            if joined:
                break
        if kept:
            there.append(Astray(epoch, tuple(kept.values()), list(kept)[-1]))
    return there


def told_of(link: Link) -> list[Record]:
    """The lines of the book that say what stands in the mirror alone, oldest first."""
    ns = link.run(TOLD).scalars()
    return list(reading.records(link, list(ns)).values())


def _leaf(record: Record) -> str:
    return str(record.values.get("leaf"))


def _ends(folder: Path, key: bytes, book: bytes, below: int) -> dict[int, tuple[int, bytes]]:
    """Number and leaf of the last record of each epoch before ``below``, by what frames prove."""
    ends: dict[int, tuple[int, bytes]] = {}
    for day in reversed(days(folder)):
        first = begin(folder, day, key, book)
        if first is not None and (first[0] >= below or first[0] in ends):
            continue
        file = load(folder, day, "lines", key, book)
        if not 0 < file.epoch < below or file.epoch in ends:
            continue
        last = next((one for i in reversed(range(len(file.spans))) if (one := file.last(i))), None)
        if last is not None:
            ends[file.epoch] = last
        if 1 in ends:
            break
    return ends


def _starts(n: int) -> Iterator[int]:
    """Record ``n``, then earlier ones further and further back, at last the first."""
    back = 1
    while n > back:
        yield n - back + 1
        back *= _WIDER
    yield 1


def _since(
    folder: Path, key: bytes, book: bytes, link: Link, restore: Record, known: set[str], start: int
) -> tuple[dict[bytes, Document], bool]:
    """What stands there alone from ``start`` on, by leaf, and whether nothing lies before it."""
    kept: dict[bytes, Document] = {}
    joined = start == 1
    for batch in mirror.frames(folder, key, book, start):
        if not isinstance(batch, mirror.Batch):
            continue
        if batch.epoch >= restore.doc.epoch:
            break
        for n, entry in enumerate(batch.entries, batch.first):
            made = leaf(entry.document, entry.signature)
            if b64(made) in known or agreeing.leaf_at(link, n) == made:
                kept.clear()
                joined = True
                continue
            with suppress(ValueError):
                document = decode(entry.document)
                if document.epoch == restore.doc.epoch - 1:
                    kept[made] = document
    return kept, joined


def draft(one: Astray, folder: Path, zone: str) -> Draft:
    """The desk's own line about it; times in ``zone``."""
    first, last = one.stretch
    values: Mapping[str, str | int] = {
        "text": words(one, folder, zone),
        "epoch": one.epoch,
        "first": first,
        "last": last,
        "records": len(one.documents),
        "lines": one.lines,
        "leaf": b64(one.leaf),
    }
    return Draft(FORM, {name: value for name, value in values.items() if value != ""})


def words(one: Astray, folder: Path, zone: str) -> str:
    """What is said of it, in the book and in amber."""
    since, until = (
        datetime.fromisoformat(at).astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")
        for at in (one.documents[0].at, one.documents[-1].at)
    )
    return _(
        "The mirror came back with records that nobody could read when the book was restored: "
        "{count} of them (lines: {lines}), written from {since} to {until}. They are not in this "
        "book. They stand only in the mirror’s folder {folder}, which keeps them: leave its files "
        "as they are. Ask who was on duty then to write down again what mattered, and call whoever "
        "looks after the program."
    ).format(
        count=len(one.documents), lines=one.lines or _("none"), since=since, until=until,
        folder=folder,
    )  # fmt: skip


class Looking:
    """Looks once at a mirror that answers, on its lane's thread, and says what it has alone.

    ``doubt`` is given the words, ``note`` the line of the desk.
    """

    def __init__(
        self, folder: Path, key: bytes, book: bytes, doubt: Callable[[str], object],
        note: Callable[[Draft], object],
    ) -> None:  # fmt: skip
        self._folder, self._key, self._book = folder, key, book
        self._doubt, self._note = doubt, note
        self._done = False
        self._said: set[bytes] = set()

    def again(self) -> None:
        """The mirror was away: look at it again."""
        self._done = False

    def once(self, link: Link, zone: str) -> None:
        """Look, unless that was done since; what fails is tried the next time."""
        if self._done:
            return
        try:
            for one in found(self._folder, self._key, self._book, link):
                if one.leaf not in self._said:
                    self._doubt(words(one, self._folder, zone))
                    self._note(draft(one, self._folder, zone))
                    self._said.add(one.leaf)
            self._done = True
        except Exception:  # noqa: BLE001 - lines go on, and it is tried again
            logger.exception("what stands in the mirror alone is not known")
