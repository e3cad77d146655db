"""After both have signed: the very paper, who signed it, and the ways it leaves."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskinc.desk.shift.handover import Done
from deskinc.desk.shift.handover_paper import GIVEN, TAKEN
from deskinc.i18n import _
from deskinc.ui.papers.facts import Facts
from deskinc.ui.papers.given import Given
from deskinc.ui.papers.leaving import Leaving
from deskinc.ui.papers.view import PaperView
from deskinc.ui.parts import Button, column
from deskinc.ui.session import Session
from deskinc.ui.shift.parts import Foot, Head, Split, items_words, press_button, section


class Finished(QWidget):
    """The signed handover book; the desk is the incoming officer's."""

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.done: Done | None = None
        self.head = Head()
        self.paper = PaperView(session)
        self.facts = Facts()
        self.given = Given()
        self.leaving = Leaving(session)
        self.go = Button(_("To the book"), "primary", "Ctrl+Enter", size="tall", pressed=self.leave)
        self.foot = Foot(self.go)
        side = column(section(_("The paper")), self.facts, gap=8)
        side.addSpacing(16)
        side.addWidget(section(_("Signatures")))
        side.addWidget(self.given)
        side.addSpacing(16)
        side.addWidget(section(_("For the file or the insurer")))
        side.addWidget(self.leaving)
        side.addStretch(1)
        self.split = Split(self.paper, side)
        layer = QVBoxLayout(self)
        layer.setContentsMargins(0, 0, 0, 0)
        layer.setSpacing(0)
        layer.addWidget(self.head)
        layer.addWidget(self.split, 1)
        layer.addWidget(self.foot)

    def show_done(self, done: Done) -> None:
        """Show the paper that both have signed."""
        self.done = done
        signed, given = done.signed, done.given
        outgoing, incoming = done.outgoing.name, done.incoming.name
        words = _("{outgoing} to {incoming}, signed by both {time}")
        time = self._session.office.locale.time(self._session.now())
        self.head.show_words(
            _("Handed over"), words.format(outgoing=outgoing, incoming=incoming, time=time)
        )
        self.paper.show_pdf(
            signed.pdf, signed.pages, _("Handover book"), _("these bytes are signed")
        )
        self.facts.show_facts([
            (_("Post"), given.post), (_("Shift"), given.shift),
            (_("Lines"), f"{given.first}–{given.last}"),
            (_("Carried"), items_words(len(given.items))),
            (_("Counted"), ", ".join(count.what for count in given.counts) or _("nothing")),
            (_("Pages"), str(signed.pages)),
        ])  # fmt: skip
        self.given.show_given([(outgoing, _(GIVEN)), (incoming, _(TAKEN))])
        self.leaving.show_paper(signed)
        passed = done.incoming == self._session.office.officer
        has = _("{name} has the desk").format(name=incoming)
        self.foot.show_words(
            has if passed else _("The paper is made"),
            _("The paper is kept in the book too; Reports shows it again."),
        )

    def first_focus(self) -> QWidget:
        """The pages."""
        return self.paper.sheets

    def leave(self) -> None:
        """Let go of the paper and go on."""
        self.paper.clear()
        self.leaving.show_paper(None)
        self.done = None
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus."""
        if not press_button(event):
            super().keyPressEvent(event)
