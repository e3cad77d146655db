"""One incident's case as the insurance report reads it, and who may sign the report."""

from collections.abc import Mapping
from dataclasses import dataclass

from deskinc.book.record import Record
from deskinc.book.registers.rows import IncidentRow
from deskinc.desk.lines import Line, lines
from deskinc.desk.office import Office, Officer, officer_from
from deskinc.errors import DeskError
from deskinc.forms.catalogue import current
from deskinc.forms.fields import Field, Value, show
from deskinc.forms.form import rows
from deskinc.i18n import N_, _
from deskinc.proof.canonical import b64, unb64
from deskinc.reports.document import Answer, Unknown

ISSUED = N_("Issued from the book")
REVIEWED = N_("Reviewed")


@dataclass(frozen=True, slots=True)
class Case:
    """Everything read for one report."""

    office: Office
    row: IncidentRow
    records: tuple[Record, ...]
    values: Mapping[str, Value]
    lines: tuple[Line, ...]

    def answer(self, name: str) -> Answer:
        """The shown answer of a field: words, unknown with its reason, or nothing."""
        return shown(self.office, current("incident").field(name), self.values.get(name))


def reviewers(office: Office) -> list[Officer]:
    """Who may sign as reviewing lead: every active lead but the one who issues."""
    return [
        officer
        for row in office.read.persons()
        if row.state == "active"
        and (officer := officer_from(row)).may("review")
        and officer.thread != office.officer.thread
    ]


def case_of(office: Office, thread: str) -> Case:
    """The incident as the report reads it; raises DeskError where there is none."""
    key = unb64(thread)
    row = office.read.incident(key)
    if row is None:
        raise DeskError(_("There is no such incident."))
    records = tuple(r for r in office.read.thread(key) if r.form == "incident")
    values = office.read.folded(key, "incident")
    standing = {name: value for name, value in values.items() if value is not None}
    return Case(office, row, records, standing, _timeline(office, key, standing))


def _timeline(office: Office, key: bytes, values: Mapping[str, Value]) -> tuple[Line, ...]:
    refs = [cells.get("line") for _row, cells in rows(values, "lines")]
    raised = [office.read.by_id(unb64(str(ref["id"]))) for ref in refs if isinstance(ref, dict)]
    ns = {record.n for record in raised if record is not None}
    ns |= set(office.read.search("", incident=key, limit=2000))
    return tuple(lines(office.read, sorted(ns)))


def finished(case: Case) -> Record | None:
    """The record by which the author declared the incident finished."""
    done = [r for r in case.records if r.values.get("declaration") is True]
    return done[-1] if done else None


def shown(office: Office, field: Field, value: Value) -> Answer:
    """An answer as it prints: words, unknown with its reason, or nothing."""
    if value is None:
        return ""
    if isinstance(value, dict) and "unknown" in value:
        return Unknown(str(value["unknown"]))
    return show(field, value, office.locale)


def name_of(office: Office, author: str) -> str:
    """The full name of an author."""
    for row in office.read.persons():
        if b64(row.thread) == author:
            return row.name or "?"
    return _("desk")
