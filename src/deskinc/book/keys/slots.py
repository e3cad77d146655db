r"""Key slots: each wraps the book's keys for one passphrase, recovery sheet or keyring.

``slots.json`` is one JCS object (RFC 8785) {v: 1, book, salt, note_key, slots}, bytes as base64url.
A slot is {id (16), kind, name, kdf, check (16), keys, sum (32)}. ``name`` is HMAC-SHA-256(file
salt, name in NFC, case-folded), null for recovery. ``kdf`` is {memory (KiB), passes, lanes, salt
(16)} of Argon2id for a passphrase, null where the secret is 32 random bytes already. From that
secret, HKDF-SHA-256 with the slot's id as salt and info ``deskinc/slot/v1\0`` ‖ purpose gives one
wrapping key for each purpose and, for ``check``, 16 bytes that tell a wrong passphrase from an
altered slot. ``keys`` maps purpose to nonce (12) ‖ ChaCha20-Poly1305 of the 32-byte key; associated
data ``deskinc/slot/v1\0`` ‖ JCS of [file members but slots, slot without keys and sum, sorted
purposes, purpose]. ``sum`` is SHA-256(``deskinc/slot/v1\0`` ‖ JCS of [file members but slots, slot
without sum]).
"""

import hmac
import os
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from hashlib import sha256
from typing import Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from deskinc.book.keys.kdf import KdfParams
from deskinc.errors import SlotDamaged, WrongPassphrase
from deskinc.i18n import _
from deskinc.proof.canonical import CanonicalError, Json, b64, dumps, loads, unb64
from deskinc.proof.keys import SLOT

Kind = Literal["passphrase", "recovery", "keyring"]
_KINDS: dict[str, Kind] = {
    "passphrase": "passphrase",
    "recovery": "recovery",
    "keyring": "keyring",
}
_NONCE = 12
_SHARED = frozenset({"database", "mirror"})


@dataclass(frozen=True, slots=True)
class Keys:
    """The raw 32-byte keys one slot gives: the book's two, and the officer's own.

    ``signing`` is an Ed25519 seed, ``pdf`` and ``ca`` are P-256 scalars. ``restricted`` is the
    X25519 key of those who may read restricted values.
    """

    database: bytes = field(repr=False)
    mirror: bytes = field(repr=False)
    signing: bytes | None = field(default=None, repr=False)
    pdf: bytes | None = field(default=None, repr=False)
    ca: bytes | None = field(default=None, repr=False)
    restricted: bytes | None = field(default=None, repr=False)

    def shared(self) -> "Keys":
        """Only what opens the book and its mirror: such a slot signs for nobody."""
        return Keys(self.database, self.mirror)

    def recoverable(self) -> "Keys":
        """What the recovery sheet opens: those, what is restricted, and the site's authority."""
        return Keys(self.database, self.mirror, ca=self.ca, restricted=self.restricted)


_PURPOSES = frozenset(item.name for item in fields(Keys))


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
class Slot:
    """One slot as it stands in the file; nothing in it is secret."""

    id: bytes
    kind: Kind
    name: bytes | None
    params: KdfParams | None
    salt: bytes | None
    check: bytes
    keys: Mapping[str, bytes]
    sum: bytes

    def meta(self) -> dict[str, Json]:
        """The members beside the wrapped keys and the sum."""
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
        """The slot's members without the sum."""
        return {**self.meta(), "keys": {name: b64(raw) for name, raw in self.keys.items()}}


def digest(head: Head, slot: Slot) -> bytes:
    """SHA-256 of everything in the slot, as the OFFICER record announces it."""
    return sha256(SLOT + dumps([head.json(), slot.json()])).digest()


def wrap(head: Head, empty: Slot, secret: bytes, keys: Keys) -> Slot:
    """The slot with ``keys`` wrapped under the 32-byte ``secret``."""
    found = {item.name: getattr(keys, item.name) for item in fields(Keys)}
    present = {purpose: raw for purpose, raw in found.items() if raw is not None}
    slot = replace(empty, check=_subkey(empty, secret, "check", 16))
    wrapped = {}
    for purpose, raw in present.items():
        nonce = os.urandom(_NONCE)
        cipher = ChaCha20Poly1305(_subkey(slot, secret, purpose))
        wrapped[purpose] = nonce + cipher.encrypt(nonce, raw, _aad(head, slot, present, purpose))
    slot = replace(slot, keys=wrapped)
    return replace(slot, sum=digest(head, slot))


def unwrap(head: Head, slot: Slot, secret: bytes) -> Keys:
    """The keys of a slot.

    Raises WrongPassphrase if ``secret`` is not the one it was made with, SlotDamaged if it is
    but the slot was altered since.
    """
    if not hmac.compare_digest(_subkey(slot, secret, "check", 16), slot.check):
        raise wrong(slot.kind)
    found = {}
    for purpose, sealed in slot.keys.items():
        cipher = ChaCha20Poly1305(_subkey(slot, secret, purpose))
        aad = _aad(head, slot, slot.keys, purpose)
        try:
            found[purpose] = cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], aad)
        except InvalidTag:
            raise damaged() from None
    return Keys(**found)


def wrong(kind: Kind) -> WrongPassphrase:
    """The secret does not open that kind of slot."""
    if kind == "recovery":
        return WrongPassphrase(
            _("These recovery words do not open this book."),
            _("Check that the sheet belongs to this book."),
        )
    if kind == "keyring":
        return WrongPassphrase(
            _("The key in the system’s keyring does not open this book."),
            _("Sign in with your passphrase."),
        )
    return WrongPassphrase(
        _("The passphrase is wrong."), _("Check Caps Lock and the keyboard’s language.")
    )


def damaged() -> SlotDamaged:
    """The slot does not say what the program wrote."""
    return SlotDamaged(
        _("The key slot of this sign-in was altered or is damaged."),
        _("Others can still sign in.") + f" {put_back()}",
    )


def put_back() -> str:
    """What is done about the slot file: one officer's button; by hand only where that is not there.

    It is there where the passphrase opens a copy that can be reached.
    """
    return _(
        "Press Put the key slots back (Alt+P) on the page of the closed book. If it is not there, "
        "connect the mirror’s drive and try again. Only after that put slots.json.bak or the "
        "mirror’s slots.json in its place by hand, and keep the other file."
    )


def pack(head: Head, slots: Collection[Slot]) -> bytes:
    """The bytes of ``slots.json``."""
    listed: list[Json] = [{**slot.json(), "sum": b64(slot.sum)} for slot in slots]
    return dumps({**head.json(), "slots": listed})


def unpack(raw: bytes) -> tuple[Head, list[Slot]]:
    """Read ``slots.json``; :class:`CanonicalError` for any byte this version would not write.

    Sums and costs are judged slot by slot when one is opened, so that one bad slot does not keep
    the other officers out.
    """
    file = _members(loads(raw), {"v", "book", "salt", "note_key", "slots"})
    listed = file["slots"]
    if file["v"] != 1 or not isinstance(listed, list):
        raise CanonicalError("another version")
    head = Head(_raw(file["book"], 16), _raw(file["salt"], 32), _raw(file["note_key"], 32))
    return head, [_slot(item) for item in listed]


def _slot(item: Json) -> Slot:
    slot = _members(item, {"id", "kind", "name", "kdf", "check", "keys", "sum"})
    kind, keys = slot["kind"], slot["keys"]
    if not isinstance(keys, dict) or not isinstance(kind, str) or kind not in _KINDS:
        raise CanonicalError("no slot")
    if not keys.keys() >= _SHARED or not keys.keys() <= _PURPOSES:
        raise CanonicalError("keys for no known purpose")
    if (slot["kdf"] is None) == (kind == "passphrase") or (slot["name"] is None) != (
        kind == "recovery"
    ):
        raise CanonicalError("members of another kind")
    params, salt = _kdf(slot["kdf"])
    return Slot(
        id=_raw(slot["id"], 16),
        kind=_KINDS[kind],
        name=None if slot["name"] is None else _raw(slot["name"], 32),
        params=params,
        salt=salt,
        check=_raw(slot["check"], 16),
        keys={purpose: _raw(sealed, _NONCE + 48) for purpose, sealed in keys.items()},
        sum=_raw(slot["sum"], 32),
    )


def _kdf(item: Json) -> tuple[KdfParams, bytes] | tuple[None, None]:
    if item is None:
        return None, None
    kdf = _members(item, {"memory", "passes", "lanes", "salt"})
    memory, passes, lanes = (_count(kdf[name]) for name in ("memory", "passes", "lanes"))
    return KdfParams(memory, passes, lanes), _raw(kdf["salt"], 16)


def _members(item: Json, names: set[str]) -> dict[str, Json]:
    if not isinstance(item, dict) or item.keys() != names:
        raise CanonicalError("unknown or missing members")
    return item


def _raw(item: Json, size: int) -> bytes:
    if not isinstance(item, str):
        raise CanonicalError("no bytes")
    return unb64(item, size)


def _count(item: Json) -> int:
    if type(item) is not int or item < 1:
        raise CanonicalError("no count")
    return item


def _subkey(slot: Slot, secret: bytes, purpose: str, size: int = 32) -> bytes:
    return HKDF(SHA256(), size, salt=slot.id, info=SLOT + purpose.encode()).derive(secret)


def _aad(head: Head, slot: Slot, purposes: Collection[str], purpose: str) -> bytes:
    listed: list[Json] = [*sorted(purposes)]
    return SLOT + dumps([head.json(), slot.meta(), listed, purpose])
