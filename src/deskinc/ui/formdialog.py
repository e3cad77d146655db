"""A dialog over a form, or some of it: fields that scroll, and words that are never lost."""

from collections.abc import Container, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from deskinc.errors import DeskError, InvalidForm
from deskinc.forms import form as forms
from deskinc.forms.fields import Value
from deskinc.forms.form import Form, Section
from deskinc.i18n import _
from deskinc.proof.canonical import Json
from deskinc.ui import tasks
from deskinc.ui.dialogs import Wide
from deskinc.ui.drafting import DialogDraft
from deskinc.ui.forms.answers import Answers
from deskinc.ui.forms.formview import FormView
from deskinc.ui.forms.lists import Lists, lists_of
from deskinc.ui.forms.manner import Manner
from deskinc.ui.incidents.laying import lay_out
from deskinc.ui.incidents.sight import into_sight, scrolled
from deskinc.ui.parts import Button, column, label, row
from deskinc.ui.session import Session


@dataclass(frozen=True, slots=True)
class Shown:
    """What a dialog shows: ``sections`` of a form (none: all of it), over what is ``saved``.

    ``known`` is filled in as if it were typed. What is typed is kept under ``kept``.
    """

    title: str
    form: Form
    kept: str
    text: str = ""
    verb: str = ""
    sections: Sequence[Section] = ()
    saved: Mapping[str, Value] = field(default_factory=dict)
    known: Mapping[str, Any] = field(default_factory=dict)
    first: str = ""
    lists: Lists | None = None
    manner: Manner = field(default_factory=lambda: Manner(always_open=True, most=2))
    answers: type[Answers] | None = None
    of: Json = None
    closed: bool = False


class FormDialog(Wide):
    """Asks until it is written or left; who makes one says what :meth:`write` does."""

    def __init__(self, parent: QWidget, session: Session, shown: Shown, *below: QWidget) -> None:
        super().__init__(parent, shown.title)
        self._session, self._shown = session, shown
        self.answers = (shown.answers or Answers)(shown.form, shown.saved, self)
        self.answers.closed = shown.closed
        self._put_known()
        self.view = FormView(
            self.answers, shown.lists or lists_of(session.office), shown.sections or None,
            shown.manner,
        )  # fmt: skip
        self.layer.addWidget(label(shown.title, "title", 600, wrap=True))
        self.told = label(shown.text, role="muted", wrap=True)
        self.told.setVisible(bool(shown.text))
        self.layer.addWidget(self.told)
        inside, holder = column(self.view, *below, gap=12, margins=(0, 0, 12, 0)), QWidget()
        inside.addStretch(1)
        holder.setLayout(inside)
        self.area = scrolled(holder, shown.title)
        self.layer.addWidget(self.area, 1)
        self._end(shown)
        self.draft = DialogDraft(
            self, session, shown.kept, self.answers.to_keep, self.answers.take_up, shown.of
        )
        self.draft.taken_up.connect(self.afresh.show)
        self.answers.changed.connect(lambda _name: self.draft.touch())
        if not shown.closed:
            self.view.focus_field(shown.first or self.view.names()[0])

    def _end(self, shown: Shown) -> None:
        self.go = Button(shown.verb or _("Keep it"), "primary", "Ctrl+Enter", pressed=self.submit)
        self.go.setVisible(not shown.closed)
        self.leave = Button(_("Cancel"), "plain", _("Esc"), pressed=self.reject)
        self.afresh = Button(_("Begin &anew"), "text", pressed=self.begin_anew)
        self.afresh.hide()
        self.foot = row(self.afresh, gap=12)
        self.foot.addStretch(1)
        for button in (self.leave, self.go):
            self.foot.addWidget(button)
        self.layer.addLayout(self.foot)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.submit)
        QShortcut(QKeySequence("Ctrl+Enter"), self, self.submit)

    def _put_known(self) -> None:
        cleaned = forms.clean(self._shown.form, self._shown.known, partial=True, current={})
        for name, said in self._shown.known.items():
            self.answers.put(name, cleaned.get(name, said))

    def begin_anew(self) -> None:
        """Give up what was typed before."""
        self.draft.forget()
        self.answers.give_up()
        self._put_known()
        self.view.say({})
        self.afresh.hide()
        self.view.focus_field(self._shown.first or self.view.names()[0])

    def write(self, cells: dict[str, Value], /) -> "Future[Any]":
        """Write the answers; InvalidForm says what will not do."""
        raise NotImplementedError

    def start(self, cells: dict[str, Value]) -> None:
        """Begin to write."""
        tasks.watch(self, self.write(cells), self._home, self.failed)

    def said(self, saved: Any, /) -> None:
        """It is written."""

    def submit(self) -> None:
        """Write it; what will not do is said beside its field."""
        if not self.go.isEnabled() or self._shown.closed:
            return
        self.view.say({})
        self.go.setEnabled(False)
        try:
            self.start(self.answers.to_write())
        except DeskError as error:
            self.failed(error)

    def _home(self, saved: Any) -> None:
        self.draft.written()
        self.accept()
        self.said(saved)

    def failed(self, error: Exception) -> None:
        """It is not written; what was typed stands there."""
        self.go.setEnabled(True)
        first = self.view.say(error.notes) if isinstance(error, InvalidForm) else ""
        if first:
            lay_out()
            QTimer.singleShot(0, self.view, lambda: self._go_to(first))
        else:
            self._session.fail(error)

    def _go_to(self, name: str) -> None:
        """The cursor into a field, which is in sight."""
        self.view.focus_field(name)
        lay_out()
        if (cell := self.view.cell(name)) is not None:
            into_sight(self.area, cell)


def without(form: Form, names: Container[str]) -> list[Section]:
    """The sections of a form but for some of its fields."""
    found = (
        Section(part.title, tuple(each for each in part.fields if each.name not in names))
        for part in form.sections
    )
    return [part for part in found if part.fields]
