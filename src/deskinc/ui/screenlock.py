"""The desktop's own screen lock (D23): whoever locks the screen has locked the desk."""

import threading
from contextlib import closing
from functools import cache

from deskinc.i18n import _
from deskinc.log import logger
from deskinc.ui.session import Session

INTERFACES = tuple(
    f"org.{name}.ScreenSaver" for name in ("freedesktop", "gnome", "cinnamon", "mate")
)
"""Who says so on the session bus: KDE, Xfce and others, GNOME, Cinnamon, MATE."""
AGAIN = (1, 2, 4, 8, 16, 32, 64)
"""Seconds after which a bus that fell silent is tried again, before it is given up."""


class Ears:
    """Listens on a thread of its own, and keeps that the screen was locked until it is asked.

    Nothing of Qt: what QtDBus hands on, it hands on under locks that a receiver in Python can hold
    for ever. Where there is no session bus (Windows, macOS) nothing is heard, and the minutes of
    the site lock the desk alone. One that was heard and falls silent is told, and tried again.
    """

    def __init__(self, address: str = "SESSION") -> None:
        self.hears = threading.Event()
        self._heard = False
        self._locked, self._silent = threading.Event(), threading.Event()
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

    def fell_silent(self) -> bool:
        """Whether the bus was heard and is no more, since this was asked before."""
        silent = self._silent.is_set()
        self._silent.clear()
        return silent

    def _listen(self, address: str) -> None:
        waits, over = iter(AGAIN), threading.Event()
        while True:
            if self._hear(address):
                waits = iter(AGAIN)
            pause = next(waits, None)
            if pause is None or not self._heard:
                return
            over.wait(pause)

    def _hear(self, address: str) -> bool:
        """Hear the bus until it ends; whether it was heard at all."""
        try:
            from jeepney import MatchRule, message_bus
            from jeepney.bus import get_bus
            from jeepney.io.blocking import DBusConnection, Proxy, prep_socket

            # a bus that dies before it greets would leave the socket of jeepney's own way open
            with closing(prep_socket(get_bus(address))) as line:
                bus = DBusConnection(line)
                asked = Proxy(message_bus, bus)
                for name in INTERFACES:
                    rule = MatchRule(type="signal", interface=name, member="ActiveChanged")
                    asked.AddMatch(rule)
                self._heard = True
                self.hears.set()
                while True:
                    if bus.receive().body == (True,):
                        self._locked.set()
        except (ImportError, OSError, KeyError, ValueError, EOFError, RuntimeError) as error:
            logger.info("the screen lock is not heard: %s", type(error).__name__)
        heard = self.hears.is_set()
        self.hears.clear()
        if heard:
            self._silent.set()
        return heard


def tell(ears: Ears, session: Session) -> None:
    """Say it once where the desktop's screen lock is not heard any more."""
    if ears.fell_silent():
        session.say(
            _("The screen lock of this computer is not heard any more."),
            _("Lock the desk with Ctrl+L when you leave it; after the site’s minutes it locks "
              "by itself."), tone="pending", stays=True,
        )  # fmt: skip


@cache
def ears() -> Ears:
    """Those of this program, from the first window on."""
    return Ears()
