"""Evidence bundles: records that leave the book with everything a stranger needs to check them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from deskinc.book.bundling import bundle
from deskinc.book.naming import naming
from deskinc.book.record import Record
from deskinc.book.registers.values import ident, idents
from deskinc.desk.office import Office
from deskinc.desk.papers import sealed
from deskinc.desk.site import plain
from deskinc.desk.source import Source, disagrees, signed
from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.proof.canonical import unb64
from deskinc.proof.seal import Checkpoint, paper_code, parse_note


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
class Exported:
    """A bundle, the name under which it leaves, and the record of its leaving."""

    data: bytes = field(repr=False)
    name: str
    n: int


def export(
    office: Office,
    wanted: Wanted,
    fields: frozenset[str] | None = None,
    *,
    recipient: str = "",
    size: int = 0,
) -> Exported:
    """The bundle of what is wanted, and an EXPORT record that says so. Blocks.

    ``fields`` are the names of the fields whose values are shown (None: all); of the others one
    can see that they exist. ``size`` asks for the older seal over that many records, the one that
    somebody holds on paper; by default the book is sealed now. Raises NotAllowed, BookFault where
    something is not as it was signed, DeskError where there is nothing to show.
    """
    office.allow("export")
    if not size:
        sealed(office)
    with signed(office) as source:
        point, note = _under(source, size)
        found = {record.n: record for record in _records(source, wanted)}
        late = [n for n in found if n > point.size]
        if not found or late:
            raise _nothing(late)
        given = {
            (record.n, name)
            for record in found.values()
            for name in record.values
            if fields is None or name.partition("/")[0] in fields
        }
        data = bundle(office.book, found, note, given)
        about = source.incident(unb64(wanted.incident)) if wanted.incident else None
    name = f"evidence-{_words(wanted, about.number if about else '')}.zip"
    said: dict[str, object] = {
        "kind": "other",
        "name": name,
        "sha256": sha256(data).hexdigest(),
        "size": len(data),
        "recipient": recipient or None,
        "first": wanted.first or None,
        "last": wanted.last or None,
        "about": {"id": wanted.incident, "text": about.number} if about else None,
        "seal": paper_code(point.root),
    }
    draft = office.draft("export", {key: value for key, value in said.items() if value is not None})
    return Exported(data, name, office.write(draft).result().records[0].n)


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


def _records(source: Source, wanted: Wanted) -> Iterator[Record]:
    chosen = list(source.read.records(wanted.records).values())
    if wanted.first:
        chosen += _span(source, wanted.first, wanted.last)
    if wanted.incident:
        chosen += _incident(source, unb64(wanted.incident))
    threads = {record.thread: record for record in chosen}
    yield from chosen
    for thread, record in threads.items():
        if record.form not in {"site", "officer", "book"}:
            yield from source.read.thread(thread)


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
    named = source.read.records(naming(source.read, "incident", thread, known.records[0].n))
    return [
        *known.records,
        *(record for record in raised if record is not None),
        *(record for record in named.values() if ident(record.values, "incident") == thread),
    ]


def _nothing(late: list[int]) -> DeskError:
    if late:
        return DeskError(
            _("Record {n} was written after that seal.").format(n=late[0]),
            _("Choose a later seal, or make the bundle under a new one."),
        )
    return DeskError(_("There is nothing to show."), _("Choose an incident, or lines."))


def _words(wanted: Wanted, number: str) -> str:
    if number:
        return number
    if wanted.first:
        return f"lines-{wanted.first}-{wanted.last}"
    return "records"
