"""Unsent changes and notes by incident, kept encrypted in the book and found again."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from deskinc.ui import tasks
from deskinc.ui.later import Later
from deskinc.ui.session import Session

START = "incident:"


class Keeper(QObject):
    """What is unsent, by thread; written at most every 0.8 s, and at once when locked."""

    changed = Signal()
    """Another incident has something unsent, or one less has."""

    def __init__(
        self, session: Session, typed: Callable[[], tuple[str, dict[str, Any]]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._typed = session, typed
        self._kept: dict[str, dict[str, Any]] = {}
        self._ended = False
        self._later = Later(self, self.keep_now)
        session.locked.connect(self.flush)
        session.changing.connect(self.keep_now)
        session.closing.connect(self._end)

    def _end(self) -> None:
        """Keep the rest; what comes home after this finds the book closed."""
        self.keep_now()
        self._ended = True

    def of(self, thread: str) -> Mapping[str, Any]:
        """What is unsent of one incident; empty for nothing."""
        return self._kept.get(thread, {})

    def threads(self) -> frozenset[str]:
        """The incidents that have something unsent."""
        return frozenset(self._kept)

    def touch(self) -> None:
        """Something was typed; a running wait is not begun anew, so that nobody outruns it."""
        if not self._session.is_closed:
            self._later.touch()

    def flush(self) -> None:
        """Keep now what waits to be kept."""
        self._later.flush()

    def change_hands(self) -> None:
        """Another officer has the desk: what was kept before is not his; ``restore`` finds his."""
        self._later.stop()
        self._kept = {}

    def keep_now(self) -> None:
        """Keep what is typed as it stands; nothing typed is forgotten."""
        self._later.stop()
        thread, typed = self._typed()
        if self._ended or not thread or self._kept.get(thread, {}) == typed:
            return
        office = self._session.office
        before = self.threads()
        if typed:
            self._kept[thread] = typed
            tasks.watch(
                self, office.keep(START + thread, typed), tasks.nothing, self._session.unkept
            )
        else:
            self._kept.pop(thread, None)
            tasks.watch(self, office.drop(START + thread), tasks.nothing, self._session.unkept)
        if before != self.threads():
            self.changed.emit()

    def restore(self, home: Callable[[], None]) -> None:
        """Read what was kept before, then call ``home``."""

        def found(texts: Mapping[str, Mapping[str, Any]]) -> None:
            self._kept = {
                key.removeprefix(START): dict(text)
                for key, text in texts.items()
                if key.startswith(START)
            } | self._kept
            home()

        self._session.look(self, self._session.office.kept, found)
