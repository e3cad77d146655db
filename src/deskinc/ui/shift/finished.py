"""After both have signed: the very paper, and the ways it leaves."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskinc.desk.handover import Done
from deskinc.i18n import _
from deskinc.ui.papers.leaving import Leaving
from deskinc.ui.papers.view import PaperView
from deskinc.ui.parts import Button
from deskinc.ui.session import Session
from deskinc.ui.shift.parts import Foot, Head, press_button


class Finished(QWidget):
    """The signed handover book; the desk is the incoming officer's."""

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.done: Done | None = None
        self.head = Head()
        self.paper = PaperView(session)
        self.leaving = Leaving(session, tall=True)
        self.go = Button(_("To the book"), "primary", "Ctrl+Enter", size="tall", pressed=self.leave)
        self.foot = Foot(self.leaving, self.go)
        layer = QVBoxLayout(self)
        layer.setContentsMargins(0, 0, 0, 0)
        layer.setSpacing(0)
        layer.addWidget(self.head)
        layer.addWidget(self.paper, 1)
        layer.addWidget(self.foot)

    def show_done(self, done: Done, outgoing: str) -> None:
        """Show the paper that both have signed."""
        self.done = done
        signed, incoming = done.signed, done.incoming.name
        words = _("{outgoing} to {incoming}, signed by both {time}")
        time = self._session.office.locale.time(self._session.now())
        self.head.show_words(
            _("Handed over"), words.format(outgoing=outgoing, incoming=incoming, time=time)
        )
        note = _("these bytes are signed")
        self.paper.show_pdf(signed.pdf, signed.pages, _("Handover book"), note)
        self.leaving.show_paper(signed)
        self.foot.show_words(
            _("{name} has the desk").format(name=incoming),
            _("The paper is kept in the book, too: Reports shows it again."),
        )

    def first_focus(self) -> QWidget:
        """The pages."""
        return self.paper.sheets

    def leave(self) -> None:
        """Let go of the paper and go on."""
        self.paper.clear("")
        self.leaving.show_paper(None)
        self.done = None
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus."""
        if not press_button(event):
            super().keyPressEvent(event)
