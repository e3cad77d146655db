"""The sealed spool: entries written while the book could not take them.

Each is one file, sealed to the site's note key by HPKE (RFC 9180, base mode), so that writing needs
no secret and nobody but the open book can read it, which chains them
(:mod:`~deskinc.book.spool.chaining`).
"""

import errno
import os
import secrets
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from deskinc.book import clock
from deskinc.book.disk import durable
from deskinc.disks import ask
from deskinc.forms.catalogue import current
from deskinc.forms.fields import Value
from deskinc.paths import NOTE_ENDING, SPOOL, spare_folder, traces
from deskinc.proof import note as notes
from deskinc.proof.canonical import b64
from deskinc.proof.keys import NOTE
from deskinc.proof.note import Note

__all__ = [
    "FOLDER", "Note", "files", "fresh", "keep_room", "opened", "places", "put", "waiting",
    "writable",
]  # fmt: skip

FOLDER, SUFFIX = SPOOL, NOTE_ENDING
ROOM = "room"
KEPT, GIVEN = 2**20, 2**14
"""Bytes of random filling that keep room on the disk, and how many a note is given of it."""
MOST = 2**20
"""Bytes of the largest file that is read: a note is a few thousand."""

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


def fresh(
    book: bytes,
    form: str,
    values: dict[str, Value],
    moment: datetime,
    id_: bytes,
    author: str | None = None,
) -> Note:
    """The unsigned note of ``values`` (cleaned on the current ``form``), written at ``moment``."""
    at, offset = notes.stamp(moment)
    version = current(form).version
    machine = clock.machine(clock.now, book)
    return Note(id_, form, version, values, at, offset, machine, author)


def put(folder: Path, note_key: bytes, book: bytes, note: Note) -> Path:
    """Seal ``note`` into the spool of ``folder`` and return its file once the disk has it.

    ``note_key`` is the site's raw X25519 public key, ``book`` the book's id. Raises OSError where
    the disk refuses, CanonicalError for text that has no canonical form (a lone surrogate).
    """
    public = X25519PublicKey.from_public_bytes(note_key)
    sealed = _SUITE.encrypt(notes.pack(note), public, NOTE + book)
    try:
        return _lay(folder, sealed, note)
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT} or not _give_room(folder):
            raise
        return _lay(folder, sealed, note)


def opened(sealed: bytes, private: X25519PrivateKey, book: bytes) -> Note:
    """The note in the bytes of a file.

    Raises InvalidTag where it is not sealed to that key and book, ValueError where it holds none.
    """
    return notes.parse(_SUITE.decrypt(sealed, private, NOTE + book))


def _give_room(folder: Path) -> bool:
    """Give up a little of what was kept for this moment; False once nothing is left of it."""
    room = folder / FOLDER / ROOM
    left = room.stat().st_size - GIVEN if room.exists() else -1
    if left >= 0:
        os.truncate(room, left)
    return left >= 0


def _lay(folder: Path, sealed: bytes, note: Note) -> Path:
    durable.make_folder(folder / FOLDER)
    # never in the place of another: two files of one id are told apart by what they say
    path = folder / FOLDER / f"{b64(note.id)}-{secrets.token_hex(4)}{SUFFIX}"
    durable.replace(path, sealed)
    return path


def writable(folder: Path, mirror: Path | None, book: bytes) -> list[Path]:
    """The :func:`places` where a note may be laid: no empty folder, that a drive will cover."""
    found = places(folder, mirror, book)
    return found if traces(folder) else found[1:]


def places(folder: Path, mirror: Path | None, book: bytes) -> list[Path]:
    """Folders whose spool may hold notes of ``book``, best first: where one refuses, the next.

    The data folder, the mirror's, and one of the user's own outside both.
    """
    beside = [] if mirror is None else [mirror]
    return [folder, *beside, spare_folder() / b64(book)]


def keep_room(folder: Path) -> None:
    """Keep a megabyte of the disk, to be given up for notes once it is full. OSError."""
    room = folder / FOLDER / ROOM
    if not room.exists() or room.stat().st_size < KEPT:
        durable.replace(room, secrets.token_bytes(KEPT))


def waiting(folder: Path) -> int:
    """How many notes wait in the spool of ``folder``; none where it cannot be read."""
    return len(files(folder))


def files(folder: Path) -> list[Path]:
    """The files of the notes that wait there; none where it cannot be read, or not in time."""
    try:
        return ask(folder, lambda: _files(folder))
    except OSError:
        return []


def _files(folder: Path) -> list[Path]:
    inside = (folder / FOLDER).iterdir()
    return sorted(path for path in inside if path.name.endswith(SUFFIX) and path.is_file())
