"""Trying the recovery sheet, and making another: its words are shown once and asked back."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from deskinc.desk.office import Office
from deskinc.desk.people import sheet
from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.ui.banded import Banded
from deskinc.ui.labelled import Labelled, Passphrase, beside
from deskinc.ui.parts import column
from deskinc.ui.recovering.words import SheetWords
from deskinc.ui.session import Session
from deskinc.ui.setup.draft import Draft
from deskinc.ui.setup.sheet import SheetStep
from deskinc.ui.signing import Hand, Says, second_hand

SIZE = QSize(760, 640)
Done = Callable[[str, str], object]
"""Told, in two sentences, once it is in the book."""


class _Sheet(Banded):
    """It goes where the desk is locked."""

    def __init__(self, parent: QWidget, session: Session, title: str, about: str) -> None:
        super().__init__(parent, title, SIZE)
        self.session = session
        self.about.setText(about)
        session.locked.connect(self.away)

    def forget(self) -> None:
        """Nothing of what was typed or shown stays; overridden."""

    def away(self) -> None:
        """The desk is locked: the dialog goes, unless what was begun is still being done."""
        if not self.busy:
            self.forget()
            super().reject()


class TryDialog(_Sheet):
    """The words of the sheet, compared with nothing: they open the book, or they do not."""

    def __init__(self, parent: QWidget, session: Session, done: Done) -> None:
        about = _("Type the 24 words from the paper. That it opens the book is written down.")
        super().__init__(parent, session, _("Try the recovery sheet"), about)
        self._then = done
        self.words = SheetWords()
        self.words.done.connect(self.go.setFocus)
        self.fill(self.words)
        self.show_verb(_("&Try it"))
        self.words.fields[0].setFocus()

    def go_on(self) -> None:
        """See whether they open the book."""
        if self.busy or self.words.is_missing():
            return
        office, words = self.session.office, self.words.words()
        self.run(
            _("Opening the slot of the sheet."), lambda _report: sheet.attempt(office, words),
            self._tried, lambda error: self.words.say(str(error)),
        )  # fmt: skip

    def _tried(self, _none: None) -> None:
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


class _Signers(QWidget):
    """What is signed, by whoever sits here and, where somebody else could, by a second person."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.passphrase, name = Passphrase(height=36), office.officer.name
        known = _("&Passphrase of {name}").format(name=name.replace("&", "&&"))
        self.asked = Labelled(known, self.passphrase)
        self.hands: list[Hand] = [Hand(self.asked, self.passphrase, name)]
        self.asked.setMaximumWidth(420)
        layer = column(Says(sheet.meaning()), self.asked, gap=16)
        if sheet.takes_second(office):
            hand = second_hand(_("Second perso&n"))
            self.hands.append(hand)
            layer.addLayout(beside(*hand.rows()))
        self.setLayout(layer)

    def second(self) -> tuple[str, str] | None:
        """Name and passphrase of the second person, as typed; None where it takes none."""
        return self.hands[1].given() if len(self.hands) > 1 else None

    def is_missing(self) -> bool:
        """Whether something is to be typed yet."""
        return any(hand.is_missing() for hand in self.hands)

    def refuses(self, error: DeskError) -> bool:
        """Whether what is wrong is a name or passphrase here; then it is said there."""
        return any(hand.refuses(error) for hand in self.hands)

    def forget(self) -> None:
        """The passphrases."""
        for hand in self.hands:
            hand.field.forget()


class NewSheetDialog(_Sheet):
    """The passphrases, then the words and three of them asked back; only then it counts."""

    def __init__(self, parent: QWidget, session: Session, done: Done) -> None:
        about = _("Once this one is copied, the old sheet opens nothing here any more.")
        super().__init__(parent, session, _("New recovery sheet"), about)
        self._then = done
        self._draft = Draft(session.office.folder, site=session.office.site.name)
        self.signers = _Signers(session.office)
        self.step = SheetStep(self._draft)
        self.step.passed.connect(self._make)
        self.step.changed.connect(self._show_verb)
        self.pages = self.fill(self.signers, self.step)
        self._show_verb()
        self.signers.passphrase.setFocus()

    def _show_verb(self) -> None:
        verb = self.step.verb() or _("&Make it the sheet")
        self.show_verb(verb if self.pages.currentIndex() else _("&Show the words"))
        asks = self.pages.currentIndex() and self.step.pages.currentIndex()
        self.leave.setText(_("Back") if asks else _("Cancel"))

    def go_on(self) -> None:
        """From the passphrases to the words, from these to three of them."""
        if self.busy:
            return
        self.fault.say("")
        if self.pages.currentIndex():
            self.step.leave()
            return
        if self.signers.is_missing():
            return
        office, second = self.session.office, self.signers.second()
        words = self.signers.passphrase.text()
        self.run(
            _("Checking the passphrase."),
            lambda _report: sheet.signers(office, words, second), self._show_words, self._wrong,
        )  # fmt: skip

    def _wrong(self, error: DeskError) -> None:
        if not self.signers.refuses(error):
            self.fault.say(str(error))
            self.signers.passphrase.setFocus()

    def _show_words(self, _signers: object) -> None:
        self._draft.words = sheet.new_words()
        self.pages.setCurrentIndex(1)
        self.step.enter()
        self._show_verb()
        self.step.first_focus().setFocus()

    def _make(self) -> None:
        office, words, second = self.session.office, self._draft.words, self.signers.second()
        phrase = self.signers.passphrase.text()
        self.leave.setEnabled(False)
        self.run(
            _("Putting the keys under the new sheet."),
            lambda _report: sheet.replace(office, words, phrase, second),
            self._made, self._not_made,
        )  # fmt: skip

    def _made(self, _none: None) -> None:
        self.forget()
        self.leave.setEnabled(True)
        self.accept()
        more = _(
            "Back up now, then destroy the old one: backups made before open with that alone, or "
            "with a passphrase."
        )
        self._then(_("The new recovery sheet is good."), more)

    def _not_made(self, error: DeskError) -> None:
        self.leave.setEnabled(True)
        self.fault.say(str(error))
        self.step.first_focus().setFocus()

    def forget(self) -> None:
        """Words and passphrases."""
        self._draft.words = ()
        self.step.words.show_words(())
        self.signers.forget()

    def reject(self) -> None:
        """Esc leads back from the questions to the words; leaving keeps the old sheet."""
        if not self.leave.isEnabled() or (self.pages.currentIndex() and self.step.back()):
            return
        self.forget()
        super().reject()
