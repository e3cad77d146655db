"""Ticking what is due: the line that will be written, a patrol point by point."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QGridLayout, QScrollArea, QWidget

from deskinc.desk.lines import entries
from deskinc.desk.office import Saved
from deskinc.desk.routine import due, ticking
from deskinc.desk.routine.due import Due
from deskinc.desk.routine.ticking import Passed
from deskinc.desk.trouble import sealed
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms.fields import FieldError, parse_moment
from deskinc.forms.moments import passed
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.actions import Action
from deskinc.ui.dialogs import Question
from deskinc.ui.drafting import DialogDraft
from deskinc.ui.labelled import Fault, Labelled, choice, line
from deskinc.ui.parts import Button, label
from deskinc.ui.sealing import Then, follow
from deskinc.ui.session import Session
from deskinc.ui.shift.duewords import said

ROW, MOST, WIDE = 46, 6, 600
"""Height of a point, how many are seen at once, and the width of a dialog with points."""


class PointRow(QWidget):
    """A point of a patrol: whether it was passed, when, and what was found."""

    def __init__(self, point: str, session: Session) -> None:
        super().__init__()
        self._point, self._session = point, session
        self.box = QCheckBox(point.replace("&", "&&"))
        self.time, self.note = line(limit=40), line(limit=500)
        self.time.setFixedWidth(84)
        self.time.setAccessibleName(_("{point}: time").format(point=point))
        self.note.setAccessibleName(_("{point}: note").format(point=point))
        self.note.setPlaceholderText(_("what was found, or why not"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(8)
        for at, part in enumerate((self.box, self.time, self.note)):
            grid.addWidget(part, 0, at)
            grid.setColumnStretch(at, (3, 0, 4)[at])
        self.box.toggled.connect(self._passed)
        self.time.textEdited.connect(lambda words: self.box.setChecked(bool(words.strip())))

    def _passed(self, on: bool) -> None:
        """It was passed now, until another time is typed."""
        if on and not self.time.text():
            self.time.setText(self._session.office.locale.time(self._session.now()))
        elif not on:
            self.time.clear()

    def typed(self) -> list[str]:
        """The time, "" while it was not passed, and the note."""
        return [self.time.text() if self.box.isChecked() else "", self.note.text()]

    def take_up(self, time: str, note: str) -> None:
        """Put back what was typed."""
        self.time.setText(time)
        self.box.setChecked(bool(time))
        self.note.setText(note)

    def said(self) -> Passed:
        """What stands there; FieldError where that is no time, or lies ahead."""
        note, now = self.note.text().strip(), self._session.now()
        if not self.box.isChecked():
            return Passed(self._point, None, note)
        at = parse_moment(self.time.text(), now)
        if passed(now, at) > timedelta():
            raise FieldError(_("This time lies ahead. Write what has happened."))
        return Passed(self._point, at, note)


class TickDialog(Question):
    """Writes the line of one thing that is due; of several ``found`` the first is chosen."""

    def __init__(self, parent: QWidget, session: Session, found: Sequence[Due]) -> None:
        text = _("The line is written now and in your name. Each thing that is due has its own.")
        super().__init__(parent, _("Tick what was done"), text)
        self._session, self._found = session, found
        self._id = entries.new_id()
        now, locale = session.now(), session.office.locale
        words = [said(one, now, locale) for one in found]
        self.which = choice(
            [(str(at), f"{one.what}, {one.time} ({one.left})") for at, one in enumerate(words)]
        )
        self.text = line(limit=2000)
        self.points: list[PointRow] = []
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._heads = label(_("Tick each point that was passed."), "note", role="muted")
        self.fault = Fault()
        self.layer.addSpacing(8)
        for part in (
            Labelled(_("What is &due"), self.which), Labelled(_("Lin&e"), self.text), self._heads,
            self._area, self.fault,
        ):  # fmt: skip
            self.layer.addWidget(part)
        self.go = Button(_("Tick"), "primary", "Ctrl+Enter", pressed=self.tick)
        self.end(Button(_("Cancel"), "plain", _("Esc"), pressed=self.reject), self.go)
        self.go.setDefault(True)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.tick)
        self.which.currentIndexChanged.connect(lambda _at: self._show())
        self._show()
        self._draft = DialogDraft(self, session, "due", self._typed, self._take_up)
        self.accepted.connect(self._draft.written)
        self.text.textEdited.connect(lambda _words: self._draft.touch())
        first = self.which if len(found) > 1 else self.points[0].box if self.points else self.text
        first.setFocus()

    @property
    def due(self) -> Due:
        """What is chosen."""
        return self._found[max(0, self.which.currentIndex())]

    def _show(self) -> None:
        """Ask for the points of what is chosen, and show its words."""
        routine = self.due.routine
        self.fault.say("")
        self.text.setText(routine.text or routine.name)
        self.points = [PointRow(point, self._session) for point in routine.points]
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        for at, made in enumerate(self.points):
            grid.addWidget(made, at, 0)
            made.box.toggled.connect(lambda _on: self.fault.say(""))
            made.note.textEdited.connect(lambda _words: self.fault.say(""))
            for typed in (made.box.toggled, made.time.textEdited, made.note.textEdited):
                typed.connect(lambda _said: self._draft.touch())
        self._area.setWidget(inside)
        for part in (inside, self._area.viewport()):
            part.setAutoFillBackground(False)
        self._area.setFixedHeight(ROW * min(MOST, len(self.points)) + 4)
        for part in (self._area, self._heads):
            part.setVisible(bool(self.points))
        if self.points:
            self.resize(max(self.width(), WIDE), self.height())

    def _typed(self) -> dict[str, object]:
        """What is said of the chosen one, and of which it is said."""
        routine = self.due.routine
        points = [made.typed() for made in self.points]
        if self.text.text() == (routine.text or routine.name) and not any(map(any, points)):
            return {}
        edits = {"due": _name(self.due), "text": self.text.text(), "points": points}
        return {"edits": edits}

    def _take_up(self, kept: Mapping[str, Any]) -> None:
        """Go on with what was typed before, if it is still to be ticked."""
        edits, names = kept.get("edits") or {}, [_name(one) for one in self._found]
        if edits.get("due") in names:
            self.which.setCurrentIndex(names.index(edits["due"]))
            self.text.setText(edits["text"])
            for made, said_ in zip(self.points, edits["points"], strict=False):
                made.take_up(*said_)

    def tick(self) -> None:
        """Write the line; what will not do is said, and stays."""
        office = self._session.office
        try:
            passed = [made.said() for made in self.points]
            if passed and all(one.at is None and not one.note for one in passed):
                self.fault.say(_("Tick the points that were passed, or say beside one why not."))
                self.points[0].box.setFocus()
                return
            raw = ticking.raw(office, self.due, text=self.text.text(), passed=passed)
            keep = sealed.keep(office, raw, self._id)
            future = ticking.tick(office, self.due, raw, self._id)
        except FieldError as error:
            self.fault.say(str(error))
            return
        except InvalidForm as error:
            self.fault.say(" ".join(error.notes.values()))
            return
        except DeskError as error:
            self.fault.say(str(error))
            return
        self._see_home(future, keep)
        self.accept()

    def _see_home(self, future: "Future[Saved]", keep: sealed.Keep) -> None:
        """From now on it is not asked about again, also where the line waits for its number."""
        session, tick = self._session, _key(self.due)
        session.ticked_here.add(tick)

        def gone(error: Exception) -> None:
            session.ticked_here.discard(tick)
            session.fail(error)

        todo = _("It takes its number as soon as the book can be written.")
        follow(session, session, future, keep, Then(tasks.nothing, todo, tasks.nothing, gone))


def _key(one: Due) -> tuple[str, datetime]:
    return one.routine.thread, one.at


def _name(one: Due) -> str:
    return f"{one.routine.thread} {one.at.isoformat()}"


def _left(session: Session, found: Sequence[Due]) -> list[Due]:
    """What can be ticked of it and was not: the list is read again only once the line is there."""
    there = [one for one in found if _key(one) not in session.ticked_here]
    return due.next_to_tick(there, session.now())


def tick_next(parent: QWidget, session: Session) -> None:
    """Ask about what is due now; where nothing is, say what comes next."""
    now = session.now()
    found = _left(session, session.due)
    if found:
        TickDialog(parent, session, found).open()
        return
    ahead = next((one for one in session.due if one.state == "ahead"), None)
    todo = ""
    if ahead is not None:
        words = said(ahead, now, session.office.locale)
        todo = _("Next: {what}, {time}.").format(what=words.what, time=words.time)
    session.say(_("Nothing is due."), todo)


def tick_one(parent: QWidget, session: Session, one: Due) -> None:
    """Ask about that one, unless its time has not come."""
    if _left(session, [one]):
        TickDialog(parent, session, [one]).open()


def tick_actions(window: QWidget, session: Session) -> list[Action]:
    """Ticking by key, on every page."""
    do = partial(tick_next, window, session)
    return [Action("tick", _("Tick what is due"), "Ctrl+T", "check", _("Everywhere"), do,
                   act="write_occurrence")]  # fmt: skip
