"""The people of the desk: who is enrolled, and enrolling a new officer."""

from contextlib import suppress

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from deskinc.book import authority
from deskinc.book.kdf import KdfParams
from deskinc.book.record import Draft, new_id
from deskinc.book.slots import Keys
from deskinc.desk.enrolment import Enrolment, initials_of, officer_values
from deskinc.desk.office import Office, Officer
from deskinc.desk.officers import officer_from
from deskinc.desk.passphrases import passphrase_fault
from deskinc.errors import DeskError, InvalidForm
from deskinc.i18n import _
from deskinc.proof.canonical import b64

__all__ = ["Enrolment", "enrol", "initials_of", "officers"]


def officers(office: Office) -> list[Officer]:
    """Everybody enrolled and active, in the order of enrolment."""
    return [officer_from(row) for row in office.read.persons() if row.state == "active"]


def enrol(
    office: Office, who: Enrolment, passphrase: str, *, kdf: KdfParams | None = None
) -> Officer:
    """Enrol a person who stands at the desk and types a passphrase of their own.

    Raises InvalidForm for a name or initials already taken or a passphrase that will not do,
    NotAllowed without the role, DeskError when the signed-in administrator holds no CA key.
    """
    office.allow("enrol")
    _check(office, who, passphrase)
    mine = office.person.keys
    if mine.ca is None:
        raise DeskError(
            _("Your keys cannot issue certificates."), _("Ask an administrator to enrol.")
        )
    keys = Keys(
        database=mine.database,
        mirror=mine.mirror,
        signing=Ed25519PrivateKey.generate().private_bytes_raw(),
        pdf=authority.new_pdf_key(),
        ca=mine.ca if "admin" in who.roles else None,
    )
    _drop_stale(office, who.name)
    office.vault.add_passphrase(who.name, passphrase, keys, kdf)
    issuer = authority.Issuer(office.book.founding.ca, mine.ca)
    own = new_id()
    try:
        values = officer_values(who, keys, office.vault, issuer, office.now())
        office.save_vault()
        office.write(Draft("officer", values, id=own)).result()
    except BaseException:
        _take_back(office, who.name)
        raise
    return Officer(b64(own), who.name, who.initials, who.licence, who.roles)


def _drop_stale(office: Office, name: str) -> None:
    """A slot of nobody in the book was left by an enrolment cut off before its record."""
    there = {(row.name or "").casefold() for row in office.read.persons() if row.state != "left"}
    if name.strip().casefold() not in there and office.vault.has(name):
        office.vault.remove(name)


def _take_back(office: Office, name: str) -> None:
    """Nobody holds a key of the book who does not stand in it."""
    office.vault.remove(name)
    with suppress(OSError):
        office.save_vault()


def _check(office: Office, who: Enrolment, passphrase: str) -> None:
    notes = {}
    there = officers(office)
    if not who.name.strip():
        notes["name"] = _("The name is missing.")
    if any(o.name.casefold() == who.name.strip().casefold() for o in there):
        notes["name"] = _("An officer of this name is enrolled. Add a second given name.")
    if any(o.initials.casefold() == who.initials.strip().casefold() for o in there):
        notes["initials"] = _("These initials are taken. Choose others.")
    if fault := passphrase_fault(passphrase, who.name, office.site.name):
        notes["passphrase"] = fault
    if notes:
        raise InvalidForm(notes)
