"""The file of key slots: who can open the book, and with what.

The format is described in :mod:`~deskinc.book.keys.slot_file`. Losing the file loses every slot, so
it is replaced atomically, kept as ``slots.json.bak`` after each good opening, and copied to the
mirror.
"""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from deskinc.book.disk.durable import TooLarge, read_up_to, replace
from deskinc.book.keys import recovery, slot_file, slots
from deskinc.book.keys.held import Held
from deskinc.book.keys.kdf import FLOOR, KdfParams, calibrate, derive
from deskinc.book.keys.slots import Head, Keys, Slot
from deskinc.book.keys.told import Kind, damaged, put_back
from deskinc.errors import DeskError, NoSlot, SlotDamaged, SlotsMissing
from deskinc.i18n import _
from deskinc.log import logger
from deskinc.proof.canonical import CanonicalError

__all__ = ["FLOOR", "NAME", "KdfParams", "Keys", "Vault", "calibrate"]

NAME = "slots.json"
_BACKUP = "slots.json.bak"

Over = Callable[[bytes], bytes]
"""What is written over a copy of the file, from what lies there."""


class Vault(Held):
    """The slots of one book. Changes count only once :meth:`save` returned."""

    def __init__(self, folder: Path, head: Head, held: list[Slot], raw: bytes = b"") -> None:
        super().__init__(head, held)
        self._folder = folder
        self._raw = raw

    @classmethod
    def create(cls, folder: Path, book: bytes, note_key: bytes) -> "Vault":
        """A vault without slots for a new book; ``note_key`` is the site's X25519 public key."""
        return cls(folder, Head(book, os.urandom(32), note_key), [])

    @classmethod
    def load(cls, folder: Path, *, backup: bool = False) -> "Vault":
        """Read the slot file, or the copy kept after the last good opening.

        Raises SlotsMissing if there is none, SlotDamaged if it is not one this program wrote.
        """
        try:
            raw = read_up_to(folder / (_BACKUP if backup else NAME), slot_file.MOST)
            return cls(folder, *slot_file.unpack(raw), raw=raw)
        except FileNotFoundError:
            raise SlotsMissing(
                _("The file with the key slots of this book is missing."),
                put_back(),
            ) from None
        except (CanonicalError, TooLarge):
            raise SlotDamaged(
                _("The file with the key slots of this book is damaged."),
                put_back(),
            ) from None

    def copy(self) -> "Vault":
        """The same slots, to be changed on their own."""
        made = Vault(self._folder, self._head, list(self._slots), self._raw)
        made._sure = set(self._sure)
        return made

    @property
    def folder(self) -> Path:
        """Where the file lies."""
        return self._folder

    @property
    def raw(self) -> bytes:
        """The file as it was read or saved last; b"" before."""
        return self._raw

    def save(self, over: Over | None = None) -> None:
        """Put the slots on the disk for good; a removed slot leaves the backup too. OSError.

        ``over`` gives what is written over the backup, by default :meth:`over`.
        """
        raw = self.packed()
        replace(self._folder / NAME, raw)
        self._raw = raw
        if self._removed:
            backup = self._folder / _BACKUP
            replace(backup, (over or self.over)(_there(backup)))
            self._removed = False

    def save_backup(self) -> None:
        """Put the slots into the backup alone, before the file itself has them. OSError."""
        replace(self._folder / _BACKUP, self.over(_there(self._folder / _BACKUP)))

    def copy_to(self, folder: Path, over: Over | None = None) -> None:
        """Put a copy of the saved file into ``folder`` (the mirror, a backup). OSError."""
        there = _there(folder / NAME)
        if (wanted := (over or self.over)(there)) != there:
            replace(folder / NAME, wanted)

    def add_passphrase(
        self, name: str, passphrase: str, keys: Keys, params: KdfParams | None = None
    ) -> None:
        """Give ``name`` a slot; without ``params`` the machine is measured (about two seconds).

        Raises DeskError if the name is taken.
        """
        if self.has(name):
            raise DeskError(
                _("Somebody signs in under this name already."), _("Add an initial to the name.")
            )
        self._wrap(name, passphrase, keys, params)

    def put_passphrase(
        self, name: str, passphrase: str, keys: Keys, params: KdfParams | None = None
    ) -> None:
        """The same, in the place of the slot that this name may have."""
        self._wrap(name, passphrase, keys, params)

    def add_recovery(self, words: str | Sequence[str], keys: Keys) -> None:
        """Let 24 words open the book and its mirror; they sign for nobody."""
        self._add("recovery", None, recovery.entropy(words), keys.recoverable())

    def add_keyring(self, label: str, secret: bytes, keys: Keys) -> None:
        """Let 32 random bytes kept in the system's keyring open the book and its mirror."""
        self._drop("keyring", label)
        self._add("keyring", label, secret, keys.shared())

    def open(self, name: str, passphrase: str, *, keep: bool = True) -> Keys:
        """The keys of an officer (about a second).

        Without ``keep`` the backup waits for :meth:`keep`, once the book agrees. Raises NoSlot,
        WrongPassphrase, or SlotDamaged for an altered or weakened slot.
        """
        slot = self._find("passphrase", name)
        if not slot:
            raise NoSlot(
                _("Nobody signs in under this name here."),
                _(
                    "Check how the name is written. Who was suspended, has left or was a relief "
                    "officer days ago signs in no more."
                ),
            )
        self._sound(slot)
        secret = derive(passphrase, slot.salt or b"", slot.params or FLOOR)
        keys = slots.unwrap(self._head, slot, secret)
        if keep:
            self.keep()
        return keys

    def open_recovery(self, words: str | Sequence[str], *, keep: bool = True) -> Keys:
        """The book's keys from the recovery sheet; WrongPassphrase names what is wrong."""
        return self._any("recovery", None, recovery.entropy(words), keep=keep)

    def open_keyring(self, label: str, secret: bytes, *, keep: bool = True) -> Keys:
        """The book's keys from the keyring's secret."""
        return self._any("keyring", label, secret, keep=keep)

    def _wrap(self, name: str, passphrase: str, keys: Keys, params: KdfParams | None) -> None:
        params, salt = params or calibrate(), os.urandom(16)
        secret = derive(passphrase, salt, params)
        self._drop("passphrase", name)
        self._add("passphrase", name, secret, keys, params, salt)

    def _any(self, kind: Kind, name: str | None, secret: bytes, *, keep: bool = True) -> Keys:
        slot = self._find(kind, name)
        if not slot:
            raise NoSlot(
                _("This book has no slot for that."), _("Sign in with your name and passphrase.")
            )
        self._sound(slot)
        keys = slots.unwrap(self._head, slot, secret)
        if keep:
            self.keep()
        return keys

    def _sound(self, slot: Slot) -> None:
        if slot.params and not slot.params.strong_enough():
            raise SlotDamaged(
                _("The key slot of this sign-in asks for too weak a protection."),
                _("It may have been altered: type no passphrase again before it is put back.")
                + f" {put_back()}",
            )
        if slot.params and not slot.params.bearable():
            raise damaged()
        if not slot.is_whole(self._head):
            raise damaged()

    def keep(self) -> None:
        """Keep the file that just opened as backup; a failure must not keep the officer out.

        Where another slot of it is damaged, the backup may be the last that has it whole.
        """
        if not self.whole():
            return
        backup = self._folder / _BACKUP
        there = _there(backup)
        over = self.over(there)
        if not self._raw or there == over:
            return
        try:
            replace(backup, over)
        except OSError:
            logger.warning("slots.json.bak could not be written")


def _there(path: Path) -> bytes:
    """A copy of the file as it lies there; b"" where there is none that can be read."""
    try:
        return read_up_to(path, slot_file.MOST)
    except (OSError, TooLarge):
        return b""
