"""Lines written on paper, copied into the book: one transaction, one reason, one scan (D7)."""

import re
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from deskinc.book.record import Draft, Saved
from deskinc.book.registers.lines import LATE
from deskinc.desk.lines import entries
from deskinc.desk.office import Office, note_access
from deskinc.errors import DeskError, InvalidForm, Refused
from deskinc.forms.fields import FieldError
from deskinc.forms.moments import parse_moment, passed
from deskinc.i18n import _
from deskinc.intake import files, photos, plans, sniff
from deskinc.proof.canonical import b64, unb64

MOST = 99
"""Lines of a sheet."""
_CLOCK = re.compile(r"\d{1,2}:?\d{2}(:?\d{2})?")
SCANS = ("jpg", "jpeg", "png", "heic", "heif", "webp", "gif", "bmp", "pdf")
"""How names of scans end; what one is, its first bytes say."""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line as it stands on the sheet: its number there, and who wrote it."""

    line: int
    happened: datetime
    type: str
    text: str
    place: str = ""
    by: str = ""
    written: datetime | None = None
    """When it was written there; None means as it happened."""


@dataclass(frozen=True, slots=True)
class Scan:
    """The picture or PDF of a sheet."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to be copied: its kind and number, why it was written on paper, its lines."""

    kind: str
    number: int
    reason: str
    lines: Sequence[PaperLine]
    scan: Scan | None = None


def read_scan(path: Path) -> Scan:
    """The scan in a file; raises DeskError where it is too large, no file, or cannot be read."""
    smaller = _("Scan it with fewer dots to the inch, or copy the lines without it.")
    return Scan(path.name, files.read(path, photos.MAX_BYTES, smaller))


def time_on_paper(words: str, now: datetime) -> datetime:
    """The time as it stands on the sheet, the last such that has passed; raises FieldError."""
    at = parse_moment(words, now)
    if passed(now, at) > entries.AHEAD:
        try:
            before = parse_moment(f"{words} yesterday", now)
        except FieldError:
            raise FieldError(_("This time lies ahead. Write what has happened.")) from None
        return before
    return at


def written_on_paper(words: str, happened: datetime, now: datetime) -> datetime | None:
    """The time of writing as it stands on the sheet, the first such after it ``happened``.

    None where none stands there; raises FieldError for one that lies before.
    """
    if not words.strip():
        return None
    at = time_on_paper(words, now)
    while not has_day(words) and at - timedelta(days=1) >= happened:
        at -= timedelta(days=1)
    if passed(happened, at) < timedelta(0):
        raise FieldError(_("It was written before it happened. Look at both times."))
    return at


def is_before(at: datetime, above: PaperLine) -> bool:
    """Whether a time lies before that of the line above it on the sheet."""
    return passed(at, above.happened) > timedelta(0)


def has_day(words: str) -> bool:
    """Whether a time as it was typed says of which day it is."""
    return not _CLOCK.fullmatch(words.strip())


def copied_before(office: Office, sheet: int) -> Mapping[int, str]:
    """The lines of that sheet that stand in the book already, each with how it is cited there."""
    found = office.read.sheet_lines(sheet)
    records = office.read.records(found.values())
    return {line: records[n].cited for line, n in found.items()}


def is_printed(office: Office, sheet: int) -> bool:
    """Whether a sheet of that number was printed here."""
    rows = office.read.blanks()
    return any((row.first or 0) <= sheet <= (row.last or 0) for row in rows)


def people(office: Office) -> list[str]:
    """The names of who may have written: everybody enrolled."""
    return [row.name for row in office.read.persons() if row.name]


def transcribe(office: Office, sheet: Sheet, ids: Sequence[str]) -> "Future[Saved]":
    """Write the lines of a sheet, in their order, in one transaction; ``ids`` as many and one more.

    Blocks while a child looks at the scan. Raises InvalidForm, Refused for a scan that is none,
    DeskError for lines that were copied before. Asked again with the same ``ids`` and words, it
    answers with what the book took the first time.
    """
    office.allow("transcribe")
    if not sheet.lines:
        raise DeskError(_("No line is written yet."), _("Copy the first line of the sheet."))
    numbers = [line.line for line in sheet.lines]
    for at, number in enumerate(numbers):
        if number in numbers[:at]:
            raise DeskError(
                _("Line {line} of the sheet is here twice.").format(line=number),
                _("Give one of them the number it has on paper."),
            )
    hands = {row.name: b64(row.thread) for row in office.read.persons() if row.name}
    drafts = [_line(office, sheet, one, id_, hands)
              for one, id_ in zip(sheet.lines, ids[1:], strict=True)]  # fmt: skip
    return office.write(_import(office, sheet, ids[0]), *drafts)


def _import(office: Office, sheet: Sheet, id: str) -> Draft:  # noqa: A002 - what it is
    raw: dict[str, object] = {
        "sheets": sheet.kind, "sheet": sheet.number, "reason": sheet.reason,
    }  # fmt: skip
    files: dict[str, bytes] = {}
    office.draft("import", raw)
    if sheet.scan is not None:
        raw["scan"], files["scan"] = kept(office, sheet.scan)
    return office.draft("import", raw, id=unb64(id), files=files)


def kept(office: Office, scan: Scan) -> tuple[object, bytes]:
    """Take a scan in, once a child has opened it: what a record says of it, and its key."""
    file = office.book.attach(scan.data, scan.name, _seen(office, scan))
    return file.value, file.key


def _seen(office: Office, scan: Scan) -> str:
    """What the scan is, once a child has opened it."""
    try:
        if sniff.kind(scan.data) == "pdf":
            return sniff.MIME[plans.plan(scan.data, scan.name).kind]
        return photos.photo(scan.data, scan.name).mime
    except Refused:
        note_access(office, "photo_refused", scan.name)
        raise


def _line(
    office: Office, sheet: Sheet, line: PaperLine, id_: str, hands: Mapping[str, str]
) -> Draft:
    stored = office.read.by_id(unb64(id_))
    typed = office.now() if stored is None else stored.at
    late = passed(line.happened, typed) > timedelta(minutes=LATE)
    raw: dict[str, object] = {
        "type": line.type, "place": line.place, "text": line.text, "happened": line.happened,
        "paper_at": line.written, "late": "system" if late else "",
        "sheet": sheet.number, "sheet_line": line.line,
        "written_by": {"id": hands.get(line.by, ""), "text": line.by} if line.by else "",
    }  # fmt: skip
    try:
        return entries.draft(office, raw, id_)
    except InvalidForm as error:
        said = " ".join(error.notes.values())
        raise DeskError(_("Line {line}: {why}").format(line=line.line, why=said)) from error
