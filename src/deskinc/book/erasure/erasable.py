"""What an act of erasure may name: values still there, that nothing stands on and nobody holds."""

from collections.abc import Iterable, Iterator, Mapping

from deskinc.book.disk.store import Link
from deskinc.book.erasure.erasure_list import Erased
from deskinc.book.record import Draft, Record
from deskinc.book.records import reading
from deskinc.book.registers.values import ident, idents
from deskinc.errors import DeskError
from deskinc.forms.catalogue import current
from deskinc.forms.cells import split
from deskinc.forms.fields import Value
from deskinc.i18n import _
from deskinc.proof.canonical import b64, unb64
from deskinc.proof.erasure import LASTING, OFFICER_LASTING
from deskinc.proof.note import FIELD

_KEPT: Mapping[str, frozenset[str]] = {
    "officer": OFFICER_LASTING,
    "hold": frozenset({"about", "state", "place", "since", "until", "types"}),
    "party": frozenset({"same_as"}),
    "vehicle": frozenset({"same_as"}),
    "claim": frozenset({"incident", "received", "state"}),
    "incident": frozenset({"state", "severity", "exercise"}),
    "exhibit": frozenset({"incident"}),
    "statement": frozenset({"incident", "young"}),
    "debrief": frozenset({"incident", "privilege"}),
    "measure": frozenset({"about", "state", "privilege", "rule"}),
    "problem": frozenset({"incidents", "state", "privilege"}),
    "channel": frozenset({"state"}),
    "notice": frozenset({"incident", "channel"}),
    "sent": frozenset({"outcome"}),
    "export": frozenset(
        {"kind", "sha256", "size", "about", "first", "last", "issue", "format", "rows", "manifest"}
    ),
}
"""Fields without words of anybody, which the book itself goes by."""


_OF = ("incident", "about")
"""Fields by which a record outside an incident's thread says that it belongs to it."""
_HOLDS = """SELECT about, reason, place, since, until, types FROM hold
    WHERE state = 'held' ORDER BY n"""
_NAMED = "SELECT about FROM lesson_names WHERE lesson = ?"
_USED = "SELECT incident FROM card_use WHERE card = ?"
_SAME = "SELECT thread FROM card WHERE same_as = ?"
_UNDER = "SELECT same_as FROM card WHERE thread = ?"
"""What a lesson names; the incidents that a card stands in; the cards told to be the same."""
_SPOT = """SELECT record.thread FROM entry JOIN record USING (n)
    WHERE entry.place = ? AND entry.type = ?
    AND coalesce(entry.happened, entry.at) BETWEEN ? AND ?"""


def lasts(form: str, field: str) -> bool:
    """Whether that field of a record of ``form`` can never be erased."""
    return form in LASTING or split(field)[0] in _KEPT.get(form, ())


def act(erased: Iterable[Erased], basis: str, reference: str = "") -> Draft:
    """The ERASE record that names ``erased``, on the legal basis of that code."""
    form = current("erase")
    option = next(o for o in form.field("basis").options if o.code == basis)  # type: ignore[attr-defined]
    values: dict[str, Value] = {"basis": {"code": basis, "text": _(option.label)}}
    if reference:
        values["reference"] = reference
    for row, one in enumerate(sorted(erased), 1):
        values[f"erased/{row:04d}/record"] = b64(one.record)
        values[f"erased/{row:04d}/field"] = one.field
    return Draft("erase", values)


def named(values: Mapping[str, Value]) -> frozenset[Erased]:
    """What the rows of an ERASE record name; ValueError for a row that is none."""
    found = set()
    for name in values:
        row, _slash, column = name.rpartition("/")
        if column == "record":
            field = values.get(f"{row}/field")
            if not isinstance(field, str):
                raise ValueError("a row of an erasure without a field")
            found.add(Erased(unb64(str(values[name]), 16), field))
    return frozenset(found)


def refuse(link: Link, values: Mapping[str, Value]) -> None:
    """Raise :class:`DeskError` unless all that an ERASE record names may be erased now."""
    erased = named(values)
    if not erased:
        raise ValueError("an erasure of nothing")
    for one in sorted(erased):
        record = reading.by_id(link, one.record)
        if record is None:
            raise ValueError("there is no such record to erase from")
        if lasts(record.form, one.field):
            raise DeskError(
                _("The proofs of the book stand on {field} of record {n}; it can never be erased.")
                .format(field=one.field, n=record.n),
                _("Leave it out."),
            )  # fmt: skip
        if FIELD in record.values and Erased(one.record, FIELD) not in erased:
            raise DeskError(
                _("Record {n} also keeps the note it was chained from, word for word.").format(
                    n=record.n
                ),
                _("Erase {field} with it.").format(field=FIELD),
            )
        if one.field not in reading.fields_of(link, record.n):
            raise DeskError(
                _("{field} of record {n} is not there any more.").format(
                    field=one.field, n=record.n
                ),
                _("Search again, and choose from what is found."),
            )
    refuse_held(link, erased)


def refuse_held(link: Link, erased: Iterable[Erased]) -> None:
    """Raise :class:`DeskError` where a hold stands on a thread that would lose a value."""
    reasons = held(link)
    for id_ in sorted({one.record for one in erased}):
        record = reading.by_id(link, id_) if reasons else None
        why = None if record is None else hold_on(link, record, reasons)
        if why is not None:
            raise DeskError(why, _("Release the hold first, in Settings under Holds and erasures."))


def hold_on(link: Link, record: Record, reasons: Mapping[bytes, str]) -> str | None:
    """That ``record`` is held, in a sentence, where one of the ``reasons`` of holds holds it.

    What is kept of an incident in a thread of its own, such as a statement, is held with it; so is
    what was learned of it, and who or what stands on a card that it names.
    """
    if not reasons:
        return None
    threads = _belonging(link, record)
    reason = next((reasons[thread] for thread in threads if thread in reasons), None)
    if reason is None:
        return None
    words = _("Record {n} is held and cannot be erased. Reason of the hold: {reason}")
    return words.format(n=record.n, reason=reason)


def _belonging(link: Link, record: Record) -> Iterator[bytes]:
    """The threads by whose hold a record is held: its own, and those that it belongs to."""
    first = next(iter(reading.thread(link, record.thread)), record)
    about = (ident(first.values, name) for name in _OF)
    waits = [record.thread, *(found for found in about if found is not None)]
    seen = set[bytes]()
    while waits:
        thread = waits.pop(0)
        if thread in seen:
            continue
        seen.add(thread)
        yield thread
        for asked in (_NAMED, _USED, _SAME, _UNDER):
            waits += [one for one in link.run(asked, (thread,)).scalars() if one is not None]


def held(link: Link) -> Mapping[bytes, str]:
    """The threads that holds hold now, and why: those they name and the lines of an incident.

    A line belongs to every incident that any record of its thread names, a correction too, and to
    every incident raised from one of them. A hold may also name lines by place, time and type.
    """
    found: dict[bytes, str] = {}
    for about, reason, *spot in link.run(_HOLDS).fetchall():
        named = () if about is None else (about, *_lines(link, about))
        for thread in {*named, *_at_the_place(link, *spot)}:
            found.setdefault(thread, str(reason or _("[erased]")))
    return found


def _at_the_place(
    link: Link, place: str | None, since: int | None, until: int | None, types: str
) -> Iterator[bytes]:
    """The threads of the lines of those types at that place, whenever they were written."""
    if place is None or since is None or until is None:
        return
    for kind in types.split():
        yield from link.run(_SPOT, (place, kind, since, until)).scalars()


def _lines(link: Link, incident: bytes) -> Iterator[bytes]:
    """The threads of the lines that belong to ``incident``."""
    naming = "SELECT record.thread FROM entry JOIN record USING (n) WHERE entry.incident = ?"
    yield from link.run(naming, (incident,)).scalars()
    for record in reading.thread(link, incident):
        for line in idents(record.values, "lines"):
            named = reading.by_id(link, line)
            if named is not None:
                yield named.thread
