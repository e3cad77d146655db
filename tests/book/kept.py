"""What the tests of backups and restores share: a house with two officers whose slots are real."""

from dataclasses import replace
from pathlib import Path

from tests.book.houses import House

from deskinc.book.backups import backup
from deskinc.book.backups.folders import Backup
from deskinc.book.keys.vault import FLOOR, Vault
from deskinc.book.record import Signer
from deskinc.book.records.following import never

PASSPHRASE = "five words for one desk only"
PICTURE = bytes(range(256)) * 4000


def untold(_fraction: float, _words: str) -> None:
    """Nobody watches."""


def staff(house: House) -> Signer:
    """Give the first officer and a second one slots of their own; the second one's signature."""
    other = house.enrol("Jo Ash")
    vault = Vault.create(house.folder, house.book.id, house.book.note_key)
    for name, signer in (("Rosa Malik", house.me), ("Jo Ash", other)):
        keys = replace(house.keys, signing=signer.private.private_bytes_raw())
        vault.add_passphrase(name, PASSPHRASE, keys, FLOOR)
    vault.save()
    there = house.book.mirror
    assert there is not None
    vault.copy_to(there)
    return other


def backed_up(house: House, place: Path) -> Backup:
    """A backup below ``place``."""
    place.mkdir(exist_ok=True)
    return backup.make(house.book, place, untold, never)
