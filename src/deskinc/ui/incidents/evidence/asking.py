"""A dialog that asks a form, or some of it, at one go: a statement, an exhibit, a movement."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from deskinc.desk.office import Saved
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms import form as forms
from deskinc.forms.form import Form, Section
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.dialogs import Wide
from deskinc.ui.forms.answers import Answers
from deskinc.ui.forms.formview import FormView
from deskinc.ui.forms.lists import lists_of
from deskinc.ui.forms.manner import Manner
from deskinc.ui.incidents.sight import scrolled
from deskinc.ui.later import Later
from deskinc.ui.parts import Button, column, label, row
from deskinc.ui.session import Session

Write = Callable[[Mapping[str, object]], "Future[Saved]"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a dialog asks: the form but for ``without``; ``known`` is filled in.

    What is typed is kept under ``kept``; ``verb`` runs ``write``, then ``said``.
    """

    title: str
    text: str
    form: Form
    kept: str
    verb: str
    write: Write
    said: Callable[[Saved], object]
    known: Mapping[str, object] = field(default_factory=dict)
    without: Sequence[str] = ()


class AskDialog(Wide):
    """Fields that scroll; what is typed is kept until it is written or given up."""

    def __init__(self, parent: QWidget, session: Session, asked: Asked) -> None:
        super().__init__(parent, asked.title)
        self._session, self._asked, form = session, asked, asked.form
        self.answers = Answers(form, parent=self)
        cleaned = forms.clean(form, asked.known, partial=True, current={})
        for name, value in cleaned.items():
            self.answers.put(name, value)
        sections = [
            Section(part.title, tuple(one for one in part.fields if one.name not in asked.without))
            for part in form.sections
        ]
        self.view = FormView(
            self.answers, lists_of(session.office), [part for part in sections if part.fields],
            Manner(always_open=True, titles=len(sections) > 1, most=2),
        )  # fmt: skip
        self.layer.addWidget(label(asked.title, "title", 600))
        self.layer.addWidget(label(asked.text, role="muted", wrap=True))
        inside = column(self.view, margins=(0, 0, 12, 0))
        inside.addStretch(1)
        held = QWidget()
        held.setLayout(inside)
        self.layer.addWidget(scrolled(held, asked.title), 1)
        self.go = Button(asked.verb, "primary", "Ctrl+Enter", pressed=self.submit)
        self.leave = Button(_("Leave it"), "plain", _("Esc"), pressed=self.reject)
        self._end()
        QShortcut(QKeySequence("Ctrl+Return"), self, self.submit)
        self._later = Later(self, self._keep)
        self.answers.changed.connect(lambda _name: self._later.touch())
        session.locked.connect(self.reject)
        session.changing.connect(self.reject)
        session.closing.connect(self._later.flush)
        self.rejected.connect(self._later.flush)
        first = next(one for one in self.view.names() if one not in asked.known)
        self.view.focus_field(first)
        session.look(self, session.office.kept, self._take_up)

    def _end(self) -> None:
        last = row(gap=12)
        last.addStretch(1)
        for button in (self.leave, self.go):
            last.addWidget(button)
        self.layer.addLayout(last)

    def _keep(self) -> None:
        self._later.stop()
        typed: dict[str, Any] = {"typed": self.answers.to_keep()}
        kept = self._session.office.keep(self._asked.kept, typed)
        tasks.watch(self._session, kept, tasks.nothing, self._session.unkept)

    def _take_up(self, texts: Mapping[str, Any]) -> None:
        """Go on with what was typed before."""
        kept = texts.get(self._asked.kept)
        if kept is not None:
            self.answers.take_up(kept.get("typed") or {})

    def submit(self) -> None:
        """Write it; what will not do is said beside its field."""
        if not self.go.isEnabled():
            return
        self.view.say({})
        try:
            future = self._asked.write({**self._asked.known, **self.answers.to_write()})
        except InvalidForm as error:
            first = self.view.say(error.notes)
            if first:
                self.view.focus_field(first)
            else:
                self._session.fail(error)
            return
        except DeskError as error:
            self._session.fail(error)
            return
        self.go.setEnabled(False)
        tasks.watch(self, future, self._home, self._failed)

    def _home(self, saved: Saved) -> None:
        self._later.stop()
        gone = self._session.office.drop(self._asked.kept)
        tasks.watch(self._session, gone, tasks.nothing, self._session.unkept)
        self.rejected.disconnect(self._later.flush)
        self.accept()
        self._asked.said(saved)

    def _failed(self, error: Exception) -> None:
        self.go.setEnabled(True)
        self._session.fail(error)
