"""One program for one data folder: a second start raises the window of the first."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject

CONNECT_MS, ANSWER_MS = 1000, 2000
"""Patience with the first program: until it is reached, and until it says that it is alive."""
HERE = b"\x06"
"""What the first says. A connection alone says nothing: the system makes it for a program that
hangs."""


class Single(QObject):
    """Holds the lock of a data folder while it lives; a killed holder's lock is taken over."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        name = sha256(str(folder.resolve()).encode()).hexdigest()[:24]
        self._name = f"deskinc-{name}"
        self._lock = QLockFile(str(folder / "deskinc.lock"))
        self._lock.setStaleLockTime(0)
        self._held = self._listens = False

    def first(self) -> bool:
        """Whether this is the first start; a folder that takes no lock is told of elsewhere."""
        if not self._held:
            self._held = self._lock.tryLock(0)
        return self._held or self._lock.error() != QLockFile.LockError.LockFailedError

    def call_first(self) -> bool:
        """Ask the first to show its window; False when it does not answer."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        answered = socket.waitForConnected(CONNECT_MS) and socket.waitForReadyRead(ANSWER_MS)
        said = answered and socket.read(1).data() == HERE
        socket.abort()
        return said

    def listen(self, raise_window: Callable[[], None]) -> None:
        """Call ``raise_window`` whenever another start asks; once is enough."""
        from PySide6.QtNetwork import QLocalServer

        if self._listens:
            return
        self._listens = True
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name)

        def answer() -> None:
            caller = server.nextPendingConnection()
            caller.disconnected.connect(caller.deleteLater)
            caller.write(HERE)
            caller.flush()
            raise_window()

        server.newConnection.connect(answer)
        server.listen(self._name)

    def release(self) -> None:
        """Give the folder free."""
        self._lock.unlock()
        self._held = False
