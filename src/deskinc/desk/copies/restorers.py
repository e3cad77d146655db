"""Who restores a book and who confirms it, as the restored book itself says."""

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from deskinc.book.asking.reader import Reader
from deskinc.book.keys.slots import Keys
from deskinc.book.keys.vault import Vault
from deskinc.desk.signing_on import seconds as standing
from deskinc.desk.signing_on.officers import Person, officer_of
from deskinc.desk.signing_on.sheet import known
from deskinc.errors import DeskError, NoSlot
from deskinc.i18n import _
from deskinc.proof.canonical import b64
from deskinc.proof.keys import public_raw
from deskinc.proof.sheet import seconds


@dataclass(frozen=True, slots=True)
class Pair:
    """A name and its passphrase, as typed."""

    name: str
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The recovery sheet in the place of a second person, where nobody else is enrolled."""

    key: Ed25519PrivateKey = field(repr=False)


class NotAccepted(DeskError):
    """One of the two people cannot do this: ``who`` is first or second."""

    def __init__(self, who: str, error: DeskError) -> None:
        super().__init__(error.what, error.todo)
        self.who = who


def person(reader: Reader, vault: Vault, who: str, name: str, keys: Keys) -> Person:
    """The person by the restored book; his slot must be the one that it announces."""
    try:
        officer = officer_of(reader, keys)
    except NoSlot as error:
        raise NotAccepted(who, error) from error
    with reader.checked():
        row = next(row for row in reader.persons() if b64(row.thread) == officer.thread)
        said = reader.folded(row.thread, "officer")
    if said.get("slot_digest") != b64(vault.slot_digest(name)):
        raise NotAccepted(
            who,
            DeskError(
                _("The key slot of this person is not the one the restored book announces."),
                _("Take the source that is newest, or ask another person."),
            ),
        )
    return Person(officer, keys)


def vouched(reader: Reader, *both: Person) -> None:
    """Raise NotAccepted for one who stands for nobody else than himself in the restored book."""
    with reader.checked():
        rows = reader.persons()
    for who, person in zip(("first", "second"), both, strict=True):
        try:
            standing.refuse(rows, person.officer)
        except DeskError as error:
            raise NotAccepted(who, error) from error


def two(first: Person, second: Person) -> None:
    """Two different people, each with the role it takes."""
    if first.officer.thread == second.officer.thread:
        raise NotAccepted(
            "second",
            DeskError(
                _("It takes two different people."), _("Let a colleague type name and passphrase.")
            ),
        )
    may(first, "first", "restore")
    may(second, "second", "countersign")


def may(person: Person, who: str, act: str) -> None:
    """Raise NotAccepted unless a role of the person allows the act."""
    if not person.officer.may(act):
        raise NotAccepted(
            who,
            DeskError(
                _("The role of {name} does not allow this.").format(name=person.officer.name),
                _("A shift lead, facilities manager or administrator restores; any officer "
                  "can be the second."),
            ),
        )  # fmt: skip


def sheet(reader: Reader, me: Person, second: object) -> Ed25519PrivateKey:
    """The key of the sheet, where it may stand in for a second person in the restored book."""
    told = known(reader)
    if not isinstance(second, Sheet) or told.authorities.sheet != public_raw(second.key):
        raise _alone(
            _("This sheet is not the one that the restored book announces."),
            _("Use the newest recovery sheet, or let a second person confirm."),
        )
    if others := seconds(told.officers, me.officer.thread):
        names = [row.name or "?" for row in reader.persons() if b64(row.thread) in others]
        raise _alone(
            _("Others are enrolled: {names}.").format(names=", ".join(names)),
            _("One of them confirms, with name and passphrase."),
        )
    return second.key


def _alone(what: str, todo: str) -> NotAccepted:
    return NotAccepted("second", DeskError(what, todo))
