"""The recovery sheet as a door: it opens the book, and enrols where no administrator is left (D19).

It signs for nobody. What it enrols stands in the person's own thread with the proof that its words
were at hand; a shift lead signs beside it, or, where nobody else is left, the new key itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from deskinc.book.clock import now as utc_now
from deskinc.book.keys import authority, recovery
from deskinc.book.keys.authority import Issuer
from deskinc.book.keys.kdf import KdfParams
from deskinc.book.keys.slots import Keys
from deskinc.book.keys.vault import Vault
from deskinc.book.opened import unseen
from deskinc.book.opening.presence import reached
from deskinc.book.record import Draft, Signer, new_id
from deskinc.book.restore import swapping
from deskinc.desk.office import Office, access
from deskinc.desk.people.enrolment import Enrolment, officer_values
from deskinc.desk.people.people import check, drop_stale
from deskinc.desk.signing_on import earlier_keys
from deskinc.desk.signing_on.officers import Officer, Person, officer_from, signer_of
from deskinc.desk.signing_on.sheet import known
from deskinc.errors import DeskError, InvalidForm, NoSlot, WrongPassphrase
from deskinc.forms.fields import Value
from deskinc.forms.roles import ADMIN, RELIEF, may
from deskinc.i18n import _
from deskinc.proof import speaking
from deskinc.proof.canonical import b64, unb64
from deskinc.proof.keys import public_raw
from deskinc.proof.sheet import FIELD, seconds, statement

__all__ = ["Enrolment", "Opened", "Second", "enrol", "open_book", "utc_now"]

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Second:
    """Whoever signs beside the sheet: a name and its passphrase, as typed."""

    name: str
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Opened:
    """The book as the sheet opened it: nobody is signed in; ``known`` are those it announces."""

    office: Office
    keys: Keys = field(repr=False)
    sheet: Ed25519PrivateKey = field(repr=False)
    known: Mapping[str, speaking.Officer]

    def people(self) -> list[Officer]:
        """Who can be enrolled again: everybody who has not left, but for relief officers."""
        rows = (row for row in self.office.read.persons() if row.state != "left")
        return [officer_from(row) for row in rows if row.roles != {RELIEF}]

    def seconds(self, thread: str = "") -> list[str]:
        """The names of those of whom one signs with the sheet; none where it is enough alone.

        ``thread`` is of the person who is enrolled again, "" for somebody new.
        """
        names = {b64(row.thread): row.name or "?" for row in self.office.read.persons()}
        return sorted(names[one] for one in seconds(self.known, thread))

    def close(self) -> None:
        """Close the book again."""
        self.office.close()


def open_book(folder: Path, words: str, clock: Clock = utc_now) -> Opened:
    """Open the book with the words of the sheet; that is recorded by the desk. Blocks.

    Raises WrongPassphrase for words that are not those of the sheet, and as ``sign_in``.
    """
    own = recovery.key_of(words)
    reached(folder)
    swapping.settle(folder)
    vault = Vault.load(folder)

    def unlock(vault: Vault) -> Keys:
        return vault.open_recovery(words, keep=False)

    book, keys = earlier_keys.opened(vault, unlock(vault), unlock, clock, unseen)
    try:
        told = known(book.reader())
        if vault.book != book.id or told.authorities.sheet != public_raw(own):
            raise WrongPassphrase(
                _("These words are of a sheet that was replaced by another."),
                _("Use the newest recovery sheet."),
            )
        if not book.shares(keys):  # it is no last way in if somebody can close it so easily
            keys = replace(keys, restricted=None)
        keys = book.own(keys)
        nobody = Person(Officer("", "", ""), keys.shared())
        office = Office(folder, vault, book, nobody, clock)
        office.write_as_desk(access(office, "sheet_used", who=False)).result()
    except BaseException:
        book.close()
        raise
    return Opened(office, keys, own, dict(told.officers))


def enrol(
    opened: Opened,
    who: Enrolment,
    passphrase: str,
    *,
    again: str = "",
    second: Second | None = None,
    kdf: KdfParams | None = None,
) -> str:
    """Enrol an administrator by the sheet, and close the book; the name to sign in with. Blocks.

    ``again`` is the thread of somebody known, who keeps the roles and gets that of administrator
    besides. Raises InvalidForm for answers that will not do, and as the vault and the book do;
    then nothing was written and the book is open still.
    """
    office = opened.office
    earlier_keys.complete(office.book)
    who = _as_known(opened, who, again)
    check(office, who, passphrase, again)
    allowed = seconds(opened.known, again)
    helper = _second(office, second, allowed) if allowed else None
    new = _keys(opened, who)
    own = new_id()
    thread = again or b64(own)
    before = office.vault.slots()
    drop_stale(office, who.name)
    try:
        office.vault.put_passphrase(who.name, passphrase, new, kdf)
        values = _values(opened, who, new, thread)
        office.save_vault()
        draft = Draft("officer", values, id=own, thread=unb64(again) if again else None)
        signer = helper or signer_of(thread, new)
        office.book.write([draft], signer).result()
    except BaseException:
        office.vault.put_back(before)
        office.save_vault_if_it_can()
        raise
    opened.close()
    return who.name


def _as_known(opened: Opened, who: Enrolment, again: str) -> Enrolment:
    """Whoever is enrolled here administers; somebody known keeps name and roles."""
    if again:
        there = next((one for one in opened.people() if one.thread == again), None)
        if there is None:
            raise DeskError(_("There is no such person."))
        row = next(r for r in opened.office.read.persons() if b64(r.thread) == again)
        who = replace(
            who, name=there.name, initials=there.initials, licence=there.licence, roles=row.roles
        )
    return replace(who, roles=who.roles - {RELIEF} | {ADMIN}, until=None)


def _keys(opened: Opened, who: Enrolment) -> Keys:
    if opened.keys.ca is None:
        raise DeskError(
            _("This sheet cannot issue certificates: it was made by somebody who could not."),
            _("Use an older sheet, if there is one."),
        )
    shared = opened.keys
    return Keys(
        database=shared.database,
        mirror=shared.mirror,
        signing=Ed25519PrivateKey.generate().private_bytes_raw(),
        pdf=authority.new_pdf_key(),
        ca=shared.ca,
        restricted=shared.restricted if may(who.roles, "read_restricted") else None,
    )


def _values(opened: Opened, who: Enrolment, new: Keys, thread: str) -> dict[str, Value]:
    """The values of the OFFICER record, the proof of the sheet among them."""
    office = opened.office
    issuer = Issuer(office.book.founding.ca, opened.keys.ca or b"")
    values = officer_values(who, new, office.vault, issuer, office.now())
    said = statement(b64(office.book.id), thread, values)
    return {**values, FIELD: b64(opened.sheet.sign(said))}


def meaning(name: str) -> str:
    """What whoever stands beside the sheet signs."""
    return _("With the recovery sheet I enrol {name} as an administrator.").format(name=name)


def _second(office: Office, second: Second | None, allowed: frozenset[str]) -> Signer:
    """The signature of whoever stands beside the sheet."""
    if second is None or not second.name:
        raise InvalidForm({"second": _("Type the name of whoever signs beside the sheet.")})
    try:
        person = office.open_person(second.name, second.passphrase)
    except WrongPassphrase as error:
        raise InvalidForm({"second_passphrase": str(error)}) from error
    except NoSlot as error:
        raise InvalidForm({"second": str(error)}) from error
    if person.officer.thread not in allowed:
        words = _("{name} cannot sign this: a shift lead does, or whoever is named above.")
        raise InvalidForm({"second": words.format(name=person.officer.name)})
    return person.signer()
