"""What the book holds of a written sheet: why it was on paper, its scans, all its lines (D7)."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

from deskinc.book.record import Record, Saved
from deskinc.desk.downtime import copying
from deskinc.desk.downtime.copying import Scan
from deskinc.desk.lines import lines
from deskinc.desk.lines.heads import digest, scanned
from deskinc.desk.lines.lines import Line
from deskinc.desk.office import Office
from deskinc.desk.site import plain
from deskinc.errors import DeskError
from deskinc.forms.catalogue.duty import SHEET_KINDS
from deskinc.i18n import _
from deskinc.intake import photos, plans
from deskinc.proof.canonical import b64, unb64


@dataclass(frozen=True, slots=True)
class Copy:
    """One copying of a sheet: by whom and when, why on paper; ``scan`` is the record that has it.

    ``sha256`` is of the scan, in hex; both are empty where there is none.
    """

    n: int
    reason: str
    by: str
    at: datetime
    scan: int = 0
    sha256: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Copied:
    """A sheet as it was copied: its kind and number, each copying, its lines, struck ones too."""

    kind: str
    number: int
    copies: Sequence[Copy]
    lines: Sequence[Line]


def sheet(office: Office, number: int) -> Copied:
    """All that the book holds of that sheet; DeskError where nothing was copied from it."""
    office.allow("read_book")
    read = office.read
    rows = read.copies(number)
    found = read.records({row.head for row in rows if row.head is not None})
    if not found:
        raise DeskError(_("Nothing of sheet {no} is in the book.").format(no=number))
    kinds = {option.code: _(option.label) for option in SHEET_KINDS}
    kind = plain(next(iter(found.values())).values.get("sheets"))
    there = [row.n for row in read.entries([row.n for row in rows]) if row.replaced is None]
    return Copied(
        kinds.get(kind, kind), number, [_copy(office, one) for _n, one in sorted(found.items())],
        lines.lines(read, sorted(there)),
    )  # fmt: skip


def strike(office: Office, number: int, reason: str) -> "Future[Saved]":
    """Strike every line of that sheet that stands, for one reason: all of them, or none."""
    office.allow("transcribe")
    office.allow("strike")
    standing = sorted(office.read.sheet_lines(number).values())
    if not standing:
        raise DeskError(_("No line of sheet {no} stands any more.").format(no=number))
    struck = office.read.records(standing).values()
    return office.write(
        *(office.draft("strike", {"reason": reason}, amends=one.id) for one in struck)
    )


def _copy(office: Office, head: Record) -> Copy:
    who = {b64(row.thread): row.name for row in office.read.persons()}
    scan = scanned(office.read, head)
    value = scan.values.get("scan") if scan else None
    name = str(value.get("name", "")) if isinstance(value, dict) else ""
    return Copy(
        head.n, plain(head.values.get("reason")), who.get(head.author) or head.author,
        head.written, scan.n if scan else 0, digest(scan) if scan else "", name,
    )  # fmt: skip


def unscanned(office: Office) -> list[int]:
    """The numbers of the sheets that were copied and have no scan yet."""
    return office.read.unscanned()


def picture(office: Office, n: int) -> bytes:
    """The scan of record ``n`` to look at, as a child has drawn it. Blocks."""
    from deskinc.intake import excerpts, pyramid

    office.allow("read_book")
    value = office.read.record(n).values.get("scan")
    name = str(value.get("name", "")) if isinstance(value, dict) else ""
    data = office.book.read_file(n, "scan")
    if isinstance(value, dict) and value.get("mime") == "application/pdf":
        drawn = plans.plan(data, name).pyramid
        return excerpts.overview(pyramid.of_bytes(drawn), SIDES)
    return photos.photo(data, name).shown


SIDES = (1400, 1980)
"""Pixels into which a scanned page is fitted."""


def add_scan(office: Office, n: int, scan: Scan, id: str) -> "Future[Saved]":  # noqa: A002
    """Add the scan to what was copied: a record that names the first. Blocks while a child looks.

    Raises Refused for a scan that is none, DeskError where one is there already.
    """
    office.allow("transcribe")
    head = office.read.record(n)
    if scanned(office.read, head) is not None:
        raise DeskError(
            _("This sheet has its scan already."),
            _("Nothing was changed. Keep the paper beside the book."),
        )
    kept, key = copying.kept(office, scan)
    said = {name: head.values[name] for name in ("sheets", "sheet", "reason")}
    last = [r for r in office.read.thread(head.thread) if r.form == "import"][-1]
    return office.write(
        office.draft("import", {**said, "scan": kept}, id=unb64(id), amends=last.id,
                     files={"scan": key})
    )  # fmt: skip
