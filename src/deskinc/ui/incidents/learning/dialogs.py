"""The dialogs of what is learned: a review, an action or a problem, read and written."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from deskinc.desk.learning import lessons, slips
from deskinc.desk.learning.lessons import DEBRIEF, MEASURE, PROBLEM, Lesson
from deskinc.desk.lines.entries import new_id
from deskinc.errors import DeskError
from deskinc.forms.catalogue import current
from deskinc.forms.fields import Value
from deskinc.i18n import N_, _
from deskinc.ui.dialogs import Question, ask_text
from deskinc.ui.formdialog import FormDialog, Shown, without
from deskinc.ui.forms.manner import Manner
from deskinc.ui.incidents import slip
from deskinc.ui.incidents.learning.words import state_word
from deskinc.ui.parts import Button
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


class LessonDialog(FormDialog):
    """A new one over what is ``known`` of it, or one that stands in the book."""

    def __init__(
        self, parent: QWidget, session: Session, form: str,
        known: Mapping[str, Any] | None = None, lesson: Lesson | None = None,
    ) -> None:  # fmt: skip
        about = known.get("about") if known else None
        self._form, self._lesson, self._id = form, lesson, new_id()
        self._known = {name: said for name, said in (known or {}).items() if name in HIDDEN[form]}
        number = lesson.number if lesson else about["text"] if about else ""
        may, made = session.office.officer.may("learn"), current(form)
        sections = without(made, HIDDEN[form])
        of = lesson.thread if lesson else about["id"] if about else "new"
        shown = Shown(
            _(TITLES[form]).format(about=number), made, f"{form}:{of}", _told(session, lesson),
            sections=sections, saved=lesson.values if lesson else {},
            known={name: said for name, said in (known or {}).items() if name not in self._known},
            manner=Manner(always_open=may, most=2, titles=len(sections) > 1), closed=not may,
        )  # fmt: skip
        super().__init__(parent, session, shown)
        self._offer(may=may)

    def _offer(self, *, may: bool) -> None:
        one = self._lesson
        mine = one is not None and _owner(one) == self._session.office.officer.thread
        acts = one is not None and one.form == MEASURE
        state = one.state if one is not None else ""
        self.done_button = Button(_("&Done…"), pressed=self.ask_done)
        self.check_button = Button(_("Was it &effective?…"), pressed=self.ask_check)
        self.drop_button = Button(_("Dr&op the action"), "text", pressed=self._drop)
        self.slip_button = Button(_("Print a s&lip…"), "text", pressed=self.ask_slip)
        ways = (self.done_button, self.check_button, self.drop_button, self.slip_button)
        for at, button in enumerate(ways):
            self.foot.insertWidget(at, button)
        self.done_button.setVisible(acts and state == "open" and (mine or may))
        self.check_button.setVisible(acts and state == "done" and may)
        self.slip_button.setVisible(acts and state == "open" and may)
        self.drop_button.setVisible(acts and state in {"open", "done"} and may)

    def write(self, cells: dict[str, Value], /) -> "Future[Any]":
        """Write it, with what the dialog knows itself."""
        thread = self._lesson.thread if self._lesson else ""
        raw = {**self._known, **cells}
        return lessons.write(self._session.office, self._form, raw, self._id, thread)

    def ask_slip(self) -> None:
        """Show the slip for an owner without a key before it is printed."""
        if (one := self._lesson) is not None:
            office = self._session.office
            slip.ask(self, self._session, lambda: slips.of_action(office, one.thread))

    def ask_done(self) -> None:
        """Ask how it shows that the action is done."""
        ask_text(
            self, _("Done?"), _("Somebody else checks whether it was effective."),
            name=_("How it shows"), verb=_("Report it done"), missing=_("Say how it shows."),
            done=lambda words: self._act(lambda o, t, i: lessons.done(o, t, words, i)),
        )  # fmt: skip

    def ask_check(self) -> None:
        """Ask whether what was done helped."""
        asked = Question(self, _("Was it effective?"), _("If not, the action is open again."))
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
