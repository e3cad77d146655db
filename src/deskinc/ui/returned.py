"""Lines that a review returned stand in their writer’s sight on every page, until he answers."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame

from deskinc.desk.lines.entries import Line
from deskinc.desk.office import Office, Record
from deskinc.desk.review import reviewing
from deskinc.i18n import _
from deskinc.ui.actions import Action
from deskinc.ui.banner import announce
from deskinc.ui.oneline import OneLine
from deskinc.ui.parts import Button, IconLabel, label, row
from deskinc.ui.session import Session

KEY = "Ctrl+Shift+R"
_CHANGES = frozenset({"review", "occurrence", "strike"})


class ReturnedLine(QFrame):
    """The first of them by its number and what is asked, the others counted."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._lines: Sequence[Line] = ()
        self._next = 0
        self.setProperty("banner", "pending")
        self.what, self._more = label("", "note", 600), OneLine("", "note")
        self.go = Button(_("Go to it"), "text", KEY, size="small", pressed=self.show_next)
        sign = IconLabel("corner-down-right", 16, "pending")
        inside = row(sign, gap=12, margins=(16, 2, 16, 2))
        inside.addWidget(self.what)
        inside.addWidget(self._more, 1)
        inside.addWidget(self.go)
        self.setLayout(inside)
        self.setFixedHeight(34)
        self.hide()
        session.recorded.connect(self._recorded)
        session.officer_changed.connect(self.read)
        session.roles_changed.connect(self.read)
        self.read()

    def actions_offered(self) -> Sequence[Action]:
        """The way to the line, on every page."""
        return (
            Action("returned", _("Go to a line that was returned"), KEY, "corner-down-right",
                   _("Everywhere"), self.show_next, act="correct"),
        )  # fmt: skip

    def _recorded(self, records: Sequence[Record]) -> None:
        if any(record.form in _CHANGES for record in records):
            self.read()

    def read(self) -> None:
        """Read anew what came back to whoever is signed in."""
        office = self._session.office
        self._session.look(self, lambda: _came_back(office), self._show)

    def _show(self, found: Sequence[Line]) -> None:
        fresh = [line for line in found if line not in self._lines]
        self._lines, self._next = found, 0
        self.setVisible(bool(found))
        if not found:
            return
        first = found[0]
        by, comment = (first.mark.by, first.mark.comment) if first.mark is not None else ("?", "")
        words = _("{who} returned line {no}.").format(no=first.cited, who=by)
        more = comment
        if len(found) > 1:
            more = _("{first} And {count} more.").format(first=comment, count=len(found) - 1)
        self.what.setText(words)
        self._more.setText(more)
        self._more.setToolTip(more)
        self.setAccessibleName(f"{words} {more}")
        if fresh:
            announce(self)

    def words(self) -> str:
        """What it says; "" while nothing came back."""
        return "" if self.isHidden() else self.accessibleName()

    def show_next(self) -> None:
        """Choose the line in the book, the next time the next one, and say how it is answered."""
        session = self._session
        if not self._lines:
            session.say(_("No line of yours was returned."))
            return
        line = self._lines[self._next % len(self._lines)]
        self._next += 1
        session.go("book", line=line.line)
        session.say(
            _("Line {no} is chosen.").format(no=line.cited),
            _("Ctrl+E corrects it, Ctrl+Shift+S adds to it; either is your answer."),
        )


def _came_back(office: Office) -> Sequence[Line]:
    return reviewing.returned_to(office) if office.officer.may("correct") else ()
