"""Suspend now (D19): one lead or administrator, at once, and the key signs nothing any more."""

from contextlib import suppress

from deskinc.book.registers.rows import PersonRow
from deskinc.desk.certificates import renewing
from deskinc.desk.office import Office
from deskinc.errors import DeskError, InvalidForm, NoSlot
from deskinc.forms.roles import ADMIN
from deskinc.i18n import _
from deskinc.log import logger
from deskinc.proof.canonical import unb64


def meaning(name: str) -> str:
    """What whoever suspends ``name`` signs."""
    return _("From now on the key of {name} signs nothing.").format(name=name)


def suspend(office: Office, thread: str, passphrase: str) -> bool:
    """Suspend a person: the record with the last number of the key, then the slot goes. Blocks.

    What was signed before stays valid; whoever comes back is enrolled with a new key. Returns
    whether the slot is off this computer’s disk, as it is off the mirror’s once that answers.
    Raises NotAllowed without the role, DeskError for oneself, the last administrator, or somebody
    who is suspended; as :meth:`Office.open_person` for the passphrase of whoever suspends.
    """
    office.allow("suspend")
    row = _row(office, thread)
    if thread == office.officer.thread:
        raise DeskError(
            _("You cannot suspend yourself: your keys sign it."),
            _("Another lead or an administrator does."),
        )
    if is_last_administrator(office, row):
        raise DeskError(
            _("{name} is the last administrator; nobody could enrol anybody.").format(
                name=row.name or "?"
            ),
            _("Enrol another administrator first."),
        )
    me = office.open_person(office.officer.name, passphrase)
    raw = {"state": "suspended", "last": office.read.last_of(thread) or row.n}
    draft = office.draft("officer", raw, partial=True, thread=row.thread)
    office.book.write([draft], me.signer()).result()
    gone = _destroy(office, row.name or "")
    with suppress(DeskError):  # made later then; a suspension counts from its own record
        renewing.keep_up(office)
    return gone


def _destroy(office: Office, name: str) -> bool:
    try:
        office.vault.remove(name)
    except NoSlot:
        return True
    try:
        office.save_vault()
    except OSError as error:
        logger.warning("the slot of a suspended person stays on the disk: %s", error.strerror)
        return False
    return True


def _row(office: Office, thread: str) -> PersonRow:
    key = unb64(thread)
    row = next((row for row in office.read.persons() if row.thread == key), None)
    if row is None:
        raise InvalidForm({"thread": _("There is no such person.")})
    if row.state != "active":
        raise DeskError(_("{name} is suspended already, or has left.").format(name=row.name or "?"))
    return row


def is_last_administrator(office: Office, row: PersonRow) -> bool:
    """Whether nobody else could enrol anybody."""
    rows = office.read.persons()
    there = [one for one in rows if one.state == "active" and ADMIN in one.roles]
    return [one.thread for one in there] == [row.thread]
