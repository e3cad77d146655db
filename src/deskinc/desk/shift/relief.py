"""The relief officer (D18): enrolled by one officer on duty, for 24 hours, in two minutes."""

from dataclasses import replace
from datetime import timedelta

from deskinc.book.keys.kdf import KdfParams
from deskinc.book.registers.rows import PersonRow
from deskinc.desk.office import Office, Officer
from deskinc.desk.people.confusable import plain
from deskinc.desk.people.enrolment import Enrolment
from deskinc.desk.people.people import admit
from deskinc.desk.shift import shifts
from deskinc.desk.signing_on.officers import officer_from
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms.moments import later
from deskinc.forms.roles import RELIEF
from deskinc.i18n import _
from deskinc.proof.canonical import b64

__all__ = ["HOURS", "UNCONFIRMED", "enrol", "may_enrol", "unconfirmed", "who_was_here"]

HOURS = timedelta(hours=24)
"""How long a relief officer works."""

UNCONFIRMED = timedelta(hours=72)
"""After which it is said that two people have not vouched for him."""


def may_enrol(office: Office) -> bool:
    """Whether whoever is signed in enrols relief officers now: by role, and on duty."""
    return office.officer.may("enrol_relief") and _on_duty(office)


def who_was_here(office: Office) -> list[Officer]:
    """Relief officers who were here before; they are enrolled again with new keys."""
    return [officer_from(row) for row in _known(office)]


def enrol(
    office: Office, who: Enrolment, passphrase: str, *, kdf: KdfParams | None = None
) -> Officer:
    """Enrol a relief officer who stands at the desk and types a passphrase of his own.

    Under the name of one who was here before he is that one, with new keys. Raises NotAllowed
    without the role, DeskError off duty, InvalidForm for what is missing or taken.
    """
    office.allow("enrol_relief")
    if not _on_duty(office):
        raise DeskError(_("Only an officer on duty enrols a relief officer."), _("Sign on first."))
    notes = {}
    if not who.identity.strip():
        notes["identity"] = _("Say which document you have seen.")
    if office.site.licence_name and not who.licence.strip():
        notes["licence"] = _("The number of the licence is missing.")
    if notes:
        raise InvalidForm(notes)
    same = (row for row in _known(office) if plain(row.name or "") == plain(who.name))
    before = next(same, None)
    name = (before.name or who.name) if before else who.name
    # no fraction of a second may stand beyond the day
    until = later(office.now().replace(microsecond=0), HOURS)
    who = replace(who, name=name, roles=frozenset({RELIEF}), until=until)
    again = b64(before.thread) if before else ""
    return admit(office, who, passphrase, office.book.founding.relief, again, kdf)


def unconfirmed(office: Office) -> list[Officer]:
    """Relief officers for whom two people have not vouched within :data:`UNCONFIRMED`."""
    late = office.clock() - (UNCONFIRMED - HOURS)
    known = (officer_from(row) for row in _known(office))
    return [one for one in known if one.provisional and one.until and one.until <= late]


def _known(office: Office) -> list[PersonRow]:
    rows = office.read.persons()
    return [row for row in rows if row.state == "active" and row.roles == {RELIEF}]


def _on_duty(office: Office) -> bool:
    mine = office.officer.thread
    return any(shift.officer == mine for shift in shifts.on_duty(office))
