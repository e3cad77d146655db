r"""Key slots: each gives the book's keys to one passphrase, recovery sheet or keyring.

A slot has two parts. ``keys``, the person's own, are wrapped under the secret: only whoever types
it makes them. ``given``, the book's shared keys, are sealed to ``box``, an X25519 key whose private
half follows from the secret: so whoever holds them gives them anew to everybody, and nobody's
passphrase is needed for that. Who can write the file can therefore put other shared keys into a
slot, but none that open this book; see :mod:`deskinc.book.opening.proving`.

A slot is {id (16), kind, name, kdf, check (16), box (32), keys, sum (32), given, given_sum (32)};
the file is described in :mod:`~deskinc.book.keys.slot_file`. ``name`` is HMAC-SHA-256(file salt,
name in NFC, case-folded), null for recovery. ``kdf`` is {memory (KiB), passes, lanes, salt (16)} of
Argon2id for a passphrase, null where the secret is 32 random bytes already. From that secret,
HKDF-SHA-256 with the slot's id as salt and info ``deskinc/slot/v1\0`` ‖ purpose gives one wrapping
key for each purpose and, for ``check``, 16 bytes that tell a wrong passphrase from an altered slot.
For the private key of ``box`` the purpose is ``box`` ‖ JCS of [file members but slots, the slot's
first five members], so that none of these changes unseen. ``keys`` maps purpose to nonce (12) ‖
ChaCha20-Poly1305 of the 32-byte key; associated data ``deskinc/slot/v1\0`` ‖ JCS of [file members
but slots, the first five, sorted purposes, purpose]. ``given`` maps purpose to HPKE (RFC 9180, base
mode; encapsulated key (32) ‖ ciphertext) of the 32-byte keys, the newest first, info
``deskinc/slot/v1\0given\0`` ‖ JCS of [file members but slots, the first five, purpose].

``sum`` is SHA-256(``deskinc/slot/v1\0`` ‖ JCS of [file members but slots, the first seven]);
``given_sum`` SHA-256(``deskinc/slot/v1\0given\0`` ‖ JCS of [id, given]).
"""

import hmac
import os
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from deskinc.book.disk import ring
from deskinc.book.keys.kdf import KdfParams
from deskinc.book.keys.told import Kind, damaged, wrong
from deskinc.proof.canonical import Json, b64, dumps
from deskinc.proof.keys import SLOT

OWN = ("signing", "pdf", "ca")
"""What is the person's own, wrapped under his secret."""

SHARED = ("database", "mirror")
"""What everybody who opens the book is given."""

RESTRICTED = "restricted"
GIVEN = (*SHARED, RESTRICTED)
"""What is given, by the public key of a slot; the last to those who may read restricted values."""

NONCE = 12
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_GIVEN = SLOT + b"given\0"


@dataclass(frozen=True, slots=True)
class Head:
    """What all slots of a file share, and are bound to."""

    book: bytes
    salt: bytes
    note_key: bytes

    def json(self) -> dict[str, Json]:
        """The members of the file but its slots."""
        return {
            "v": 1,
            "book": b64(self.book),
            "salt": b64(self.salt),
            "note_key": b64(self.note_key),
        }

    def name(self, name: str) -> bytes:
        """By what a slot is found: names are not written in the clear."""
        text = unicodedata.normalize("NFC", " ".join(name.split()))
        folded = unicodedata.normalize("NFC", text.casefold())
        return hmac.digest(self.salt, folded.encode(), "sha256")


@dataclass(frozen=True, slots=True)
class Keys:
    """The raw keys one slot gives: the book's two, and the officer's own.

    ``database``, ``mirror`` and ``restricted`` are rings (:mod:`~deskinc.book.disk.ring`): the key
    of now, and those from before somebody left. ``signing`` is an Ed25519 seed, ``pdf`` and ``ca``
    are P-256 scalars. ``restricted`` is the X25519 key of those who may read restricted values.
    ``head`` is what the slot file they came from says of its book: what they open must say the
    same.
    """

    database: bytes = field(repr=False)
    mirror: bytes = field(repr=False)
    signing: bytes | None = field(default=None, repr=False)
    pdf: bytes | None = field(default=None, repr=False)
    ca: bytes | None = field(default=None, repr=False)
    restricted: bytes | None = field(default=None, repr=False)
    head: Head | None = field(default=None, repr=False, compare=False)

    def shared(self) -> "Keys":
        """Only what opens the book and its mirror: such a slot signs for nobody."""
        return Keys(self.database, self.mirror, head=self.head)

    def recoverable(self) -> "Keys":
        """What the recovery sheet opens: those, what is restricted, and the site's authority."""
        return replace(self, signing=None, pdf=None)


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot as it stands in the file; nothing in it is secret."""

    id: bytes
    kind: Kind
    name: bytes | None
    params: KdfParams | None
    salt: bytes | None
    check: bytes = b""
    box: bytes = b""
    keys: Mapping[str, bytes] = field(default_factory=dict)
    sum: bytes = b""
    given: Mapping[str, bytes] = field(default_factory=dict)
    given_sum: bytes = b""

    def meta(self) -> dict[str, Json]:
        """The first five members: how the slot is found and its secret made."""
        kdf: Json = None
        if self.params and self.salt:
            p = self.params
            kdf = {"memory": p.memory, "passes": p.passes, "lanes": p.lanes, "salt": b64(self.salt)}
        return {
            "id": b64(self.id),
            "kind": self.kind,
            "name": None if self.name is None else b64(self.name),
            "kdf": kdf,
            "check": b64(self.check),
        }

    def json(self) -> dict[str, Json]:
        """The members that ``sum`` is over: all but what is given."""
        return {**self.meta(), "box": b64(self.box), "keys": _texts(self.keys)}

    def given_json(self) -> dict[str, Json]:
        """The book's shared keys as this slot has them."""
        return _texts(self.given)

    def is_whole(self, head: Head) -> bool:
        """Whether the slot says what the program wrote; what is given proves itself by opening."""
        return self.sum == digest(head, self) and self.given_sum == given_digest(self)


def digest(head: Head, slot: Slot) -> bytes:
    """SHA-256 of everything in the slot but what is given, as the OFFICER record announces it."""
    return sha256(SLOT + dumps([head.json(), slot.json()])).digest()


def given_digest(slot: Slot) -> bytes:
    """SHA-256 of what is given: it tells damage, nobody's word stands behind it."""
    return sha256(_GIVEN + dumps([b64(slot.id), slot.given_json()])).digest()


def wrap(head: Head, empty: Slot, secret: bytes, keys: Keys) -> Slot:
    """The slot with ``keys`` under the 32-byte ``secret``."""
    slot = replace(empty, check=_subkey(empty, secret, b"check", 16))
    slot = replace(slot, box=_box(head, slot, secret).public_key().public_bytes_raw())
    present = {name: raw for name in OWN if (raw := getattr(keys, name)) is not None}
    wrapped = {}
    for purpose, raw in present.items():
        nonce = os.urandom(NONCE)
        cipher = ChaCha20Poly1305(_subkey(slot, secret, purpose.encode()))
        wrapped[purpose] = nonce + cipher.encrypt(nonce, raw, _aad(head, slot, present, purpose))
    slot = replace(slot, keys=wrapped)
    return give(head, replace(slot, sum=digest(head, slot)), given_of(keys))


def given_of(keys: Keys) -> dict[str, bytes]:
    """The shared keys among ``keys``, by purpose."""
    return {name: raw for name in GIVEN if (raw := getattr(keys, name)) is not None}


def give(head: Head, slot: Slot, shared: Mapping[str, bytes]) -> Slot:
    """The slot with these shared keys in the place of those of the same purpose, if any.

    ValueError where one of them is lacking: whoever gives keys has asked before.
    """
    if any(ring.LACKING in ring.each(raw) for raw in shared.values()):
        raise ValueError("a key that is lacking is given to nobody")
    box = X25519PublicKey.from_public_bytes(slot.box)
    sealed = {p: _SUITE.encrypt(raw, box, _info(head, slot, p)) for p, raw in shared.items()}
    return _with(slot, {**slot.given, **sealed})


def regiven(slot: Slot, purpose: str, sealed: bytes) -> Slot:
    """The slot with that shared key as it lies closed in a copy of the slot."""
    return _with(slot, {**slot.given, purpose: sealed})


def take(slot: Slot, purpose: str) -> Slot:
    """The slot without the shared key of that purpose."""
    return _with(slot, {name: raw for name, raw in slot.given.items() if name != purpose})


def _with(slot: Slot, given: Mapping[str, bytes]) -> Slot:
    made = replace(slot, given=given)
    return replace(made, given_sum=given_digest(made))


def unwrap(head: Head, slot: Slot, secret: bytes) -> Keys:
    """The keys of a slot.

    Raises WrongPassphrase if ``secret`` is not the one it was made with, SlotDamaged if it is
    but the slot was altered since.
    """
    if not hmac.compare_digest(_subkey(slot, secret, b"check", 16), slot.check):
        raise wrong(slot.kind)
    private = _box(head, slot, secret)
    if private.public_key().public_bytes_raw() != slot.box:
        raise damaged()
    try:
        own = {name: _unwrapped(head, slot, secret, name) for name in slot.keys}
        given = {
            name: _SUITE.decrypt(sealed, private, _info(head, slot, name))
            for name, sealed in slot.given.items()
        }
    except InvalidTag:
        raise damaged() from None
    return Keys(**own, **given, head=head)


def _unwrapped(head: Head, slot: Slot, secret: bytes, purpose: str) -> bytes:
    sealed, aad = slot.keys[purpose], _aad(head, slot, slot.keys, purpose)
    cipher = ChaCha20Poly1305(_subkey(slot, secret, purpose.encode()))
    return cipher.decrypt(sealed[:NONCE], sealed[NONCE:], aad)


def _subkey(slot: Slot, secret: bytes, purpose: bytes, size: int = 32) -> bytes:
    return HKDF(SHA256(), size, salt=slot.id, info=SLOT + purpose).derive(secret)


def _box(head: Head, slot: Slot, secret: bytes) -> X25519PrivateKey:
    bound = b"box" + dumps([head.json(), slot.meta()])
    return X25519PrivateKey.from_private_bytes(_subkey(slot, secret, bound))


def _info(head: Head, slot: Slot, purpose: str) -> bytes:
    return _GIVEN + dumps([head.json(), slot.meta(), purpose])


def _aad(head: Head, slot: Slot, purposes: Collection[str], purpose: str) -> bytes:
    listed: list[Json] = [*sorted(purposes)]
    return SLOT + dumps([head.json(), slot.meta(), listed, purpose])


def _texts(raws: Mapping[str, bytes]) -> dict[str, Json]:
    return {name: b64(raw) for name, raw in raws.items()}
