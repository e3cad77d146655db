"""What is known of a book beyond what can be restored of it: the lines that would be lost.

A line is told from another by its leaf, never by its number: where the book was written on from an
older copy, two lines bear one number, and only one of them stands in what is restored.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from deskinc.book.disk.head import Head
from deskinc.book.restore.donors import Donor
from deskinc.book.restore.gathering import Gathered, note_of
from deskinc.proof.document import Document, decode, leaf


@dataclass(frozen=True, slots=True)
class Astray:
    """A record that stands in the copy in ``folder`` and not in what is restored."""

    folder: Path
    document: Document = field(repr=False)

    @property
    def line(self) -> int | None:
        """Its line number, where it has one."""
        number = self.document.nos.get("line")
        return number if isinstance(number, int) else None


@dataclass(slots=True)
class Known:
    """What is remembered of the book beyond what can be restored: last record, line and seal.

    ``astray`` maps leaves to the records that other copies have instead or after, ``epoch`` is the
    one the head file stands in.
    """

    n: int
    line: int
    seal: str = ""
    astray: dict[bytes, Astray] = field(default_factory=dict)
    epoch: int = 0

    def lost(self, gathered: Gathered) -> int:
        """How many lines were written and are not in what was gathered."""
        lines = [one.line for one in self.astray.values() if one.line is not None]
        unread = set(range(gathered.line + 1, self.line + 1)) - set(lines)
        return len(lines) + len(unread)

    def lines_of(self, folder: Path) -> list[int]:
        """The numbers of the lost lines that the copy in ``folder`` has."""
        found = (one.line for one in self.astray.values() if one.folder == folder)
        return sorted({line for line in found if line is not None})


def beyond(head: Head | None, donors: Sequence[Donor], gathered: Gathered) -> Known:
    """What head file, mirror, backup and the old book remember beyond what was gathered."""
    known = Known(gathered.size, gathered.line, gathered.seal)
    epoch = gathered.chain.state.epoch
    known.epoch = head.epoch if head is not None else 0
    if head is not None and head.epoch >= epoch:
        known.n, known.line = max(known.n, head.n), max(known.line, head.line)
    for donor in donors:
        found = _astray(donor, gathered)
        for made, document in found.items():
            known.astray[made] = one = Astray(donor.folder, document)
            known.n, known.line = max(known.n, document.n), max(known.line, one.line or 0)
        if max(donor.begins, default=1) >= epoch:
            known.n = max(known.n, donor.last)
        known.seal = _last_seal(donor, found, gathered.size) or known.seal
    return known


def _astray(donor: Donor, gathered: Gathered) -> dict[bytes, Document]:
    """The records of a donor since it left the chain, but for those a restore declared lost.

    Copies that went apart never come together again: each record names the one before. So what
    lies before a record of the chain is damage or an alteration, and no line of its own.
    """
    found: dict[bytes, Document] = {}
    for entry in donor.bare(_common(donor, gathered) + 1):
        made = leaf(entry.payload.document, entry.payload.signature)
        if gathered.has(entry.n, made):
            found.clear()
        elif not any(e > entry.epoch and n <= entry.n for e, n in gathered.begins.items()):
            with suppress(ValueError):
                found[made] = decode(entry.payload.document)
    return found


def _common(donor: Donor, gathered: Gathered) -> int:
    """A number up to which the donor surely has what was gathered; 0 if it went apart before."""
    last = min(donor.last, gathered.size)
    entry = next(iter(donor.bare(last)), None) if last else None
    if entry is None or entry.n != last:
        return 0
    return last if gathered.has(last, leaf(entry.payload.document, entry.payload.signature)) else 0


def _last_seal(donor: Donor, found: dict[bytes, Document], size: int) -> str:
    """The note of its last seal after record ``size``; "" if there is none."""
    seals = [(one.n, made) for made, one in found.items() if one.form == "seal" and one.n > size]
    if not seals:
        return ""
    n, made = max(seals)
    for entry in donor.since(n):
        if leaf(entry.payload.document, entry.payload.signature) == made:
            return note_of(entry.payload.disclosures or ())
    return ""


def runs(numbers: Sequence[int]) -> str:
    """Ascending numbers as people write them: ``5–8, 11``."""
    found = []
    for _apart, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        some = [number for _place, number in run]
        found.append(f"{some[0]}–{some[-1]}" if len(some) > 1 else str(some[0]))
    return ", ".join(found)
