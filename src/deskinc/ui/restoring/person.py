"""One of the two people who restore: what the part is, name and passphrase.

The book is not open, so nothing can be recorded in it yet: whoever guesses waits as at the door.
"""

from PySide6.QtWidgets import QWidget

from deskinc.desk.copies.restoring import Pair
from deskinc.desk.signing_on.waits import Waits, clock_words
from deskinc.errors import DeskError, NoSlot, WrongPassphrase
from deskinc.i18n import _
from deskinc.ui.labelled import Labelled, Passphrase, line
from deskinc.ui.parts import column, label


class PersonFields(QWidget):
    """Name and passphrase under a head."""

    def __init__(self, head: str, more: str, name: str, secret: str) -> None:
        super().__init__()
        self.waits = Waits()
        self.name = line(height=40)
        self.passphrase = Passphrase(height=40)
        self.name_row = Labelled(name, self.name)
        self.passphrase_row = Labelled(secret, self.passphrase)
        layer = column(label(head, weight=600), label(more, "note", role="muted", wrap=True), gap=4)
        layer.addSpacing(4)
        layer.addWidget(self.name_row)
        layer.addWidget(self.passphrase_row)
        layer.addStretch(1)
        self.setLayout(layer)
        self.name.returnPressed.connect(self.passphrase.setFocus)

    def pair(self) -> Pair:
        """What was typed."""
        return Pair(" ".join(self.name.text().split()), self.passphrase.text())

    def forget(self) -> None:
        """Empty what is secret."""
        self.passphrase.forget()

    def missing(self) -> QWidget | None:
        """The first field that is empty, and the sentence at it; None if there is none."""
        self.name_row.say("" if self.name.text().strip() else _("Type the name, as enrolled."))
        left = self.waits.left(self.name.text())
        wait = _("This name can try again in {time}.").format(time=clock_words(left))
        empty = "" if self.passphrase.text() else _("Type the passphrase.")
        self.passphrase_row.say(wait if left else empty)
        if self.name_row.fault.text():
            return self.name
        return self.passphrase if self.passphrase_row.fault.text() else None

    def refuse(self, error: DeskError) -> None:
        """Say why this person cannot do it; what opens nothing is counted."""
        why = error.__cause__ or error
        if isinstance(why, WrongPassphrase | NoSlot):
            self.waits.guessed(self.name.text(), known=isinstance(why, WrongPassphrase))
        self.passphrase.forget()
        self.passphrase_row.say(str(error))
