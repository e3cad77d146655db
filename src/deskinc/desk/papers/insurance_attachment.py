"""record.json: the records an insurance report is made from, and of their values what it shows."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from deskinc.book.record import Record
from deskinc.desk.lines.lines import sources
from deskinc.desk.office import Officer
from deskinc.desk.papers.extracts import Shown, all_of, record_json, standing
from deskinc.desk.papers.insurance_additions import INSIDE, added
from deskinc.desk.papers.insurance_case import Case
from deskinc.desk.papers.picture import Pinned
from deskinc.forms.catalogue.incident import TELLING
from deskinc.reports.document import Attachment

SITE = frozenset(
    {
        "name", "phone", "licence_name", "insured", "insurer", "policy", "broker", "notice_days",
    }
)  # fmt: skip
PHOTO = frozenset({"caption", "taken", "shown"})
PIN = frozenset({"point", "precision", "radius"})
PLAN = frozenset({"name", "floor"})
ISSUE = frozenset({"issue", "sha256"})


def attachment(
    case: Case,
    there: Pinned | None,
    signers: Iterable[Officer],
    inside: frozenset[str] = INSIDE,
    beside: AbstractSet[tuple[int, str]] = frozenset(),
) -> Attachment:
    """The extract of the book that goes with the paper, without the fields ``inside``.

    ``beside`` is what prints of other threads.
    """
    given = _incident(case, inside) | _lines(case) | standing(case.source.settings, SITE)
    given |= all_of(case.standing("photo"), PHOTO) | all_of(case.before[-1:], ISSUE)
    given |= all_of(case.claims, frozenset({"received"}))
    if there is not None:
        given |= all_of([there.pin], PIN) | standing(there.plan, PLAN)
    more = case.source.read.records({n for n, _name in beside})
    given |= beside
    authors = {r.author for r in more.values()}
    authors |= {one.thread for one in signers} | {r.author for r in _told(case, there)}
    return record_json(case.source, given, (r.n for r in case.records), authors)


def _told(case: Case, there: Pinned | None) -> Iterator[Record]:
    """Every record whose author prints."""
    yield from case.records
    yield from added(case)
    yield from case.found.records.values()
    yield from case.standing("photo")
    yield from case.claims
    if there is not None:
        yield there.pin


def _incident(case: Case, inside: frozenset[str]) -> Shown:
    """What stands; of an addition what it says, and what stood there before it."""
    given = standing(case.records, lambda name: name.partition("/")[0] not in inside)
    late = {record.n for record in added(case) if record.form in TELLING}
    stood: dict[str, int] = {}
    for record in case.records:
        for name in record.values:
            if record.n in late and name.partition("/")[0] not in INSIDE:
                given |= {(n, name) for n in (record.n, stood.get(name)) if n is not None}
            stood[name] = record.n
    return given | all_of((r for r in added(case) if r.form == "photo"), frozenset({"caption"}))


def _lines(case: Case) -> Shown:
    return {pair for line in case.lines for pair in sources(line.n, case.found)}
