"""Keys from before somebody left that a slot gives otherwise than the book tells: looked for.

What lies in a slot anybody could have put there. Another copy of the same person’s slot may have
the true ones still: beside the file, in the mirror, in a backup.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from deskinc.book.backups import whereabouts
from deskinc.book.book import Book
from deskinc.book.keys.slots import Keys
from deskinc.book.keys.vault import Vault
from deskinc.book.opened import Stages
from deskinc.errors import DeskError
from deskinc.i18n import _

Unlock = Callable[[Vault], Keys]
"""What somebody’s secret opens a file of slots with; raises DeskError where it does not."""


def opened(
    vault: Vault, keys: Keys, unlock: Unlock, clock: Callable[[], datetime], stages: Stages
) -> tuple[Book, Keys]:
    """The book that ``keys``, of ``vault``, open; and these as the book tells them. Blocks.

    Raises what opening does. A secret is tried on other copies only where keys are lacking.
    """
    book = Book.open(vault.folder, keys, now=clock, progress=stages)
    try:
        if not book.lacks_keys and (book.reads_all(keys) or not book.shares(keys)):
            return book, book.own(keys)
        pool = list(_elsewhere(book, vault, unlock))
        if book.lacks_keys and book.learn(*pool):
            book.close()
            book = Book.open(vault.folder, keys, now=clock, progress=stages)
        return book, _reading(book, book.own(keys), pool)
    except BaseException:
        book.close()
        raise


def _reading(book: Book, keys: Keys, pool: list[Keys]) -> Keys:
    """The same with restricted keys of which none is lacking, if a copy has them."""
    if book.reads_all(keys):
        return keys
    for one in pool:
        if one.restricted is not None and book.reads_all(one) and book.shares(one):
            return replace(keys, restricted=one.restricted)
    book.doubt(
        _(
            "Your key slot lacks a key for restricted parts from before somebody left: they stay "
            "closed for you until somebody who reads them signs in."
        )
    )
    return keys


def _elsewhere(book: Book, vault: Vault, unlock: Unlock) -> Iterator[Keys]:
    """What other copies of that person’s slot give, backups last."""
    folder = vault.folder
    places = list(whereabouts.backups(folder, book.id, ()))
    for other in whereabouts.vaults(folder, places):
        if other.book == book.id and other.raw != vault.raw:
            with suppress(DeskError):
                yield unlock(other)


def tell(book: Book) -> None:
    """Have the desk write what the keys are that have opened the book, if it never did. Blocks."""
    if drafts := book.untold():
        book.write(drafts, book.desk_signer()).result()


def complete(book: Book) -> None:
    """Raise DeskError where a key is lacking: slots made now would be the last without it."""
    if book.lacks_keys:
        raise DeskError(
            _("Keys from before somebody left are not here as the book announces them."),
            _("Connect the mirror and the backups and sign in again: the true ones may lie there."),
        )
