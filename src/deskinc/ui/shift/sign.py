"""Sign: both type their passphrase under what their signature says; then one paper is made."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from deskinc.desk.handover import Done, NotSigned, complete
from deskinc.desk.handover_paper import GIVEN, TAKEN
from deskinc.desk.office import Office, Officer
from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.labelled import Labelled, Passphrase
from deskinc.ui.papers.scroll import FollowingArea
from deskinc.ui.parts import column, ground, label
from deskinc.ui.session import Session
from deskinc.ui.shift.parts import Edged, section
from deskinc.ui.shift.work import Work

WIDTH = 360
READ = 760
"""No text is wider than is read with ease, logical pixels."""


class Signer(QWidget):
    """One officer: name, what the signature says, passphrase."""

    def __init__(self, part: str, meaning: str) -> None:
        super().__init__()
        self.name = label("", "title", 600)
        self.licence = label("", "note", role="muted")
        self.meaning = label(f"“{meaning}”", "text")
        self.passphrase = Passphrase()
        self.row = Labelled(_("Passphrase"), self.passphrase)
        layer = column(label(part, "note", role="muted"), self.name, self.licence, gap=2)
        layer.addSpacing(10)
        layer.addWidget(label(_("The signature says"), "note", role="muted"))
        layer.addWidget(self.meaning)
        layer.addSpacing(12)
        layer.addWidget(self.row)
        layer.addStretch(1)
        self.setLayout(layer)
        self.setMaximumWidth(WIDTH)

    def show_officer(self, officer: Officer) -> None:
        """Whose signature it is."""
        self.name.setText(officer.name)
        words = _("Licence {number}").format(number=officer.licence)
        self.licence.setText(words if officer.licence else _("No licence needed"))
        self.row.caption.setText(_("Passphrase of {name}").format(name=officer.name))


class Sign(Edged):
    """The last step; ``completed`` carries the Done."""

    completed = Signal(object)
    busy_changed = Signal()

    def __init__(self, session: Session, work: Work) -> None:
        super().__init__()
        self._session, self._work = session, work
        self.busy = False
        self.words = label("", role="muted", wrap=True)
        self.words.setMaximumWidth(READ)
        self.outgoing = Signer(_("Outgoing"), _(GIVEN))
        self.incoming = Signer(_("Incoming"), _(TAKEN))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximum(100)
        self.state = label("", "note", role="muted", wrap=True)
        self._place()
        self.outgoing.passphrase.returnPressed.connect(self.incoming.passphrase.setFocus)
        self.incoming.passphrase.returnPressed.connect(self.sign)

    def _place(self) -> None:
        both = QHBoxLayout()
        both.setSpacing(48)
        both.addWidget(self.outgoing, 1)
        both.addWidget(self.incoming, 1)
        both.addStretch(1)
        inside = column(section(_("Both sign the same pages")), self.words, gap=4,
                        margins=(24, 16, 24, 16))  # fmt: skip
        self.edged = (inside,)
        inside.addSpacing(20)
        inside.addLayout(both)
        inside.addSpacing(20)
        inside.addWidget(self.bar)
        inside.addWidget(self.state)
        inside.addStretch(1)
        area = FollowingArea(ground("surface", inside))
        layer = QVBoxLayout(self)
        layer.setContentsMargins(0, 0, 0, 0)
        layer.addWidget(area)
        self.bar.hide()

    def refresh(self) -> None:
        """Say what will be signed, by whom."""
        done = self._work.handover
        self.outgoing.show_officer(self._work.outgoing)
        if self._work.incoming is not None:
            self.incoming.show_officer(self._work.incoming)
        self.words.setText(
            _("The handover book of {post}: lines {first}–{last}, {items} items read, {counts} "
              "counts. Both records are written first; then the pages are made once, sealed, and "
              "both sign these bytes.").format(
                post=done.post, first=done.first, last=done.closing, items=len(done.items),
                counts=len(done.counts),
            )
        )  # fmt: skip

    def first_focus(self) -> QWidget:
        """The first passphrase that is missing."""
        empty = (s.passphrase for s in (self.outgoing, self.incoming) if not s.passphrase.text())
        return next(empty, self.incoming.passphrase)

    def left(self) -> int:
        """How many passphrases are missing."""
        return sum(not s.passphrase.text() for s in (self.outgoing, self.incoming))

    def forget(self) -> None:
        """Empty both fields."""
        for signer in (self.outgoing, self.incoming):
            signer.passphrase.forget()
            signer.row.say("")

    def sign(self) -> None:
        """Write, render and sign on the work lane; what is wrong is said at its field."""
        incoming = self._work.incoming
        if self.busy or incoming is None:
            return
        for signer in (self.outgoing, self.incoming):
            signer.row.say("" if signer.passphrase.text() else _("Type your passphrase."))
        if self.left():
            self.first_focus().setFocus()
            return
        given = self.outgoing.passphrase.text(), self.incoming.passphrase.text()
        work = _work(self._session.office, self._work, incoming.name, given)
        self._set_busy(busy=True)
        task = tasks.Task(self)
        task.progressed.connect(self._progress)
        task.start(work, self._done, self._failed)

    def _set_busy(self, *, busy: bool) -> None:
        self.busy = busy
        for signer in (self.outgoing, self.incoming):
            signer.passphrase.setEnabled(not busy)
            signer.passphrase.eye.setEnabled(not busy)
        self.bar.setVisible(busy)
        self.bar.setValue(0)
        self.state.setText("")
        self.busy_changed.emit()

    def _progress(self, fraction: float, words: str) -> None:
        self.bar.setValue(round(fraction * 100))
        self.state.setText(words)
        self.bar.setAccessibleName(words)

    def _done(self, done: Done) -> None:
        self._set_busy(busy=False)
        self.forget()
        self.completed.emit(done)

    def _failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if isinstance(error, NotSigned):
            signer = self.outgoing if error.field == "outgoing" else self.incoming
            signer.passphrase.forget()
            signer.row.say(str(error))
            signer.passphrase.setFocus()
        elif isinstance(error, DeskError):
            self.state.setText(str(error))
            self._session.fail(error)
        else:
            self._session.fail(error)


def _work(
    office: Office, work: Work, name: str, given: tuple[str, str]
) -> Callable[[tasks.Report, Callable[[], bool]], Done]:
    """The completion as the work lane runs it; it cannot be stopped half-way."""
    handover = work.handover
    return lambda report, _cancelled: complete(office, handover, given[0], name, given[1], report)
