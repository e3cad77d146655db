"""What can be restored, and how much would be lost: asked before anything is written."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from deskinc.book import erasure_list
from deskinc.book.beyond import Known, beyond, runs
from deskinc.book.donors import Donor, Entry, database_donor, mirror_donor
from deskinc.book.erasure_list import Erasures
from deskinc.book.gathering import Gathered, gather
from deskinc.book.head import HeadFile
from deskinc.book.slots import Keys
from deskinc.book.station import HEAD
from deskinc.errors import BookFault
from deskinc.i18n import _
from deskinc.proof.document import Document
from deskinc.proof.verify import Depth

Kind = Literal["mirror", "backup"]
Report = Callable[[float, str], None]
"""``report(fraction 0–1, words)``."""


@dataclass(frozen=True, slots=True)
class Places:
    """What is to be restored and from where: the data folder, the source, the mirror if any."""

    folder: Path
    kind: Kind
    source: Path
    mirror: Path | None
    keys: Keys = field(repr=False)
    book: bytes

    def donors(self) -> list[Donor]:
        """Whoever still has records, the source first, the damaged book last."""
        told: list[Donor | None] = []
        if self.kind == "backup":
            told.append(database_donor(self.source, self.keys))
        if self.mirror is not None:
            told.append(mirror_donor(self.mirror, self.keys, self.book))
        told.append(database_donor(self.folder, self.keys))
        return [donor for donor in told if donor is not None]

    def erasures(self) -> Erasures:
        """What was erased from the book, by the lists beside its copies.

        Raises BookFault where there is such a list and none that can be read.
        """
        lists: list[Erasures] = []
        damaged: BookFault | None = None
        for folder in (self.source, self.mirror or self.source):
            try:
                lists.append(erasure_list.read(folder))
            except BookFault as fault:
                damaged = fault
        known = [one for one in lists if one.book in {b"", self.book}]
        if damaged is not None and not any(one.book for one in known):
            raise damaged
        return erasure_list.union(*known)


@dataclass(frozen=True, slots=True)
class Source:
    """What can be restored from one place, topped up with what others have of the same chain.

    ``records`` and ``line`` are the last ones it reaches, written ``at``; ``lost`` counts the
    lines known to have been written after that. ``faults`` are sentences on what is damaged.
    """

    kind: Kind
    folder: Path
    records: int
    line: int
    at: datetime | None
    lost: int
    faults: tuple[str, ...]


class _Counting:
    """Takes nothing: only how far a source leads is asked."""

    def reset(self) -> None:
        """Nothing to forget."""

    def take(self, entry: Entry, document: Document) -> None:
        """Nothing to keep."""


def survey(places: Places, report: Report) -> Source | None:
    """How far the source leads, without writing anything; None if it leads nowhere. Blocks."""
    donors = places.donors()
    words = _("Looking at what there is")
    gathered = gather(
        donors, _Counting(), lambda done, every: report(done / max(1, every), words),
        places.erasures(), Depth.VALUES,
    )  # fmt: skip
    if gathered.size == 0 or not gives(places, gathered):
        return None
    known = known_beyond(places, donors, gathered)
    return Source(
        places.kind, places.source, gathered.size, gathered.line, gathered.written,
        known.lost(gathered), _faults(places, donors, gathered, known),
    )  # fmt: skip


def gives(places: Places, gathered: Gathered) -> bool:
    """Whether the source itself gave something."""
    return any(donor.folder == places.source for donor in gathered.used)


def _faults(
    places: Places, donors: Sequence[Donor], gathered: Gathered, known: Known
) -> tuple[str, ...]:
    damages = sum(len(donor.damages) for donor in donors)
    found = [_("{count} parts of the mirror are damaged.").format(count=damages)] if damages else []
    if any(donor.folder == places.folder for donor in gathered.used):
        found.append(_("Some lines come from the book’s own damaged file."))
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


def known_beyond(places: Places, donors: Sequence[Donor], gathered: Gathered) -> Known:
    """What is remembered of the book beyond what was gathered."""
    head = None
    with suppress(OSError, BookFault):
        head = HeadFile(places.folder / HEAD, places.keys.mirror, places.book).read()
    return beyond(head, donors, gathered)
