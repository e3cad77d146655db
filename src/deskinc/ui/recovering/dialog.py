"""A passphrase is forgotten: first what usually helps, then the sheet, then a new passphrase.

Everything slow is done off the GUI thread. The book is open, and held, from the words until the
dialog goes.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from deskinc.desk.people import by_sheet
from deskinc.desk.people.by_sheet import Opened
from deskinc.errors import DeskError, InvalidForm
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.banded import banded
from deskinc.ui.labelled import Fault
from deskinc.ui.parts import Button, column, label, row
from deskinc.ui.recovering.person import NewPerson
from deskinc.ui.recovering.words import SheetWords
from deskinc.ui.scrolled import scrolled

SIZE, EDGE = QSize(760, 640), 24
FIRST, WORDS, PERSON = range(3)


class RecoverDialog(QDialog):
    """``enrolled`` carries name and passphrase: the door goes on with them."""

    enrolled = Signal(str, str)

    def __init__(
        self, parent: QWidget, folder: Path, clock: Callable[[], datetime] = by_sheet.utc_now
    ) -> None:
        super().__init__(parent)
        self._folder, self._clock = folder, clock
        self._opened: Opened | None = None
        self._busy = self._gone = False
        self.setWindowTitle(_("Forgotten passphrase"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.words = SheetWords()
        self.person = NewPerson()
        self.fault = Fault()
        self.state = label("", "note", role="muted", wrap=True)
        self.leave = Button(_("Leave it"), "plain", _("Esc"), pressed=self.reject)
        self.go = Button("", "primary", _("Enter"), pressed=self.go_on)
        self.go.setDefault(True)
        self.words.done.connect(self.go.setFocus)
        self._place()
        self._show(FIRST)
        parent = self.parentWidget() or self
        self.resize(SIZE.boundedTo(parent.window().size() - QSize(EDGE, EDGE)))

    def _place(self) -> None:
        self.pages = QStackedWidget()
        for part in (_first(), self._asking(), self.person):
            area, pad = scrolled(part)
            pad.setContentsMargins(24, 16, 24, 16)
            self.pages.addWidget(area)
        self.about = label("", role="muted", wrap=True)
        head = column(label(_("Forgotten passphrase"), "title", 600), self.about, gap=4)
        head.setContentsMargins(24, 20, 24, 16)
        foot = row(gap=12, margins=(24, 12, 24, 16))
        foot.addLayout(column(self.fault, self.state, gap=4), 1)
        for button in (self.leave, self.go):
            foot.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        banded(self, head, self.pages, foot)

    def _asking(self) -> QWidget:
        made = QWidget()
        hint = label(
            _("Type the first letters; Space goes on once the word is clear. Nothing of it is "
              "kept: no file, no log, no clipboard."), "note", role="muted", wrap=True,
        )  # fmt: skip
        made.setLayout(column(self.words, hint, gap=12))
        return made

    def _show(self, page: int) -> None:
        about = {
            FIRST: _("Nobody can look a passphrase up, and nobody else can set it."),
            WORDS: _("The 24 words, in the order in which they stand on the sheet."),
            PERSON: _("The sheet has opened the book; the desk has written that down."),
        }
        verbs = {FIRST: _("I have the &sheet"), WORDS: _("&Open"), PERSON: _("&Enrol")}
        self.pages.setCurrentIndex(page)
        self.about.setText(about[page])
        self.go.setText(verbs[page])
        self.go.updateGeometry()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        first = {FIRST: self.go, WORDS: self.words.fields[0], PERSON: self.person.who}
        first[page].setFocus()

    def go_on(self) -> None:
        """What the page asks for."""
        if self._busy:
            return
        self.fault.say("")
        page = self.pages.currentIndex()
        if page == FIRST:
            self._show(WORDS)
        elif page == WORDS:
            self._open()
        else:
            self._enrol()

    def _open(self) -> None:
        if self.words.is_missing():
            return
        folder, words, clock = self._folder, self.words.words(), self._clock
        self._set_busy(_("Opening the book with the sheet."))
        tasks.run(
            self, lambda: by_sheet.open_book(folder, words, clock), self._came, self._not_open
        )

    def _came(self, opened: Opened) -> None:
        self._opened = opened
        app = QCoreApplication.instance()
        assert app is not None  # noqa: S101 - the dialog is on screen
        app.aboutToQuit.connect(self._let_go)
        self._set_busy("")
        self.words.forget()
        if self._gone:
            self.reject()
            return
        self.person.show_people(opened)
        self._show(PERSON)

    def _not_open(self, error: Exception) -> None:
        self._set_busy("")
        if self._gone:
            self._left()
        elif isinstance(error, DeskError):
            self.words.say(str(error))
        else:
            tasks.crash(error)

    def _enrol(self) -> None:
        given, opened = self.person.given(), self._opened
        if given is None or opened is None:
            return
        self._set_busy(_("Making the keys. This takes a few seconds."))
        who, again, phrase, second = given
        tasks.run(
            self,
            lambda: by_sheet.enrol(opened, who, phrase, again=again, second=second),
            lambda name: self._done(name, phrase),
            self._not_enrolled,
        )

    def _done(self, name: str, phrase: str) -> None:
        self._opened = None
        self._set_busy("")
        self.person.forget()
        self.accept()
        self.enrolled.emit(name, phrase)

    def _not_enrolled(self, error: Exception) -> None:
        self._set_busy("")
        if isinstance(error, InvalidForm):
            self.fault.say(self.person.show_notes(error.notes))
        elif isinstance(error, DeskError):
            self.fault.say(str(error))
        else:
            tasks.crash(error)

    def _set_busy(self, words: str) -> None:
        self._busy = bool(words)
        self.pages.setEnabled(not words)
        self.go.setEnabled(not words)
        self.state.setText(words)

    def _let_go(self) -> None:
        """The program ends: so does what holds the book."""
        opened, self._opened = self._opened, None
        if opened is not None:
            opened.close()

    def reject(self) -> None:
        """Leave, once the book is closed again; not while somebody is being enrolled."""
        if self._busy and self._opened is not None:
            return
        self._gone = True
        self.words.forget()
        self.person.forget()
        opened, self._opened = self._opened, None
        if self._busy or opened is not None:
            self._set_busy(_("Closing the book."))
        else:
            self._left()
        if opened is not None:
            tasks.run(self, opened.close, lambda _none: self._left())

    def _left(self) -> None:
        super().reject()


def _first() -> QWidget:
    """What usually helps."""
    made = QWidget()
    told = (
        (_("A colleague who may enrol"), _(
            "An administrator signs in and opens Settings, People: choose your name, Enrol again. "
            "You type a new passphrase. It takes two minutes, and what you signed stays yours."
        )),
        (_("No administrator can sign in"), _(
            "The recovery sheet from the safe opens the book and enrols an administrator. It signs "
            "for nobody: a shift lead signs beside it, where there is none an officer. Where "
            "nobody else is enrolled the sheet is enough alone; that stands in amber, and the "
            "name prints as provisional, until somebody has vouched. That the sheet was used is "
            "a record."
        )),
        (_("Neither"), _(
            "Nobody can open the book, we neither. Whoever can still sign in goes on writing."
        )),
    )  # fmt: skip
    layer = column(gap=4)
    for head, words in told:
        layer.addWidget(label(head, weight=600))
        layer.addWidget(label(words, role="muted", wrap=True))
        layer.addSpacing(12)
    made.setLayout(layer)
    return made
