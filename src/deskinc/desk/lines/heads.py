"""The record that says why lines were written on paper, and the one that has their scan (D7)."""

from collections.abc import Iterable, Mapping

from deskinc.book.book import Reader
from deskinc.book.record import Record
from deskinc.desk.site import plain
from deskinc.i18n import _
from deskinc.proof.canonical import unb64

SAID = frozenset({"sheets", "sheet", "reason", "scan"})
"""What of it a paper tells."""


def head_of(read: Reader, line: Record) -> Record | None:
    """The record that says why a line was written on paper; None for one typed at the desk."""
    if not isinstance(line.values.get("sheet"), int):
        return None
    first = read.thread(line.thread)[0]
    head = None if first.doc.batch is None else read.by_id(first.doc.batch)
    return head if head is not None and head.form == "import" else None


def scanned(read: Reader, head: Record) -> Record | None:
    """The record with the scan: the first, or a later one that names it; None without one."""
    records = (r for r in read.thread(head.thread) if r.form == "import")
    return next((r for r in records if isinstance(r.values.get("scan"), dict)), None)


def digest(record: Record) -> str:
    """The SHA-256 of the scan that a record has, in hex."""
    value = record.values.get("scan")
    return unb64(str(value["sha256"])).hex() if isinstance(value, dict) else ""


def heads(read: Reader, records: Iterable[Record]) -> Mapping[int, Record]:
    """The records that say why lines were on paper, each once, by their number."""
    found = (head_of(read, record) for record in records)
    return {head.n: head for head in found if head is not None}


def told_by(read: Reader, found: Iterable[Record]) -> list[Record]:
    """Those records with the later ones that hold their scans."""
    told = {r.n: r for head in found for r in (head, scanned(read, head)) if r is not None}
    return list(told.values())


def sheet_words(head: Record, scan: Record | None) -> str:
    """``Sheet 2, on paper: Power cut. Scan attached, SHA-256 …``, or that there is none."""
    words = _("Sheet {no}, on paper because: {reason}").format(
        no=head.values["sheet"], reason=plain(head.values.get("reason"))
    )
    told = _("no scan") if scan is None else _("scan attached, SHA-256 {sha256}")
    return f"{words} ({told.format(sha256=digest(scan) if scan else '')})"
