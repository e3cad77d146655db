"""The menu of a line of the book: what may be done with it, and what it names."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QMenu

from deskinc.desk.lines.entries import Line
from deskinc.i18n import _
from deskinc.ui.book.adding import ask_to_add
from deskinc.ui.book.choosing import chosen_rows
from deskinc.ui.book.meant import can_change, own_last
from deskinc.ui.book.second import SecondDialog
from deskinc.ui.book.under import Link
from deskinc.ui.downtime.shown import show_sheet
from deskinc.ui.emergency import note_verbs
from deskinc.ui.icons import icon

if TYPE_CHECKING:
    from deskinc.ui.book.page import BookPage


def raisable(page: "BookPage") -> list[int]:
    """The chosen lines, or the last one its writer wrote, that an incident can be raised from."""
    rows = chosen_rows(page.view)
    last = None if rows else own_last(page)
    lines = [last] if last else [page.log.line_at(row) for row in rows]
    return [line.n for line in lines if can_change(line) and not line.incident]


def line_menu(page: "BookPage", line: Line) -> QMenu:
    """The menu of a line; what the role of whoever is signed in does not allow is not in it."""
    menu = QMenu(page)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setAccessibleName(_("Line {no}").format(no=line.cited))
    session, poster = page.session, page.poster
    change, may = can_change(line), session.office.officer.may
    for right, sign, words, live, act in (
        ("correct", "pen-line", _("&Correct…"), change, lambda: poster.correct(line)),
        ("strike", "ban", _("&Strike…"), change, lambda: poster.ask_strike(line)),
        ("write_occurrence", "plus", _("&Add to it…"), change,
         lambda: ask_to_add(page, session, line, page.entry.known_places)),
        ("write_occurrence", "check", _("Second si&gnature…"), change,
         lambda: SecondDialog(page, session, line).open()),
        ("raise_incident", "siren", _("Raise &incident…"), change and not line.incident,
         lambda: session.go("incidents", raise_from=raisable(page) or [line.n])),
        ("print_day", "printer", _("&Print this day…"), line.n > 0,
         lambda: session.go("reports", day=line.written.date())),
        *(("write_occurrence", *verb) for verb in note_verbs(page, session, line)),
        *(("write_occurrence", *verb) for part in page.parts for verb in part.line_verbs(line)),
    ):  # fmt: skip
        if may(right):
            action = menu.addAction(icon(sign), words)
            action.setEnabled(live)
            action.triggered.connect(lambda _on=False, act=act: act())
    if line.copied and line.copied.sheet:
        number = line.copied.sheet
        action = menu.addAction(icon("file-text"), _("Sh&ow the sheet"))
        action.triggered.connect(lambda _on=False: show_sheet(page, session, number))
    for words, link in named_by(line):
        action = menu.addAction(icon("corner-down-right"), words)
        action.triggered.connect(lambda _on=False, link=link: page.follow(link))
    return menu


def named_by(line: Line) -> Iterator[tuple[str, Link]]:
    """What a line names, with the words of the menu; what it is of comes first."""
    nowhere = QRectF()
    if line.incident:
        words = _("S&ee {number}").format(number=line.incident)
        yield words, Link(nowhere, thread=line.incident_thread)
    for one in line.names:
        yield _("See {number}").format(number=one.text), Link(nowhere, thread=one.id)
    struck, earlier = line.struck, line.corrects or line.adds_to
    named = [(struck.see, struck.cited)] if struck else []
    named += [(earlier.line, earlier.cited)] if earlier else []
    named += [(one.line, one.cited) for one in line.added]
    for serial, cited in named:
        if serial is not None:
            yield _("See {no}").format(no=cited), Link(nowhere, line=serial)
