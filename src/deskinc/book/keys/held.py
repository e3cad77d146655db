"""The slots of one book in memory: found by name, counted, given new keys, dropped."""

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from deskinc.book.keys import slot_file, slots
from deskinc.book.keys.kdf import KdfParams
from deskinc.book.keys.slots import RESTRICTED, Head, Keys, Slot
from deskinc.book.keys.told import Kind
from deskinc.errors import NoSlot
from deskinc.i18n import _
from deskinc.proof.canonical import CanonicalError, b64


class Held:
    """The slots as they stand; what opens them and what puts them on a disk is the vault."""

    def __init__(self, head: Head, held: list[Slot]) -> None:
        self._head = head
        self._slots = held
        self._removed = False
        self._gone = set[tuple[Kind, bytes | None]]()
        self._sure = set[bytes]()

    @property
    def book(self) -> bytes:
        """The id of the book these slots open."""
        return self._head.book

    @property
    def note_key(self) -> bytes:
        """The X25519 public key for emergency notes; compare it with record 1 once open."""
        return self._head.note_key

    def over(self, copy: bytes) -> bytes:
        """What is written over a copy of the file: as the slots stand, but for what is in doubt.

        What a slot was given anybody could have put there. A key of restricted values that was not
        given here stays in a copy as the copy has it: it may be the last that is right.
        """
        try:
            head, held = slot_file.unpack(copy)
        except CanonicalError:
            return self.packed()
        known = {(slot.id, slot.sum): slot.given.get(RESTRICTED) for slot in held}
        kept = {} if head != self._head else known
        return slot_file.pack(self._head, [self._carried(slot, kept) for slot in self._slots])

    def thinned(self, copy: bytes) -> bytes:
        """A copy of the file as it is, but for the slots that were destroyed here."""
        try:
            head, held = slot_file.unpack(copy)
        except CanonicalError:
            return copy or self.packed()
        gone = self._gone - {(slot.kind, slot.name) for slot in self._slots}
        left = [slot for slot in held if (slot.kind, slot.name) not in gone]
        return copy if head != self._head or left == held else slot_file.pack(head, left)

    def _carried(self, slot: Slot, kept: Mapping[tuple[bytes, bytes], bytes | None]) -> Slot:
        theirs = kept.get((slot.id, slot.sum))
        doubtful = RESTRICTED in slot.given and slot.id not in self._sure
        return slots.regiven(slot, RESTRICTED, theirs) if doubtful and theirs else slot

    def trust(self) -> None:
        """What every slot was given is right: the file was made here, and not read since."""
        self._sure = {slot.id for slot in self._slots}

    def packed(self) -> bytes:
        """The file as the slots stand now, saved or not."""
        return slot_file.pack(self._head, self._slots)

    def whole(self) -> bool:
        """Whether every slot says what the program wrote."""
        return all(slot.is_whole(self._head) for slot in self._slots)

    def has(self, name: str) -> bool:
        """Whether somebody of that name can sign in."""
        return self._find("passphrase", name) is not None

    def slots(self) -> tuple[Slot, ...]:
        """Every slot as it stands, for :meth:`put_back`."""
        return tuple(self._slots)

    def put_back(self, held: Sequence[Slot]) -> None:
        """Have these slots and no others."""
        self._removed = self._removed or any(slot not in held for slot in self._slots)
        self._have(held)

    def keyrings(self) -> int:
        """How many keyrings open the book, on this computer and on others."""
        return sum(slot.kind == "keyring" for slot in self._slots)

    def has_keyring(self, label: str) -> bool:
        """Whether the keyring of that label does."""
        return self._find("keyring", label) is not None

    def remove(self, name: str) -> None:
        """Destroy the slot of an officer who left; NoSlot if there is none."""
        if not self._drop("passphrase", name):
            raise NoSlot(_("Nobody signs in under this name here."))

    def remove_recovery(self) -> None:
        """Destroy every recovery slot: the old sheet opens nothing any more."""
        self._drop("recovery", None)

    def remove_keyring(self, label: str) -> None:
        """Destroy the slot of one keyring."""
        self._drop("keyring", label)

    def remove_keyrings(self, but: str = "") -> None:
        """Destroy the slots of all keyrings ``but`` the one of that digest.

        Of this computer, and of those it was copied from.
        """
        before = len(self._slots)
        self._have(
            slot
            for slot in self._slots
            if slot.kind != "keyring" or b64(slots.digest(self._head, slot)) == but
        )
        self._removed = self._removed or len(self._slots) < before

    def give(
        self, keys: Keys, announced: Collection[str], restricted: Collection[str] = ()
    ) -> None:
        """Give the slots of these digests the shared keys anew; it takes nobody's passphrase.

        The restricted key is for those of the digests ``restricted`` alone: what a slot has been
        given already anybody could have put there. A slot that is not announced is left as it is:
        its box could be anybody's.
        """
        shared = slots.given_of(keys)
        plain = {name: raw for name, raw in shared.items() if name != RESTRICTED}
        held = []
        for slot in self._slots:
            digest = b64(slots.digest(self._head, slot))
            if digest not in announced:
                held.append(slot)
            elif digest in restricted:
                held.append(slots.give(self._head, slot, shared))
                self._sure |= {slot.id} if RESTRICTED in shared else set()
            else:
                held.append(slots.give(self._head, slots.take(slot, RESTRICTED), plain))
        self._renew(held)

    def keep_only(self, announced: Collection[str]) -> None:
        """Destroy the slots of all other digests."""
        self._renew([s for s in self._slots if b64(slots.digest(self._head, s)) in announced])

    def reads_restricted(self, name: str) -> bool:
        """Whether the slot of that name has the key of restricted values."""
        slot = self._find("passphrase", name)
        return slot is not None and RESTRICTED in slot.given

    def give_restricted(self, name: str, key: bytes) -> None:
        """Give that slot the key of restricted values."""
        found = self._find("passphrase", name)
        self._sure |= {found.id} if found else set()
        self._change(name, lambda slot: slots.give(self._head, slot, {RESTRICTED: key}))

    def take_restricted(self, name: str) -> None:
        """Take the key of restricted values out of that slot."""
        self._change(name, lambda slot: slots.take(slot, RESTRICTED))

    def digests(self) -> frozenset[str]:
        """SHA-256 of each slot, base64url, as OFFICER records announce them."""
        return frozenset(b64(slots.digest(self._head, slot)) for slot in self._slots)

    def recovery_digest(self) -> str:
        """The digest of the recovery sheet's slot, base64url, as SITE announces it; "" for none."""
        slot = self._find("recovery", None)
        return b64(slots.digest(self._head, slot)) if slot else ""

    def keyring_digest(self, label: str) -> str:
        """The digest of the slot of a keyring, base64url, as SITE announces it; "" for none."""
        slot = self._find("keyring", label)
        return b64(slots.digest(self._head, slot)) if slot else ""

    def slot_digest(self, name: str) -> bytes:
        """SHA-256 of the slot as the OFFICER record announces it; NoSlot if there is none."""
        slot = self._find("passphrase", name)
        if not slot:
            raise NoSlot(_("Nobody signs in under this name here."))
        return slots.digest(self._head, slot)

    def _change(self, name: str, changed: Callable[[Slot], Slot]) -> None:
        found = self._find("passphrase", name)
        self._renew(changed(slot) if slot is found else slot for slot in self._slots)

    def _renew(self, held: Iterable[Slot]) -> None:
        """Have these slots; what they no longer give shall not lie in the backup either."""
        self._have(held)
        self._removed = True

    def _have(self, held: Iterable[Slot]) -> None:
        """Have these slots, and remember whose went."""
        before = {(slot.kind, slot.name) for slot in self._slots}
        self._slots = list(held)
        self._gone |= before - {(slot.kind, slot.name) for slot in self._slots}

    def _add(
        self,
        kind: Kind,
        name: str | None,
        secret: bytes,
        keys: Keys,
        params: KdfParams | None = None,
        salt: bytes | None = None,
    ) -> None:
        hashed = None if name is None else self._head.name(name)
        empty = Slot(os.urandom(16), kind, hashed, params, salt)
        self._slots.append(slots.wrap(self._head, empty, secret, keys))
        self._sure.add(empty.id)

    def _find(self, kind: Kind, name: str | None) -> Slot | None:
        hashed = None if name is None else self._head.name(name)
        return next((s for s in self._slots if s.kind == kind and s.name == hashed), None)

    def _drop(self, kind: Kind, name: str | None) -> bool:
        before = len(self._slots)
        hashed = None if name is None else self._head.name(name)
        self._have(s for s in self._slots if s.kind != kind or s.name != hashed)
        self._removed = self._removed or len(self._slots) < before
        return len(self._slots) < before
