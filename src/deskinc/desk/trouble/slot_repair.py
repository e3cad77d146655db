"""A lost, damaged or exchanged file of key slots: the copy that the book announces is put back.

One officer does it: nothing is decided by him, the book says which copy is right. The other file is
kept under another name. Whoever has left is not counted, and gets no slot again from an old copy.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from deskinc.book import announced
from deskinc.book.book import Book
from deskinc.book.disk import durable
from deskinc.book.disk.store import spoken
from deskinc.book.keys.slots import Keys
from deskinc.book.keys.vault import NAME, Vault
from deskinc.desk.signing_on import handing_on
from deskinc.desk.signing_on.officers import has_left, officer_of
from deskinc.desk.site import plain
from deskinc.desk.trouble.sealed import Spooling
from deskinc.desk.trouble.trouble import Trouble, copies_of_slots
from deskinc.errors import BookFault, DeskError, SlotDamaged, SlotsMissing
from deskinc.i18n import _


@dataclass(frozen=True, slots=True)
class _Announced:
    """What the book says of sign-ins: the slots in use, and the names of leavers."""

    slots: handing_on.Announced
    left: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Copy:
    """A copy of the slots, and how many of those in use it has as the book announces them."""

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
        keys = _to_give(book, given, author)
        known = _announced(book)
        there = copies_of_slots(given.folder)
        # the file itself last: where its slots are right, what they were given can be mended
        there += [] if keys is None else [Vault.load(given.folder)]
        if book.lacks_keys:  # nothing is given that is not as the book tells it
            keys = None
        copies = [
            _Copy(vault, len(known.slots.slots & vault.digests()))
            for vault in there
            if _right(book, vault, given.name, author)
        ]
    finally:
        book.close()
    _put(given.folder, copies, known, keys, given.name)


def _to_give(book: Book, given: Spooling, author: str) -> Keys | None:
    """The true shared keys where the slots are right and what they were given is not.

    Whoever put other keys into one slot may have done so in all of them. A key of restricted values
    that is the book’s in no copy is left out: nobody stays before the door for it.
    """
    assert given.keys is not None  # noqa: S101 - seen by the caller
    try:
        own = Vault.load(given.folder)
    except DeskError:
        return None
    if not _right(book, own, given.name, author):
        return None
    keys = book.own(given.keys)
    return book.giving(keys) if book.shares(keys) else keys.shared()


def _announced(book: Book) -> _Announced:
    reader = book.reader()
    with reader.checked():
        told = [reader.folded(row.thread, "officer") for row in reader.persons()]
    slots = handing_on.announced(reader)
    left = {plain(said.get("name")).casefold() for said in told if has_left(said)}
    here = {plain(said.get("name")).casefold() for said in told if not has_left(said)}
    return _Announced(slots, frozenset(left - here))


def _right(book: Book, vault: Vault, name: str, author: str) -> bool:
    try:
        announced.compare(book, vault, name, author)
    except DeskError:
        return False
    return vault.whole()


def _put(
    folder: Path, copies: Sequence[_Copy], known: _Announced, keys: Keys | None, name: str
) -> None:
    best = max(copies, key=lambda copy: copy.people, default=None)
    if best is None:
        raise _none()
    for one in filter(best.vault.has, known.left):
        best.vault.remove(one)
    if keys is not None:
        known.slots.give(best.vault, keys)
        if keys.restricted is None:
            best.vault.take_restricted(name)
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
