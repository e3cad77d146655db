"""Sign: both type their passphrase under what their signature says; then one paper is made."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskinc.desk.shift.handover import complete
from deskinc.i18n import _
from deskinc.ui.papers.scroll import FollowingArea
from deskinc.ui.parts import column, ground, label
from deskinc.ui.session import Session
from deskinc.ui.shift.parts import Edged, counts_words, items_words, section
from deskinc.ui.shift.signers import Signers
from deskinc.ui.shift.work import Work

READ = 760
"""No text is wider than is read with ease, logical pixels."""


class Sign(Edged):
    """The last step; ``completed`` carries the Done."""

    completed = Signal(object)
    busy_changed = Signal()

    def __init__(self, session: Session, work: Work) -> None:
        super().__init__()
        self._session, self._work = session, work
        self.words = label("", role="muted", wrap=True)
        self.words.setMaximumWidth(READ)
        self.signers = Signers(session)
        self.signers.setMaximumWidth(READ)
        self.outgoing, self.incoming = self.signers.both
        self._place()
        self.signers.wanted.connect(self.sign)
        self.signers.completed.connect(self.completed)
        self.signers.busy_changed.connect(self.busy_changed)

    def _place(self) -> None:
        inside = column(section(_("Both sign the same pages")), self.words, gap=4,
                        margins=(24, 16, 24, 16))  # fmt: skip
        self.edged = (inside,)
        inside.addSpacing(20)
        inside.addWidget(self.signers)
        inside.addStretch(1)
        area = FollowingArea(ground("surface", inside))
        layer = QVBoxLayout(self)
        layer.setContentsMargins(0, 0, 0, 0)
        layer.addWidget(area)

    @property
    def busy(self) -> bool:
        """Whether the paper is being made."""
        return self.signers.busy

    def refresh(self) -> None:
        """Say what will be signed, by whom."""
        done = self._work.handover
        self.outgoing.show_officer(self._work.outgoing)
        if self._work.incoming is not None:
            self.incoming.show_officer(self._work.incoming)
        self.words.setText(
            _("The handover book of {post}: lines {first}–{last}, {items} read, {counts}. "
              "Both records are written first; then the pages are made once, sealed, and "
              "both sign these bytes.").format(
                post=done.post, first=done.first, last=done.closing,
                items=items_words(len(done.items)), counts=counts_words(len(done.counts)),
            )
        )  # fmt: skip

    def first_focus(self) -> QWidget:
        """The first passphrase that is missing."""
        return self.signers.first_focus()

    def left(self) -> int:
        """How many passphrases are missing."""
        return self.signers.left()

    def forget(self) -> None:
        """Empty both fields."""
        self.signers.forget()

    def sign(self) -> None:
        """Write, render and sign on the work lane; what is wrong is said at its field."""
        incoming = self._work.incoming
        if incoming is None:
            return
        office, handover, name = self._session.office, self._work.handover, incoming.name
        self.signers.complete(
            lambda given, report: complete(office, handover, given[0], name, given[1], report)
        )
