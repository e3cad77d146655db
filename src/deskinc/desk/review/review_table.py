"""What waits for a shift lead as a list that may leave the book, and what was returned."""

from deskinc.desk.office import Office
from deskinc.desk.papers.list_tables import Table
from deskinc.desk.review.items import Item, out_words
from deskinc.desk.review.queue import Queue, queue, title
from deskinc.i18n import _
from deskinc.reports.listing import Cell, Column


def table(office: Office, *, older: bool = False) -> Table:
    """The lines that wait, shift by shift, then those returned that nobody has answered.

    ``older``: the lines that nobody reviewed in their time instead of those that wait.
    """
    office.allow("export_list")
    with office.read.checked():
        found = queue(office, older=older)
        rows = _rows(office, found)
    serials = [item.line.line for item in _every(found)]
    return Table(
        "review", _("Lines to review"), _columns(), len(rows), "", lambda: iter([rows]),
        min(serials, default=0), max(serials, default=0),
    )  # fmt: skip


def _every(found: Queue) -> list[Item]:
    return [*(item for each in found.shifts for item in each.new), *found.returned]


def _rows(office: Office, found: Queue) -> list[tuple[Cell, ...]]:
    waits, back = _("to review"), _("returned")
    rows = [_row(waits, title(office, each), item) for each in found.shifts for item in each.new]
    return [*rows, *(_row(back, "", item) for item in found.returned)]


def _row(state: str, shift: str, item: Item) -> tuple[Cell, ...]:
    line, answer, mark = item.line, item.answer, item.line.mark
    minutes = round(item.silence.total_seconds() / 60) if item.silence is not None else None
    asked = answer.comment if answer is not None else mark.comment if mark is not None else ""
    return (
        state, shift, int(line.cited) if line.cited.isdigit() else line.cited,
        line.written.isoformat(" ", "seconds"), line.late, minutes, out_words(item.out),
        line.type_text, line.place, line.text, line.by, line.by_name,
        answer.cited if answer is not None else "", asked,
    )  # fmt: skip


def _columns() -> tuple[Column, ...]:
    return (
        Column("state", _("State"), 12),
        Column("shift", _("Shift"), 36),
        Column("number", _("No."), 8),
        Column("written", _("Written"), 26),
        Column("late_minutes", _("Late by minutes"), 8),
        Column("silent_minutes", _("Minutes of silence before"), 8),
        Column("stands_out", _("Stands out"), 24),
        Column("type", _("Type"), 16),
        Column("place", _("Place"), 20),
        Column("text", _("Entry"), 70),
        Column("initials", _("By"), 8),
        Column("name", _("Name"), 20),
        Column("answers", _("Answers line"), 10),
        Column("asked", _("What was asked"), 40),
    )
