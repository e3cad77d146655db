"""Who writes at the desk: the writer changes by PIN (D12), and a locked desk has none (D23)."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from deskinc.desk.access import note_failed
from deskinc.desk.office import Office, note_access
from deskinc.desk.signing_on.officers import Officer, Person, officer_of, still_works
from deskinc.desk.signing_on.pins import is_pin, pin_fault
from deskinc.errors import InvalidForm, NoSlot, NotOnDuty, WrongPin
from deskinc.i18n import _


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody typed to write in his own name: PIN or passphrase, and perhaps a new PIN."""

    officer: Officer
    secret: str = field(repr=False)
    pin: str = field(default="", repr=False)

    @property
    def by_pin(self) -> bool:
        """Whether what was typed can only be a PIN."""
        return is_pin(self.secret)


def lock(office: Office) -> None:
    """Let go of the writer's opened keys: from now on only the desk itself signs."""
    office.become(Person(office.officer, office.person.keys.shared()))


def is_locked(office: Office) -> bool:
    """Whether nobody's keys are open."""
    return office.person.keys.signing is None


def asks_pin(office: Office, thread: str) -> bool:
    """Whether a PIN lets this officer in; otherwise the passphrase is asked."""
    return office.signed_on.has(thread)


def found(there: Iterable[Officer], words: str) -> Officer | None:
    """Whose initials, or name, ``words`` are; full stops, spaces and capitals do not matter."""
    said = _bare(words)
    named = [one for one in there if said and said in {_bare(one.name), _bare(one.initials)}]
    return named[0] if len(named) == 1 else None


def _bare(words: str) -> str:
    return "".join(words.replace(".", "").casefold().split())


def opened(office: Office, given: Given) -> Person:
    """The officer with his keys, by PIN or passphrase; slow. A new PIN is chosen with it.

    Raises WrongPin (recorded, as is what :meth:`Office.open_person` raises), NoPin, or InvalidForm
    for a new PIN that will not do.
    """
    if given.pin:
        _good(given.pin)
    try:
        person = _person(office, given)
    except WrongPin:
        note_failed(office, _("PIN of {name}").format(name=given.officer.name))
        raise
    if given.pin:
        office.signed_on.hold(person, given.pin)
    return person


def _person(office: Office, given: Given) -> Person:
    officer = given.officer
    if not given.by_pin:
        return office.open_person(officer.name, given.secret)
    keys = office.signed_on.open(officer.thread, given.secret, office.person.keys.shared())
    try:
        person = Person(officer_of(office.read, keys), keys)
        if officer.thread != office.officer.thread:
            still_works(person.officer, office.now())
    except (NoSlot, NotOnDuty):
        office.signed_on.drop(officer.thread)
        raise
    return person


def take(office: Office, person: Person, *, by_pin: bool) -> None:
    """From now on lines are written in the name of ``person``; the desk records it."""
    before, locked = office.officer, is_locked(office)
    office.become(person)
    if locked:
        note_access(office, "unlocked")
    if before.thread != person.officer.thread:
        how = _("after {name}, by PIN") if by_pin else _("after {name}, by passphrase")
        note_access(office, "writer_changed", how.format(name=before.name))


def choose_pin(office: Office, passphrase: str, pin: str) -> None:
    """Keep the keys of the person signed in under ``pin`` too; slow.

    The passphrase is asked, or whoever finds the desk open could choose one. Raises WrongPassphrase
    (recorded), or InvalidForm for a PIN that will not do.
    """
    _good(pin)
    office.signed_on.hold(office.open_person(office.officer.name, passphrase), pin)
    note_access(office, "pin_chosen")


def _good(pin: str) -> None:
    if fault := pin_fault(pin):
        raise InvalidForm({"pin": fault})
