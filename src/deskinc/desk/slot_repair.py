"""A lost, damaged or exchanged file of key slots: the copy that the book announces is put back.

One officer does it: nothing is decided by him, the book says which copy is right. The other file is
kept under another name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from deskinc.book import announced, durable
from deskinc.book.book import Book
from deskinc.book.store import spoken
from deskinc.book.vault import NAME, Vault
from deskinc.desk.officers import officer_of
from deskinc.desk.trouble import Trouble, copies_of_slots
from deskinc.errors import BookFault, DeskError, SlotDamaged, SlotsMissing
from deskinc.i18n import _


@dataclass(frozen=True, slots=True)
class _Copy:
    """A copy of the slots, and how many enrolled people the book announces it has right."""

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
            _Copy(vault, len(known & vault.digests()))
            for vault in copies_of_slots(given.folder)
            if _right(book, vault, given.name, author)
        ]
    finally:
        book.close()
    _put(given.folder, copies)


def _announced(book: Book) -> frozenset[object]:
    """The digests of all slots that the book announces."""
    reader = book.reader()
    with reader.checked():
        told = [reader.folded(row.thread, "officer") for row in reader.persons()]
    return frozenset(said.get("slot_digest") for said in told) - {None}


def _right(book: Book, vault: Vault, name: str, author: str) -> bool:
    try:
        announced.compare(book, vault, name, author)
    except DeskError:
        return False
    return vault.whole()


def _put(folder: Path, copies: Sequence[_Copy]) -> None:
    best = max(copies, key=lambda copy: copy.people, default=None)
    if best is None:
        raise _none()
    with spoken():
        durable.set_aside(folder / NAME)
        durable.replace(folder / NAME, best.vault.raw)


def _none() -> BookFault:
    return BookFault(
        _("No copy of the key slots is the one the book announces."),
        _(
            "Nothing was changed. If the mirror’s drive is away, connect it and press it again. "
            "Otherwise call whoever looks after the program: a backup holds slots.json too."
        ),
    )
