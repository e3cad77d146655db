"""One incident's case as the insurance report reads it, and who may sign the report."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from deskinc.book.asking.naming import naming
from deskinc.book.record import Record
from deskinc.book.records.reading import folded
from deskinc.book.registers.values import ident, member
from deskinc.desk.incidents.noting import drilled
from deskinc.desk.incidents.timeline import raised
from deskinc.desk.lines.erased import filled
from deskinc.desk.lines.found_lines import Found
from deskinc.desk.lines.held import as_told
from deskinc.desk.lines.lines import Line, told
from deskinc.desk.lines.signed_lines import found_lines
from deskinc.desk.lines.source import Source
from deskinc.desk.office import Office, Officer
from deskinc.desk.papers.papers import marks
from deskinc.desk.site import plain
from deskinc.errors import DeskError
from deskinc.forms.catalogue import current
from deskinc.forms.catalogue.claims import CLAIM
from deskinc.forms.catalogue.incident import RESTRICTED, TELLING, is_exercise
from deskinc.forms.fields import Field, Value, moment_of, show
from deskinc.i18n import N_, Locale, _
from deskinc.proof.allowed import code
from deskinc.proof.canonical import b64, unb64
from deskinc.reports.document import Answer, Unknown

ISSUED = N_("Issued from the book")
REVIEWED = N_("Reviewed")


@dataclass(frozen=True, slots=True)
class Case:
    """Everything read for one report: all records of the incident, its own, their fold, its lines.

    ``found`` is what the lines were read from, ``before`` the EXPORT records of earlier issues,
    ``claims`` those by which claims came in.
    """

    source: Source
    thread: bytes
    all: Sequence[Record]
    records: Sequence[Record]
    values: Mapping[str, Value]
    found: Found
    lines: Sequence[Line]
    before: Sequence[Record]
    claims: Sequence[Record] = ()

    @property
    def claimed(self) -> datetime | None:
        """When the first claim came in, as it was first written."""
        said = (moment_of(record.values.get("received")) for record in self.claims)
        found = (one for one in said if one is not None)
        return min(found, key=datetime.timestamp, default=None)

    @property
    def signed_by(self) -> frozenset[str]:
        """The names, case-folded, of witnesses whose statement was signed by hand (D21)."""
        read = self.source.read
        there = (r for r in read.held(self.thread) if r.form == "statement" and r.gone is None)
        folds = [as_told(read, row.thread, row.form) for row in there]
        return frozenset(
            plain(one.get("witness")).casefold()
            for one in folds
            if plain(one.get("signed")) in {"pen", "drawn"} and one.get("scan")
        )

    @property
    def number(self) -> str:
        """``INC-2026-0042``."""
        return self.records[0].number or ""

    @property
    def title(self) -> str:
        """Its summary, as it stands; that of an exercise says so."""
        title = plain(self.values.get("title"))
        return drilled(title) if is_exercise(self.number) else title

    @property
    def restricted(self) -> bool:
        """Whether anything restricted is read in it."""
        return any(record.form == RESTRICTED.key and record.values for record in self.records)

    def standing(self, form: str) -> list[Record]:
        """The pins or photos that nothing replaced or struck, oldest first."""
        gone = {record.amends for record in self.all}
        return [r for r in self.all if r.form == form and r.id not in gone]

    def answer(self, name: str) -> Answer:
        """The shown answer of a field: words, unknown with its reason, or nothing."""
        return shown(self.source.locale, current("incident").field(name), self.values.get(name))


def reviewers(office: Office) -> list[Officer]:
    """Who may sign as reviewing lead: every active lead but the one who issues."""
    return Source(office).people("review")


def case_of(source: Source, thread: str, kind: str = "insurance") -> Case:
    """The incident as the report reads it; raises DeskError where there is none."""
    key = unb64(thread)
    known = source.incident(key)
    if known is None:
        raise DeskError(_("There is no such incident."))
    records = [r for r in known.records if r.form in TELLING]
    values = folded(records)
    named = _named(source, key, records[0].n)
    claims = [record for record in named if record.form == CLAIM.key]
    found, ns = _lines(source, values, named)
    lines = told(found.followed(ns), found)
    before = _issues(source, key, records[0].n, kind)
    said = filled(source.read, records, values, "incident")
    return Case(source, key, known.records, records, said, found, lines, before, claims)


def _named(source: Source, key: bytes, since: int) -> list[Record]:
    """The records outside its thread that say they belong to the incident: lines, claims."""
    found = source.read.records(naming(source.read, "incident", key, since)).values()
    return [record for record in found if ident(record.values, "incident") == key]


def _lines(
    source: Source, values: Mapping[str, Value], named: Iterable[Record]
) -> tuple[Found, list[int]]:
    """The lines it was raised from and those that name it, and the numbers of these."""
    read = source.read
    there = [record for record in map(read.by_id, raised(values)) if record is not None]
    there += [record for record in named if record.line is not None]
    found = found_lines(source, there, {})
    return found, [record.n for record in there]


def _issues(source: Source, key: bytes, since: int, kind: str) -> list[Record]:
    read = source.read
    return [
        record
        for _n, record in sorted(read.records(naming(read, "about", key, since)).items())
        if record.form == "export"
        and member(record.values, "about", "id") == b64(key)
        and plain(record.values.get("kind")) == kind
    ]


def marks_on(case: Case) -> str:
    """What lies across its papers."""
    return marks(case.number, code(case.values.get("state")))


def finished(case: Case) -> Record | None:
    """The record by which the author first declared the incident finished.

    Whatever comes after it was added later, also where it was opened and declared again.
    """
    return next((r for r in case.records if r.values.get("declaration") is True), None)


def shown(locale: Locale, field: Field, value: Value) -> Answer:
    """An answer as it prints: words, unknown with its reason, or nothing."""
    if value is None:
        return ""
    if isinstance(value, dict) and "unknown" in value:
        return Unknown(str(value["unknown"]))
    return show(field, value, locale)
