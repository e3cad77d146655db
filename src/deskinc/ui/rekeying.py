"""The keys of the book are changed: the window makes room, and comes back over the same book."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.ui import dialogs, tasks

if TYPE_CHECKING:
    from deskinc.desk.office import Office
    from deskinc.desk.people.departure import Changing
    from deskinc.ui.mainwindow import MainWindow
    from deskinc.ui.program import Program


def listen(program: "Program", window: "MainWindow") -> None:
    """Change the keys whenever a page of ``window`` wants it."""
    from deskinc.ui.closing import leave

    def wanted(what: "Changing") -> None:
        def left() -> None:
            QTimer.singleShot(0, program, lambda: _change(program, what))

        leave(window, window.session, left)

    window.session.keys_wanted.connect(wanted)


def _change(program: "Program", what: "Changing") -> None:
    from deskinc.desk.people import departure
    from deskinc.ui.waiting import Waiting

    more = _(
        "The book is written anew under new keys and checked from its first record. If the power "
        "fails now, the old book or the new one is there, whole."
    )
    waiting = Waiting(_("New keys"), more)
    program.step_aside(waiting)
    task = tasks.Task(waiting)
    task.progressed.connect(waiting.show_progress)

    def done(found: "tuple[Office, DeskError | None]") -> None:
        office, fault = found
        program.open_office(office)
        if fault is None:
            program.tell(_("The book goes on under new keys."), "", "ok")
        else:
            todo = _("The keys are as before: Settings, People, Change the keys… tries again.")
            program.tell(str(fault), todo, "fault")

    def failed(error: Exception) -> None:
        program.open_door()
        if not isinstance(error, DeskError):
            tasks.crash(error)
        elif program.window is not None:
            more = _("Sign in: the old book or the new one is there, whole.")
            door, title = program.window, _("The keys could not be changed")
            told = dialogs.tell(door, title, f"{error} {more}")
            told.finished.connect(lambda _code: door.activateWindow())
            told.finished.connect(lambda _code: door.setFocus())

    task.start(lambda report, _stop: departure.change(what, report), done, failed)
