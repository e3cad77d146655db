"""Keys by their ids, and the contexts that keep one use of a key from being taken for another."""

from hashlib import sha256
from typing import TypeAlias

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

PublicKey: TypeAlias = Ed25519PublicKey

RECORD = b"deskinc/record/v1\0"
VALUE = b"deskinc/value/v1\0"
KEY = b"deskinc/key/v1\0"
SLOT = b"deskinc/slot/v1\0"
MIRROR = b"deskinc/mirror/v1\0"
NAME = b"deskinc/name/v1\0"
FILE = b"deskinc/file/v1\0"
HEAD = b"deskinc/head/v1\0"
NOTE = b"deskinc/note/v1\0"
SPOOL = b"deskinc/spool/v1\0"
ERASED = b"deskinc/erased/v1\0"
RESTRICTED = b"deskinc/restricted/v1\0"
SHEET = b"deskinc/sheet/v1\0"
CHANNEL = b"deskinc/channel/v1\0"

ED25519 = "ed25519"
P256 = "p256"
X25519 = "x25519"
SIGNATURE_SIZE = 64

_PUBLIC_SIZES = {ED25519: 32, X25519: 32, P256: 65}


def key_id(alg: str, public: bytes) -> bytes:
    """The 16 bytes that name a public key (raw 32 bytes; P-256: 65-byte uncompressed point).

    Raises :class:`ValueError` for another algorithm or length.
    """
    if _PUBLIC_SIZES.get(alg) != len(public):
        raise ValueError(f"no {alg} public key of {len(public)} bytes")
    return sha256(KEY + alg.encode() + b"\0" + public).digest()[:16]


def public_raw(private: Ed25519PrivateKey) -> bytes:
    """The raw 32 bytes of the public key (RFC 8032)."""
    return private.public_key().public_bytes_raw()


def public_key(raw: bytes) -> PublicKey:
    """The Ed25519 public key of raw 32 bytes; :class:`ValueError` for another length."""
    return Ed25519PublicKey.from_public_bytes(raw)


def sign_record(private: Ed25519PrivateKey, doc: bytes) -> bytes:
    """The 64-byte signature over a record's document."""
    return private.sign(RECORD + doc)


def verify_record(public: bytes | PublicKey, doc: bytes, sig: bytes) -> bool:
    """Whether ``sig`` is that key's signature over the document."""
    return verify(public, RECORD + doc, sig)


def verify(public: bytes | PublicKey, message: bytes, sig: bytes) -> bool:
    """Whether ``sig`` is the Ed25519 signature of ``public`` over ``message`` (RFC 8032)."""
    try:
        key = public_key(public) if isinstance(public, bytes) else public
        key.verify(sig, message)
    except (InvalidSignature, ValueError):
        return False
    return True
