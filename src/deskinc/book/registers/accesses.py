"""The access log as rows: what the desk noted, and every act that changes what others may do."""

from deskinc.book.record import Record
from deskinc.book.registers import values as read
from deskinc.book.registers.kept import ACCESS
from deskinc.book.registers.lines import millis
from deskinc.book.registers.pen import Pen
from deskinc.book.registers.rows import insert_sql
from deskinc.proof.document import DESK

_ACCESS = insert_sql(ACCESS)


def fold_access(pen: Pen, record: Record) -> None:
    """An entry that the desk wrote, of whoever was there."""
    values = record.values
    what, officer = read.code(values, "what") or "?", read.known(values, "officer") or ""
    _add(pen, record, what, officer, read.text(values, "detail") or "")


def fold_export(pen: Pen, record: Record) -> None:
    """A paper or bundle that left."""
    _add(pen, record, "export", _by(record), read.text(record.values, "name") or "")


def fold_backup(pen: Pen, record: Record) -> None:
    """A backup that was made, or failed."""
    said = (read.text(record.values, "name"), read.member(record.values, "outcome", "text"))
    _add(pen, record, "backup", _by(record), ", ".join(filter(None, said)))


def fold_site(pen: Pen, record: Record) -> None:
    """Settings that were changed, by the names of their fields."""
    names = dict.fromkeys(name.partition("/")[0] for name in sorted(record.values))
    _add(pen, record, "settings", _by(record), ", ".join(names))


def fold_officer(pen: Pen, record: Record) -> None:
    """Somebody was enrolled, suspended, or something else was said of him."""
    values = record.values
    state = read.code(values, "state")
    what = "enrolled" if "signing_key" in values else "officer"
    what = "suspended" if state in {"suspended", "left"} else what
    row = pen.run("SELECT name FROM person WHERE thread = ?", record.thread).scalar()
    _add(pen, record, what, _by(record), read.text(values, "name") or str(row or ""))


def fold_countersign(pen: Pen, record: Record) -> None:
    """Who vouched for a person or confirmed his roles; other second signatures are no access."""
    if pen.run("SELECT 1 FROM person WHERE thread = ?", record.thread).scalar():
        _add(pen, record, "vouched", _by(record), read.text(record.values, "meaning") or "")


def fold_sheet(pen: Pen, record: Record) -> None:
    """Another recovery sheet was made."""
    _add(pen, record, "new_sheet", _by(record), "")


def fold_withdrawn(pen: Pen, record: Record) -> None:
    """A list of withdrawn certificates was made."""
    _add(pen, record, "withdrawn", _by(record), str(read.whole(record.values, "number") or ""))


def fold_erase(pen: Pen, record: Record) -> None:
    """An act of erasure, by its reference."""
    _add(pen, record, "erase", _by(record), read.text(record.values, "reference") or "")


def fold_restore(pen: Pen, record: Record) -> None:
    """The book was restored."""
    _add(pen, record, "restore", _by(record), read.text(record.values, "reason") or "")


def _by(record: Record) -> str:
    return "" if record.author == DESK else record.author


def _add(pen: Pen, record: Record, what: str, officer: str, detail: str) -> None:
    pen.add(_ACCESS, record.n, millis(record), what, officer, detail)
