"""Chaining: what was sealed while the book could not take it becomes ordinary records of the desk.

A file of the spool goes only once its record is in both stores; one that is no note of this book is
laid aside.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from deskinc.book.asking import corrections
from deskinc.book.asking.signers import Signatory, signers
from deskinc.book.disk import doubt
from deskinc.book.disk.durable import TooLarge, read_up_to, sync_folder
from deskinc.book.record import Draft, Record
from deskinc.book.restore import aside
from deskinc.book.spool import spool
from deskinc.disks import Silent, ask
from deskinc.errors import InvalidForm
from deskinc.forms import form as forms
from deskinc.forms.catalogue import current
from deskinc.forms.fields import Value
from deskinc.forms.moments import stored
from deskinc.log import logger
from deskinc.proof import note as notes
from deskinc.proof.canonical import b64
from deskinc.proof.note import NotANote, Note

if TYPE_CHECKING:
    from deskinc.book.book import Book


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file of the spool that holds no note of this book, and why, in English for the log."""

    path: Path
    why: str


def chain(book: "Book") -> list[Record]:
    """Write every waiting note into the open ``book`` as a record of its own, by the desk.

    Returns the records that were new. A note's file is removed once both stores have its record,
    so this may be called again at any time. What cannot be read is moved to aside and becomes a
    doubt of the book. Raises BookFault where the book cannot be written.
    """
    found = opened(spool.places(book.folder, book.mirror, book.id), book.founding.note, book.id)
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

    A signature by nobody here is left out: the note then counts as not signed. Such a note
    replaces no line.
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
    signed = note.key is not None
    amends = corrections.target(book.reader(), values.get(notes.CORRECTS)) if signed else None
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
        ask(path.parent.parent, lambda: _unlink(path))
    except OSError as error:
        logger.warning("a note that is in the book could not be removed: %s", error.strerror)


def _unlink(path: Path) -> None:
    path.unlink(missing_ok=True)
    sync_folder(path.parent)


def _lay_aside(book: "Book", one: Unreadable, *, silent: bool = False) -> None:
    logger.warning("a file of the spool is no note: %s: %s", one.path.name, one.why)
    try:
        aside.move(book.folder, one.path)
    except OSError as error:
        logger.warning("it stays where it is: %s", error.strerror)
    if not silent:
        book.doubt(doubt.unread_note(one.path.name))


def opened(
    folders: Iterable[Path], private: X25519PrivateKey, book: bytes
) -> Sequence[tuple[Path, Note] | Unreadable]:
    """Every file of these spools, notes in the order they were written, the rest at the end.

    What lies on a disk that does not answer is left to the next time.
    """
    asked = [_open(path, private, book) for folder in folders for path in spool.files(folder)]
    read_ = [one for one in asked if one is not None]
    good = [one for one in read_ if not isinstance(one, Unreadable)]
    good.sort(key=lambda one: (one[1].at, _mtime(one[0]), one[0].name))
    return [*good, *(one for one in read_ if isinstance(one, Unreadable))]


def _open(
    path: Path, private: X25519PrivateKey, book: bytes
) -> tuple[Path, Note] | Unreadable | None:
    try:
        sealed = ask(path.parent.parent, lambda: read_up_to(path, spool.MOST))
        return path, spool.opened(sealed, private, book)
    except Silent:
        return None
    except TooLarge:
        return Unreadable(path, "it is too long")
    except InvalidTag:
        return Unreadable(path, "it is not sealed to this book, or was altered")
    except (NotANote, ValueError) as error:
        return Unreadable(path, f"it holds no note: {error}")
    except OSError as error:
        return Unreadable(path, f"the disk does not give it: {error.strerror}")


def _mtime(path: Path) -> int:
    try:
        return ask(path.parent.parent, lambda: path.stat().st_mtime_ns)
    except OSError:
        return 0
