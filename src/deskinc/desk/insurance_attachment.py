"""record.json: the records an insurance report is made from, and of their values what it shows."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from deskinc.book.bundling import announced, speakers
from deskinc.book.extract import extract
from deskinc.book.record import Record
from deskinc.desk.insurance_additions import INSIDE, added
from deskinc.desk.insurance_case import Case
from deskinc.desk.lines import sources
from deskinc.desk.office import Officer
from deskinc.desk.picture import Pinned
from deskinc.i18n import _
from deskinc.proof.canonical import b64, unb64
from deskinc.reports.document import Attachment

Shown = set[tuple[int, str]]
"""Values by the number of their record and the name of their field."""

PERSON = frozenset({"name", "initials", "licence"})
"""What a paper tells of an officer, as it stands."""
KEYS = frozenset({"signing_key", "certificate", "state"})
"""What proves an officer's signatures, whenever it held."""
WHO = KEYS | {"name"}
"""The same of who enrolled them or sealed the book, whether or not the paper names him."""
SITE = frozenset(
    {
        "name", "phone", "licence_name", "insured", "insurer", "policy", "broker", "notice_days",
    }
)  # fmt: skip
PHOTO = frozenset({"caption", "taken", "shown"})
PIN = frozenset({"point", "precision", "radius"})
PLAN = frozenset({"name", "floor"})
ISSUE = frozenset({"issue", "sha256"})


def attachment(case: Case, there: Pinned | None, signers: Iterable[Officer]) -> Attachment:
    """The extract of the book that goes with the paper."""
    source = case.source
    people = {unb64(one.thread) for one in signers}
    people |= {unb64(r.author) for r in _told(case, there) if r.author != "desk"}
    founding = source.read.record(1)
    given = _incident(case) | _lines(case) | _standing(source.settings, SITE)
    for thread in people:
        records = [r for r in source.read.thread(thread) if r.form == "officer"]
        given |= _standing(records, PERSON) | _all(records, KEYS)
    given |= _all(case.standing("photo"), PHOTO) | _all(case.before[-1:], ISSUE)
    if there is not None:
        given |= _all([there.pin], PIN) | _standing(there.plan, PLAN)
    _head, note = source.seal()
    given |= announced(founding, speakers(source.read, map(b64, people), note), WHO)
    ns = {n for n, _name in given} | {r.n for r in case.records}
    data = extract(source.read, source.office.book.id, ns, note, lambda n, name: (n, name) in given)
    words = _("The records this paper is made from, with the values it shows")
    return Attachment("record.json", data, "application/json", words)


def _told(case: Case, there: Pinned | None) -> Iterator[Record]:
    """Every record whose author prints."""
    yield from case.records
    yield from added(case)
    yield from case.found.records.values()
    yield from case.standing("photo")
    if there is not None:
        yield there.pin


def _incident(case: Case) -> Shown:
    """What stands; of an addition what it says, and what stood there before it."""
    given = _standing(case.records, lambda name: name.partition("/")[0] not in INSIDE)
    late = {record.n for record in added(case) if record.form == "incident"}
    stood: dict[str, int] = {}
    for record in case.records:
        for name in record.values:
            if record.n in late and name.partition("/")[0] not in INSIDE:
                given |= {(n, name) for n in (record.n, stood.get(name)) if n is not None}
            stood[name] = record.n
    return given | _all((r for r in added(case) if r.form == "photo"), frozenset({"caption"}))


def _lines(case: Case) -> Shown:
    return {pair for line in case.lines for pair in sources(line.n, case.found)}


def _all(records: Iterable[Record], names: frozenset[str]) -> Shown:
    return {(r.n, name) for r in records for name in r.values if name in names}


def _standing(records: Sequence[Record], names: Callable[[str], bool] | frozenset[str]) -> Shown:
    """Where each value of the fold of ``records`` stands."""
    asked = names.__contains__ if isinstance(names, frozenset) else names
    last = {name: record for record in records for name in record.values}
    return {
        (record.n, name)
        for name, record in last.items()
        if record.values[name] is not None and asked(name)
    }
