"""One program for one data folder: a second start raises the window of the first.

Starts call each other where only programs of this user can answer, and whoever holds the folder
asks nobody: no other user of the computer keeps a desk closed.
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QStandardPaths

from deskinc import disks

CONNECT_MS, ANSWER_MS = 1000, 2000
"""Patience with the first program: until it is reached, and until it says that it is alive."""
HERE = b"\x06"
"""What the first says. A connection alone says nothing: the system makes it for a program that
hangs."""


class Single(QObject):
    """Holds the lock of a data folder while it lives; a killed holder's lock is taken over.

    While the folder takes no lock, its drive away or its disk silent, the first start is called by
    another name. The name of the holder is given up to nobody else.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = whole = folder.absolute()
        with suppress(OSError):
            whole = disks.ask(folder, folder.resolve)
        name = _called(f"deskinc-{sha256(str(whole).encode()).hexdigest()[:24]}")
        self._holds, self._waits = name, f"{name}-waits"
        self._lock = QLockFile(str(folder / "deskinc.lock"))
        self._lock.setStaleLockTime(0)
        self._server: QObject | None = None
        self._heard_as = ""

    def first(self) -> bool:
        """Whether this is the first start; a folder that takes no lock is told of elsewhere. Slow.

        That of a disk that does not answer is taken as soon as it does.
        """
        if not self._lock.isLocked():
            with suppress(disks.Silent):
                disks.ask(self._folder, lambda: self._lock.tryLock(0))
        return self._lock.isLocked() or self._lock.error() != QLockFile.LockError.LockFailedError

    def call_first(self) -> bool:
        """Ask whoever was first to show its window; False when nobody else answers. Slow.

        Whoever holds the folder is first, and asks nobody.
        """
        others = (name for name in (self._holds, self._waits) if name != self._heard_as)
        return not self._lock.isLocked() and any(map(_answers, others))

    def listen(self, raise_window: Callable[[], None]) -> None:
        """Call ``raise_window`` whenever another start asks; again once the lock is taken."""
        from PySide6.QtNetwork import QLocalServer

        name = self._holds if self._lock.isLocked() else self._waits
        if name == self._heard_as:
            return
        self._fall_silent()
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(name)

        def answer() -> None:
            caller = server.nextPendingConnection()
            caller.disconnected.connect(caller.deleteLater)
            caller.write(HERE)
            caller.flush()
            raise_window()

        server.newConnection.connect(answer)
        server.listen(name)
        self._server, self._heard_as = server, name

    def _fall_silent(self) -> None:
        if self._server is not None:
            self._server.deleteLater()
            self._server, self._heard_as = None, ""

    def release(self) -> None:
        """Give the folder free; the lock on a disk that does not answer goes with the program."""
        if disks.answers(self._folder):
            self._lock.unlock()


def _called(name: str) -> str:
    """The address of ``name``: in the folder that this user alone may enter, where there are such.

    Where Qt finds none that is safe it leads nowhere.
    """
    if sys.platform == "win32":
        return name
    own = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.RuntimeLocation)
    return f"{own}/{name}" if own else f"/dev/null/{name}"


def _answers(name: str) -> bool:
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(name)
    answered = socket.waitForConnected(CONNECT_MS) and socket.waitForReadyRead(ANSWER_MS)
    said = answered and socket.read(1).data() == HERE
    socket.abort()
    return said
