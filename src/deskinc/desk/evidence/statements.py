"""Witness statements: taken once, read back, signed by hand; what one may read of them."""

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

from deskinc.book.record import Saved
from deskinc.desk.evidence import hands
from deskinc.desk.lines.held import as_told
from deskinc.desk.office import Office
from deskinc.desk.people.restricted import closed, note_reading, opened
from deskinc.desk.site import plain
from deskinc.errors import InvalidForm
from deskinc.forms.fields import Value, moment_of
from deskinc.i18n import _
from deskinc.proof.allowed import code
from deskinc.proof.canonical import b64, unb64


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement of the incident; ``signed`` is how it was signed, "" for not at all."""

    n: int
    thread: str
    witness: str
    taken: datetime | None
    by: str
    signed: str
    restricted: bool


def take(
    office: Office,
    thread: str,
    raw: Mapping[str, object],
    id: str,  # noqa: A002
) -> "Future[Saved]":
    """Write a statement as it was told and read back; raises InvalidForm."""
    office.allow("attach")
    incident = office.read.incident(unb64(thread))
    said = {name: value for name, value in raw.items() if value not in ("", None)}
    said |= {
        "incident": {"id": thread, "text": (incident.number if incident else "") or ""},
        "taken_by": {"id": office.officer.thread, "text": office.officer.name},
    }
    said.setdefault("taken", office.now())
    if said.get("read_back") is False:
        raise InvalidForm({"read_back": _("Read it back to the witness, then mend what is wrong.")})
    return office.write(office.draft("statement", said, id=unb64(id)))


def listed(office: Office, thread: str) -> list[StatementRow]:
    """The statements of an incident, oldest first."""
    office.allow("read_incidents")
    rows = office.read.held(unb64(thread))
    return [_row(office, row.n) for row in rows if row.form == "statement" and row.gone is None]


def _row(office: Office, n: int) -> StatementRow:
    record = office.read.record(n)
    values = as_told(office.read, record.thread, "statement")
    return StatementRow(
        n, b64(record.thread), hands.witness_listed(office, record.thread, values),
        moment_of(values.get("taken")),
        plain(values.get("taken_by")), code(values.get("signed")), values.get("young") is True,
    )  # fmt: skip


def values(office: Office, thread: str) -> dict[str, Value]:
    """What a statement says, as far as one may read it; that somebody reads it is noted."""
    office.allow("read_incidents")
    key = unb64(thread)
    records = [r for r in office.read.thread(key) if r.form in {"statement", "restricted"}]
    if opened(records, office.officer.thread):
        note_reading(office, key, _("statement"))
    return as_told(office.read, key, "statement")


def is_closed(office: Office, thread: str) -> bool:
    """Whether it is restricted, to whoever may not read it."""
    return bool(closed(office.read, office.read.thread(unb64(thread))))
