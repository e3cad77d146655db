"""The opening of a book that somebody may stop waiting for.

It goes on by itself, since a disk that does not answer cannot be called off: what comes of it then
is closed again by the thread that opened it, and the next attempt waits behind it.
"""

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from deskinc import disks
from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.ui import tasks

if TYPE_CHECKING:
    from deskinc.desk.office import Office
    from deskinc.desk.trouble import Trouble

    Found = Office | Trouble


class Handing:
    """Hands what was opened from its thread to the door, or to nobody."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._given_up = False
        self._found: Found | None = None

    def open(self, work: "Callable[[], Found]") -> "Found | None":
        """On the thread that opens: what ``work`` found, closed again if nobody waits for it."""
        found = work()
        with self._guard:
            if not self._given_up:
                self._found = found
                return found
        _close(found)
        return None

    def given_up(self) -> bool:
        """Whether nobody waits any more."""
        return self._given_up

    def give_up(self) -> None:
        """On the GUI thread: nobody waits any more; what was opened meanwhile is closed beside."""
        with self._guard:
            self._given_up, found = True, self._found
        app = QCoreApplication.instance()
        if found is not None and app is not None:
            tasks.run(app, lambda: _close(found), lambda _none: None)


def _close(found: "Found") -> None:
    from deskinc.desk.office import Office

    if isinstance(found, Office):
        found.close()


def until(stop: Callable[[], bool], report: tasks.Report) -> tasks.Report:
    """``report``, by which an opening that nobody wants any more is ended."""

    def told(fraction: float, words: str) -> None:
        if stop():
            raise DeskError(_("Opening was stopped."))
        report(fraction, words)

    return told


def is_silent(folder: Path) -> bool:
    """Whether the disk of the book does not answer; slow."""
    return not disks.answers(folder)


def without_answer(folder: Path, name: str, passphrase: str) -> "Trouble":
    """What one writes with while it does not; slow."""
    from deskinc.desk import trouble

    return trouble.without_answer(folder, name, passphrase)


def unsigned(folder: Path, name: str) -> "Trouble":
    """What one writes with where nobody signs in; slow."""
    from deskinc.desk import trouble

    return trouble.unsigned(folder, name)
