"""Somebody leaves for good (D19): two people sign it, and the keys he was given open nothing more.

The record with the last number of his key closes it; his slot goes; the book is written anew under
new keys while it is closed for a moment, and everybody else is given these without a passphrase.
What he signed stays valid for ever.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from deskinc import disks
from deskinc.book import announced
from deskinc.book.book import Book
from deskinc.book.disk import ring
from deskinc.book.keys import restricting
from deskinc.book.keys.slots import Keys
from deskinc.book.keys.vault import Vault
from deskinc.book.record import Draft
from deskinc.book.registers.rows import PersonRow
from deskinc.book.restore import rekeying, swapping
from deskinc.book.restore.rekeying import NewSlots
from deskinc.desk.access import note_access
from deskinc.desk.copies import backups
from deskinc.desk.office import Office, Person
from deskinc.desk.people import two_sign
from deskinc.desk.people.vouching import countersign
from deskinc.desk.signing_on import earlier_keys, handing_on, old_slots
from deskinc.desk.signing_on.handing_on import Announced
from deskinc.desk.signing_on.officers import officer_of
from deskinc.desk.signing_on.standing import left_since
from deskinc.errors import DeskError
from deskinc.forms import roles
from deskinc.forms.fields import Value
from deskinc.i18n import _
from deskinc.log import logger
from deskinc.proof.canonical import b64, unb64

Report = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What leaving means: the last record of the key, and the ``backups`` his slot still opens.

    ``reads``: he could read restricted parts. ``silent``: the folder of backups did not answer.
    ``opens``: a keyring opens the book, and none does then. ``made_sheet``: the sheet is his.
    """

    name: str
    last: int
    reads: bool
    backups: tuple[Path, ...]
    silent: bool
    opens: bool = False
    made_sheet: bool = False


@dataclass(frozen=True, slots=True)
class Changing:
    """A book that is to go on under new keys, and in whose name it opens again."""

    folder: Path
    mirror: Path | None
    name: str
    thread: str
    keys: Keys = field(repr=False)
    new: Keys = field(repr=False)
    slots: NewSlots
    clock: Callable[[], datetime]


def meaning(name: str) -> str:
    """What both sign."""
    return _(
        "{name} has left: the key signs nothing more, and the book goes on under new keys."
    ).format(name=name)


def plan(office: Office, thread: str) -> Plan:
    """What will happen. Blocks while a disk of backups wakes up."""
    row = _row(office, thread)
    where, found = backups.place(office), list[Path]()
    silent = False
    if where is not None:
        try:
            there = backups.listed(office, where)
            found = disks.ask(where, lambda: _opened_by(there, row.name or ""), backups.AWAKE)
        except OSError:
            silent = True
    last = office.read.last_of(thread) or row.n
    opens, reads = office.vault.keyrings() > 0, _reads(office, row)
    made = two_sign.made_sheet(office, thread)
    return Plan(row.name or "?", last, reads, tuple(found), silent, opens, made)


def _opened_by(there: list[backups.Backup], name: str) -> list[Path]:
    """The backups in which lies a slot of that name."""
    found = []
    for one in there:
        with suppress(DeskError, OSError):
            if Vault.load(one.folder).has(name):
                found.append(one.folder)
    return found


def _reads(office: Office, row: PersonRow) -> bool:
    return roles.may(row.roles, "read_restricted") or office.vault.reads_restricted(row.name or "")


def leave(office: Office, thread: str, passphrase: str, second: tuple[str, str]) -> Changing:
    """Write that the person of ``thread`` has left, signed by two, and destroy the slot. Blocks.

    So are those of keyrings: whoever worked at the computer could have asked it what it holds.
    ``second`` is (name, passphrase). What is returned is for :func:`change`, once the office is
    closed. Raises NotAllowed, WrongPassphrase, NoSlot or DeskError; then nothing was written.
    """
    office.allow("suspend")
    row = _row(office, thread)
    two_sign.refuse(office, row, thread)
    me = office.open_person(office.officer.name, passphrase)
    other = two_sign.second_of(office, me, thread, second)
    known = handing_on.announced(office.read, office.now(), without=thread)
    two_sign.all_known(office, known)
    rekeying.fresh(me.keys)  # refused before anything is signed
    earlier_keys.complete(office.book)
    raw: dict[str, object] = {"state": "left", "last": office.read.last_of(thread) or row.n}
    me, public = _restricted(office, row, (me, other), known)
    values: dict[str, Value] = {**office.draft("officer", raw, partial=True).values}
    if public:
        values["restricted_key"] = b64(public)
    draft = Draft("officer", values, thread=row.thread)
    (act,) = office.book.write([draft], me.signer()).result().records
    countersign(office, other, act, meaning(row.name or "?"))
    office.vault.remove_keyrings()
    if office.vault.has(row.name or ""):
        office.vault.remove(row.name or "")
    office.save_vault_if_it_can()
    return prepared(office, me)


def due(office: Office) -> list[str]:
    """The names of those who left while the book has not gone on under new keys since."""
    return left_since(office.read.persons(), rekeying.changed_at(office.read.link))


def prepared(office: Office, person: Person) -> Changing:
    """New keys for the book of the open ``office``, given to everybody whom it announces.

    Slots that nobody announced go: they could be anybody's. What lies on the disk now is not asked:
    it could be changed since the book was opened. Raises DeskError where a slot is missing.
    """
    earlier_keys.complete(office.book)
    new = rekeying.fresh(office.book.own(person.keys))
    known = handing_on.announced(office.read, office.now())
    two_sign.all_known(office, known)
    vault = office.vault.copy()
    vault.keep_only(known.slots)
    known.give(vault, new.shared())
    who = person.officer
    slots = NewSlots(vault.packed(), frozenset({*known.people, known.sheet}))
    return Changing(
        office.folder, office.book.mirror, who.name, who.thread, person.keys, new, slots,
        office.clock,
    )  # fmt: skip


def change(what: Changing, report: Report) -> tuple[Office, DeskError | None]:
    """Have the closed book go on under new keys, and open it again. Blocks.

    Where the disk refuses, it opens under the old ones, with why; it can be tried again. Raises
    DeskError where the new book counts already and cannot be put in place: the next opening does.
    """
    fault: DeskError | None = None
    try:
        rekeying.change(what.folder, what.keys, what.new, what.slots, report)
    except DeskError as error:
        if not _counts(what.folder):
            fault = error
    report(0.97, _("Opening the book"))
    keys = what.keys if fault else what.new
    if fault is None:
        _into_mirror(what)
    vault = Vault.load(what.folder)
    book = Book.open(what.folder, keys, now=what.clock)
    try:
        announced.compare(book, vault, what.name, what.thread, keys)
        if fault is None:
            vault.trust()
        old_slots.keep(book, vault, what.clock())
        office = Office(
            what.folder, vault, book, Person(officer_of(book.reader(), keys), keys), what.clock
        )
        if fault is None:
            swapping.forget_keyed(what.folder)
            earlier_keys.tell(book)
            book.copy_slots(vault.over)
            note_access(office, "keys_changed").result()
    except BaseException:
        book.close()
        raise
    return office, fault


def _counts(folder: Path) -> bool:
    """Whether the new book counts, although the disk refused: then it is put in place now."""
    if not swapping.pending(folder):
        return False
    swapping.settle(folder)
    return True


def _into_mirror(what: Changing) -> None:
    """The new slots go there before anything is written there under the new key."""
    mirror = what.mirror
    if mirror is None:
        return
    try:
        disks.ask(mirror, lambda: Vault.load(what.folder).copy_to(mirror))
    except OSError as error:
        logger.warning("the new slots wait for the mirror: %s", error.strerror)


def _restricted(
    office: Office, row: PersonRow, two: tuple[Person, Person], known: Announced
) -> tuple[Person, bytes]:
    """A new key for restricted values, given to all others who read them; b"" where none is needed.

    It lies in their slots before the book says that anything is closed with it.
    """
    me = two[0]
    if not _reads(office, row):
        return me, b""
    whole = (one.keys.restricted for one in two if office.book.reads_all(one.keys))
    held = next(filter(None, whole), None)
    if held is None:
        raise DeskError(
            _("{name} could read restricted parts, and neither of you can.").format(
                name=row.name or "?"
            ),
            _("One of the two who sign must read them: that key is changed too."),
        )
    both = ring.anew(held)
    keys = replace(office.book.parts.keys, restricted=both)
    office.vault.give(keys, known.slots, known.restricted)
    office.save_vault()
    if me.keys.restricted is not None:
        me = Person(me.officer, replace(me.keys, restricted=both))
    return me, restricting.public_keys(both)[0]


def _row(office: Office, thread: str) -> PersonRow:
    key = unb64(thread)
    row = next((row for row in office.read.persons() if row.thread == key), None)
    if row is None or row.state == "left":
        raise DeskError(_("There is no such person, or the person has left already."))
    return row
