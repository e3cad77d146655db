"""The sealed spool: entries written while the book could not take them.

Each is one file, sealed to the site's note key by HPKE (RFC 9180, base mode), so that writing needs
no secret and nobody but the open book can read it. The book chains them as ordinary records; a file
goes only once its record is in both stores.
"""

import errno
import os
import secrets
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from deskinc.book import aside, clock, corrections, doubt, durable
from deskinc.book.durable import WRITE_NEW, sync_folder, write_all
from deskinc.book.record import Draft, Record
from deskinc.book.signers import Signatory, signers
from deskinc.errors import InvalidForm
from deskinc.forms import form as forms
from deskinc.forms.catalogue import current
from deskinc.forms.fields import Value
from deskinc.forms.moments import stored
from deskinc.log import logger
from deskinc.paths import NOTE_ENDING, SPOOL, spare_folder, traces
from deskinc.proof import note as notes
from deskinc.proof.canonical import b64
from deskinc.proof.keys import NOTE
from deskinc.proof.note import NotANote, Note

if TYPE_CHECKING:
    from deskinc.book.book import Book

__all__ = [
    "FOLDER", "Note", "Unreadable", "chain", "fresh", "keep_room", "places", "put", "read",
    "waiting", "writable",
]  # fmt: skip

FOLDER, SUFFIX = SPOOL, NOTE_ENDING
ROOM = "room"
KEPT, GIVEN = 2**20, 2**14
"""Bytes of random filling that keep room on the disk, and how many a note is given of it."""
MOST = 2**20
"""Bytes of the largest file that is read: a note is a few thousand."""

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file of the spool that holds no note of this book, and why, in English for the log."""

    path: Path
    why: str


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


def _give_room(folder: Path) -> bool:
    """Give up a little of what was kept for this moment; False once nothing is left of it."""
    room = folder / FOLDER / ROOM
    left = room.stat().st_size - GIVEN if room.exists() else -1
    if left >= 0:
        os.truncate(room, left)
    return left >= 0


def _lay(folder: Path, sealed: bytes, note: Note) -> Path:
    spool = folder / FOLDER
    if not spool.is_dir():
        spool.mkdir(mode=0o700, parents=True, exist_ok=True)
        sync_folder(folder)
    # never in the place of another: two files of one id are told apart by what they say
    name = f"{b64(note.id)}-{secrets.token_hex(4)}"
    temporary, path = spool / f".{name}.tmp", spool / f"{name}{SUFFIX}"
    try:
        handle = os.open(temporary, WRITE_NEW | os.O_EXCL, 0o600)
        try:
            write_all(handle, sealed)
            os.fsync(handle)
        finally:
            os.close(handle)
        temporary.rename(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(spool)
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
    return len(_files(folder))


def read(folder: Path, note_private: X25519PrivateKey, book: bytes) -> list[Note | Unreadable]:
    """What lies in the spool of ``folder``, oldest first; a file that is no note is told as such.

    Never raises for what a file holds, nor for one that cannot be read.
    """
    return [note if isinstance(note, Unreadable) else note[1]
            for note in _opened([folder], note_private, book)]  # fmt: skip


def chain(book: "Book") -> list[Record]:
    """Write every waiting note into the open ``book`` as a record of its own, by the desk.

    Returns the records that were new. A note's file is removed once both stores have its record,
    so this may be called again at any time. What cannot be read is moved to aside and becomes a
    doubt of the book. Raises BookFault where the book cannot be written.
    """
    found = _opened(places(book.folder, book.mirror, book.id), book.founding.note, book.id)
    keys = signers(book.reader()) if found else {}
    made: list[Record] = []
    inside: set[str] = set()
    for one in found:
        if isinstance(one, Unreadable):
            # the same line sealed to another key as well, when nobody knew which was right
            twin = one.path.name.rpartition("-")[0] in inside
            _lay_aside(book, one, silent=twin)
            continue
        path, note = one
        try:
            record, is_new = _chain(book, path, _draft(book, note, keys))
        except ValueError as error:
            _lay_aside(book, Unreadable(path, str(error)))
            continue
        inside.add(b64(record.id))
        made += [record] if is_new else []
    return made


def _chain(book: "Book", path: Path, draft: Draft) -> tuple[Record, bool]:
    """The record of that note, and whether it is new; ValueError where its id is taken."""
    known = _known(book, draft)
    if known is not None:
        if known.n <= book.mirrored:
            _remove(path)
        return known, False
    saved = book.write([draft], book.desk_signer()).result()
    if saved.mirrored:
        _remove(path)
    return saved.records[0], True


def _draft(book: "Book", note: Note, keys: Mapping[bytes, Signatory]) -> Draft:
    """The record a note becomes; ValueError where its form takes no notes, or not this one.

    A signature by nobody here is left out: the note then counts as not signed.
    """
    signer = keys.get(note.key) if note.key is not None else None
    if signer is None or not signer.signed(note):
        note = replace(note, author=None, key=None, sig=None)
    values = cast("dict[str, Value]", dict(note.values))
    try:
        form = current(note.form)
        form.field(notes.FIELD)
        cleaned = forms.clean(form, values)
    except (KeyError, InvalidForm) as error:
        raise ValueError(f"form {note.form}: {error}") from error
    if cleaned != values:
        raise ValueError("the values are not as the form keeps them")
    added: dict[str, Value] = {
        notes.FIELD: notes.pack(note).decode(),
        notes.NOTED_AT: stored(note.written, "s"),
    }
    amends = corrections.target(book.reader(), values.get(corrections.FIELD))
    return Draft(note.form, {**values, **added}, id=note.id, amends=amends)


def _known(book: "Book", draft: Draft) -> Record | None:
    """The record of that id, if the book has it; ValueError where it says something else.

    Its line may have got in after all though the writer was told that it had not; and what it
    said may have been erased since.
    """
    known = book.reader().by_id(draft.id)
    if known is None:
        return None
    if any(draft.values.get(name) != value for name, value in known.values.items()):
        raise ValueError("another record has its id")
    return known


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
        sync_folder(path.parent)
    except OSError as error:
        logger.warning("a note that is in the book could not be removed: %s", error.strerror)


def _lay_aside(book: "Book", one: Unreadable, *, silent: bool = False) -> None:
    logger.warning("a file of the spool is no note: %s: %s", one.path.name, one.why)
    try:
        aside.move(book.folder, one.path)
    except OSError as error:
        logger.warning("it stays where it is: %s", error.strerror)
    if not silent:
        book.doubt(doubt.unread_note(one.path.name))


def _opened(
    folders: Iterable[Path], private: X25519PrivateKey, book: bytes
) -> Sequence[tuple[Path, Note] | Unreadable]:
    """Every file of these spools, notes in the order they were written, the rest at the end."""
    read_ = [_open(path, private, book) for folder in folders for path in _files(folder)]
    good = [one for one in read_ if not isinstance(one, Unreadable)]
    good.sort(key=lambda one: (one[1].at, _mtime(one[0]), one[0].name))
    return [*good, *(one for one in read_ if isinstance(one, Unreadable))]


def _open(path: Path, private: X25519PrivateKey, book: bytes) -> tuple[Path, Note] | Unreadable:
    try:
        with path.open("rb") as file:
            sealed = file.read(MOST + 1)
        if len(sealed) > MOST:
            return Unreadable(path, "it is too long")
        return path, notes.parse(_SUITE.decrypt(sealed, private, NOTE + book))
    except InvalidTag:
        return Unreadable(path, "it is not sealed to this book, or was altered")
    except (NotANote, ValueError) as error:
        return Unreadable(path, f"it holds no note: {error}")
    except OSError as error:
        return Unreadable(path, f"the disk does not give it: {error.strerror}")


def _mtime(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in (folder / FOLDER).iterdir() if path.name.endswith(SUFFIX))
    except OSError:
        return []
