"""The bytes of ``slots.json``: one JCS object (RFC 8785) {v: 1, book, salt, note_key, slots}.

Bytes are base64url; what a slot is stands in :mod:`~deskinc.book.keys.slots`. No two have the same
id, or the same kind and name: whoever is looked up by name must be the one who is meant everywhere.
"""

from collections.abc import Collection

from deskinc.book.disk import ring
from deskinc.book.keys.kdf import KdfParams
from deskinc.book.keys.slots import GIVEN, NONCE, OWN, RESTRICTED, SHARED, Head, Slot
from deskinc.book.keys.told import Kind
from deskinc.proof.canonical import CanonicalError, Json, b64, dumps, loads, unb64

_KINDS: dict[str, Kind] = {
    "passphrase": "passphrase",
    "recovery": "recovery",
    "keyring": "keyring",
}
_MEMBERS = {
    "id", "kind", "name", "kdf", "check", "box", "keys", "sum", "given", "given_sum",
}  # fmt: skip
_TAG, _POINT = 16, 32
MOST = 8 * 2**20
"""Bytes of a slot file: two hundred people with as many keys as a ring takes."""


def pack(head: Head, slots: Collection[Slot]) -> bytes:
    """The bytes of ``slots.json``."""
    listed: list[Json] = [
        {
            **slot.json(), "sum": b64(slot.sum),
            "given": slot.given_json(), "given_sum": b64(slot.given_sum),
        }
        for slot in slots
    ]  # fmt: skip
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
    found = [_slot(item) for item in listed]
    if len({slot.id for slot in found}) < len(found):
        raise CanonicalError("one slot twice")
    if len({(slot.kind, slot.name) for slot in found}) < len(found):
        raise CanonicalError("two slots of one name")
    return head, found


def _slot(item: Json) -> Slot:
    slot = _members(item, _MEMBERS)
    kind = slot["kind"]
    if not isinstance(kind, str) or kind not in _KINDS:
        raise CanonicalError("no slot")
    own = {"passphrase": OWN, "recovery": ("ca",), "keyring": ()}[kind]
    if (slot["kdf"] is None) == (kind == "passphrase") or (slot["name"] is None) != (
        kind == "recovery"
    ):
        raise CanonicalError("members of another kind")
    params, salt = _kdf(slot["kdf"])
    given = _given(slot["given"])
    if kind == "keyring" and RESTRICTED in given:
        raise CanonicalError("a keyring reads nothing restricted")
    return Slot(
        id=_raw(slot["id"], 16),
        kind=_KINDS[kind],
        name=None if slot["name"] is None else _raw(slot["name"], 32),
        params=params,
        salt=salt,
        check=_raw(slot["check"], 16),
        box=_raw(slot["box"], 32),
        keys=_sealed(slot["keys"], own),
        sum=_raw(slot["sum"], 32),
        given=given,
        given_sum=_raw(slot["given_sum"], 32),
    )


def _sealed(item: Json, known: Collection[str]) -> dict[str, bytes]:
    if not isinstance(item, dict) or not item.keys() <= set(known):
        raise CanonicalError("keys for no known purpose")
    return {purpose: _raw(sealed, NONCE + 32 + _TAG) for purpose, sealed in item.items()}


def _given(item: Json) -> dict[str, bytes]:
    """Each a ring: one key or several."""
    if not isinstance(item, dict) or not set(SHARED) <= item.keys() <= set(GIVEN):
        raise CanonicalError("keys for no known purpose")
    found = {purpose: unb64(str(sealed)) for purpose, sealed in item.items()}
    if not all(ring.is_ring(raw[_POINT + _TAG :]) for raw in found.values()):
        raise CanonicalError("no keys")
    return found


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
