"""Lists that leave the book as files: written whole or not at all, then recorded as having left.

Beside the file lies its manifest: what was asked for, how many rows, the hash of the file, the
book and its newest seal. The record that somebody signs for it holds the hashes of both.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from deskinc.book.disk.durable import sync_file, sync_folder
from deskinc.book.record import Draft
from deskinc.desk.lines.source import signed
from deskinc.desk.office import Office, Person
from deskinc.desk.papers.list_tables import Table
from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.proof.canonical import b64
from deskinc.proof.seal import paper_code
from deskinc.reports.listing import MOST_XLSX, WRITERS, Cell

FORMATS = {"csv": "CSV", "xlsx": "XLSX", "json": "JSON"}
Progress = Callable[[float, str], None]
_CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class Asked:
    """How a list leaves: its format, the file it becomes, and who is given it."""

    format: str
    path: Path
    recipient: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """A list that left the book: its file and manifest, and the record that says so."""

    path: Path
    manifest: Path
    rows: int
    n: int


class _Stopped(Exception):
    """Somebody asked to stop."""


def name(table: Table, form: str, now: datetime) -> str:
    """What the file is called unless somebody says otherwise."""
    return f"{table.key}-{now:%Y-%m-%d}.{form}"


def meaning(recipient: str) -> str:
    """What whoever lets a list leave signs."""
    words = _("This list leaves the book, for {recipient}.")
    return words.format(recipient=recipient) if recipient else _("This list leaves the book.")


def export(
    office: Office,
    table: Table,
    asked: Asked,
    passphrase: str,
    *,
    progress: Progress = lambda _fraction, _words: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Left | None:
    """Write the list, then record that it left; None where it was stopped, and nothing is left.

    Whoever is signed in signs with the passphrase. Raises NotAllowed, WrongPassphrase, BookFault
    where a row is not as it was signed, DeskError where the drive refuses. Blocks.
    """
    office.allow("export_list")
    if asked.format == "xlsx" and table.count > MOST_XLSX:
        raise DeskError(
            _("A sheet takes {most} rows; this list has {count}.").format(
                most=f"{MOST_XLSX:,}", count=f"{table.count:,}"
            ),
            _("Choose CSV, or ask for fewer days."),
        )
    me = office.open_person(office.officer.name, passphrase)
    try:
        with TemporaryDirectory(
            prefix=".list-", dir=asked.path.parent, ignore_cleanup_errors=True
        ) as folder:
            made = _Made(office, table, asked, me, Path(folder))
            return made.left(made.written(progress, stopped))
    except _Stopped:
        return None
    except OSError as error:
        raise DeskError(
            _("{name} could not be saved: {why}.").format(
                name=asked.path.name, why=error.strerror or error
            ),
            _("Choose another folder; nothing has left the book."),
        ) from error


@dataclass(frozen=True, slots=True)
class _Made:
    """A list on its way, in a folder of its own beside the file that it becomes."""

    office: Office
    table: Table
    asked: Asked
    me: Person
    folder: Path

    def written(self, progress: Progress, stopped: Callable[[], bool]) -> int:
        """Write the rows; how many there are."""
        count = 0

        def rows() -> Iterator[Sequence[Cell]]:
            nonlocal count
            for block in self.table.blocks():
                yield from block
                count += len(block)
                if stopped():
                    raise _Stopped
                words = _("{count} of {all} rows").format(
                    count=f"{count:,}", all=f"{self.table.count:,}"
                )
                progress(count / max(self.table.count, 1), words)

        WRITERS[self.asked.format](self.table.columns, rows(), self._file)
        if stopped():
            raise _Stopped
        return count

    def left(self, rows: int) -> Left:
        """Put the file and its manifest in their place, then record that they left."""
        path, manifest = self.asked.path, self._manifest_path
        digest, size, seal, note = *_hashed(self._file), *self._seal()
        said = self._manifest(rows, digest, size, note)
        draft = self._draft(rows, digest, size, sha256(said).hexdigest(), seal)
        (self.folder / manifest.name).write_bytes(said)
        for one in (path, manifest):
            sync_file(self.folder / one.name)
            (self.folder / one.name).replace(one)
        try:
            sync_folder(path.parent)
            saved = self.office.book.write([draft], self.me.signer()).result()
        except BaseException:  # what no record tells of does not leave
            for one in (path, manifest):
                with suppress(OSError):
                    one.unlink()
            raise
        return Left(path, manifest, rows, saved.records[0].n)

    @property
    def _file(self) -> Path:
        return self.folder / self.asked.path.name

    @property
    def _manifest_path(self) -> Path:
        return self.asked.path.with_name(f"{self.asked.path.name}.manifest.json")

    def _seal(self) -> tuple[str, str]:
        """The newest seal as papers print it, and its note; "" in a book without one."""
        if self.office.read.last_seal() is None:
            return "", ""
        with signed(self.office) as source:
            head, note = source.seal()
        return paper_code(head.root), note

    def _manifest(self, rows: int, digest: str, size: int, note: str) -> bytes:
        office, table = self.office, self.table
        said = {
            "site": office.site.name,
            "book": b64(office.book.id),
            "made": office.now().isoformat(timespec="seconds"),
            "by": self.me.officer.printed,
            "recipient": self.asked.recipient,
            "list": table.key,
            "asked": table.asked,
            "rows": rows,
            "first_line": table.first,
            "last_line": table.last,
            "columns": {column.key: column.title for column in table.columns},
            "files": [{"name": self.asked.path.name, "sha256": digest, "size": size}],
            "seal": note,
        }
        return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode()

    def _draft(self, rows: int, digest: str, size: int, manifest: str, seal: str) -> Draft:
        table, asked = self.table, self.asked
        raw = {
            "kind": "list",
            "name": asked.path.name[-200:],
            "sha256": digest,
            "size": size,
            "recipient": asked.recipient,
            "first": table.first,
            "last": table.last,
            "signers": {
                "01": {"name": self.me.officer.printed, "meaning": meaning(asked.recipient)}
            },
            "seal": seal,
            "format": asked.format,
            "manifest": manifest,
            "asked": table.asked[:1000],
        }
        said = {name: value for name, value in raw.items() if value}
        return self.office.draft("export", {**said, "rows": rows})


def _hashed(path: Path) -> tuple[str, int]:
    """The hash of a file as it lies on the disk, and its size."""
    told = sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            told.update(chunk)
        return told.hexdigest(), stream.tell()
