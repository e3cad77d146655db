"""Enrolling somebody again (D19): a new key for a known name, so a second person signs it too."""

from deskinc.desk.access import note_denied
from deskinc.desk.office import Office, Person
from deskinc.desk.signing_on import seconds
from deskinc.errors import DeskError, NotAllowed
from deskinc.forms.roles import ADMIN
from deskinc.i18n import _
from deskinc.proof.canonical import b64


def meaning(name: str) -> str:
    """What the second person signs, and so vouches."""
    return _("I have seen the document of {name}, who gets a new key.").format(name=name)


def takes_second(office: Office, thread: str) -> bool:
    """Whether somebody else is here who could sign that the person of ``thread`` gets a new key."""
    return bool(seconds.others(office.read.persons(), office.officer.thread, thread))


def second_of(office: Office, thread: str, second: tuple[str, str] | None) -> Person | None:
    """Whoever signs it too, None where nobody else could. Blocks.

    Another administrator is then for the recovery sheet: one alone would take his place. Raises
    NotAllowed, NotVouched, DeskError, or as the vault.
    """
    if not takes_second(office, thread):
        _not_another_administrator(office, thread)
        return None
    if second is None:
        raise DeskError(
            _("A second person signs that somebody gets a new key."),
            _("A shift lead, facilities manager or administrator does."),
        )
    other = office.open_person(*second)
    if other.officer.thread in {office.officer.thread, thread}:
        raise DeskError(
            _("It takes a second person, and not the one who gets a new key."),
            _("Ask a colleague to sign."),
        )
    if not other.officer.may("vouch"):
        note_denied(office, other.officer, "vouch")
        raise NotAllowed(
            _("{name} may not vouch for anybody.").format(name=other.officer.name),
            _("A shift lead, facilities manager or administrator does."),
        )
    seconds.refuse(office.read.persons(), other.officer)
    return other


def _not_another_administrator(office: Office, thread: str) -> None:
    row = next((row for row in office.read.persons() if b64(row.thread) == thread), None)
    if row is not None and ADMIN in row.roles and thread != office.officer.thread:
        raise DeskError(
            _("Nobody else is here who could sign that {name} gets a new key.").format(
                name=row.name or "?"
            ),
            _("The recovery sheet enrols an administrator again: Forgotten passphrase…, on the "
              "sign-in page."),
        )  # fmt: skip
