"""The dialogs of what is learned: a review, an action or a problem, read and written."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from deskinc.desk.learning import lessons
from deskinc.desk.learning.lessons import DEBRIEF, MEASURE, PROBLEM, Lesson
from deskinc.desk.lines.entries import new_id
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms.catalogue import current
from deskinc.forms.form import Section
from deskinc.i18n import N_, _
from deskinc.ui.dialogs import Question, Wide, ask_text
from deskinc.ui.forms.answers import Answers
from deskinc.ui.forms.formview import FormView
from deskinc.ui.forms.lists import lists_of
from deskinc.ui.forms.manner import Manner
from deskinc.ui.incidents.learning.words import state_word
from deskinc.ui.incidents.sight import scrolled
from deskinc.ui.parts import Button, column, label, row
from deskinc.ui.session import Session

TITLES = {
    DEBRIEF: N_("Review of {about}"), MEASURE: N_("Action: {about}"), PROBLEM: N_("Problem"),
}  # fmt: skip
HIDDEN: Mapping[str, frozenset[str]] = {
    DEBRIEF: frozenset({"about"}),
    MEASURE: frozenset({"about", "rule"}) | lessons.ACTS,
    PROBLEM: frozenset(),
}
"""Fields that the dialog knows, or that acts of their own say."""


class LessonDialog(Wide):
    """A new one over what is ``known`` of it, or one that stands in the book."""

    def __init__(
        self, parent: QWidget, session: Session, form: str,
        known: Mapping[str, object] | None = None, lesson: Lesson | None = None,
    ) -> None:  # fmt: skip
        about = lesson.number if lesson else _about(known or {})
        title = _(TITLES[form]).format(about=about)
        super().__init__(parent, title)
        self._session, self._form, self._lesson = session, form, lesson
        self._known, self._id = dict(known or {}), new_id()
        may = session.office.officer.may("learn")
        made = current(form)
        self.answers = Answers(made, lesson.values if lesson else None, parent=self)
        self.answers.closed = not may
        hidden = HIDDEN[form]
        sections = [
            Section(part.title, tuple(f for f in part.fields if f.name not in hidden))
            for part in made.sections
        ]
        for name in set(self._known) - hidden:
            self.answers.put(name, self._known.pop(name))
        manner = Manner(always_open=may, most=2, titles=len(sections) > 1)
        self.view = FormView(self.answers, lists_of(session.office), sections, manner)
        self.layer.addWidget(label(title, "title", 600, wrap=True))
        self.told = label(_told(session, lesson), role="muted", wrap=True)
        self.told.setVisible(bool(self.told.text()))
        self.layer.addWidget(self.told)
        inside, holder = column(self.view), QWidget()
        inside.addStretch(1)
        holder.setLayout(inside)
        area = scrolled(holder, title)
        holder.setAutoFillBackground(False)
        self.layer.addWidget(area, 1)
        self._end(may=may)

    def _end(self, *, may: bool) -> None:
        one = self._lesson
        mine = one is not None and _owner(one) == self._session.office.officer.thread
        acts = one is not None and one.form == MEASURE
        state = one.state if one is not None else ""
        self.done_button = Button(_("&Done…"), pressed=self.ask_done)
        self.done_button.setVisible(acts and state == "open" and (mine or may))
        self.check_button = Button(_("Did it &help?…"), pressed=self.ask_check)
        self.check_button.setVisible(acts and state == "done" and may)
        self.drop_button = Button(_("&Give it up"), "text", pressed=self._drop)
        self.drop_button.setVisible(acts and state in {"open", "done"} and may)
        self.leave = Button(_("Leave it"), "plain", _("Esc"), pressed=self.reject)
        self.save = Button(_("Save"), "primary", "Ctrl+S", pressed=self.submit)
        self.save.setShortcut("Ctrl+S")
        self.save.setVisible(may)
        last = row(self.done_button, self.check_button, self.drop_button, gap=12)
        last.addStretch(1)
        for button in (self.leave, self.save):
            last.addWidget(button)
        self.layer.addLayout(last)

    def submit(self) -> None:
        """Write it; what is wrong is said beside its field."""
        thread = self._lesson.thread if self._lesson else ""
        try:
            raw = {**self._known, **self.answers.to_write()}
            future = lessons.write(self._session.office, self._form, raw, self._id, thread)
        except InvalidForm as error:
            first = self.view.say(error.notes)
            if first:
                QTimer.singleShot(0, self.view, lambda: self.view.focus_field(first))
            else:
                self._session.fail(error)
            return
        except DeskError as error:
            self._session.fail(error)
            return
        self._session.watch(self._session, future, lambda _saved: None)
        self.accept()

    def ask_done(self) -> None:
        """Ask how it shows that the action is done."""
        ask_text(
            self, _("Done?"), _("Somebody else looks whether it helped."),
            name=_("How it shows"), verb=_("Report it done"), missing=_("Say how it shows."),
            done=lambda words: self._act(lambda o, t, i: lessons.done(o, t, words, i)),
        )  # fmt: skip

    def ask_check(self) -> None:
        """Ask whether what was done helped."""
        asked = Question(self, _("Did it help?"), _("What did not help is open again."))
        ways = [("yes", _("&Yes")), ("partly", _("&Partly")), ("no", _("&No"))]
        buttons = [Button(words, pressed=partial(self._checked, asked, code))
                   for code, words in ways]  # fmt: skip
        asked.end(*buttons, Button(_("Not yet"), "primary", _("Esc"), pressed=asked.reject))
        asked.open()

    def _checked(self, asked: Question, code: str) -> None:
        asked.accept()
        self._act(lambda o, t, i: lessons.check(o, t, code, i))

    def _drop(self) -> None:
        self._act(lessons.drop)

    def _act(self, act: "Callable[..., object]") -> None:
        if self._lesson is None:
            return
        try:
            future = act(self._session.office, self._lesson.thread, new_id())
        except DeskError as error:
            self._session.fail(error)
            return
        self._session.watch(self._session, future, lambda _saved: None)  # type: ignore[arg-type]
        self.accept()


def _about(known: Mapping[str, object]) -> str:
    about = known.get("about")
    return str(about.get("text", "")) if isinstance(about, dict) else ""


def _owner(one: Lesson) -> str:
    owner = one.values.get("owner")
    return str(owner.get("id", "")) if isinstance(owner, dict) else ""


def _told(session: Session, one: Lesson | None) -> str:
    """What was said of an action by its own acts, and by which rule it was opened."""
    if one is None or one.form != MEASURE:
        return ""
    locale, form = session.office.locale, current(MEASURE)
    said = [state_word(one, session.now())]
    for name in ("rule", "evidence", "effective", "checked_by"):
        if (value := one.values.get(name)) is not None:
            words = lessons.shown(form.field(name), value, locale)
            said.append(f"{_(form.field(name).label).rstrip('?')}: {words}")
    return " · ".join(said)
