"""The whole night, from the door at dusk to the manager's morning."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from PySide6.QtWidgets import QWidget

from deskinc.desk import demo
from deskinc.ui.night.cast import Night
from deskinc.ui.night.papers import hand_over, issue, leave
from deskinc.ui.night.story import sign_in, work_the_night

SIZE = (1280, 800)
DUSK, DAWN = (18, 58), timedelta(hours=31)
"""The night begins at this time; it is over so long after the midnight before it."""


class Program(Protocol):
    """What the night is played in: the program between its door and its window."""

    window: QWidget | None

    def open_door(self) -> None:
        """Show the sign-in page."""

    def close_office(self) -> None:
        """Close the book."""


def play(night: Night, start: Callable[[], Program]) -> None:
    """Play it all in the real window; ``start`` starts the program at its door."""
    program = _opened(start)
    work_the_night(night)
    hand_over(night)
    leave(night)
    _closed(night, program)
    night.clock(night.evening + timedelta(hours=15))
    program = _opened(start)
    sign_in(night, night.cast.manager)
    issue(night)
    leave(night)
    _closed(night, program)


def _opened(start: Callable[[], Program]) -> Program:
    program = start()
    program.open_door()
    if program.window is not None:
        program.window.resize(*SIZE)
    return program


def _closed(night: Night, program: Program) -> None:
    window = program.window
    night.robot.until(lambda: window is None or not window.isVisible(), "the end of the window")
    program.close_office()


def last_dusk(now: datetime) -> datetime:
    """The beginning of the last night that is over at ``now``, in the zone of the demo office."""
    over = now.astimezone(demo.ZONE) - DAWN
    return over.replace(hour=DUSK[0], minute=DUSK[1], second=0, microsecond=0)
