"""Key slots of people who sign in no more: they are taken off the disk at the next sign-in."""

from datetime import datetime, timedelta

from deskinc.book.book import Book
from deskinc.book.keys.vault import Vault
from deskinc.book.registers.rows import PersonRow
from deskinc.log import logger

STAYS = timedelta(hours=48)
"""How long after his work a relief officer can still sign what he did: as his certificate lasts."""


def remove(book: Book, vault: Vault, now: datetime) -> None:
    """Take away the slots of who was suspended, has left, or was a relief officer long ago."""
    rows = [row for row in book.reader().persons() if row.name]
    there = {_key(row) for row in rows if not _is_gone(row, now)}
    names = {_key(row): row.name or "" for row in rows if _key(row) not in there}
    gone = [name for name in names.values() if vault.has(name)]
    if not gone:
        return
    for name in gone:
        vault.remove(name)
    try:
        vault.save()
    except OSError as error:
        logger.warning("slots of people who left stay on the disk: %s", error.strerror)
    book.copy_slots()


def _is_gone(row: PersonRow, now: datetime) -> bool:
    until = row.relief_until
    old = until is not None and until <= (now - STAYS).timestamp() * 1000
    return old or row.state != "active"


def _key(row: PersonRow) -> str:
    return " ".join((row.name or "").split()).casefold()
