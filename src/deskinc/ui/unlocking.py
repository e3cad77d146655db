"""The system's keyring at the door: it opens the book by itself, and nobody has to wait for it.

A keyring that asks for its password may do so for ever: it is asked on a thread that is left
behind when somebody gives a passphrase instead.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QWidget

from deskinc import disks
from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.letting import Clock, Handing, by_keyring, open_for_desk, until
from deskinc.ui.parts import Button, column, kind_of, label

if TYPE_CHECKING:
    from deskinc.desk.office import Office
    from deskinc.desk.open_office import Given, Ring


class Unlocking(QWidget):
    """What the keyring is doing, in a sentence; *Use passphrase* ends it.

    ``opened`` carries the Office, in which nobody is signed in; ``ended`` says that nothing more
    comes from here.
    """

    opened = Signal(object)
    ended = Signal()
    progressed = Signal(float, str)

    def __init__(self, folder: Path, clock: Clock) -> None:
        super().__init__()
        self._folder, self._clock = folder, clock
        self._handing: Handing | None = None
        self._heard: tasks.Listener | None = None
        self._task: tasks.Task | None = None
        self.words = label("", "note", role="muted", wrap=True)
        self.instead = Button(_("&Use passphrase"), "text", pressed=self.use_passphrase)
        self.setLayout(column(self.words, self.instead, gap=4))
        self.hide()

    @property
    def is_opening(self) -> bool:
        """Whether the keyring has given the key, and the book is being opened with it."""
        return self._handing is not None

    def begin(self) -> None:
        """Ask whether the office is open, and if so the keyring."""
        folder, heard = self._folder, tasks.Listener(self, self._told)
        self._heard = heard
        asked = disks.beside(lambda: by_keyring(folder, heard))
        tasks.watch(self, asked, lambda given: self._fetched(heard, given),
                    lambda error: self._failed(heard, error))  # fmt: skip

    def use_passphrase(self) -> None:
        """Wait no longer; whoever sits here types."""
        if self._heard is not None:
            self.give_up()
            self.ended.emit()

    def give_up(self) -> None:
        """Whatever the keyring still says is heard by nobody, and what it opened is closed."""
        if self._heard is not None:
            self._heard.stop()
            self._heard = None
            self.hide()
        if self._handing is not None:
            self._handing.give_up()
            self._handing = None
        if self._task is not None:
            self._task.cancel()

    def _told(self, ring: "Ring") -> None:
        if self._heard is None:
            return
        words = _("{name} opens the book.") if ring.name else _("The keyring opens the book.")
        if ring.locked:
            words = _("{name} is locked: it asks for its password in a window of its own.")
        self._say(words.format(name=ring.name), waits=True)

    def _say(self, words: str, *, waits: bool, role: str = "muted") -> None:
        self.words.setText(words)
        kind_of(self.words, role=role)
        self.instead.setVisible(waits)
        self.setVisible(bool(words))
        self.setAccessibleName(words)
        if words:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _fetched(self, heard: tasks.Listener, given: "Given | None") -> None:
        if heard is not self._heard:
            return
        if given is None:
            self._end("")
            return
        handing, folder, clock = Handing(), self._folder, self._clock
        self._handing, self._task = handing, tasks.Task(self)
        self._task.progressed.connect(self.progressed)
        self._task.start(
            lambda report, stop: handing.open(
                lambda: open_for_desk(folder, given, clock, until(stop, report))
            ),
            lambda office: self._opened(handing, office),
            lambda error: self._failed(heard, error),
        )  # fmt: skip

    def _opened(self, handing: Handing, office: "Office | object") -> None:
        if handing is self._handing and office is not None:
            self._end("")
            self.opened.emit(office)

    def _failed(self, heard: tasks.Listener, error: Exception) -> None:
        if heard is not self._heard:
            return
        if isinstance(error, DeskError):
            self._end(str(error))
        else:
            self._end(_("The keyring did not open the book. Sign in with your passphrase."))
            tasks.crash(error)
        self.ended.emit()

    def _end(self, words: str) -> None:
        self._heard = self._handing = self._task = None
        self._say(words, waits=False, role="pending" if words else "muted")
