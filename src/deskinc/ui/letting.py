"""The opening of a book that somebody may stop waiting for.

It goes on by itself, since a disk that does not answer cannot be called off: what comes of it then
is closed again by the thread that opened it, and the next attempt waits behind it.
"""

from collections.abc import Callable
from datetime import datetime
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
    from deskinc.desk.open_office import Given
    from deskinc.desk.signing_on.waits import Waits
    from deskinc.desk.trouble.trouble import Trouble

    Found = Office | Trouble


FEW = 2000
"""Records that are checked so quickly that nobody needs to be told."""

Clock = Callable[[], datetime]
"""Gives the time, aware."""

SILENCES = 8
"""Times in a row, three seconds apart, that a disk is silent before it is taken to hang: a busy one
may be for long, but half a minute after Enter one can write (D6)."""


def machine_time() -> datetime:
    """The time of this machine."""
    return datetime.now().astimezone()


class Patience:
    """With a disk that may only be busy: how often in a row it was silent while nothing went on."""

    def __init__(self) -> None:
        self.silences = 0
        self._went_on = False

    def go_on(self) -> None:
        """The opening says that it goes on."""
        self.silences, self._went_on = 0, True

    def went_on(self) -> bool:
        """Whether it said so since this was last asked; then the disk need not be asked."""
        went_on, self._went_on = self._went_on, False
        return went_on

    def ends(self, *, silent: bool) -> bool:
        """Whether the disk is taken to hang, now that it was asked once more."""
        self.silences = self.silences + 1 if silent else 0
        return self.silences >= SILENCES


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
    from deskinc.desk.trouble import trouble

    return trouble.without_answer(folder, name, passphrase)


def unsigned(folder: Path, name: str) -> "Trouble":
    """What one writes with where nobody signs in; slow."""
    from deskinc.desk.trouble import trouble

    return trouble.unsigned(folder, name)


def beside(folder: Path) -> "Trouble":
    """What one writes with beside another program that has the folder; slow."""
    from deskinc.desk.trouble import trouble

    return trouble.beside(folder)


def open_book(
    folder: Path, given: tuple[str, str, str], waits: "Waits", clock: Clock, report: tasks.Report
) -> "Office | Trouble":
    """Open the book for whoever gave name, passphrase and perhaps a PIN; slow."""
    from deskinc.desk.trouble.trouble import Trouble, enter

    name, passphrase, pin = given
    # the book's own clock besides tells how long the machine runs, and so a step of this one
    times = {} if clock is machine_time else {"clock": clock}
    found = enter(folder, name, passphrase, waits, stages=_stages(report), **times)
    if pin and not isinstance(found, Trouble):
        found.signed_on.hold(found.person, pin)
    return found


def _stages(report: tasks.Report) -> Callable[[str, int, int], None]:
    """How far the opening of a book is, in words; nothing where it takes no time."""
    said = {
        "records": _("Checking {done} of {of} records written since the last seal"),
        "registers": _("Building the lists anew: {done} of {of} records"),
    }

    def told(stage: str, done: int, of: int) -> None:
        if of > FEW:
            report(done / of, said[stage].format(done=f"{done:,}", of=f"{of:,}"))

    return told


def by_keyring(folder: Path, told: Callable[[object], object]) -> "Given | None":
    """What the system's keyring gives to open the book with; None where it is not to. Blocks."""
    from deskinc.desk import open_office

    return open_office.fetched(folder, told)


def open_for_desk(folder: Path, given: "Given", clock: Clock, report: tasks.Report) -> "Office":
    """Open the book with it, for the desk alone; slow."""
    from deskinc.desk import open_office

    times = {} if clock is machine_time else {"clock": clock}
    return open_office.begin(folder, given, stages=_stages(report), **times)


def take_desk(office: "Office", given: tuple[str, str, str]) -> "Office":
    """Sign somebody in to a book that is open already; slow."""
    from deskinc.desk import open_office

    return open_office.take(office, *given)
