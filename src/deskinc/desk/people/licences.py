"""Licences and first-aid certificates that end (D22)."""

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date

from deskinc.book.record import Draft, Saved
from deskinc.book.registers.rows import PersonRow
from deskinc.desk.access import note_denied
from deskinc.desk.office import Office, Person
from deskinc.desk.people.enrolment import day, filled
from deskinc.desk.signing_on.standing import day_of
from deskinc.errors import DeskError, InvalidForm, NotAllowed
from deskinc.forms import form as forms
from deskinc.forms.catalogue import current
from deskinc.i18n import _
from deskinc.proof.canonical import unb64


@dataclass(frozen=True, slots=True)
class Papers:
    """What an officer holds: the number of the licence, and until when both papers are good."""

    licence: str = ""
    licence_until: date | None = None
    first_aid_until: date | None = None
    employer: str = ""


def papers(office: Office, thread: str) -> Papers:
    """What is known of a person's papers."""
    row = _row(office, thread)
    said = office.read.folded(row.thread, "officer")
    employer = said.get("employer")
    return Papers(
        row.licence or "",
        _day(office, row.licence_until),
        _day(office, row.first_aid_until),
        employer if isinstance(employer, str) else "",
    )


def _day(office: Office, ms: int | None) -> date | None:
    return None if ms is None else day_of(ms, office.site)


def renew(office: Office, thread: str, new: Papers) -> "Future[Saved]":
    """Write what has changed of a person's papers; raises DeskError for nothing."""
    office.allow("enrol")
    row, now = _row(office, thread), office.now()
    raw: dict[str, object] = {
        "licence": new.licence, "employer": new.employer,
        "licence_until": day(new.licence_until, now),
        "first_aid_until": day(new.first_aid_until, now),
    }  # fmt: skip
    before = office.read.folded(row.thread, "officer")
    given = filled(raw)
    gone = {name: None for name in raw if name not in given and name in before}
    said = forms.clean(current("officer"), given | gone, partial=True, current=before)
    changed = forms.changes(before, said)
    if not changed:
        raise DeskError(_("Nothing was changed."))
    return office.write(Draft("officer", changed, thread=row.thread))


def ended(office: Office) -> date | None:
    """When the licence of whoever is signed in ended; None while it is good or has no end."""
    return has_ended(office, office.officer.thread)


def has_ended(office: Office, thread: str) -> date | None:
    """The same of the person of ``thread``."""
    last = _day(office, _row(office, thread).licence_until)
    return last if last is not None and last < office.now().date() else None


def check_reason(office: Office, raw: Mapping[str, object]) -> None:
    """Raise InvalidForm where a licence has ended and nobody says why it is worked all the same."""
    if ended(office) and not str(raw.get("licence_reason") or "").strip():
        raise InvalidForm({"licence_reason": _("The licence has ended: say why.")})


def lead(office: Office, name: str, passphrase: str) -> Person:
    """The lead who signs for somebody else; raises as :meth:`Office.open_person`."""
    person = office.open_person(name, passphrase)
    if not person.officer.may("review") or person.officer.thread == office.officer.thread:
        note_denied(office, person.officer, "review")
        raise NotAllowed(
            _("{name} is no shift lead.").format(name=person.officer.name),
            _("A shift lead gives the reason and signs."),
        )
    return person


def _row(office: Office, thread: str) -> PersonRow:
    key = unb64(thread)
    row = next((row for row in office.read.persons() if row.thread == key), None)
    if row is None:
        raise DeskError(_("There is no such person."))
    return row
