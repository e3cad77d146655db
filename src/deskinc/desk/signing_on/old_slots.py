"""What the slots should be by the book's own word, seen to at each sign-in.

Slots of people who sign in no more are taken off the disk, and the key of restricted values is in
the slots of those who may read them.
"""

from datetime import datetime

from deskinc.book.book import Book
from deskinc.book.keys.slots import Keys
from deskinc.book.keys.vault import Vault
from deskinc.book.registers.rows import PersonRow
from deskinc.book.restore import swapping
from deskinc.desk.signing_on import earlier_keys, handing_on
from deskinc.log import logger


def settle(book: Book, vault: Vault, keys: Keys, now: datetime) -> tuple[str, ...]:
    """Take away the slots of who was suspended, has left, or was a relief officer long ago.

    The restricted key is handed on where ``keys`` have it, and the keys that have just opened the
    book are given anew to everybody: what lies in a slot anybody could have put there, and no copy
    shall hold it after; where older keys are not as the book tells them nothing is given. A book
    that lies aside under keys from before somebody left is removed: the
    new one has opened. Whose slots are not as the book announces them is returned: somebody may
    have altered the file.
    """
    swapping.forget_keyed(book.folder)
    rows = [row for row in book.reader().persons() if row.name]
    there = {_key(row) for row in rows if not _is_gone(row, now)}
    names = {_key(row): row.name or "" for row in rows if _key(row) not in there}
    gone = [name for name in names.values() if vault.has(name)]
    for name in gone:
        vault.remove(name)
    known = handing_on.announced(book.reader(), now)
    lacking = known.missing(vault)
    if book.lacks_keys:  # the copies may be the last that have them
        return lacking
    earlier_keys.tell(book)
    keys = book.giving(book.own(keys))
    changed = handing_on.settle(book, vault, keys)
    if not lacking:
        vault.give(keys, known.slots, known.restricted)
    if changed or gone or not lacking:
        try:
            vault.save()
        except OSError as error:
            logger.warning("the slots stay as they were on the disk: %s", error.strerror)
    if not lacking and vault.whole():
        vault.keep()
        # a mirror that was away when slots were given new keys has only the old ones
        book.copy_slots(vault.over)
    return lacking


def keep(book: Book, vault: Vault, now: datetime) -> tuple[str, ...]:
    """Have the file that opened as backup, where it lets in everybody whom the book announces.

    Otherwise the copies may be the last that do; whom it does not let in is returned.
    """
    lacking = handing_on.announced(book.reader(), now).missing(vault)
    if not lacking and not book.lacks_keys:
        vault.keep()
    return lacking


def _is_gone(row: PersonRow, now: datetime) -> bool:
    until = row.relief_until
    old = until is not None and until <= (now - handing_on.STAYS).timestamp() * 1000
    return old or row.state != "active"


def _key(row: PersonRow) -> str:
    return " ".join((row.name or "").split()).casefold()
