"""Building a lost book again from the mirror or a backup, and opening its next epoch.

Everything is built beside the old files, verified record by record while it is built, and put in
place by :mod:`~deskinc.book.restore.swapping`. The first two records after what was restored are
RESTORE, by the first person, and its COUNTERSIGN by the second; both stand in it before anybody
opens it.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from deskinc import __version__
from deskinc.book.clock import Now, machine
from deskinc.book.disk import files
from deskinc.book.disk.head import Head, HeadFile
from deskinc.book.disk.known import of as remembered
from deskinc.book.disk.station import ATTACHMENTS, DATABASE, HEAD, Station
from deskinc.book.disk.store import Link, Mode, Store, spoken
from deskinc.book.erasure import erasable, erasing
from deskinc.book.erasure.erasing import Shelved
from deskinc.book.erasure.erasure_list import Erased, Erasures
from deskinc.book.mirror import founding_file
from deskinc.book.opening.opening import announced
from deskinc.book.record import Draft, Record, Signer
from deskinc.book.records import reading
from deskinc.book.records.founding import Founding
from deskinc.book.records.payload import Payload
from deskinc.book.restore import keyed, swapping
from deskinc.book.restore.beyond import Known
from deskinc.book.restore.donors import Donor, seen
from deskinc.book.restore.gathering import Gathered, gather
from deskinc.book.restore.rebuilding import Rebuilding, bring_attachments, carry_over
from deskinc.book.restore.surveying import Kind, Places, Report, gives, known_beyond
from deskinc.book.writing import ledger
from deskinc.book.writing.ledger import Stamp
from deskinc.errors import BookFault, DeskError
from deskinc.forms.fields import Value
from deskinc.i18n import N_, _
from deskinc.proof.canonical import b64
from deskinc.proof.seal import parse_note
from deskinc.proof.sheet import FIELD, restored

ERASED = N_("What was erased before is erased from this copy too (values: {count}).")
SOURCES: dict[Kind, str] = {
    "mirror": "The mirror", "backup": "A backup", "own": "The book’s own file",
}  # fmt: skip


@dataclass(slots=True)
class Built:
    """A rebuilt book, still beside the old one; ``missing`` attachments lie nowhere.

    ``again`` was erased once by an act that is lost, and is not held. ``seen`` is the leaf of the
    last record of the mirror, empty where it did not answer to the end.
    """

    places: Places
    new: Path
    store: Store
    station: Station
    founding: Founding
    gathered: Gathered
    known: Known
    missing: int
    again: frozenset[Erased]
    seen: bytes

    @property
    def lost(self) -> int:
        """How many lines were written and are not in it."""
        return self.known.lost(self.gathered)


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

    erasures, _faults = places.erasures()
    words = _("Checking and writing each record")
    gathered = gather(donors, made, part(0.0, 0.6, words), erasures)
    if gathered.size == 0 or not gives(places, gathered):
        raise BookFault(
            _("Nothing can be restored from there."),
            _("Nothing was changed. Choose another source."),
        )
    founding = _founding(places)
    made.complete(gathered, founding, part(0.6, 0.85, _("Building the lists again")))
    announced(made.link, places.book, places.keys)
    with made.link.transaction():
        keyed.keep(made.link, places, gathered.size)
    own = places.folder / ATTACHMENTS
    others = [place / ATTACHMENTS for place in (places.mirror, places.source) if place is not None]
    key = files.name_key(places.keys.mirror, places.book)
    told = part(0.85, 1.0, _("Bringing attachments"))
    missing = bring_attachments(made.link, new / ATTACHMENTS, key, own, others, told)
    again = frozenset(_acts_lost(made.link, erasures))
    made.close()
    station = _station(places, new)
    known = known_beyond(places, donors, gathered)
    return Built(places, new, made.store, station, founding, gathered, known, missing, again,
                 seen(donors))  # fmt: skip


def _acts_lost(link: Link, erasures: Erasures) -> Iterator[Erased]:
    """What was erased by an act that is not among the restored records, but for what is held."""
    named = erasing.confirmed(link, erasures.book).erased
    for one in erasures.erased - named:
        record = reading.by_id(link, one.record)
        if record is not None and not erasable.lasts(record.form, one.field):
            with suppress(DeskError):
                if one.field in reading.fields_of(link, record.n):
                    erasable.refuse_held(link, [one])
                yield one


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
    """This installation as it was, with the salt of the new database.

    Where nothing says any more where its mirror lies, what is known outside the book does, and
    only then the mirror that was restored from: that may be an old copy of the true one.
    """
    with (new / DATABASE).open("rb") as file:
        salt = file.read(16)
    known = Station.load(places.folder)
    if known is None:
        said = remembered(places.folder)
        beside = said.mirror if said is not None and said.book == places.book else None
        known = Station(os.urandom(16), beside)
    near = places.mirror if known.mirror is None else None
    if near is not None and near.name == b64(places.book):
        known = replace(known, mirror=near.absolute().parent)
    return replace(known, salt=salt)


def declare(
    built: Built, reason: str, first: Signer, second: Signer | Ed25519PrivateKey, now: Now
) -> None:
    """Open the next epoch: RESTORE by ``first``, COUNTERSIGN by ``second``, in one transaction.

    Where nobody else is enrolled who could sign, the key of the recovery sheet is the second.

    Erasures whose act is lost are written anew by the same two; then all are done once more, so
    that no copy brings back what was erased. Raises DeskError where one of them may not sign;
    then nothing was written.
    """
    gathered, what = built.gathered, built.places
    if built.again and isinstance(second, Ed25519PrivateKey):
        raise BookFault(
            _("What two people erased after this copy was made must be erased from it again."),
            _("It takes two people: enrol a second one where the newest copy opens, or take it."),
        )
    with spoken(), Link(built.store, Mode.WRITE) as link:
        state = ledger.load(link, what.book, gathered.chain.state.epoch)
        with link.transaction():
            moment, clock = now().astimezone(UTC), machine(now, what.book)
            pen = _Pen(link, state, Stamp(moment, clock, built.station.id, __version__))
            _sign(pen, built, reason, first, second)
        shelf = Shelved(built.new / ATTACHMENTS, files.name_key(what.keys.mirror, what.book))
        if erasing.finish(link, shelf):
            carry_over(link, Store(what.folder / DATABASE, what.keys.database))
        link.driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    for entry in pen.entries:
        gathered.chain.add(entry.document, entry.signature, entry.disclosures)
    if gathered.chain.finish():
        raise ValueError("the restored book does not verify")
    _remember(built, pen.state)


def _sign(
    pen: "_Pen", built: Built, reason: str, first: Signer, second: Signer | Ed25519PrivateKey
) -> None:
    act = _restore(built, reason)
    if isinstance(second, Ed25519PrivateKey):
        pen.by_sheet(act, first, second)
        return
    meaning = _("Restored up to line {line}; {lost} lines are declared lost.")
    pen.both(act, meaning.format(line=built.gathered.line, lost=built.lost), first, second)
    if built.again:
        said = _(ERASED).format(count=len(built.again))
        pen.both(erasable.act(built.again, "repeated"), said, first, second)


class _Pen:
    """Writes acts of two people one after the other into a book that is not open."""

    def __init__(self, link: Link, state: ledger.State, stamp: Stamp) -> None:
        self._link, self._stamp = link, stamp
        self.state = state
        self.entries: list[Payload] = []

    def both(self, draft: Draft, meaning: str, first: Signer, second: Signer) -> None:
        """The act by ``first`` and its countersignature by ``second``."""
        act = self._write(draft, first)
        values: dict[str, Value] = {"act": b64(act.leaf), "meaning": meaning}
        self._write(Draft("countersign", values, thread=act.thread), second)

    def by_sheet(self, draft: Draft, signer: Signer, sheet: Ed25519PrivateKey) -> None:
        """The act with the proof that the recovery sheet was at hand."""
        proof = sheet.sign(restored(b64(self.state.book), draft.values))
        self._write(replace(draft, values={**draft.values, FIELD: b64(proof)}), signer)

    def _write(self, draft: Draft, signer: Signer) -> Record:
        made = ledger.append(self._link, self.state, [draft], signer, self._stamp, again=True)
        self.state = made.state
        self.entries += made.batch.entries if made.batch else []
        return made.records[0]


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
        "mirror": b64(built.seen) or None,
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
