"""record.json: the records a paper is made from, and of their values what it shows."""

from collections.abc import Callable, Iterable, Sequence

from deskinc.book.leaving.bundling import announced, judged, speakers
from deskinc.book.leaving.extract import extract
from deskinc.book.record import Record
from deskinc.desk.lines.source import Source
from deskinc.i18n import _
from deskinc.proof.canonical import b64, unb64
from deskinc.reports.document import Attachment

Shown = set[tuple[int, str]]
"""Values by the number of their record and the name of their field."""

PERSON = frozenset({"name", "initials", "licence"})
"""What a paper tells of an officer, as it stands."""
KEYS = frozenset({"signing_key", "certificate", "state", "own_certificate", "own_issuers"})
"""What proves an officer's signatures, whenever it held."""
WHO = KEYS | {"name"}
"""The same of who enrolled them or sealed the book, whether or not the paper names him."""


LINE = frozenset({"type", "place", "incident", "action", "reported_by", "informed"})
"""What prints beside the words of a line."""


def record_json(
    source: Source, given: Shown, ns: Iterable[int], authors: Iterable[str]
) -> Attachment:
    """The extract that goes with a paper: values ``given``, records ``ns``, and who wrote.

    What these rest on is added. Raises BookFault for what is not as it was signed.
    """
    people = {unb64(author) for author in authors if author != "desk"}
    for thread in people:
        records = [r for r in source.read.thread(thread) if r.form == "officer"]
        given = given | standing(records, PERSON) | all_of(records, KEYS)
    _head, note = source.seal()
    founding = source.read.record(1)
    wanted = {n for n, _name in given} | set(ns)
    signs = [r for r in source.read.records(wanted).values() if r.form == "countersign"]
    officers = speakers(source.read, map(b64, people), note)
    given = given | judged(signs)
    given = given | announced(
        founding, officers, WHO, {r.author for r in signs} | {*map(b64, people)}
    )
    wanted |= {n for n, _name in given}
    shown = given.__contains__
    data = extract(source.read, source.office.book.id, wanted, note, lambda *one: shown(one))
    words = _("The records this paper is made from, with the values it shows")
    return Attachment("record.json", data, "application/json", words)


def all_of(records: Iterable[Record], names: frozenset[str]) -> Shown:
    """Those fields of each record."""
    return {(r.n, name) for r in records for name in r.values if name in names}


def whole(records: Iterable[Record]) -> Shown:
    """Every field of each record."""
    return {(r.n, name) for r in records for name in r.values}


def standing(records: Sequence[Record], names: Callable[[str], bool] | frozenset[str]) -> Shown:
    """Where each value of the fold of ``records`` stands."""
    asked = names.__contains__ if isinstance(names, frozenset) else names
    last = {name: record for record in records for name in record.values}
    return {
        (record.n, name)
        for name, record in last.items()
        if record.values[name] is not None and asked(name)
    }


def incidents_named(source: Source, threads: Iterable[bytes]) -> tuple[set[int], Shown]:
    """The records by which incidents got their numbers, and where their severities stand."""
    opened: set[int] = set()
    given: Shown = set()
    for known in map(source.incident, threads):
        if known is not None:
            opened.add(known.records[0].n)
            own = [record for record in known.records if record.form == "incident"]
            given |= standing(own, frozenset({"severity"}))
    return opened, given
