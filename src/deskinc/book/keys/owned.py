r"""A person's own key for papers, brought from elsewhere, closed to whoever holds his slot.

ChaCha20-Poly1305 under HKDF-SHA-256 of the ``pdf`` scalar in his slot, info ``deskinc/own/v1\0``;
nonce (12) ‖ PKCS#8 (DER) encrypted, associated data ``deskinc/own/v1\0`` ‖ SHA-256 of the
certificate. So nothing more lies in the slot, and a slot that is destroyed takes this key along.
"""

import os
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_DOMAIN = b"deskinc/own/v1\0"
_NONCE = 12


def wrap(pdf: bytes, certificate: bytes, key: bytes) -> bytes:
    """``key`` (PKCS#8, DER) closed to the holder of ``pdf``, bound to its ``certificate`` (DER)."""
    nonce = os.urandom(_NONCE)
    return nonce + _cipher(pdf).encrypt(nonce, key, _DOMAIN + sha256(certificate).digest())


def unwrap(pdf: bytes, certificate: bytes, raw: bytes) -> bytes | None:
    """The key; None where this slot does not open it, or it is another certificate's."""
    try:
        aad = _DOMAIN + sha256(certificate).digest()
        return _cipher(pdf).decrypt(raw[:_NONCE], raw[_NONCE:], aad)
    except (InvalidTag, ValueError):
        return None


def _cipher(pdf: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(HKDF(SHA256(), 32, salt=None, info=_DOMAIN).derive(pdf))
