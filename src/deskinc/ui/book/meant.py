"""The line that is meant by a key: the chosen one, or the newest that its writer wrote."""

from typing import TYPE_CHECKING

from deskinc.desk.lines.entries import Line
from deskinc.forms.taxonomy import HOURLY_TYPE
from deskinc.ui.book.adding import ask_to_add
from deskinc.ui.book.second import SecondDialog

if TYPE_CHECKING:
    from deskinc.ui.book.page import BookPage


def can_change(line: Line) -> bool:
    """Whether a line may be corrected or struck: written by hand, standing, in the book.

    Of the desk’s own only one that tells of an hour, since it tells what hands have counted.
    """
    counted = not line.automatic or line.type == HOURLY_TYPE.code
    return line.n > 0 and line.form == "occurrence" and not line.struck and counted


def correct(page: "BookPage") -> None:
    """Correct it."""
    if line := _meant(page):
        page.poster.correct(line)


def add_to_line(page: "BookPage") -> None:
    """Fill what it left empty."""
    if line := _meant(page):
        ask_to_add(page, page.session, line, page.entry.known_places)


def sign_line(page: "BookPage") -> None:
    """Have another person sign it."""
    if line := _meant(page):
        SecondDialog(page, page.session, line).open()


def _meant(page: "BookPage") -> Line | None:
    chosen = page.view.chosen_row()
    line = page.log.line_at(chosen) if chosen >= 0 else own_last(page)
    return line if line is not None and can_change(line) else None


def own_last(page: "BookPage") -> Line | None:
    """The newest line that whoever is signed in wrote."""
    mine = page.session.office.officer.initials
    count = page.log.rowCount()
    for at in reversed(range(max(0, count - 50), count)):
        line = page.log.line_at(at)
        if line.by == mine and can_change(line):
            return line
    return None
