"""The people of the desk: who is enrolled, and enrolling a new officer."""

from dataclasses import replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from deskinc.book.keys import authority
from deskinc.book.keys.authority import Issuer
from deskinc.book.keys.kdf import KdfParams
from deskinc.book.keys.slots import Keys
from deskinc.book.record import Draft, new_id
from deskinc.book.registers.rows import PersonRow
from deskinc.desk.certificates import adopting
from deskinc.desk.office import Office, Officer, Person
from deskinc.desk.people import again as anew
from deskinc.desk.people.confusable import plain, resembles
from deskinc.desk.people.enrolment import Enrolment, initials_of, officer_values
from deskinc.desk.people.vouching import countersign
from deskinc.desk.signing_on import earlier_keys, handing_on, seconds
from deskinc.desk.signing_on.officers import officer_from
from deskinc.desk.signing_on.passphrases import passphrase_fault
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms.roles import ADMIN, RELIEF, may
from deskinc.i18n import _
from deskinc.proof.canonical import b64, unb64

__all__ = ["Enrolment", "admit", "enrol", "initials_of", "officers", "sign"]


def officers(office: Office) -> list[Officer]:
    """Everybody enrolled and active, in the order of enrolment."""
    return [officer_from(row) for row in office.read.persons() if row.state == "active"]


def sign(
    office: Office,
    own: str,
    who: Enrolment,
    passphrase: str,
    *,
    again: str = "",
    second: tuple[str, str] | None = None,
) -> Officer:
    """Enrol as :func:`enrol`, once ``own``, the passphrase of whoever enrols, is right. Blocks."""
    office.allow("enrol")
    office.open_person(office.officer.name, own)
    return enrol(office, who, passphrase, again=again, second=second)


def enrol(
    office: Office,
    who: Enrolment,
    passphrase: str,
    *,
    again: str = "",
    second: tuple[str, str] | None = None,
    kdf: KdfParams | None = None,
) -> Officer:
    """Enrol a person who stands at the desk and types a passphrase of their own.

    ``again`` is the thread of somebody who forgot the passphrase or comes back after a suspension:
    new keys, the roles stay, and ``second`` (name, passphrase) signs it too. Raises InvalidForm for
    a name or initials already taken, no document, or a passphrase that will not do, NotAllowed
    without the role, NotVouched, DeskError when the signed-in administrator holds no CA key.
    """
    office.allow("enrol")
    seconds.refuse(office.read.persons(), office.officer)
    mine = office.person.keys
    if mine.ca is None:
        raise DeskError(
            _("Your keys cannot issue certificates."), _("Ask an administrator to enrol.")
        )
    if again:
        row = _row(office, again)
        who = replace(who, name=row.name or who.name, roles=row.roles)
    if RELIEF in who.roles:
        raise InvalidForm(
            {"roles": _("A relief officer is enrolled by an officer on duty, on the page Shift.")}
        )
    if not who.identity.strip():
        raise InvalidForm({"identity": _("Say which document you have seen.")})
    issuer = Issuer(office.book.founding.ca, mine.ca)
    check(office, who, passphrase, again)
    other = anew.second_of(office, again, second) if again else None
    return admit(office, who, passphrase, issuer, again, kdf, other)


def admit(
    office: Office,
    who: Enrolment,
    passphrase: str,
    issuer: Issuer,
    again: str = "",
    kdf: KdfParams | None = None,
    second: Person | None = None,
) -> Officer:
    """Make keys, slot and OFFICER record for a person, in the name of whoever is signed in.

    ``second`` signs it too. Raises DeskError while older keys are lacking: the slot would too.
    """
    earlier_keys.complete(office.book)
    check(office, who, passphrase, again)
    mine = office.person.keys
    keys = _new_keys(mine, who, anew=bool(again))
    before, leaves = office.vault.slots(), _relieved(office, who, again)
    drop_stale(office, who.name)
    own = new_id()
    try:
        office.vault.put_passphrase(who.name, passphrase, keys, kdf)
        values = officer_values(who, keys, office.vault, issuer, office.now())
        if again:  # roles are changed by two people, in another way
            values = {name: v for name, v in values.items() if not name.startswith("roles/")}
            values |= adopting.given_up(office.read.folded(unb64(again), "officer"))
        office.save_vault()
        draft = Draft("officer", values, id=own, thread=unb64(again) if again else None)
        act = office.write(*leaves, draft).result().records[-1]
    except BaseException:
        office.vault.put_back(before)
        office.save_vault_if_it_can()
        raise
    if second is not None:
        countersign(office, second, act, anew.meaning(who.name))
    hand_on(office, mine)
    office.waits.passed(who.name)  # what was guessed at opens nothing any more
    thread = again or b64(own)
    return Officer(thread, who.name, who.initials, who.licence, who.roles, who.until)


def _new_keys(mine: Keys, who: Enrolment, *, anew: bool) -> Keys:
    """Keys of their own, and of what is shared as much as the roles read and ``mine`` hold."""
    reads = may(who.roles, "read_restricted")
    if reads and mine.restricted is None and not anew:
        raise DeskError(
            _("You cannot give on the key of restricted values: you do not hold it yourself."),
            _("Ask somebody who reads them and enrols, or leave out the roles that read them."),
        )
    return Keys(
        database=mine.database,
        mirror=mine.mirror,
        signing=Ed25519PrivateKey.generate().private_bytes_raw(),
        pdf=authority.new_pdf_key(),
        ca=mine.ca if ADMIN in who.roles else None,
        restricted=mine.restricted if reads else None,
    )


def _relieved(office: Office, who: Enrolment, again: str) -> list[Draft]:
    """A relief officer who is enrolled for good under the same name is one no more."""
    if again or RELIEF in who.roles:
        return []
    state = office.draft("officer", {"state": "left"}, partial=True).values
    return [
        Draft("officer", state, thread=row.thread)
        for row in office.read.persons()
        if row.state != "left"
        and row.roles == {RELIEF}
        and plain(row.name or "") == plain(who.name)
    ]


def hand_on(office: Office, *keys: Keys) -> None:
    """See to it that the key of restricted values is where the roles say, if one of ``keys`` can.

    Where the disk refuses, the next sign-in does.
    """
    if handing_on.settle(office.book, office.vault, *keys):
        office.save_vault_if_it_can()


def drop_stale(office: Office, name: str) -> None:
    """A slot of nobody in the book was left by an enrolment cut off before its record."""
    there = {(row.name or "").casefold() for row in office.read.persons() if row.state != "left"}
    if name.strip().casefold() not in there and office.vault.has(name):
        office.vault.remove(name)


def check(office: Office, who: Enrolment, passphrase: str, again: str = "") -> None:
    """Raise InvalidForm where name, initials or passphrase will not do."""
    notes = {}
    rows = [row for row in office.read.persons() if b64(row.thread) != again]
    there = [officer_from(row) for row in rows if row.state == "active"]
    hired = {draft.thread for draft in _relieved(office, who, again)}
    there = [o for o in there if unb64(o.thread) not in hired]
    known = [r.name or "" for r in rows if r.state != "left" and r.thread not in hired]
    if not who.name.strip():
        notes["name"] = _("The name is missing.")
    elif not again and (fault := resembles(who.name, known)):
        notes["name"] = fault
    if any(o.initials.casefold() == who.initials.strip().casefold() for o in there):
        notes["initials"] = _("These initials are taken. Choose others.")
    if fault := passphrase_fault(passphrase, who.name, office.site.name):
        notes["passphrase"] = fault
    if notes:
        raise InvalidForm(notes)


def _row(office: Office, thread: str) -> PersonRow:
    key = unb64(thread)
    found = next((row for row in office.read.persons() if row.thread == key), None)
    if found is None:
        raise DeskError(_("There is no such person."))
    return found
