"""Whether somebody can leave: who signs it, and that everybody else gets in afterwards."""

from deskinc.book.registers.rows import PersonRow
from deskinc.desk.access import note_denied
from deskinc.desk.office import Office, Person
from deskinc.desk.people.suspension import is_last_administrator
from deskinc.desk.signing_on import handing_on, seconds
from deskinc.desk.signing_on.handing_on import Announced
from deskinc.errors import DeskError, NotAllowed
from deskinc.i18n import _


def refuse(office: Office, row: PersonRow, thread: str) -> None:
    """Raise DeskError where the person of ``thread`` signs it, or is still needed here."""
    if thread == office.officer.thread:
        raise DeskError(_("You cannot sign that you have left."), _("Two others who stay sign it."))
    if row.relief_until is not None:
        raise DeskError(
            _("{name} is a relief officer: the keys given for one day end by themselves.").format(
                name=row.name or "?"
            ),
            _("Suspend this person if they must end at once."),
        )
    if is_last_administrator(office, row):
        raise DeskError(
            _("{name} is the last administrator; nobody could enrol anybody.").format(
                name=row.name or "?"
            ),
            _("Enrol another administrator first."),
        )
    if made_sheet(office, thread):
        raise DeskError(
            _("{name} made the recovery sheet, and may know its words.").format(
                name=row.name or "?"
            ),
            _("Make a new recovery sheet first: Settings, Recovery sheet."),
        )


def second_of(office: Office, me: Person, thread: str, second: tuple[str, str]) -> Person:
    """Whoever signs beside ``me``, by (name, passphrase); NotAllowed, NotVouched, as the vault."""
    other = office.open_person(*second)
    if other.officer.thread in {me.officer.thread, thread}:
        raise DeskError(
            _("It takes a second person, and not the one who leaves."),
            _("Ask a colleague to sign."),
        )
    if not other.officer.may("vouch"):
        note_denied(office, other.officer, "vouch")
        raise NotAllowed(
            _("{name} may not sign that somebody leaves.").format(name=other.officer.name),
            _("A shift lead, facilities manager or administrator does."),
        )
    seconds.refuse(office.read.persons(), me.officer, other.officer)
    return other


def made_sheet(office: Office, thread: str) -> bool:
    """Whether the sheet that is good now was announced by that person, who has seen its words."""
    reader = office.read
    return handing_on.announced(reader).sheet != handing_on.announced(reader, without=thread).sheet


def all_known(office: Office, known: Announced) -> None:
    """Whoever could not be given the new keys would be locked out: then nothing is done."""
    sheet = office.vault.recovery_digest()
    if not sheet or sheet != known.sheet:
        raise DeskError(
            _("The slot of the recovery sheet is not the one the book announces."),
            _("Make a new recovery sheet first, or the keys could not be changed for it."),
        )
    if missing := known.missing(office.vault):
        raise DeskError(
            _(
                "The passphrase of {names} would open nothing any more: the key slots are not "
                "those that the book announces. Somebody may have altered slots.json."
            ).format(names=", ".join(missing)),
            _(
                "Enrol or suspend them first. Or close the program, and put slots.json.bak or the "
                "mirror’s slots.json in its place by hand."
            ),
        )
