"""Trying the recovery sheet, and making another: its words are shown once and asked back."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from deskinc.desk.people import sheet
from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.banded import banded
from deskinc.ui.labelled import Fault, Labelled, Passphrase
from deskinc.ui.parts import Button, column, label, row
from deskinc.ui.recovering.words import SheetWords
from deskinc.ui.scrolled import scrolled
from deskinc.ui.session import Session
from deskinc.ui.setup.draft import Draft
from deskinc.ui.setup.sheet import SheetStep

SIZE, EDGE = QSize(760, 640), 24
Done = Callable[[str, str], object]
"""Told, in two sentences, once it is in the book."""


class _Sheet(QDialog):
    """Head, middle and foot; it goes where the desk is locked."""

    def __init__(self, parent: QWidget, session: Session, title: str, about: str) -> None:
        super().__init__(parent)
        self.session = session
        self._busy = False
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fault = Fault()
        self.state = label("", "note", role="muted", wrap=True)
        self.leave = Button(_("Leave it"), "plain", _("Esc"), pressed=self.reject)
        self.go = Button("", "primary", _("Enter"), pressed=self.go_on)
        self.go.setDefault(True)
        self._head = column(
            label(title, "title", 600), label(about, role="muted", wrap=True), gap=4
        )
        self._head.setContentsMargins(24, 20, 24, 16)
        session.locked.connect(self.away)
        self.resize(SIZE.boundedTo(parent.window().size() - QSize(EDGE, EDGE)))

    def fill(self, middle: QWidget) -> None:
        """Put it together."""
        foot = row(gap=12, margins=(24, 12, 24, 16))
        foot.addLayout(column(self.fault, self.state, gap=4), 1)
        for button in (self.leave, self.go):
            foot.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        banded(self, self._head, middle, foot)

    def go_on(self) -> None:
        """What the page asks for; overridden."""

    def forget(self) -> None:
        """Nothing of what was typed or shown stays; overridden."""

    def away(self) -> None:
        """The desk is locked: the dialog goes, unless what was begun is still being done."""
        if not self._busy:
            self.forget()
            super().reject()

    def run(
        self, words: str, work: Callable[[], object], done: Callable[[], object],
        failed: Callable[[str], object],
    ) -> None:  # fmt: skip
        """Do ``work`` on the work lane, then ``done``; a refusal is told to ``failed``."""

        def home(_result: object) -> None:
            self._set_busy("")
            done()

        def ended(error: Exception) -> None:
            self._set_busy("")
            if isinstance(error, DeskError):
                failed(str(error))
            else:
                tasks.crash(error)

        self._set_busy(words)
        tasks.run(self, work, home, ended)

    def _set_busy(self, words: str) -> None:
        self._busy = bool(words)
        self.go.setEnabled(not words)
        self.state.setText(words)
        self.fault.say("")


class TryDialog(_Sheet):
    """The words of the sheet, compared with nothing: they open the book, or they do not."""

    def __init__(self, parent: QWidget, session: Session, done: Done) -> None:
        about = _("Type the 24 words from the paper. That it opens the book is written down.")
        super().__init__(parent, session, _("Try the recovery sheet"), about)
        self._then = done
        self.words = SheetWords()
        self.words.done.connect(self.go.setFocus)
        self.go.setText(_("&Try it"))
        area, pad = scrolled(self.words)
        pad.setContentsMargins(24, 16, 24, 16)
        self.fill(area)
        self.words.fields[0].setFocus()

    def go_on(self) -> None:
        """See whether they open the book."""
        if self._busy:
            return
        if self.words.is_missing():
            return
        office, words = self.session.office, self.words.words()
        self.run(
            _("Opening the slot of the sheet."), lambda: sheet.attempt(office, words), self._tried,
            self.words.say,
        )  # fmt: skip

    def _tried(self) -> None:
        self.forget()
        self.accept()
        self._then(_("The sheet opens the book."), _("Lock it away again."))

    def forget(self) -> None:
        """The words."""
        self.words.forget()

    def reject(self) -> None:
        """Leave it."""
        self.forget()
        super().reject()


class NewSheetDialog(_Sheet):
    """The passphrase, then the words and three of them asked back; only then it counts."""

    def __init__(self, parent: QWidget, session: Session, done: Done) -> None:
        about = _("Once this one is copied, the old sheet opens nothing here any more.")
        super().__init__(parent, session, _("New recovery sheet"), about)
        self._then = done
        self._draft = Draft(session.office.folder, site=session.office.site.name)
        self.passphrase = Passphrase(height=36)
        name = session.office.officer.name
        self.asked = Labelled(_("&Passphrase of {name}").format(name=name), self.passphrase)
        self.asked.setMaximumWidth(420)
        self.step = SheetStep(self._draft)
        self.step.passed.connect(self._make)
        self.step.changed.connect(self._show_verb)
        self.pages = QStackedWidget()
        for part in (self.asked, self.step):
            area, pad = scrolled(part)
            pad.setContentsMargins(24, 16, 24, 16)
            self.pages.addWidget(area)
        self.fill(self.pages)
        self._show_verb()
        self.passphrase.setFocus()

    def _show_verb(self) -> None:
        verb = self.step.verb() or _("&Make it the sheet")
        self.go.setText(verb if self.pages.currentIndex() else _("&Show the words"))
        self.go.updateGeometry()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)

    def go_on(self) -> None:
        """From the passphrase to the words, from these to three of them."""
        if self._busy:
            return
        self.fault.say("")
        if self.pages.currentIndex():
            self.step.leave()
            return
        office, words = self.session.office, self.passphrase.text()
        if not words:
            self.asked.say(_("Type the passphrase."))
            return
        self.run(
            _("Checking the passphrase."), lambda: office.check(words), self._show_words,
            self._wrong,
        )  # fmt: skip

    def _wrong(self, sentence: str) -> None:
        self.passphrase.forget()
        self.asked.say(sentence)
        self.passphrase.setFocus()

    def _show_words(self) -> None:
        self._draft.words = sheet.new_words()
        self.pages.setCurrentIndex(1)
        self.step.enter()
        self._show_verb()
        self.step.first_focus().setFocus()

    def _make(self) -> None:
        office, words, phrase = self.session.office, self._draft.words, self.passphrase.text()
        self.leave.setEnabled(False)
        self.run(
            _("Putting the keys under the new sheet."),
            lambda: sheet.replace(office, words, phrase), self._made, self._not_made,
        )  # fmt: skip

    def _made(self) -> None:
        self.forget()
        self.leave.setEnabled(True)
        self.accept()
        more = _(
            "Back up now, then destroy the old one: backups made before open with that alone, or "
            "with a passphrase."
        )
        self._then(_("The new recovery sheet is good."), more)

    def _not_made(self, sentence: str) -> None:
        self.leave.setEnabled(True)
        self.fault.say(sentence)

    def forget(self) -> None:
        """Words and passphrase."""
        self._draft.words = ()
        self.step.words.show_words(())
        self.passphrase.forget()

    def reject(self) -> None:
        """Esc leads back from the questions to the words; leaving keeps the old sheet."""
        if not self.leave.isEnabled() or (self.pages.currentIndex() and self.step.back()):
            return
        self.forget()
        super().reject()
