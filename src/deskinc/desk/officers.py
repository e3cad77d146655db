"""Who is enrolled at this desk, as the register lists and as the records tell; and his keys."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from deskinc.book.book import Reader
from deskinc.book.record import Signer
from deskinc.book.registers.rows import PersonRow
from deskinc.book.slots import Keys
from deskinc.desk.site import plain
from deskinc.errors import DeskError, NoSlot
from deskinc.forms import roles
from deskinc.forms.fields import Value
from deskinc.forms.form import chosen
from deskinc.i18n import _
from deskinc.proof.canonical import b64
from deskinc.proof.keys import ED25519, key_id, public_raw


@dataclass(frozen=True, slots=True)
class Officer:
    """A person enrolled at this desk."""

    thread: str
    name: str
    initials: str
    licence: str = ""
    roles: frozenset[str] = frozenset()

    def may(self, act: str) -> bool:
        """Whether one of the officer's roles allows ``act`` (table in ``forms.roles``)."""
        return roles.may(self.roles, act)


def officer_from(row: PersonRow) -> Officer:
    """The officer of a row of the persons register."""
    return Officer(
        b64(row.thread), row.name or "", row.initials or "", row.licence or "", row.roles
    )


def officer_told(thread: str, said: Mapping[str, Value]) -> Officer:
    """The officer as the records of his enrolment tell; one who is not active holds no role."""
    name, initials = plain(said.get("name")) or "?", plain(said.get("initials")) or "?"
    held = frozenset(chosen(said, "roles")) if is_active(said) else frozenset()
    return Officer(thread, name, initials, plain(said.get("licence")), held)


def is_active(said: Mapping[str, Value]) -> bool:
    """Whether the person was neither suspended nor has left."""
    return (plain(said.get("state")) or "active") == "active"


def has_left(said: Mapping[str, Value]) -> bool:
    """Whether the person has left for good: nothing opens for him any more."""
    return plain(said.get("state")) == "left"


@dataclass(slots=True)
class Person:
    """An officer with his opened keys, held in memory while he writes; locked, without his own."""

    officer: Officer
    keys: Keys = field(repr=False)

    def signer(self) -> Signer:
        """The officer's signature on records; DeskError while the desk is locked."""
        if self.keys.signing is None:
            raise DeskError(
                _("The desk is locked: nothing was written."), _("Unlock it, then do it again.")
            )
        return signer_of(self.officer.thread, self.keys)


def signer_of(thread: str, keys: Keys) -> Signer:
    """The signer whose Ed25519 seed lies in ``keys``; raises NoSlot for keys that sign for none."""
    if keys.signing is None:
        raise NoSlot(_("These keys open the book but sign for nobody."))
    private = Ed25519PrivateKey.from_private_bytes(keys.signing)
    return Signer(thread, key_id(ED25519, public_raw(private)), private)


def officer_of(read: Reader, keys: Keys) -> Officer:
    """The enrolled, active officer whose signing key lies in ``keys``."""
    public = b64(public_raw(signer_of("", keys).private))
    threads = [row.thread for row in read.persons() if row.signing_key == public]
    with read.checked():
        for thread in threads:
            said = read.folded(thread, "officer")
            if said.get("signing_key") == public and is_active(said):
                return officer_told(b64(thread), said)
    raise NoSlot(
        _("This passphrase opens the book, but its owner is not on the list of officers."),
        _("Ask the person who enrols officers."),
    )
