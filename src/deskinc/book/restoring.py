"""Building a lost book again from the mirror or a backup, and opening its next epoch.

Everything is built beside the old files, verified record by record while it is built, and put in
place by :mod:`~deskinc.book.swapping`. The first two records after what was restored are RESTORE,
by the first person, and its COUNTERSIGN by the second; both stand in it before anybody opens it.
"""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from deskinc import __version__
from deskinc.book import files, founding_file, ledger, swapping
from deskinc.book.clock import Now, machine
from deskinc.book.donors import Donor
from deskinc.book.founding import Founding
from deskinc.book.gathering import Gathered, gather
from deskinc.book.head import Head, HeadFile
from deskinc.book.ledger import Stamp
from deskinc.book.opening import announced
from deskinc.book.rebuilding import Rebuilding, bring_attachments
from deskinc.book.record import Draft, Signer
from deskinc.book.station import ATTACHMENTS, DATABASE, HEAD, Station
from deskinc.book.store import Link, Mode, Store, spoken
from deskinc.book.surveying import Kind, Known, Places, Report, gives, known_beyond
from deskinc.errors import BookFault
from deskinc.forms.fields import Value
from deskinc.i18n import _
from deskinc.proof.canonical import b64
from deskinc.proof.seal import parse_note

SOURCES: dict[Kind, str] = {"mirror": "The mirror", "backup": "A backup"}


@dataclass(slots=True)
class Built:
    """A rebuilt book, still beside the old one; ``missing`` attachments lie nowhere."""

    places: Places
    new: Path
    store: Store
    station: Station
    founding: Founding
    gathered: Gathered
    known: Known
    missing: int

    @property
    def lost(self) -> int:
        """How many lines were written and are not in it."""
        return max(0, self.known.line - self.gathered.line)


def build(places: Places, report: Report) -> Built:
    """Build the book again beside the old one. Blocks; the folder’s lock is held.

    Raises BookFault where the source leads nowhere, or the disk refuses.
    """
    donors = places.donors()
    new = swapping.room(places.folder)
    made = Rebuilding(new, places.keys)
    try:
        with spoken():
            return _built(places, donors, new, made, report)
    finally:
        made.close()


def _built(
    places: Places, donors: Sequence[Donor], new: Path, made: Rebuilding, report: Report
) -> Built:
    def part(low: float, high: float, words: str) -> Callable[[int, int], None]:
        return lambda done, every: report(low + (high - low) * done / max(1, every), words)

    gathered = gather(donors, made, part(0.0, 0.6, _("Checking and writing each record")))
    if gathered.size == 0 or not gives(places, gathered):
        raise BookFault(
            _("Nothing can be restored from there."),
            _("Nothing was changed. Choose another source."),
        )
    founding = _founding(places)
    made.complete(gathered, founding, part(0.6, 0.85, _("Building the lists again")))
    announced(made.link, places.book)
    made.carry_over(Store(places.folder / DATABASE, places.keys.database))
    own = places.folder / ATTACHMENTS
    others = [place / ATTACHMENTS for place in (places.mirror, places.source) if place is not None]
    key = files.name_key(places.keys.mirror, places.book)
    told = part(0.85, 1.0, _("Bringing attachments"))
    missing = bring_attachments(made.link, new / ATTACHMENTS, key, own, others, told)
    made.close()
    station = _station(places, new)
    known = known_beyond(places, donors, gathered)
    return Built(places, new, made.store, station, founding, gathered, known, missing)


def _founding(places: Places) -> Founding:
    """The site's own keys, from wherever they can be read."""
    for folder in (places.source, places.mirror):
        if folder is not None:
            with suppress(BookFault, OSError):
                return founding_file.read(folder, places.keys.mirror, places.book)
    for folder in (places.folder, places.source):
        with (
            suppress(Exception),
            Link(Store(folder / DATABASE, places.keys.database), Mode.EVIDENCE) as link,
        ):
            return Founding.load(link)
    return founding_file.read(places.mirror or places.source, places.keys.mirror, places.book)


def _station(places: Places, new: Path) -> Station:
    """This installation as it was, with the salt of the new database."""
    with (new / DATABASE).open("rb") as file:
        salt = file.read(16)
    known = Station.load(places.folder)
    if known is None:
        known = Station(os.urandom(16), None)
    if places.mirror is not None and places.mirror.name == b64(places.book):
        known = replace(known, mirror=places.mirror.absolute().parent)
    return replace(known, salt=salt)


def declare(built: Built, reason: str, first: Signer, second: Signer, now: Now) -> None:
    """Open the next epoch: RESTORE by ``first``, COUNTERSIGN by ``second``, in one transaction.

    Raises DeskError where one of them may not sign; then nothing was written.
    """
    gathered = built.gathered
    with spoken(), Link(built.store, Mode.WRITE) as link:
        state = ledger.load(link, built.places.book, gathered.chain.state.epoch)
        stamp = Stamp(now(), machine(now, state.book), built.station.id, __version__)
        with link.transaction():
            restore = _restore(built, reason)
            one = ledger.append(link, state, [restore], first, stamp)
            act = one.records[0]
            meaning = _("Restored up to line {line}; {lost} lines are declared lost.").format(
                line=gathered.line, lost=built.lost
            )
            values: dict[str, Value] = {"act": b64(act.leaf), "meaning": meaning}
            draft = Draft("countersign", values, thread=act.thread)
            two = ledger.append(link, one.state, [draft], second, stamp)
        link.driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    for batch in (one.batch, two.batch):
        for entry in batch.entries if batch else ():
            gathered.chain.add(entry.document, entry.signature, entry.disclosures)
    if gathered.chain.finish():
        raise ValueError("the restored book does not verify")
    _remember(built, two.state)


def _restore(built: Built, reason: str) -> Draft:
    gathered, known = built.gathered, built.known
    values: dict[str, Value] = {
        "source": {"code": built.places.kind, "text": SOURCES[built.places.kind]},
        "epoch": gathered.chain.state.epoch,
        "size": gathered.size,
        "root": b64(gathered.chain.root),
        "line": gathered.line or None,
        "seal": known.seal or None,
        "known": known.n,
        "lost": built.lost,
        "files": built.missing or None,
        "reason": reason,
    }
    return Draft("restore", {name: value for name, value in values.items() if value is not None})


def _remember(built: Built, state: ledger.State) -> None:
    """The head file and station.json of the new book."""
    sealed = parse_note(built.gathered.seal).checkpoint.size if built.gathered.seal else 0
    head = Head(state.epoch, state.n, state.prev, state.numbers.line, state.root(), sealed)
    with spoken():
        HeadFile(built.new / HEAD, built.places.keys.mirror, state.book).write(head)
        built.station.save(built.new)
