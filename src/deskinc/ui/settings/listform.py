"""A section that lists things of the book, and the form that asks for one of them."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskinc.desk.office import Record
from deskinc.errors import DeskError, InvalidForm
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.drafting import Blanks, Draft
from deskinc.ui.labelled import Fault, Labelled
from deskinc.ui.parts import Button, label, row
from deskinc.ui.session import Session
from deskinc.ui.settings.section import WIDTH, Section


class ListForm(QWidget):
    """Asks for one; ``saved`` with what to say once it is in the book, ``left`` if it is not.

    What is typed outlives Esc and a power cut, closed to all but who typed it.
    """

    saved = Signal(str, str)
    left = Signal()

    def __init__(self, session: Session, verb: str) -> None:
        super().__init__()
        self._session = session
        self.asked: dict[str, Labelled] = {}
        self.fault = Fault()
        self.go = Button(verb, "primary", "Ctrl+Enter", pressed=self.save)
        self.afresh = Button(_("Begin ane&w"), "text")
        self.afresh.hide()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            here = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence(keys), self, self.save, context=here)

    def head(self, title: str) -> QVBoxLayout:
        """The layout of the form, with its title."""
        layer = QVBoxLayout(self)
        layer.setContentsMargins(0, 0, 0, 16)
        layer.setSpacing(16)
        layer.addWidget(label(title, "text", 600))
        return layer

    def foot(self, *more: Button) -> QHBoxLayout:
        """The buttons below."""
        made = row(*more, self.afresh, gap=12)
        made.addStretch(1)
        made.addWidget(Button(_("Cancel"), "plain", _("Esc"), pressed=self.leave))
        made.addWidget(self.go)
        return made

    def keep(self, key: str, blanks: Blanks) -> None:
        """Keep what is typed into ``blanks`` under ``key`` until it is saved."""
        self.draft = Draft(self, self._session, key, blanks.typed, blanks.take_up)
        blanks.heard(self.draft.touch)
        self.draft.taken_up.connect(self.afresh.show)
        self._session.changing.connect(self.left)

        def begin() -> None:
            self.draft.forget()
            blanks.begin_anew()
            self.afresh.hide()
            self.first_focus().setFocus()

        self.afresh.clicked.connect(lambda _on=False: begin())

    def leave(self) -> None:
        """Nothing is saved; what was typed is kept."""
        self.draft.flush()
        self.left.emit()

    def first_focus(self) -> QWidget:
        """Where the cursor stands at first."""
        return next(iter(self.asked.values())).field

    def save(self) -> None:
        """Write it; what will not do is said at its field."""
        raise NotImplementedError

    def clear(self) -> None:
        """Nothing is wrong any more."""
        self.fault.say("")
        for each in self.asked.values():
            each.clear()

    def write(self, act: "Callable[[], Future[Any]]", *said: str) -> None:
        """``act``, then what is ``said``; what will not do is said at its field."""
        self.clear()
        try:
            future = act()
        except InvalidForm as error:
            self._say(error.notes)
            return
        except DeskError as error:
            self.fault.say(str(error))
            return
        self.go.setEnabled(False)

        def home(_saved: object) -> None:
            self.draft.written()
            self.saved.emit(said[0], said[1] if len(said) > 1 else "")

        tasks.watch(self, future, home, self._failed)

    def _say(self, notes: Mapping[str, str]) -> None:
        for name, note in reversed(list(notes.items())):
            head = name.split("/", maxsplit=1)[0]
            if head in self.asked and self.asked[head].isVisibleTo(self):
                self.asked[head].say(note)
                self.asked[head].field.setFocus()
            else:
                self.fault.say(note)

    def _failed(self, error: Exception) -> None:
        self.go.setEnabled(True)
        self._session.fail(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves it."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)


F = TypeVar("F", bound=ListForm)


class ListSection(Section, Generic[F]):
    """A list, in whose place stands ``form`` while one is asked for."""

    form: F | None = None
    forms: Sequence[str] = ()
    """The list is read again when a record of one of these is written."""

    def hold(self, inside: QVBoxLayout) -> None:
        """Show the list, and go on reading it."""
        self._listed = QWidget()
        self._listed.setLayout(inside)
        self.body.addWidget(self._listed)
        self.body.addStretch(1)
        self.session.recorded.connect(self._heard)
        self.load()

    def _heard(self, records: Sequence[Record]) -> None:
        if any(record.form in self.forms for record in records):
            self.load()

    def ask(self, make: Callable[[], F], width: int = WIDTH) -> None:
        """Show the form, made unless one stands there, with the cursor in it."""
        form = self.form
        if form is None:
            form = self.form = make()
            form.setMaximumWidth(width)
            form.saved.connect(self._saved)
            form.left.connect(self._shut)
        self.unfold(form, [self._listed], 2)
        form.first_focus().setFocus()

    def _shut(self) -> None:
        if self.form is not None:
            self.fold(self.form, [self._listed])
            self.form = None
            self.first_focus().setFocus()

    def _saved(self, what: str, todo: str) -> None:
        self._shut()
        self.load()
        self.session.say(what, todo)
