"""A passphrase is forgotten: first what usually helps, then the sheet, then a new passphrase.

Everything slow is done off the GUI thread. The book is open, and held, from the words until the
dialog goes.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Signal
from PySide6.QtWidgets import QWidget

from deskinc.desk.people import by_sheet
from deskinc.desk.people.by_sheet import Opened
from deskinc.errors import DeskError, InvalidForm
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.banded import Banded
from deskinc.ui.parts import column, label
from deskinc.ui.recovering.person import NewPerson
from deskinc.ui.recovering.words import SheetWords

SIZE = QSize(760, 640)
FIRST, WORDS, PERSON = range(3)


class RecoverDialog(Banded):
    """``enrolled`` carries name and passphrase: the door goes on with them."""

    enrolled = Signal(str, str)

    def __init__(
        self, parent: QWidget, folder: Path, clock: Callable[[], datetime] = by_sheet.utc_now
    ) -> None:
        super().__init__(parent, _("Forgotten passphrase"), SIZE)
        self._folder, self._clock = folder, clock
        self._opened: Opened | None = None
        self._gone = False
        self.words = SheetWords()
        self.person = NewPerson()
        self.words.done.connect(self.go.setFocus)
        self.pages = self.fill(_first(), self._asking(), self.person)
        self._show(FIRST)

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
        self.show_verb(verbs[page])
        first = {FIRST: self.go, WORDS: self.words.fields[0], PERSON: self.person.who}
        first[page].setFocus()

    def go_on(self) -> None:
        """What the page asks for."""
        if self.busy:
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
        self.run(
            _("Opening the book with the sheet."),
            lambda _report: by_sheet.open_book(folder, words, clock), self._came, self._not_open,
        )  # fmt: skip

    def _came(self, opened: Opened) -> None:
        self._opened = opened
        app = QCoreApplication.instance()
        assert app is not None  # noqa: S101 - the dialog is on screen
        app.aboutToQuit.connect(self._let_go)
        self.words.forget()
        if self._gone:
            self.reject()
            return
        self.person.show_people(opened)
        self._show(PERSON)

    def _not_open(self, error: DeskError) -> None:
        if self._gone:
            self._left()
        else:
            self.words.say(str(error))

    def _enrol(self) -> None:
        given, opened = self.person.given(), self._opened
        if given is None or opened is None:
            return
        who, again, phrase, second = given
        self.run(
            _("Making the keys. This takes a few seconds."),
            lambda _report: by_sheet.enrol(opened, who, phrase, again=again, second=second),
            lambda name: self._done(name, phrase),
            self._not_enrolled,
        )

    def _done(self, name: str, phrase: str) -> None:
        self._opened = None
        self.person.forget()
        self.accept()
        self.enrolled.emit(name, phrase)

    def _not_enrolled(self, error: DeskError) -> None:
        if isinstance(error, InvalidForm):
            self.fault.say(self.person.show_notes(error.notes))
        else:
            self.fault.say(str(error))

    def _let_go(self) -> None:
        """The program ends: so does what holds the book."""
        opened, self._opened = self._opened, None
        if opened is not None:
            opened.close()

    def reject(self) -> None:
        """Leave, once the book is closed again; not while somebody is being enrolled."""
        if self.busy and self._opened is not None:
            return
        self._gone = True
        self.words.forget()
        self.person.forget()
        opened, self._opened = self._opened, None
        if self.busy or opened is not None:
            self.set_busy(_("Closing the book."))
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
