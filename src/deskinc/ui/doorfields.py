"""What stands on the sign-in page: name, passphrase, PIN, and in an open office the names."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QProgressBar, QWidget

from deskinc.i18n import _
from deskinc.ui import theme
from deskinc.ui.doorway import Doorway
from deskinc.ui.labelled import Labelled, Passphrase, line
from deskinc.ui.names import Names
from deskinc.ui.parts import Button, column, label
from deskinc.ui.pinfield import hint, pin_field

ROOMY, WIDE = 680, 480
"""Height of a window from which names are listed, widest sentence at the left; logical pixels."""


class DoorFields(Doorway):
    """Fields, buttons and keys of the door, without what they do."""

    entered = Signal()
    """Enter: whoever sits here wants in."""

    def __init__(self, unlocking: QWidget) -> None:
        super().__init__("deskinc")
        self.name = line(height=44)
        self.passphrase = Passphrase()
        self.name_row = Labelled(_("&Name"), self.name)
        self.passphrase_row = Labelled(_("&Passphrase"), self.passphrase)
        self.pin, self.pin_row = pin_field(_("P&IN, if you like"), height=44)
        self.go = Button(
            _("Sign in"), "primary", _("Enter"), size="tall", pressed=self.entered.emit
        )
        self.unsigned = Button(_("&Write without signing in"), "text")
        self.forgotten = Button(_("&Forgotten passphrase…"), "text")
        self.state = label("", "note", role="muted", wrap=True)
        self.names = Names()
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Opening the book"))
        self._listed = False
        self._place(unlocking)
        self._lay(low=True)
        self.names.chosen.connect(self.name.setText)
        self.names.chosen.connect(lambda _name: self.name_row.clear())
        self.setFocusProxy(self.name)

    def _place(self, unlocking: QWidget) -> None:
        self._more = label(_("Names are typed here, not listed."), role="muted", wrap=True)
        self._secrets = column(self.passphrase_row, self.pin_row, gap=12)
        self.go.setSizePolicy(self.name.sizePolicy())
        self.side.addStretch(1)
        self.side.addLayout(column(label(_("Sign in"), "title", 600), self._more, gap=4))
        self.side.addSpacing(12)
        self.side.addLayout(column(self.names, self.name_row, gap=12))
        self.side.addSpacing(12)
        self.side.addLayout(self._secrets)
        self.side.addSpacing(12)
        self.side.addWidget(self.go)
        self.side.addSpacing(12)
        for part in (self.bar, self.state, self.unsigned):
            self.side.addWidget(part)
        self.side.addStretch(1)
        self.side.addWidget(self.forgotten, 0, Qt.AlignmentFlag.AlignLeft)
        self.bar.hide()
        self.unsigned.hide()
        self.how = label(_("The book is closed."), "note", role="muted", wrap=True)
        self.foot.addWidget(self.how, 1)
        unlocking.setMaximumWidth(WIDE)
        self.below.addWidget(unlocking)

    def show_open(self, site: str, how: str, names: Sequence[str], state: QWidget) -> None:
        """The book of ``site`` is open: list the names; ``state`` tells how the book is kept."""
        self.head.setText(site)
        self._more.setText(_("Choose your name, or type it."))
        self.how.setText(how)
        self.foot.insertWidget(0, state)
        self.names.show_names(names)
        self._listed = True
        self._lay(low=self.height() < theme.LOW)

    def _lay(self, *, low: bool) -> None:
        """Where there is little height the fields need it."""
        self._more.setVisible(not low)
        self.names.setVisible(self._listed and self.height() >= ROOMY)
        self.pin_row.set_hint("" if low else hint())
        ways = QBoxLayout.Direction
        self._secrets.setDirection(ways.LeftToRight if low else ways.TopToBottom)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on from the name, and then signs in; Up and Down choose a name."""
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.names.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif self._goes_on():
            self.passphrase.setFocus()
        else:
            self.entered.emit()

    def _goes_on(self) -> bool:
        here = self.name.hasFocus() or self.names.list.hasFocus()
        return here and bool(self.name.text().strip()) and not self.passphrase.text()

    def forget(self) -> None:
        """What was typed and is secret is gone."""
        for field in (self.passphrase, self.pin):
            field.forget()

    def missing(self, name: str, passphrase: str) -> bool:
        """Whether one of them is empty: it is said, and the cursor goes there."""
        self.passphrase_row.say("" if passphrase else _("Type your passphrase."))
        self.name_row.say("" if name else _("Type your name, as it was enrolled."))
        if not name or not passphrase:
            (self.passphrase if name else self.name).setFocus()
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take less room where there is less."""
        super().resizeEvent(event)
        self._lay(low=self.height() < theme.LOW)

    def showEvent(self, event: QShowEvent) -> None:
        """The cursor stands in the name."""
        super().showEvent(event)
        self.name.setFocus()
