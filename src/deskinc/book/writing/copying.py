"""What the book refuses of sheets: a number given twice, a line copied twice or by nobody."""

from deskinc.book.disk.store import Link
from deskinc.book.record import Draft, Record
from deskinc.book.records import reading
from deskinc.book.registers import values as read
from deskinc.errors import DeskError, NumbersGiven
from deskinc.forms.catalogue.duty import SHEETS
from deskinc.i18n import _
from deskinc.proof import allowed
from deskinc.proof.state import Seen

_COPIED = """SELECT n FROM entry WHERE replaced IS NULL AND struck IS NULL
    AND n IN (SELECT n FROM sheet_line WHERE sheet = ? AND line = ?)"""
_GIVEN = f"""SELECT 1 FROM blanks WHERE first <= ? AND last >= ?
    AND last - first < {SHEETS}"""  # noqa: S608 - our own number


def refuse(link: Link, draft: Draft, first: Record | None) -> None:
    """Raise for what says of a sheet what cannot be; ``first`` opens the transaction.

    It is asked inside the transaction: what another one wrote meanwhile counts.
    """
    if draft.form == "blanks":
        _numbers(link, draft)
    elif draft.form == allowed.LINE and draft.amends is None and allowed.SHEET in draft.values:
        _line(link, draft, first)


def _numbers(link: Link, draft: Draft) -> None:
    low, high = (read.whole(draft.values, name) or 0 for name in ("first", "last"))
    if not 1 <= low <= high < low + SHEETS:
        raise ValueError("so many sheets are never printed at once")
    if link.one(_GIVEN, (high, low)) is not None:
        raise NumbersGiven(
            _("Sheets of these numbers were printed meanwhile."), _("Show the sheets again.")
        )


def _line(link: Link, draft: Draft, first: Record | None) -> None:
    author = "" if first is None else first.author
    seen = None
    if first is not None:
        seen = Seen(first.n, first.form, first.thread, author, line=False, amended=False)
    if allowed.copies(draft.form, author, draft.values, seen) is not None:
        raise ValueError("a line of a sheet is copied with the others of that sheet")
    sheet, line = draft.values.get("sheet"), draft.values.get("sheet_line")
    n = link.one(_COPIED, (sheet, line))
    if n is not None:
        cited = reading.records(link, [n])[n].cited
        raise DeskError(
            _("Line {line} of sheet {sheet} is copied already: it is line {cited}.").format(
                line=line, sheet=sheet, cited=cited
            ),
            _("Take it out, or correct that line."),
        )
