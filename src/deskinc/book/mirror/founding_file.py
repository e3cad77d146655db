r"""The founding file of the mirror: the site's own keys, without which no copy is the book again.

Layout: ``deskinc/founding/v1\0`` ‖ 12-byte nonce ‖ AES-256-GCM-SIV (RFC 8452, tag last) under
HKDF-SHA-256(mirror key, no salt, info ``deskinc/founding/v1\0`` ‖ book), associated data
``deskinc/founding/v1\0`` ‖ book. Plaintext: JCS (RFC 8785) {v: 1, book, site, note, relief,
relief_key, ca}, bytes as base64url: Ed25519 and X25519 private keys raw, certificates DER, the
relief authority's key a P-256 scalar.
"""

import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from deskinc.book.disk import ring
from deskinc.book.disk.durable import TooLarge, read_up_to, replace, set_aside
from deskinc.book.records.founding import Founding
from deskinc.errors import BookFault
from deskinc.i18n import _
from deskinc.log import logger
from deskinc.proof.canonical import Json, b64, dumps, loads, unb64

NAME = "founding"
CONTEXT = b"deskinc/founding/v1\0"
_NONCE = 12


def read(folder: Path, mirror_key: bytes, book: bytes) -> Founding:
    """The site's own keys from the mirror's ``folder`` of that book, under any key it has had.

    Raises BookFault if the file is missing, altered, or of another book or key; OSError if the
    disk does not give it back.
    """
    try:
        raw = read_up_to(folder / NAME)
    except FileNotFoundError:
        raise BookFault(
            _("The mirror lacks the file with the site’s own keys."),
            _("Check that this is the mirror’s folder; a copy of it may have the file."),
        ) from None
    except TooLarge:
        raw = b""
    opened = (_opened(raw, key, book) for key in ring.each(mirror_key))
    plain = next((found for found in opened if found is not None), None)
    if plain is None:
        raise BookFault(
            _("The mirror’s file with the site’s own keys is damaged, or is another book’s."),
            _("Check that the keys belong to this mirror; a copy of it may have the file sound."),
        )
    return plain


def keep(folder: Path, mirror_key: bytes, founding: Founding) -> bool:
    """See to it that ``folder`` holds the keys, whole; True if they had to be written.

    Nothing is written where they lie there as they should; a file that does not open is set
    aside. OSError if the disk refuses.
    """
    newest = ring.newest(mirror_key)
    try:
        if read(folder, newest, founding.book).parts() == founding.parts():
            return False
    except BookFault as fault:
        logger.info("mirror: %s", fault.what)
    if not _is_older(folder, mirror_key, founding):
        set_aside(folder / NAME)
    replace(folder / NAME, _sealed(newest, founding))
    return True


def _is_older(folder: Path, mirror_key: bytes, founding: Founding) -> bool:
    """Whether the same lies there under a key the mirror had before."""
    try:
        return read(folder, mirror_key, founding.book).parts() == founding.parts()
    except BookFault:
        return False


def _sealed(mirror_key: bytes, founding: Founding) -> bytes:
    said: dict[str, Json] = {name: b64(raw) for name, raw in founding.parts().items()}
    nonce, context = os.urandom(_NONCE), CONTEXT + founding.book
    cipher = _cipher(mirror_key, context)
    return CONTEXT + nonce + cipher.encrypt(nonce, dumps({"v": 1, **said}), context)


def _opened(raw: bytes, mirror_key: bytes, book: bytes) -> Founding | None:
    start = len(CONTEXT) + _NONCE
    nonce, sealed, context = raw[len(CONTEXT) : start], raw[start:], CONTEXT + book
    if not raw.startswith(CONTEXT) or len(sealed) < 16:
        return None
    try:
        said = loads(_cipher(mirror_key, context).decrypt(nonce, sealed, context))
        if not isinstance(said, dict) or said.pop("v", None) != 1:
            return None
        found = Founding.of({name: unb64(str(value)) for name, value in said.items()})
    except (InvalidTag, LookupError, ValueError):
        return None
    return found if found.book == book else None


def _cipher(mirror_key: bytes, context: bytes) -> AESGCMSIV:
    return AESGCMSIV(HKDF(SHA256(), 32, salt=None, info=context).derive(mirror_key))
