"""Choosing a new passphrase: typed twice, with five random words for who wants them."""

from PySide6.QtWidgets import QWidget

from deskinc.desk.signing_on.passphrases import passphrase_fault, suggest_passphrase
from deskinc.i18n import _
from deskinc.ui.labelled import Labelled, Passphrase, beside, wrong
from deskinc.ui.parts import Button, column, label, row


class NewPassphrase(QWidget):
    """Both fields side by side, and below them the words on offer."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.again = Passphrase(height=36), Passphrase(height=36)
        self.first_row = Labelled(_("Passp&hrase, 15 characters or five words"), self.first)
        self.again_row = Labelled(_("The sa&me again"), self.again)
        self.suggest = Button(_("&Five words for me"), size="small", pressed=self.offer)
        learn = _("Write them down once, learn them, then destroy the note.")
        self.note = label(learn, "note", role="muted", wrap=True)
        self.note.hide()
        self.first.textChanged.connect(self._typed)
        below = row(self.suggest, gap=12)
        below.addWidget(self.note, 1)
        below.addStretch(0)
        layer = column(gap=8)
        across = beside(self.first_row, self.again_row)
        across.setStretch(0, 2)  # five long words can be read in it
        layer.addLayout(across)
        layer.addLayout(below)
        self.setLayout(layer)

    def offer(self) -> None:
        """Five random words, shown until they are hidden; typed again by whoever takes them."""
        self.first.setText(suggest_passphrase())
        self.first_row.clear()
        self.first.eye.setChecked(True)
        self.again.forget()
        self.again_row.clear()
        self.note.show()
        self.suggest.setText(_("&Five other words"))
        self.suggest.updateGeometry()
        self.again.setFocus()

    def _typed(self, words: str) -> None:
        if not words:
            self.note.hide()

    def text(self) -> str:
        """What was chosen."""
        return self.first.text()

    def is_wrong(self, *known: str) -> bool:
        """Whether it will not do, which is said at its field; ``known`` are the names at hand."""
        other = _("This is not the same as the first. Type it again.")
        return wrong(self.first_row, passphrase_fault(self.text(), *known)) or wrong(
            self.again_row, "" if self.again.text() == self.text() else other
        )

    def cover(self) -> None:
        """Hide what is shown."""
        for field in (self.first, self.again):
            field.eye.setChecked(False)

    def forget(self) -> None:
        """Empty both fields."""
        self.first.forget()
        self.again.forget()
        self.note.hide()
