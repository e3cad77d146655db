"""What can be restored, and how much would be lost: asked before anything is written."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Literal

from deskinc.book.disk import ring
from deskinc.book.disk.head import HeadFile
from deskinc.book.disk.station import HEAD
from deskinc.book.erasure import erasable, erasure_list
from deskinc.book.erasure.erasure_list import Erased, Erasures
from deskinc.book.keys.slots import Keys
from deskinc.book.records.reading import value_from
from deskinc.book.restore.beyond import Known, beyond, runs
from deskinc.book.restore.donors import PATIENCE, Donor, Entry, database_donor, mirror_donor, seen
from deskinc.book.restore.gathering import Gathered, gather
from deskinc.disks import ask
from deskinc.errors import BookFault
from deskinc.i18n import _
from deskinc.proof.depth import Depth
from deskinc.proof.document import Document

Kind = Literal["mirror", "backup", "own"]
"""``own`` is the book's own file: where nothing outside it is left."""

Report = Callable[[float, str], None]
"""``report(fraction 0–1, words)``."""


@dataclass(frozen=True, slots=True)
class Places:
    """What is to be restored and from where: the data folder, the source, the mirror if any.

    ``silent`` is the folder of a mirror that is known of and does not answer.
    """

    folder: Path
    kind: Kind
    source: Path
    mirror: Path | None
    keys: Keys = field(repr=False)
    book: bytes
    silent: Path | None = None

    def donors(self) -> list[Donor]:
        """Whoever still has records, the source first, the damaged book last."""
        told: list[Donor | None] = []
        if self.kind == "backup":
            told.append(database_donor(self.source, self.keys))
        if self.mirror is not None:
            told.append(mirror_donor(self.mirror, self.keys, self.book))
        told.append(database_donor(self.folder, self.keys))
        return [donor for donor in told if donor is not None]

    def erasures(self) -> tuple[Erasures, list[str]]:
        """What was erased from the book, and what is to be said of lists that are not gone by.

        Such are those that were altered, that somebody else wrote, or that cannot be read; in the
        mirror also one under a key from before somebody left.
        """
        lists, faults = [Erasures(self.book)], []
        known = self.keys.mirror
        live = {self.mirror: ring.newest(known)} if self.mirror is not None else {}
        for folder, key in {self.source: known, **live}.items():
            try:
                read = partial(erasure_list.read, folder, key, self.book)
                lists.append(ask(folder, read, PATIENCE))
            except BookFault:
                faults.append(_no_list(folder))
            except OSError:
                faults.append(_unread_list(folder))
        return erasure_list.union(*lists), faults


@dataclass(frozen=True, slots=True)
class Source:
    """What can be restored from one place, topped up with what others have of the same chain.

    ``records`` and ``line`` are the last ones it reaches, written ``at``; ``lost`` counts the
    lines known to have been written after that. ``faults`` are sentences on what is damaged.
    ``seen`` is the leaf of the last record of the ``mirror``, empty unless it gave all it has.
    ``site`` is whose book it is.
    """

    kind: Kind
    folder: Path
    records: int
    line: int
    at: datetime | None
    lost: int
    faults: tuple[str, ...]
    mirror: Path | None
    seen: bytes = field(repr=False)
    site: str = ""


@dataclass(slots=True)
class _Counting:
    """Keeps nothing but whose book it is, and what is to be erased again."""

    listed: Mapping[bytes, frozenset[str]]
    found: dict[Erased, Document] = field(default_factory=dict)
    site: str = ""

    def reset(self) -> None:
        """Nothing is found yet."""
        self.found.clear()

    def take(self, entry: Entry, document: Document) -> None:
        """See whether the list names it, or it is an act that the list repeats."""
        for name in self.listed.get(document.id, ()):
            if not erasable.lasts(document.form, name):
                self.found[Erased(document.id, name)] = document
        if document.form == "site":
            said = dict(map(value_from, entry.payload.disclosures or ()))
            self.site = str(said.get("name") or self.site)
        if document.form == "erase" and self.found:
            with suppress(ValueError):
                for erased in erasable.named(
                    dict(map(value_from, entry.payload.disclosures or ()))
                ):
                    self.found.pop(erased, None)


def survey(places: Places, report: Report) -> Source | None:
    """How far the source leads, without writing anything; None if it leads nowhere. Blocks."""
    donors = places.donors()
    words = _("Looking at what there is")
    erasures, no_lists = places.erasures()
    sink = _Counting(erasures.by_record())
    gathered = gather(
        donors, sink, lambda done, every: report(done / max(1, every), words),
        erasures, Depth.VALUES,
    )  # fmt: skip
    if gathered.size == 0 or not gives(places, gathered):
        return None
    known = known_beyond(places, donors, gathered)
    end = seen(donors)
    faults = (
        *_faults(places, donors, gathered, known),
        *no_lists,
        *_repeated(sink.found.values()),
    )
    return Source(
        places.kind, places.source, gathered.size, gathered.line, gathered.written,
        known.lost(gathered), faults, places.mirror, end, sink.site,
    )  # fmt: skip


def gives(places: Places, gathered: Gathered) -> bool:
    """Whether the source itself gave something."""
    return any(donor.folder == places.source for donor in gathered.used)


def _faults(
    places: Places, donors: Sequence[Donor], gathered: Gathered, known: Known
) -> tuple[str, ...]:
    damages = sum(len(donor.damages) for donor in donors)
    found = [_("{count} parts of the mirror are damaged.").format(count=damages)] if damages else []
    if places.kind == "own":
        found.append(
            _("Nothing outside this file remembers the book: if lines are missing at its end, "
              "nobody can tell. Where a mirror or a backup still lies somewhere, look there first.")
        )  # fmt: skip
    elif known.epoch > gathered.chain.state.epoch:
        words = _("This copy is older than the restore that began epoch {epoch}: nothing written "
                  "since is in it. Take it only if nothing newer is left.")  # fmt: skip
        found.append(words.format(epoch=known.epoch))
    elif any(donor.folder == places.folder for donor in gathered.used):
        found.append(_("Some lines come from the book’s own damaged file."))
    if places.silent is not None:
        found.append(_no_mirror(places.silent))
    found += [
        _broken(donor.folder) if donor.last else _no_mirror(donor.folder)
        for donor in donors
        if donor.broken
    ]
    for donor in donors:
        if lines := known.lines_of(donor.folder):
            words = _("The lines {lines} stand only in {folder} and would be lost; it is kept.")
            if donor.folder == places.folder:
                words = _(
                    "The lines {lines} stand only in the book’s own file and would be lost; it "
                    "is laid aside and kept."
                )
            found.append(words.format(lines=runs(lines), folder=donor.folder.name))
    return tuple(found)


def _no_mirror(folder: Path) -> str:
    return _(
        "The mirror in {folder} does not answer: lines that only it holds would be left out, and "
        "the book will say so when it returns. If its disk can be connected, do that first."
    ).format(folder=folder)


def _broken(folder: Path) -> str:
    return _(
        "The disk does not give back all of the mirror in {folder}: lines that only it holds would "
        "be left out, and the book will say so once they can be read. If its disk can be connected "
        "again or copied, do that first."
    ).format(folder=folder)


def _no_list(folder: Path) -> str:
    return _(
        "The list of what was erased, erased.json in {folder}, is damaged or not the book’s own "
        "and is not gone by: what was erased after this copy may be in it again."
    ).format(folder=folder.name)


def _unread_list(folder: Path) -> str:
    return _(
        "The disk does not give back the list of what was erased, erased.json in {folder}: what "
        "was erased after this copy may be in it again. If that disk can be connected again, do "
        "that first."
    ).format(folder=folder.name)


def _repeated(found: Collection[Document]) -> Iterator[str]:
    """What the act that erased it does not stand in this copy for."""
    if found:
        lines = sorted({n for one in found if isinstance(n := one.nos.get("line"), int)})
        words = _(
            "What was erased after this copy was made is erased from it again, but for what is "
            "held (values: {count}; lines: {lines})."
        )
        yield words.format(count=len(found), lines=runs(lines) or "–")


def known_beyond(places: Places, donors: Sequence[Donor], gathered: Gathered) -> Known:
    """What is remembered of the book beyond what was gathered."""
    head = None
    with suppress(OSError, BookFault):
        file = HeadFile(places.folder / HEAD, places.keys.mirror, places.book)
        head = ask(places.folder, file.read)
    return beyond(head, donors, gathered)
