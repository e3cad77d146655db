"""Who plays the night, when, and what is at hand."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path

from deskinc.ui.night.robot import Robot


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody at the desk: a name, and the passphrase that only this person knows."""

    name: str
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Cast:
    """The officer on duty, the relief, the manager who issues, the lead who reviews."""

    officer: Hand
    relief: Hand
    manager: Hand
    lead: Hand


@dataclass(frozen=True, slots=True)
class Night:
    """One night: ``clock`` goes on to a moment, ``look`` is called where there is much to see."""

    robot: Robot
    cast: Cast
    evening: datetime
    clock: Callable[[datetime], None]
    photos: tuple[Path, ...]
    papers: Path
    counts: tuple[int, ...]
    look: Callable[[str], None] = lambda _what: None

    def at(self, clock: str, days: int = 0) -> None:
        """Let the time of day come: ``21:02`` of the evening, or ``days`` later."""
        day = self.evening.date() + timedelta(days=days)
        moment = datetime.combine(day, time.fromisoformat(clock), tzinfo=self.evening.tzinfo)
        self.clock(moment)
        self.robot.wait_for(clock)
