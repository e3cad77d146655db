"""Raising an incident from lines of the book, or from none: few questions, keyboard first.

What the lines say already is filled in; where the type of the first line suggests a category,
Enter alone opens the incident.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from deskinc.desk.incidents import incidents
from deskinc.desk.incidents.guiding import severity_of
from deskinc.desk.learning import recurring
from deskinc.desk.lines import entries
from deskinc.desk.site import plain
from deskinc.desk.trouble import refused
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms import form as forms
from deskinc.forms.catalogue import current
from deskinc.forms.form import Section
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.dialogs import Question
from deskinc.ui.forms.answers import Answers
from deskinc.ui.forms.formview import FormView
from deskinc.ui.forms.lists import lists_of
from deskinc.ui.forms.manner import Manner
from deskinc.ui.incidents.card import Card
from deskinc.ui.incidents.fromalarm import AlarmPick
from deskinc.ui.incidents.laying import lay_out
from deskinc.ui.later import Later
from deskinc.ui.parts import Button, label
from deskinc.ui.sealing import Then, follow
from deskinc.ui.session import Session

FIRST = ("category", "severity")
ASKED = (*FIRST, "title", "place", "occurred", "reported_by", "exercise")
NEEDED = frozenset({"category", "severity", "title"})
"""What opens an incident; the form demands the rest of them before it is finished."""
WIDTH = 620
KEPT = "raise"


class RaiseDialog(Question):
    """A short form over what the lines say; the incident opens with its number."""

    def __init__(self, session: Session, parent: QWidget, ns: Sequence[int]) -> None:
        title = _("Raise an incident")
        super().__init__(parent, title, _source(session, ns))
        self.setMinimumWidth(WIDTH)
        self._session, self._ns = session, tuple(ns)
        self._id = entries.new_id()
        self._known = incidents.start(session.office, ns)
        self._follows = True
        form = current("incident")
        self.answers = Answers(form, parent=self)
        self._fill()
        parts = (FIRST, ASKED[len(FIRST) :])
        sections = [Section("", tuple(map(form.field, names))) for names in parts]
        self.view = FormView(
            self.answers, lists_of(session.office), sections,
            Manner(always_open=True, titles=False, most=2, needed=NEEDED),
        )  # fmt: skip
        self.card = Card(session.office)
        self.card.show_category(self.answers.values().get("category"))
        self.view.layer.insertWidget(1, self.card)
        self.alarm = AlarmPick(session.office, self.answers, self._alarm_taken)
        self.layer.addSpacing(8)
        self.layer.addWidget(self.alarm)
        self.layer.addWidget(self.view)
        self.more = label("", "note", role="muted", wrap=True)
        self._show_repeat()
        self.layer.addWidget(self.more)
        self.layer.addStretch(1)
        self._end()
        self.answers.changed.connect(self._changed)
        self._later = Later(self, self.keep)
        self.rejected.connect(self._later.flush)
        session.closing.connect(self._later.flush)
        self._place_cursor()

    def _end(self) -> None:
        self.go = Button(_("Open the incident"), "primary", _("Enter"), pressed=self.submit)
        self.end(Button(_("Cancel"), "plain", _("Esc"), pressed=self.give_up), self.go)

    def _fill(self) -> None:
        """Put what is known into the answers, as if it had been typed."""
        known = {name: self._known[name] for name in ASKED if self._known.get(name)}
        if isinstance(place := known.get("place"), str):
            known["place"] = self._session.office.site.place(place)
        cleaned = forms.clean(current("incident"), known, partial=True, current={})
        for name, value in cleaned.items():
            self.answers.put(name, value)

    def _alarm_taken(self) -> None:
        self.answers.changed.emit("")
        self.go.setFocus()

    def _show_repeat(self) -> None:
        """Say of what is chosen that it happened there before, as often as the site asks for."""
        values = self.answers.values()
        category = plain(values.get("category"))
        near = recurring.before(self._session.office, category, values.get("place"))
        words = _("Everything else can be filled in afterwards.")
        if near is not None:
            words = _("It happened here before: {rule} ({numbers}). Open a problem in its Review.")
            words = words.format(rule=near.words, numbers=near.numbers)
        self.more.setText(words)

    def _place_cursor(self) -> None:
        if "category" in self._known:
            self.go.setFocus()
        else:
            self.view.focus_field("category")

    def _changed(self, name: str) -> None:
        """The severity follows the category until somebody sets it."""
        values = self.answers.values()
        category = values.get("category")
        if name == "severity":
            self._follows = False
        elif name == "category" and self._follows and isinstance(category, dict):
            code = severity_of(self._session.office, category["code"])
            self.answers.put("severity", {"code": code})
            self._follows = True
        self.card.show_category(category)
        if name in {"", "category", "place"}:
            self._show_repeat()
        self._later.touch()

    def keep(self) -> None:
        """Keep what is typed until it is posted or given up."""
        self._later.stop()
        kept: dict[str, Any] = {"lines": list(self._ns), "typed": self.answers.to_keep()}
        tasks.watch(
            self, self._session.office.keep(KEPT, kept), tasks.nothing, self._session.unkept
        )

    def take_up(self, kept: dict[str, Any]) -> None:
        """Go on with what was typed before."""
        self.answers.take_up(kept)
        self.card.show_category(self.answers.values().get("category"))

    def submit(self) -> None:
        """Open the incident; what is wrong is said beside its field."""
        if not self.go.isEnabled():
            return
        try:
            raw = {**self._known, **self.answers.to_write()}
            keep = refused.raising(self._session.office, raw, entries.new_id())
            future = incidents.open_new(self._session.office, raw, self._id)
        except InvalidForm as error:
            first = self.view.say(error.notes)
            QTimer.singleShot(0, self, self.adjustSize)
            if first:
                self.view.focus_field(first)
            else:
                self._session.fail(error)
            return
        except DeskError as error:
            self._session.fail(error)
            self.give_up()
            return
        self.go.setEnabled(False)
        # the outcome is the session's: whoever leaves the dialog meanwhile is told of it too
        follow(self._session, self._session, future, keep, self._then())

    def _then(self) -> Then:
        """What was said is kept as a sealed line, where need be, from which it is raised later."""
        session = self._session
        todo = _(
            "Raise the incident from that line as soon as the book can be written, unless it "
            "stands there by then."
        )

        def failed(why: Exception) -> None:
            _if_there(self, RaiseDialog.ask_again)
            session.fail(why)

        opened = partial(_if_there, self, RaiseDialog._opened)
        return Then(opened, todo, partial(_if_there, self, RaiseDialog.give_up), failed)

    def _opened(self, _saved: object) -> None:
        self._forget()
        self.accept()
        self._session.go("incidents", thread=self._id)

    def ask_again(self) -> None:
        """It was not raised; what was typed still stands here."""
        self.go.setEnabled(True)

    def give_up(self) -> None:
        """Leave the dialog; nothing is raised."""
        self._forget()
        self.reject()

    def _forget(self) -> None:
        self._later.stop()
        if not self._session.is_closed:
            gone = self._session.office.drop(KEPT)
            tasks.watch(self._session, gone, tasks.nothing, self._session.unkept)

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its fields need, now that it is known how many stand side by side."""
        super().showEvent(event)
        lay_out()
        self.adjustSize()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the window of the question is leaving it."""
        self._forget()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the incident from every field; Esc leaves."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.submit()
        elif event.key() == Qt.Key.Key_Escape:
            self.give_up()
        else:
            super().keyPressEvent(event)


def _if_there(asked: RaiseDialog, act: Callable[..., object], *given: object) -> None:
    if isValid(asked) and not asked.isHidden():
        act(asked, *given)


def _source(session: Session, ns: Sequence[int]) -> str:
    found = entries.lines(session.office, ns)
    if not found:
        return _("It gets its number, and a line of the book that names it.")
    first = found[0]
    words = f"{first.cited}  {first.written:%H:%M}  {first.text}"
    if len(found) == 1:
        return words
    return _("{line} … and {count} more lines").format(line=words, count=len(found) - 1)


def raise_incident(session: Session, parent: QWidget, ns: Sequence[int]) -> RaiseDialog:
    """Ask what is needed to open an incident from the lines ``ns`` of the book (or from none)."""
    made = RaiseDialog(session, parent, ns)
    made.open()
    return made


def raise_from_alarm(session: Session, parent: QWidget) -> None:
    """The same with the cursor on the alarm points; where the site has none, that is said."""
    made = raise_incident(session, parent, ())
    if session.office.site.points:
        made.alarm.line.setFocus()
    else:
        session.say(_("The site has no alarm points yet."), _("Settings, Alarm points."))


def take_up_raise(session: Session, parent: QWidget) -> None:
    """Ask again where raising an incident was cut short by a lock, a crash or a power cut."""

    def home(texts: dict[str, dict[str, Any]]) -> None:
        kept = texts.get(KEPT)
        if kept is not None and not parent.findChildren(RaiseDialog):
            made = raise_incident(session, parent, [int(n) for n in kept.get("lines", ())])
            made.take_up(kept.get("typed") or {})

    session.look(parent, session.office.kept, home)
