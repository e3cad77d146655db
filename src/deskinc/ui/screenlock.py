"""The desktop's own screen lock (D23): whoever locks the screen has locked the desk."""

import threading
from contextlib import suppress
from functools import cache

from deskinc.log import logger

INTERFACES = tuple(
    f"org.{name}.ScreenSaver" for name in ("freedesktop", "gnome", "cinnamon", "mate")
)
"""Who says so on the session bus: KDE, Xfce and others, GNOME, Cinnamon, MATE."""


class Ears:
    """Listens on a thread of its own, and keeps that the screen was locked until it is asked.

    Nothing of Qt: what QtDBus hands on, it hands on under locks that a receiver in Python can hold
    for ever. Where there is no session bus (Windows, macOS) nothing is heard, and the minutes of
    the site lock the desk alone.
    """

    def __init__(self, address: str = "SESSION") -> None:
        self.hears = threading.Event()
        self._locked = threading.Event()
        self.thread = threading.Thread(
            target=self._listen, args=(address,), name="screen lock", daemon=True
        )
        self.thread.start()

    def took(self) -> bool:
        """Whether the screen was locked since this was asked before."""
        if not self._locked.is_set():
            return False
        self._locked.clear()
        return True

    def _listen(self, address: str) -> None:
        with suppress(ImportError):
            from jeepney import MatchRule, message_bus
            from jeepney.io.blocking import Proxy, open_dbus_connection

            try:
                with open_dbus_connection(address) as bus:
                    asked = Proxy(message_bus, bus)
                    for name in INTERFACES:
                        rule = MatchRule(type="signal", interface=name, member="ActiveChanged")
                        asked.AddMatch(rule)
                    self.hears.set()
                    while True:
                        if bus.receive().body == (True,):
                            self._locked.set()
            except (OSError, KeyError, ValueError, EOFError, RuntimeError) as error:
                logger.info("the screen lock is not heard: %s", type(error).__name__)


@cache
def ears() -> Ears:
    """Those of this program, from the first window on."""
    return Ears()
