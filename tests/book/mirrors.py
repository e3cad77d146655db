"""Mirrors of a few records, written without a book."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from deskinc.book.mirror import Damage, MirrorWriter, frames
from deskinc.book.records.payload import Batch, Payload
from deskinc.proof.canonical import Json, b64
from deskinc.proof.document import NO_LEAF, Document, encode, leaf
from deskinc.proof.keys import key_id, public_raw, sign_record

BOOK = bytes(range(16))
KEY = sha256(b"mirror").digest()
SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(32))
DAY = "2026-11-22"
KEYS: Json = {"original": b64(sha256(b"key").digest())}


def payload(n: int, prev: bytes, epoch: int = 1, text: str = "walked round") -> Payload:
    document = encode(
        Document(
            book=BOOK,
            epoch=epoch,
            n=n,
            prev=prev,
            id=sha256(f"{epoch}/{n}".encode()).digest()[:16],
            form="occurrence",
            form_v=1,
            nos={"line": n, "day": f"{DAY}/{n}"},
            at="2026-11-22T21:02:09.123Z",
            offset=60,
            clock=None,
            station=bytes(16),
            author="desk",
            key=key_id("ed25519", public_raw(SIGNER)),
            lang="en",
            thread=sha256(f"{epoch}/{n}".encode()).digest()[:16],
            amends=None,
            batch=None,
            values=(sha256(text.encode()).digest(),),
            app="deskinc 0.1.0",
        )
    )
    sealed = {"original": sha256(b"key").digest()} if n % 3 == 0 else {}
    return Payload(document, sign_record(SIGNER, document), (text.encode(), b"two"), sealed)


def chain(
    sizes: Iterable[int], first: int = 1, prev: bytes = NO_LEAF, epoch: int = 1, text: str = "x"
) -> list[Batch]:
    """Transactions of these sizes, each record bound to the one before."""
    made = []
    for size in sizes:
        entries = []
        for n in range(first, first + size):
            entries.append(payload(n, prev, epoch, text))
            prev = leaf_of(entries[-1])
        made.append(Batch(epoch, first, entries))
        first += size
    return made


def leaf_of(entry: Payload) -> bytes:
    return leaf(entry.document, entry.signature)


def writer(folder: Path) -> MirrorWriter:
    return MirrorWriter(folder, KEY, BOOK)


def written(folder: Path, batches: Sequence[Batch], today: str = DAY) -> MirrorWriter:
    made = writer(folder)
    for batch in batches:
        made.append(batch, today)
    return made


def read(folder: Path, since: int = 1) -> tuple[list[Batch], list[Damage]]:
    found = list(frames(folder, KEY, BOOK, since))
    return (
        [item for item in found if isinstance(item, Batch)],
        [item for item in found if isinstance(item, Damage)],
    )


def documents(batches: Iterable[Batch]) -> list[bytes]:
    return [entry.document for batch in batches for entry in batch.entries]


def flip(path: Path, offset: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[offset] ^= 0x40
    path.write_bytes(raw)


THREE = chain([1, 3, 2])
