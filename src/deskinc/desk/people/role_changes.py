"""Changing what somebody may do (D19): two people sign, and it counts at the second."""

from collections.abc import Iterable

from deskinc.book.record import Draft
from deskinc.desk.access import note_denied
from deskinc.desk.office import Office, Officer, Person
from deskinc.desk.people.people import hand_on
from deskinc.desk.people.vouching import countersign
from deskinc.desk.signing_on import seconds
from deskinc.errors import DeskError, InvalidForm, NotAllowed
from deskinc.forms.fields import Value
from deskinc.forms.roles import ADMIN, GIVEN, RELIEF
from deskinc.i18n import _
from deskinc.proof.canonical import unb64


def meaning(name: str, roles: Iterable[str]) -> str:
    """What the second person signs."""
    held = set(roles)
    words = ", ".join(_(role.label) for role in GIVEN if role.code in held)
    return _("From now on {name} is: {roles}.").format(name=name, roles=words)


def change(
    office: Office, who: Officer, roles: frozenset[str], passphrase: str, second: tuple[str, str]
) -> None:
    """Give ``who`` these roles and no others; ``second`` is (name, passphrase). Blocks.

    Raises InvalidForm for roles nobody can hold, NotAllowed, NotVouched, WrongPassphrase or NoSlot
    where a signature fails; then nothing was written.
    """
    office.allow("enrol")
    _check(office, who, roles)
    me = office.open_person(office.officer.name, passphrase)
    other = _second(office, me, who, second)
    seconds.refuse(office.read.persons(), me.officer, other.officer)
    values: dict[str, Value] = {
        f"roles/{role}": role in roles for role in sorted(who.roles ^ roles)
    }
    draft = Draft("officer", values, thread=unb64(who.thread))
    (act,) = office.book.write([draft], me.signer()).result().records
    countersign(office, other, act, meaning(who.name, roles))
    hand_on(office, me.keys, other.keys)


def _check(office: Office, who: Officer, roles: frozenset[str]) -> None:
    if not roles or RELIEF in roles | who.roles or not roles <= {role.code for role in GIVEN}:
        raise InvalidForm({"roles": _("Choose at least one role.")})
    if roles == who.roles:
        raise InvalidForm({"roles": _("Nothing was changed.")})
    admins = [row for row in office.read.persons() if row.state == "active" and ADMIN in row.roles]
    if ADMIN in who.roles - roles and len(admins) < 2:
        raise InvalidForm({"roles": _("The last administrator stays one; enrol another first.")})


def _second(office: Office, me: Person, who: Officer, second: tuple[str, str]) -> Person:
    other = office.open_person(*second)
    if other.officer.thread in {me.officer.thread, who.thread}:
        raise DeskError(
            _("It takes a second person, and not the one whose roles are changed."),
            _("Ask a colleague to sign."),
        )
    if not other.officer.may("vouch"):
        note_denied(office, other.officer, "vouch")
        raise NotAllowed(
            _("{name} may not confirm roles.").format(name=other.officer.name),
            _("A shift lead, facilities manager or administrator does."),
        )
    return other
