"""Two passphrases, each under what its signature says, and the paper that is made with them."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from deskinc.desk.office import Officer
from deskinc.desk.shift.handover import Done, NotSigned, Progress
from deskinc.desk.shift.handover_paper import GIVEN, TAKEN
from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.labelled import Labelled, Passphrase
from deskinc.ui.parts import column, label
from deskinc.ui.session import Session
from deskinc.ui.signing import Says

WIDTH = 360

Completion = Callable[[tuple[str, str], Progress], Done]
"""Makes the paper with the outgoing and the incoming officer's passphrase; blocks."""


class Signer(QWidget):
    """One officer: name, what the signature says, passphrase."""

    def __init__(self, part: str, meaning: str) -> None:
        super().__init__()
        self.name = label("", "title", 600)
        self.licence = label("", "note", role="muted")
        self.says = Says(meaning)
        self.passphrase = Passphrase()
        self.row = Labelled(_("Passphrase"), self.passphrase)
        layer = column(label(part, "note", role="muted"), self.name, self.licence, gap=2)
        layer.addSpacing(10)
        layer.addWidget(self.says)
        layer.addSpacing(12)
        layer.addWidget(self.row)
        layer.addStretch(1)
        self.setLayout(layer)
        self.setMaximumWidth(WIDTH)
        self.licence.hide()

    def show_officer(self, officer: Officer) -> None:
        """Whose signature it is, with the licence."""
        self.show_name(officer.printed)
        words = _("Licence {number}").format(number=officer.licence)
        self.licence.setText(words if officer.licence else _("No licence needed"))
        self.licence.show()

    def show_name(self, name: str) -> None:
        """Whose signature it is."""
        self.name.setText(name)
        self.row.caption.setText(_("Passphrase of {name}").format(name=name))


class Signers(QWidget):
    """Both officers side by side; ``completed`` carries the Done."""

    completed = Signal(object)
    busy_changed = Signal()
    wanted = Signal()
    """Enter in the second passphrase."""

    def __init__(self, session: Session, gap: int = 48) -> None:
        super().__init__()
        self._session = session
        self.busy = False
        self.outgoing = Signer(_("Outgoing"), _(GIVEN))
        self.incoming = Signer(_("Incoming"), _(TAKEN))
        self.both = (self.outgoing, self.incoming)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximum(100)
        self.bar.hide()
        self.state = label("", "note", role="muted", wrap=True)
        across = QHBoxLayout()
        across.setSpacing(gap)
        across.addWidget(self.outgoing, 1)
        across.addWidget(self.incoming, 1)
        across.addStretch(0)
        layer = column()
        layer.addLayout(across)
        layer.addSpacing(20)
        layer.addWidget(self.bar)
        layer.addWidget(self.state)
        self.setLayout(layer)
        self.outgoing.passphrase.returnPressed.connect(self.incoming.passphrase.setFocus)
        self.incoming.passphrase.returnPressed.connect(self.wanted)

    def first_focus(self) -> QWidget:
        """The first passphrase that is missing."""
        empty = (s.passphrase for s in self.both if not s.passphrase.text())
        return next(empty, self.incoming.passphrase)

    def left(self) -> int:
        """How many passphrases are missing."""
        return sum(not s.passphrase.text() for s in self.both)

    def forget(self) -> None:
        """Empty both fields."""
        for signer in self.both:
            signer.passphrase.forget()
            signer.row.say("")

    def complete(self, work: Completion) -> None:
        """Have ``work`` done on the work lane; what is wrong is said at its field."""
        if self.busy:
            return
        for signer in self.both:
            signer.row.say("" if signer.passphrase.text() else _("Type your passphrase."))
        if self.left():
            self.first_focus().setFocus()
            return
        given = self.outgoing.passphrase.text(), self.incoming.passphrase.text()
        self._set_busy(busy=True)
        task = tasks.Task(self)
        task.progressed.connect(self._progress)
        # it cannot be stopped half-way
        task.start(lambda report, _cancelled: work(given, report), self._done, self._failed)

    def _set_busy(self, *, busy: bool) -> None:
        self.busy = busy
        for signer in self.both:
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
