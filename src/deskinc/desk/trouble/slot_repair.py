"""A lost, damaged or exchanged file of key slots: the copy that the book announces is put back.

One officer does it: nothing is decided by him, the book says which copy is right. The other file is
kept under another name. Whoever has left is not counted, and gets no slot again from an old copy.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from deskinc.book import announced
from deskinc.book.book import Book
from deskinc.book.disk import durable
from deskinc.book.disk.store import spoken
from deskinc.book.keys.vault import NAME, Vault
from deskinc.desk.signing_on.officers import has_left, is_active, officer_of
from deskinc.desk.site import plain
from deskinc.desk.trouble.trouble import Trouble, copies_of_slots
from deskinc.errors import BookFault, DeskError, SlotDamaged, SlotsMissing
from deskinc.i18n import _


@dataclass(frozen=True, slots=True)
class _Announced:
    """What the book says of sign-ins: the slots of active people, and the names of leavers."""

    slots: frozenset[str]
    left: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Copy:
    """A copy of the slots, and of how many active people it has what the book announces."""

    vault: Vault
    people: int


def can_put_back(found: Trouble) -> bool:
    """Whether only the slot file is at fault, and a copy of it opened."""
    return isinstance(found.fault, SlotsMissing | SlotDamaged) and found.spooling.signs


def put_back(found: Trouble) -> None:
    """Put the best copy of ``slots.json`` in its place; slow.

    Raises BookFault where no copy is as the book announces, or the book does not open: then nothing
    was changed.
    """
    given = found.spooling
    if given.keys is None:
        raise _none()
    book = Book.open(given.folder, given.keys)
    try:
        author = officer_of(book.reader(), given.keys).thread
        known = _announced(book)
        copies = [
            _Copy(vault, len(known.slots & vault.digests()))
            for vault in copies_of_slots(given.folder)
            if _right(book, vault, given.name, author)
        ]
    finally:
        book.close()
    _put(given.folder, copies, known.left)


def _announced(book: Book) -> _Announced:
    reader = book.reader()
    with reader.checked():
        told = [reader.folded(row.thread, "officer") for row in reader.persons()]
    slots = frozenset(plain(said.get("slot_digest")) for said in told if is_active(said))
    left = {plain(said.get("name")).casefold() for said in told if has_left(said)}
    here = {plain(said.get("name")).casefold() for said in told if not has_left(said)}
    return _Announced(slots, frozenset(left - here))


def _right(book: Book, vault: Vault, name: str, author: str) -> bool:
    try:
        announced.compare(book, vault, name, author)
    except DeskError:
        return False
    return vault.whole()


def _put(folder: Path, copies: Sequence[_Copy], left: Iterable[str]) -> None:
    best = max(copies, key=lambda copy: copy.people, default=None)
    if best is None:
        raise _none()
    for name in filter(best.vault.has, left):
        best.vault.remove(name)
    with spoken():
        durable.set_aside(folder / NAME)
        durable.replace(folder / NAME, best.vault.packed())


def _none() -> BookFault:
    return BookFault(
        _("No copy of the key slots is the one the book announces."),
        _(
            "Nothing was changed. If the mirror’s drive is away, connect it and press it again. "
            "Otherwise call whoever looks after the program: a backup holds slots.json too."
        ),
    )
