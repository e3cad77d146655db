"""Files of any kind of an incident: copied piece by piece, kept as they came, never opened."""

import mimetypes
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from tempfile import mkstemp

from deskinc.book.record import Record, Saved
from deskinc.desk.incidents.evidence import PHOTO_SUFFIXES
from deskinc.desk.lines.erased import erased
from deskinc.desk.office import Office, note_access
from deskinc.desk.site import plain
from deskinc.errors import DeskError
from deskinc.forms.fields import File, show
from deskinc.i18n import _
from deskinc.intake import sniff, streamed
from deskinc.intake.sentences import shown_name
from deskinc.paths import ATTACHMENTS
from deskinc.proof.canonical import b64, unb64

CHUNK = 2**20
MOST = 500
"""Files taken at once, and what one folder may hold."""
DEPTH = 8
"""Folders below one another that are looked into."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file of the incident: record, what it is, its name and size, when and by whom kept.

    ``there`` is false once it was erased; then ``name`` says so.
    """

    n: int
    id: str
    name: str
    caption: str
    remark: str
    received_from: str
    sha256: str
    size: str
    kept: datetime
    by: str
    there: bool = True


def in_folders(paths: Iterable[Path]) -> list[Path]:
    """The files themselves, and those in folders among them; links lead nowhere.

    Raises DeskError for more than :data:`MOST`.
    """
    try:
        files = (file for path in paths for file in (_below(path) if path.is_dir() else (path,)))
        found = list(islice(files, MOST + 1))
    except OSError as error:
        raise DeskError(
            _("The folder cannot be read: {why}.").format(why=error.strerror),
            _("Check the drive and choose it again."),
        ) from error
    if len(found) > MOST:
        raise _too_many()
    return found


def sorted_out(paths: Iterable[Path]) -> list[tuple[Path, bool]]:
    """The files, also those in folders, and of each whether it is a photo. Reads disks.

    What cannot be read counts as what its name says.
    """
    ends = {end for each in PHOTO_SUFFIXES.values() for end in each}
    return [(path, _is_photo(path, ends)) for path in in_folders(paths)]


def _is_photo(path: Path, ends: set[str]) -> bool:
    kind = streamed.kind(path)
    return kind in PHOTO_SUFFIXES or (not kind and path.suffix.lower().removeprefix(".") in ends)


def _below(folder: Path, depth: int = DEPTH) -> Iterator[Path]:
    if folder.is_symlink():
        return
    inside = list(islice(folder.iterdir(), MOST + 1))
    if len(inside) > MOST or not depth:
        raise _too_many()
    for path in sorted(inside):
        if path.is_symlink():
            continue
        if path.is_dir():
            yield from _below(path, depth - 1)
        else:
            yield path


def _too_many() -> DeskError:
    return DeskError(
        _("These are more than {most} files, or folders in folders in folders.").format(most=MOST),
        _("Take {most} at a time, or pack the folder into one file.").format(most=MOST),
    )


def add_file(
    office: Office,
    thread: str,
    path: Path,
    said: dict[str, str],
    id: str,  # noqa: A002
    report: Callable[[float], object] = lambda _part: None,
    stopped: Callable[[], bool] = lambda: False,
) -> "Future[Saved]":
    """Keep the file at ``path`` with the incident ``thread``; ``said`` are the form's words.

    Blocks while it is copied. Raises Refused or DeskError where it cannot be; then nothing else
    happens.
    """
    office.allow("attach")
    kind, name = streamed.kind(path), path.name
    remark = [said["remark"]] if said.get("remark") else []
    if streamed.misnamed(name, kind):
        words = _("The name ends in {ending}, the first bytes are those of another kind: {kind}.")
        remark.append(words.format(ending=path.suffix, kind=kind.upper() or _("unknown")))
    raw: dict[str, object] = {key: words for key, words in said.items() if words}
    raw |= {"remark": " ".join(remark)} if remark else {}
    office.draft("document", raw, partial=True)
    with streamed.opened(path, office.folder / ATTACHMENTS, report, stopped) as source:
        kept = office.book.attach(source, shown_name(name), _mime(name, kind))
    draft = office.draft(
        "document", {**raw, "original": kept.value}, id=unb64(id), thread=unb64(thread),
        files={"original": kept.key},
    )  # fmt: skip
    return office.write(draft)


def _mime(name: str, kind: str) -> str:
    """What it is by its first bytes, else by its name."""
    return sniff.MIME.get(kind) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def files(office: Office, thread: str) -> list[FileRow]:
    """The files of an incident, oldest first."""
    office.allow("read_incidents")
    rows = [one for one in office.read.held(unb64(thread)) if one.form == "document"]
    records = office.read.records([one.n for one in rows if one.gone is None])
    gone = erased(office.read, records)
    return [_row(office, record, gone.get(n, {})) for n, record in sorted(records.items())]


def _row(office: Office, record: Record, gone: Mapping[str, str]) -> FileRow:
    value, said = record.values.get("original"), record.values
    there = isinstance(value, dict)
    whole = value if isinstance(value, dict) else {}
    words = show(File("", ""), value, office.locale).rpartition(" (")
    return FileRow(
        record.n, b64(record.id), str(whole.get("name", gone.get("original", ""))),
        plain(said.get("caption")) or gone.get("caption", ""), plain(said.get("remark")),
        plain(said.get("received_from")), unb64(str(whole["sha256"])).hex() if there else "",
        words[2].rstrip(")"), record.written, office.writer(record.author), there,
    )  # fmt: skip


def save_copy(office: Office, row: FileRow, path: Path) -> None:
    """Note that a file leaves, then put its bytes, as they were kept, at ``path``. Blocks.

    Raises DeskError where the drive refuses, BookFault where they are not those that were signed.
    """
    office.allow("export")
    said = _("file {name}, record {n}").format(name=row.name, n=row.n)
    note_access(office, "file_saved", said).result()
    try:
        _put(office, row, path)
    except OSError as error:
        raise DeskError(
            _("{name} could not be saved: {why}.").format(name=path.name, why=error.strerror),
            _("Choose another folder; the file itself is kept in the book."),
        ) from error


def _put(office: Office, row: FileRow, path: Path) -> None:
    """Beside ``path`` first, under a name that nobody has, then in its place."""
    size = int(str(office.read.record(row.n).values["original"]["size"]))  # type: ignore[index]
    handle, name = mkstemp(prefix=".deskinc-", dir=path.parent)
    part, seen = Path(name), sha256()
    try:
        with os.fdopen(handle, "wb") as out:
            for at in range(0, size, CHUNK):
                piece = office.book.file_range(row.n, "original", at, CHUNK)
                seen.update(piece)
                out.write(piece)
        if seen.hexdigest() != row.sha256:
            raise DeskError(
                _("The file in the book is not the one that was signed."),
                _("Settings, Trust, Check everything says what is wrong."),
            )
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
