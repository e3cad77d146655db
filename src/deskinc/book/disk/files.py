r"""Attachments: encrypted files in 1 MiB chunks, named by a keyed hash of their content.

Name: HMAC-SHA-256(name key, SHA-256 of the plaintext) in hexadecimal, name key =
HKDF-SHA-256(mirror key, info ``deskinc/name/v1\0`` ‖ book). Content: chunks of 1 MiB plaintext,
ChaCha20-Poly1305 (RFC 8439) under a random key of the file's own, nonce = 96-bit big-endian chunk
number from 0, associated data ``deskinc/file/v1\0`` ‖ SHA-256 ‖ 0x00, on the last chunk 0x01. An
empty file is one empty last chunk.
"""

import contextlib
import hmac
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from deskinc.book.disk import ring
from deskinc.book.disk.durable import WRITE_NEW, set_aside, sync_folder
from deskinc.errors import BookFault, Refused
from deskinc.i18n import _
from deskinc.proof.canonical import b64, unb64
from deskinc.proof.keys import FILE, NAME

CHUNK = 2**20
_TAG = 16
_TEMPORARY = ".tmp"

FileValue = dict[str, str | int]
Condition = Literal["good", "missing", "altered"]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the book: its value as it stands in a record, and the key it lies under."""

    value: FileValue
    key: bytes = field(repr=False)

    @property
    def sha256(self) -> bytes:
        """The SHA-256 of the plaintext."""
        return unb64(str(self.value["sha256"]), 32)

    @property
    def size(self) -> int:
        """Bytes of the plaintext."""
        return int(self.value["size"])


def name_key(mirror_key: bytes, book: bytes) -> bytes:
    """The key of the file names of one book: it follows from the first key of the mirror."""
    return HKDF(SHA256(), 32, salt=None, info=NAME + book).derive(ring.first(mirror_key))


def file_name(key: bytes, digest: bytes) -> str:
    """The name on disk of the file whose plaintext has that SHA-256."""
    return hmac.digest(key, digest, "sha256").hex()


def fresh_key(_digest: bytes) -> bytes:
    """A new random key, for content nobody has seen before."""
    return os.urandom(32)


def attach(
    folder: Path,
    key: bytes,
    source: BinaryIO,
    *,
    mime: str,
    name: str,
    key_for: Callable[[bytes], bytes] = fresh_key,
) -> Attachment:
    """Take a seekable ``source`` into ``folder`` and return it once it is safely on the disk.

    ``key_for`` gives the key of content by its SHA-256, always the same one: the same picture
    twice is one file, and what a record not yet written names stays readable. Raises OSError if
    the disk refuses, Refused if the source changes while it is read; neither leaves more than an
    orphan.
    """
    digest, size = _measured(source)
    value: FileValue = {"sha256": b64(digest), "size": size, "mime": mime, "name": name}
    made = Attachment(value, key_for(digest))
    if check(folder, key, made) != "good":
        _place(folder, file_name(key, digest), _encrypted(source, made))
    else:
        # whoever laid it there may have ended before its name was on the disk
        sync_folder(folder)
    return made


def read(folder: Path, key: bytes, attachment: Attachment) -> Iterator[bytes]:
    """The plaintext chunk by chunk; BookFault if the file is missing or altered.

    The SHA-256 is compared after the last chunk.
    """
    seen = sha256()
    with _opened(folder, key, attachment) as file:
        for number in range(_chunks(attachment.size)):
            plain = _chunk(file, attachment, number)
            seen.update(plain)
            yield plain
    if seen.digest() != attachment.sha256:
        raise _altered()


def read_range(folder: Path, key: bytes, attachment: Attachment, offset: int, length: int) -> bytes:
    """The bytes ``[offset : offset + length]`` of the plaintext, decrypting only their chunks.

    Raises BookFault if the file is missing, of another length, or altered in those chunks;
    ValueError for a negative offset or length.
    """
    if offset < 0 or length < 0:
        raise ValueError("no such range")
    end = min(offset + length, attachment.size)
    if offset >= end:
        return b""
    first, last = offset // CHUNK, (end - 1) // CHUNK
    with _opened(folder, key, attachment) as file:
        plain = b"".join(_chunk(file, attachment, number) for number in range(first, last + 1))
    return plain[offset - first * CHUNK : end - first * CHUNK]


def check(folder: Path, key: bytes, attachment: Attachment) -> Condition:
    """Read the whole file and say what condition it is in; OSError if the disk fails."""
    if not (folder / file_name(key, attachment.sha256)).exists():
        return "missing"
    try:
        for _plain in read(folder, key, attachment):
            pass
    except BookFault:
        return "altered"
    return "good"


def sizes(folder: Path) -> dict[str, int]:
    """The whole files of ``folder`` by name with their bytes; OSError if it does not answer."""
    with os.scandir(folder) as found:
        return {
            entry.name: entry.stat().st_size
            for entry in found
            if not entry.name.endswith(_TEMPORARY)
        }


def copy_to(folder: Path, mirror: Path, name: str) -> bool:
    """Copy a file as it lies into the mirror's folder; False if it was there in full already.

    A copy of another size is set aside. Raises OSError if either disk refuses.
    """
    source, target = folder / name, mirror / name
    if target.exists() and target.stat().st_size == source.stat().st_size:
        return False
    set_aside(target)
    with source.open("rb") as file:
        _place(mirror, name, iter(lambda: file.read(CHUNK), b""))
    return True


def _place(folder: Path, name: str, chunks: Iterator[bytes]) -> None:
    temporary = folder / (name + _TEMPORARY)
    try:
        with os.fdopen(os.open(temporary, WRITE_NEW | os.O_TRUNC, 0o600), "wb") as file:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(folder / name)
    except (OSError, Refused):
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(folder)


def _measured(source: BinaryIO) -> tuple[bytes, int]:
    seen, size = sha256(), 0
    source.seek(0)
    while part := source.read(CHUNK):
        seen.update(part)
        size += len(part)
    return seen.digest(), size


def _encrypted(source: BinaryIO, made: Attachment) -> Iterator[bytes]:
    seen, left = sha256(), made.size
    cipher = ChaCha20Poly1305(made.key)
    source.seek(0)
    for number in range(_chunks(made.size)):
        plain = source.read(min(CHUNK, left))
        seen.update(plain)
        left -= len(plain)
        yield cipher.encrypt(_nonce(number), plain, _aad(made.sha256, last=not left))
    if seen.digest() != made.sha256 or source.read(1):
        raise Refused(
            _("The file changed while it was being read."), _("Copy it first, then attach it.")
        )


def _chunk(file: BinaryIO, attachment: Attachment, number: int) -> bytes:
    last = number == _chunks(attachment.size) - 1
    file.seek(number * (CHUNK + _TAG))
    sealed = file.read(CHUNK + _TAG)
    try:
        return ChaCha20Poly1305(attachment.key).decrypt(
            _nonce(number), sealed, _aad(attachment.sha256, last=last)
        )
    except InvalidTag:
        raise _altered() from None


def _opened(folder: Path, key: bytes, attachment: Attachment) -> BinaryIO:
    try:
        file = (folder / file_name(key, attachment.sha256)).open("rb")
    except FileNotFoundError:
        raise BookFault(
            _("An attachment is missing from the book’s folder."),
            _("Settings, Trust, Check everything fetches it from the mirror, if its copy is true."),
        ) from None
    if os.fstat(file.fileno()).st_size != attachment.size + _TAG * _chunks(attachment.size):
        file.close()
        raise _altered()
    return file


def _chunks(size: int) -> int:
    return max(1, -(-size // CHUNK))


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def _aad(digest: bytes, *, last: bool) -> bytes:
    return FILE + digest + (b"\1" if last else b"\0")


def _altered() -> BookFault:
    return BookFault(
        _("An attachment was altered or is incomplete."),
        _("Settings, Trust, Check everything fetches it from the mirror, if its copy is true."),
    )
