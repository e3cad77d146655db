"""The desktop's own screen lock (D23): whoever locks the screen has locked the desk."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection

INTERFACES = tuple(
    f"org.{name}.ScreenSaver" for name in ("freedesktop", "gnome", "cinnamon", "mate")
)
"""Who says so on the session bus: KDE, Xfce and others, GNOME, Cinnamon, MATE."""


_SLOT: Any = SLOT("changed(bool)")  # text, where the stubs want bytes


class ScreenLock(QObject):
    """Calls ``lock`` as soon as the desktop says that its screen is locked.

    Where there is no session bus (Windows, macOS) the minutes of the site do it alone.
    """

    def __init__(
        self, owner: QObject, lock: Callable[[], object], bus: QDBusConnection | None = None
    ) -> None:
        super().__init__(owner)
        self._lock = lock
        bus = bus or QDBusConnection.sessionBus()
        self.heard = [
            name for name in INTERFACES if bus.connect("", "", name, "ActiveChanged", self, _SLOT)
        ]

    @Slot(bool)
    def changed(self, on: bool) -> None:
        """The screen was locked, or unlocked: only the PIN or the passphrase unlocks the desk."""
        if on:
            self._lock()
