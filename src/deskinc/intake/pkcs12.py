"""A PKCS#12 file (RFC 7292) taken apart, in the child process: key, certificate, issuers."""

from typing import Any

from asn1crypto.pkcs12 import Pfx
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import load_key_and_certificates

from deskinc.intake.unfit import Unfit

MOST = 1024 * 1024
"""Bytes of a file that is read; a key with its chain has some thousand."""
CHAIN = 12
"""Certificates beside its own that are looked at."""


def opened(data: bytes, password: str) -> tuple[dict[str, Any], list[bytes]]:
    """The key (PKCS#8), its certificate and the others (DER); raises :class:`Unfit`."""
    if not data:
        raise Unfit("empty")
    if len(data) > MOST:
        raise Unfit("bytes")
    try:
        known = Pfx.load(data)["version"].native == "v3"
    except (ValueError, TypeError, KeyError) as error:
        raise Unfit("kind") from error
    if not known:
        raise Unfit("kind")
    try:
        key, own, others = load_key_and_certificates(data, password.encode() or None)
    except ValueError as error:
        raise Unfit("password" if "password" in str(error) else "undecodable") from error
    if key is None or own is None:
        raise Unfit("nokey")
    raw = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    chain = [one.public_bytes(Encoding.DER) for one in others[:CHAIN]]
    return {"chain": len(chain)}, [raw, own.public_bytes(Encoding.DER), *chain]
