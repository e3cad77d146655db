"""A handover whose paper was never made: the line that says so, and the dialog that makes it."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QWidget

from deskinc.desk.shift.handover import Done, Unfinished, finish
from deskinc.i18n import _
from deskinc.ui.banner import announce
from deskinc.ui.dialogs import Question
from deskinc.ui.parts import Button, IconLabel, label, row
from deskinc.ui.session import Session
from deskinc.ui.shift.signers import Signers


class UnfinishedLine(QFrame):
    """The amber line above sign-on or the shift; gone where every handover has its paper."""

    wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setProperty("banner", "pending")
        self.left: Unfinished | None = None
        self.words = label("", "note", wrap=True)
        self.make = Button(_("Ma&ke the paper…"), size="small", pressed=self.wanted.emit)
        inside = row(IconLabel("hourglass", 16, "pending"), gap=12, margins=(16, 6, 16, 6))
        inside.addWidget(self.words, 1)
        inside.addWidget(self.make)
        self.setLayout(inside)
        self.hide()

    def show_left(self, left: Unfinished | None) -> None:
        """Name the handover that waits for its paper; None hides the line."""
        fresh = left is not None and left != self.left
        self.left = left
        self.words.setText(unfinished_words(self._session, left) if left else "")
        self.setAccessibleName(self.words.text())
        self.setVisible(left is not None)
        if fresh:
            announce(self)


class MakePaper(Question):
    """Both passphrases; no line is written twice, the paper is made of what is in the book."""

    completed = Signal(object)
    """The Done."""

    def __init__(self, parent: QWidget, session: Session, left: Unfinished) -> None:
        more = _("No line is written twice: the paper is made of what is in the book.")
        super().__init__(
            parent, _("Make the paper of this handover"),
            f"{unfinished_words(session, left)} {more}",
        )  # fmt: skip
        self._office = session.office
        self.setMinimumWidth(600)
        self.signers = Signers(session, gap=24)
        self.signers.outgoing.show_name(left.outgoing)
        self.signers.incoming.show_name(left.incoming)
        self.layer.addSpacing(8)
        self.layer.addWidget(self.signers)
        self.leave = Button(_("Later"), "plain", _("Esc"), pressed=self.reject)
        self.go = Button(_("Sign, both"), "primary", _("Enter"), pressed=self.sign)
        self.end(self.leave, self.go)
        self.signers.wanted.connect(self.sign)
        self.signers.completed.connect(self._done)
        self.signers.busy_changed.connect(self._busy)
        session.locked.connect(self.hide)
        session.unlocked.connect(self.show)
        self.signers.first_focus().setFocus()

    def sign(self) -> None:
        """Make and sign the paper on the work lane."""
        office = self._office
        self.signers.complete(lambda given, report: finish(office, given, report))

    def reject(self) -> None:
        """Leave it for later; not while the paper is being made."""
        if not self.signers.busy:
            super().reject()

    def event(self, event: QEvent) -> bool:
        """Grow where a sentence below a field needs the room."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            needed = self.layer.totalHeightForWidth(self.width())
            self.resize(self.width(), max(self.height(), needed))
        return done

    def _busy(self) -> None:
        for button in (self.leave, self.go):
            button.setEnabled(not self.signers.busy)
        self.go.set_kind("plain" if self.signers.busy else "primary")

    def _done(self, done: Done) -> None:
        self.accept()
        self.completed.emit(done)


def unfinished_words(session: Session, left: Unfinished) -> str:
    """Which handover it is that has no signed paper."""
    locale = session.office.locale
    return _(
        "The handover of {date} {time}, lines {first}–{last}, {outgoing} to {incoming}, has no "
        "signed paper yet."
    ).format(
        date=locale.short_date(left.at), time=locale.time(left.at), first=left.first,
        last=left.last, outgoing=left.outgoing, incoming=left.incoming,
    )  # fmt: skip
