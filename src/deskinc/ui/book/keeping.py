"""What is typed and not yet posted, kept encrypted in the book and found again after anything."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from deskinc.ui import tasks
from deskinc.ui.later import Later
from deskinc.ui.session import Session

KEY = "entry"


class Keeper(QObject):
    """Keeps the entry line at most every 0.8 s while it is typed in, and at once when locked."""

    kept = Signal()
    """The text as it stood a moment ago is safe."""

    def __init__(
        self, session: Session, typed: Callable[[], Mapping[str, str]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._typed = typed
        self._restoring = False
        self._later = Later(self, self.keep_now)
        session.locked.connect(self.flush)
        session.changing.connect(self.flush)
        session.closing.connect(self.flush)

    def touch(self) -> None:
        """Something was typed; a running wait is not begun anew, so that nobody outruns it."""
        if not self._session.is_closed:
            self._later.touch()

    def flush(self) -> None:
        """Keep now what waits to be kept."""
        self._later.flush()

    def keep_now(self) -> None:
        """Keep the text as it stands; empty text is forgotten."""
        typed = self._typed()
        office = self._session.office
        if any(typed.get(name) for name in ("text", "happened", "place", "type", "stamped")):
            tasks.watch(self, office.keep(KEY, typed), self._kept, self._session.unkept)
        elif not self._restoring:
            tasks.watch(self, office.drop(KEY), tasks.nothing, self._session.unkept)

    def forget(self) -> None:
        """The text was posted."""
        self._later.stop()
        tasks.watch(self, self._session.office.drop(KEY), tasks.nothing, self._session.unkept)

    def _kept(self, _none: None) -> None:
        if not self._session.is_closed:
            self.kept.emit()

    def restore(self, take: Callable[[Mapping[str, str]], None]) -> None:
        """Hand what was kept to ``take``; until then an empty line drops nothing."""

        def home(found: Mapping[str, Mapping[str, object]]) -> None:
            self._restoring = False
            typed = found.get(KEY)
            if typed:
                take({name: str(value) for name, value in typed.items()})

        self._restoring = True
        self._session.look(self, self._session.office.kept, home)
