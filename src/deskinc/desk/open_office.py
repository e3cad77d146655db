"""Open or closed office: whether this computer's keyring opens the book (decision 025).

In an open office the desk itself works while nobody is signed in: it seals, checks, mirrors and
backs up, and whoever comes signs in to the book that is open. A closed office asks a passphrase at
each start. No officer's own key ever lies in the keyring.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from deskinc.book.book import Book
from deskinc.book.clock import now as utc_now
from deskinc.book.disk import known
from deskinc.book.disk.station import Station
from deskinc.book.keys import system_keyring
from deskinc.book.keys.slots import Keys, Slot
from deskinc.book.keys.system_keyring import Item, Ring, Secret, changed, look
from deskinc.book.keys.told import another_file, damaged, exchanged
from deskinc.book.keys.vault import Vault
from deskinc.book.opened import Stages, unseen
from deskinc.book.opening.presence import reached
from deskinc.book.record import Draft
from deskinc.book.restore import swapping
from deskinc.desk.access import access, note_access
from deskinc.desk.office import Office, take_in
from deskinc.desk.signing_on import earlier_keys, handing_on, old_slots
from deskinc.desk.signing_on.officers import nobody
from deskinc.desk.signing_on.standing import keyring_ended
from deskinc.desk.site import read_site
from deskinc.errors import DeskError, KeyringFault, WrongPassphrase
from deskinc.i18n import _
from deskinc.log import logger

__all__ = [
    "Given", "Item", "Ring", "Standing", "begin", "close_up", "fetched", "is_open", "leave", "look",
    "open_up", "ready", "standing", "take", "take_out",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Given:
    """What the keyring of this computer gave, or took, and which it is."""

    item: Item
    secret: Secret
    ring: Ring


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands: whether the office is open here, by which keyring, and what is wrong.

    ``elsewhere``: slots are there, but of keyrings of other computers. ``ended``: it was chosen
    open, and the slot went, as it does when somebody leaves.
    """

    open: bool
    elsewhere: bool
    ring: Ring
    fault: str = ""
    ended: bool = False


def fetched(folder: Path, told: Callable[[Ring], object]) -> Given | None:
    """What the keyring gives to open the book with; None in a closed office. Blocks.

    ``told`` hears of the keyring before it is asked: a locked one asks for its password. Raises
    KeyringFault, which says why a passphrase is needed.
    """
    try:
        vault, station = Vault.load(folder), Station.load(folder)
    except (DeskError, OSError):
        return None  # it is told to whoever signs in
    if station is None or not vault.keyrings():
        return None
    item = Item.of(vault.book, station)
    if not vault.has_keyring(item.label):
        raise KeyringFault(
            _(
                "This office is opened by the keyring of another computer: it was copied or "
                "restored to here."
            ),
            _("Sign in with your passphrase, then choose in Settings, Open or closed office."),
        )
    ring = look()
    told(ring)
    return Given(item, system_keyring.fetch(item), ring)


def begin(
    folder: Path,
    given: Given,
    *,
    clock: Callable[[], datetime] = utc_now,
    stages: Stages = unseen,
) -> Office:
    """Open the book in ``folder`` for the desk alone: nobody is signed in.

    Raises KeyringFault, SlotDamaged or BookFault; then nothing was changed.
    """
    reached(folder)
    swapping.settle(folder)
    vault = Vault.load(folder)
    try:
        keys = vault.open_keyring(given.item.label, given.secret.raw, keep=False)
    except WrongPassphrase:
        raise changed(given.ring.name) from None
    book = Book.open(folder, keys, now=clock, progress=stages)
    try:
        _compare(book, vault, given.item.label, keys)
        keys = book.own(keys)
        lacking = old_slots.settle(book, vault, keys, clock())
        office = Office(folder, vault, book, nobody(keys), clock)
        office.lacking = lacking
        office.keyring = given.ring.name
        office.write_as_desk(access(office, "keyring_opened", given.ring.name, who=False))
    except BaseException:
        book.close()
        raise
    known.remember(folder, book.id, book.note_key, office.locale.zone)
    take_in(office)
    return office


def _compare(book: Book, vault: Vault, label: str, keys: Keys) -> None:
    """See that the slot is the one the book announces; raises SlotDamaged."""
    if vault.book != book.id or vault.note_key != book.note_key:
        raise another_file()
    if vault.keyring_digest(label) != handing_on.announced(book.reader()).keyring:
        raise exchanged(_("The key slot of the keyring is not the one the book announces."))
    if not book.shares(keys):
        raise damaged()


def take(office: Office, name: str, passphrase: str, pin: str = "") -> Office:
    """Sign somebody in to an open book in which nobody is; slow.

    Raises NoSlot, WrongPassphrase (recorded at once), SlotDamaged, BookFault or NotOnDuty.
    """
    person = office.open_person(name, passphrase)
    office.lacking = old_slots.settle(office.book, office.vault, person.keys, office.clock())
    office.become(person)
    note_access(office, "signed_in")
    if pin:
        office.signed_on.hold(person, pin)
    take_in(office)
    return office


def leave(office: Office) -> None:
    """Whoever was signed in has gone, and nobody's keys stay; the book is open on."""
    office.signed_on.clear()
    office.came_in = ()
    office.become(nobody(office.person.keys))


def is_open(office: Office) -> bool:
    """Whether the keyring of this computer opens the book: then it stays open between people."""
    return office.vault.has_keyring(_item(office).label)


def _item(office: Office) -> Item:
    return Item.of(office.book.id, office.book.parts.station)


def standing(office: Office) -> Standing:
    """How it stands, without asking anybody for a password; slow."""
    ring, opened = look(), is_open(office)
    elsewhere = not opened and office.vault.keyrings() > 0
    if not opened or ring.locked:
        ended = keyring_ended(read_site(office.read), office.vault)
        return Standing(opened, elsewhere, ring, ended=ended)
    try:
        item = _item(office)
        office.vault.open_keyring(item.label, system_keyring.fetch(item).raw, keep=False)
    except WrongPassphrase:
        return Standing(opened, elsewhere, ring, changed(ring.name).what)
    except DeskError as fault:
        return Standing(opened, elsewhere, ring, fault.what)
    return Standing(opened, elsewhere, ring)


def ready(office: Office, passphrase: str) -> Given:
    """Have the keyring hold a fresh secret, on the passphrase of whoever may; nothing counts yet.

    Blocks as long as the system asks for the keyring's password. Raises NotAllowed,
    WrongPassphrase, or KeyringFault.
    """
    _is_he(office, passphrase)
    earlier_keys.complete(office.book)
    given = Given(_item(office), Secret(os.urandom(32)), look())
    system_keyring.keep(given.item, given.secret)
    return given


def open_up(office: Office, given: Given) -> None:
    """From now on this computer's keyring opens the book, and no other's; slow."""
    office.allow("settings")
    earlier_keys.complete(office.book)
    before = office.vault.slots()
    office.vault.remove_keyrings()
    office.vault.add_keyring(given.item.label, given.secret.raw, office.person.keys)
    _settle(office, before, "open_office", given.ring.name)
    office.keyring = given.ring.name


def close_up(office: Office, passphrase: str) -> Item:
    """From now on every start asks a passphrase; slow. What the keyring held opens nothing more.

    It is still there: :func:`take_out`.
    """
    _is_he(office, passphrase)
    before = office.vault.slots()
    office.vault.remove_keyrings()
    _settle(office, before, "closed_office", "")
    office.keyring = ""
    return _item(office)


def take_out(item: Item) -> bool:
    """Take out of the keyring what opens nothing any more; False where it stays. Blocks."""
    try:
        system_keyring.forget(item)
    except DeskError as error:
        logger.warning("the keyring keeps what opens nothing any more: %s", type(error).__name__)
        return False
    return True


def _is_he(office: Office, passphrase: str) -> None:
    office.allow("settings")
    office.check(passphrase)


def _settle(office: Office, before: tuple[Slot, ...], what: str, detail: str) -> None:
    """Put the slots on the disk and the choice in the book; both or neither."""
    slot = office.vault.keyring_digest(_item(office).label)
    thread = office.read.record(3).thread
    try:
        office.save_vault()
        said = Draft("site", {"keyring_slot": slot or None}, thread=thread)
        office.write(said, access(office, what, detail)).result()
    except BaseException:
        office.vault.put_back(before)
        office.save_vault_if_it_can()
        raise
