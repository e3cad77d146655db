"""Evidence bundles: records that leave the book with everything a stranger needs to check them."""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from deskinc.book.asking.naming import naming
from deskinc.book.leaving.bundling import bundle, judged, without_torn_notes
from deskinc.book.record import Record
from deskinc.book.records.reading import folded
from deskinc.book.registers.values import ident, idents
from deskinc.desk.lines.counting import counting
from deskinc.desk.lines.source import Source, disagrees, signed
from deskinc.desk.office import Office
from deskinc.desk.papers import papers
from deskinc.desk.papers.bundle_contents import Told, values_told
from deskinc.desk.papers.incident_beside import CARDS
from deskinc.desk.papers.incident_beside import named as named_cards
from deskinc.desk.people.restricted import closed
from deskinc.desk.site import plain
from deskinc.desk.trust.seals import sealed
from deskinc.errors import DeskError
from deskinc.forms.catalogue.incident import TELLING
from deskinc.forms.catalogue.learning import INSIDE
from deskinc.i18n import _
from deskinc.proof.canonical import unb64
from deskinc.proof.seal import Checkpoint, paper_code, parse_note

Given = AbstractSet[tuple[int, str]]
"""Values that are shown: the number of the record, the name of the field."""
Progress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be shown: an incident by its thread, the lines ``first`` to ``last``, records.

    Whatever amends, strikes or countersigns one of them goes with it.
    """

    incident: str = ""
    first: int = 0
    last: int = 0
    records: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """A bundle that nobody has yet, and what its record will say.

    ``size`` records lie under its seal, whose code is ``code``; of the ``shown`` + ``withheld``
    values of its ``records`` these are given away, and those can only be seen to exist.
    """

    data: bytes = field(repr=False)
    name: str
    size: int
    code: str
    records: int
    shown: int
    withheld: int
    said: Mapping[str, object] = field(repr=False)


def contents(office: Office, wanted: Wanted) -> list[Told]:
    """Every value that a bundle of what is wanted would show, each as it was signed.

    With it go record 1 and the enrolments of those who wrote: these cannot be withheld. Raises
    NotAllowed, BookFault, DeskError as :func:`make` does.
    """
    office.allow("export")
    with signed(office) as source:
        return list(values_told(source, _all(source, wanted).values()))


def make(
    office: Office,
    wanted: Wanted,
    given: Given | None = None,
    *,
    recipient: str = "",
    size: int = 0,
    progress: Progress = lambda _fraction, _words: None,
) -> Made:
    """The bundle of what is wanted; nothing of it leaves yet. Blocks.

    ``given`` are the values shown (None: all), with those by which a countersignature, a seal and
    a restore are judged; of the others one can see that they exist, and of
    one written since they were chosen too. ``size`` asks for the older seal over that many
    records, the one that somebody holds on paper; by default the book is sealed now. Raises
    NotAllowed, BookFault where something is not as it was signed, DeskError where there is nothing
    to show.
    """
    office.allow("export")
    progress(0.0, _("Checking and sealing the book."))
    if not size:
        sealed(office)
    progress(0.3, _("Reading the records as they were signed."))
    with signed(office) as source:
        point, note = _under(source, size)
        found = _all(source, wanted, point.size)
        every = {(n, name) for n, record in found.items() for name in record.values}
        shown = without_torn_notes(found.values(), every if given is None else every & given)
        shown = shown | judged(found.values())
        progress(0.6, _("Putting records, proofs and files together."))
        data = bundle(office.book, found, note, shown)
        said = _said(source, wanted, redacted=given is not None)
        kept_back = sum(len(one.doc.values) for one in closed(source.read, found.values()))
    withheld = len(every - shown) + kept_back
    code, counts = paper_code(point.root), (len(found), len(shown), withheld)
    said |= {"sha256": sha256(data).hexdigest(), "size": len(data), "seal": code}
    said |= {"recipient": recipient} if recipient else {}
    return Made(data, str(said["name"]), point.size, code, *counts, said)


def _said(source: Source, wanted: Wanted, *, redacted: bool) -> dict[str, object]:
    """What the EXPORT record says of what is wanted."""
    about = source.incident(unb64(wanted.incident)) if wanted.incident else None
    lines = f"lines-{wanted.first}-{wanted.last}" if wanted.first else "records"
    number = about.number if about else lines
    said: dict[str, object] = {
        "kind": "redacted" if redacted else "bundle",
        "name": f"{'redacted' if redacted else 'evidence'}-{number}.zip",
        "about": {"id": wanted.incident, "text": about.number} if about else None,
        "first": wanted.first or None,
        "last": wanted.last or None,
    }
    return {name: value for name, value in said.items() if value is not None}


def meaning(recipient: str) -> str:
    """What whoever lets a bundle leave signs."""
    words = _("These records leave the book, for {recipient}.")
    return words.format(recipient=recipient) if recipient else _("These records leave the book.")


def record(office: Office, made: Made, passphrase: str) -> int:
    """Record that the bundle leaves, before it does; the number of the EXPORT record. Blocks.

    Whoever is signed in signs it with the passphrase; raises as :meth:`Office.open_person`.
    """
    office.allow("export")
    me = office.open_person(office.officer.name, passphrase)
    words = meaning(str(made.said.get("recipient", "")))
    signers = {"01": {"name": me.officer.printed, "meaning": words}}
    draft = office.draft("export", {**made.said, "signers": signers})
    return office.book.write([draft], me.signer()).result().records[0].n


def save(made: Made, path: Path) -> None:
    """Put the bundle at ``path``; raises DeskError where the drive refuses."""
    todo = _("Choose another folder; the bundle is kept here until you close this.")
    papers.put(path, made.data, todo)


def _under(source: Source, size: int) -> tuple[Checkpoint, str]:
    if not size:
        return source.seal()
    row = next((row for row in source.read.seals() if row.size == size), None)
    if row is None:
        raise DeskError(
            _("The book has no seal over {size} records.").format(size=size),
            _("Compare the number with the paper."),
        )
    note = plain(source.of_form(row.n, "seal").values.get("note"))
    return parse_note(note).checkpoint, note


def _all(source: Source, wanted: Wanted, size: int = 0) -> dict[int, Record]:
    """What is wanted, by number; none of it may lie after the first ``size`` records, if given."""
    found = {record.n: record for record in _records(source, wanted)}
    late = [n for n in found if 0 < size < n]
    if not found or late:
        raise _nothing(late)
    return found


def _records(source: Source, wanted: Wanted) -> Iterator[Record]:
    chosen = list(source.read.records(wanted.records).values())
    _refuse_privileged(source, chosen)
    if wanted.first:
        chosen += _span(source, wanted.first, wanted.last)
    if wanted.incident:
        chosen += _incident(source, unb64(wanted.incident))
    threads = {record.thread: record for record in chosen}
    yield from chosen
    for thread, record in threads.items():
        if record.form not in {"site", "officer", "book"}:
            yield from source.read.thread(thread)


def _refuse_privileged(source: Source, chosen: list[Record]) -> None:
    """What was learned leaves where it is chosen by name, but not under legal privilege (D36).

    What was once under it stays so.
    """
    threads = {record.thread for record in chosen if record.form in INSIDE}
    said = (r for one in threads for r in counting(source.read, source.read.thread(one)))
    if any(record.values.get("privilege") is True for record in said):
        raise DeskError(
            _("This is under legal privilege: it leaves in no copy."), _("Choose other records.")
        )


def _span(source: Source, first: int, last: int) -> list[Record]:
    """The lines of the span, each there; a register only says where to look."""
    rows = source.read.lines_between(first, last)
    found = list(source.read.records(row.n for row in rows).values())
    if [record.line for record in found] != list(range(first, first + len(found))):
        raise disagrees()
    if len(found) <= last - first:
        raise DeskError(
            _("The book has no lines {first} to {last}.").format(first=first, last=last),
            _("Choose lines that are written."),
        )
    return found


def _incident(source: Source, thread: bytes) -> list[Record]:
    known = source.incident(thread)
    if known is None:
        raise DeskError(_("There is no such incident."))
    raised = (source.read.by_id(line) for line in idents(known.values, "lines"))
    values = folded(record for record in known.records if record.form in TELLING)
    cards = [one for _form, table, _word in CARDS for one in named_cards(values, table)]
    named = source.read.records(naming(source.read, "incident", thread, known.records[0].n))
    return [
        *known.records,
        *(record for record in raised if record is not None),
        *(record for card in cards for record in source.read.thread(card)),
        *(record for record in named.values() if ident(record.values, "incident") == thread),
    ]


def _nothing(late: list[int]) -> DeskError:
    if late:
        return DeskError(
            _("Record {n} was written after that seal.").format(n=late[0]),
            _("Choose a later seal, or make the bundle under a new one."),
        )
    return DeskError(_("There is nothing to show."), _("Choose an incident, or lines."))
