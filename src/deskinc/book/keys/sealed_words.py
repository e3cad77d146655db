r"""Words that only the open book reads: a password of a channel stands in a record closed (D31).

They are closed under a key that follows from the book's own, so whoever opens the book, and nobody
who holds a copy of a record, an export or a bundle, reads them. Kept as ``v1.`` and base64url of
nonce (12) ‖ ChaCha20-Poly1305; the key is HKDF-SHA-256 of a key of the ``database`` ring, info
``deskinc/channel/v1\0`` ‖ book.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from deskinc.book.disk import ring
from deskinc.proof.canonical import CanonicalError, b64, unb64
from deskinc.proof.keys import CHANNEL

_HEAD, _NONCE = "v1.", 12


def close(words: str, keys: bytes, book: bytes) -> str:
    """``words`` closed under the newest key of the ring."""
    nonce = os.urandom(_NONCE)
    return _HEAD + b64(
        nonce + _cipher(ring.newest(keys), book).encrypt(nonce, words.encode(), None)
    )


def opened(closed: str, keys: bytes, book: bytes) -> str | None:
    """What :func:`close` closed, under whichever key it was; None where none of them opens it."""
    try:
        raw = unb64(closed.removeprefix(_HEAD))
    except CanonicalError:
        return None
    for key in ring.each(keys):
        try:
            return _cipher(key, book).decrypt(raw[:_NONCE], raw[_NONCE:], None).decode()
        except (InvalidTag, ValueError):
            continue
    return None


def _cipher(key: bytes, book: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(HKDF(SHA256(), 32, salt=None, info=CHANNEL + book).derive(key))
