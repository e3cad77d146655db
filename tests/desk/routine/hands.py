"""Routines for tests of the desk, and what is due of them."""

from datetime import UTC, datetime

from tests.desk.offices import Desk, fresh

from deskinc.desk.routine import due as dues
from deskinc.desk.routine import missed, routines, ticking
from deskinc.desk.routine.due import Due
from deskinc.desk.routine.ticking import Passed

CALL: dict[str, object] = {
    "name": "Check call to control", "type": "check_call", "times": ["02:30"],
    "tolerance": 15, "text": "Check call made, all well.",
    "procedure": "Call the mobile of the patrol, then the shift lead.",
}  # fmt: skip
PATROL: dict[str, object] = {
    "name": "Patrol of the ground floor",
    "type": "patrol",
    "place": "Lobby",
    "every": 120,
    "from": "22:00",
    "until": "06:00",
    "tolerance": 20,
    "points": ["East stair", "Loading bay door", "Roof"],
}


def at(hour: int, minute: int = 0, day: int = 22) -> datetime:
    """A moment of 21 or 22 November 2026 in London."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def add(desk: Desk, *asked: dict[str, object]) -> None:
    """Write routines."""
    for raw in asked:
        routines.change(desk.office, raw).result()


def states(desk: Desk) -> list[tuple[str, str, str]]:
    """What the due list says now: name, time, state."""
    found = dues.due(desk.office, desk.office.now())
    return [
        (one.routine.name, f"{desk.office.locale.local(one.at):%H:%M}", one.state) for one in found
    ]


def first(desk: Desk, state: str = "due") -> Due:
    """The first thing on the list in that state."""
    found = dues.due(desk.office, desk.office.now())
    return next(one for one in found if one.state == state)


def tick(desk: Desk, one: Due, *passed: Passed, text: str = "") -> int:
    """Tick it; the number of the line's record."""
    said = ticking.raw(desk.office, one, text=text, passed=passed)
    return ticking.tick(desk.office, one, said, fresh()).result().records[0].n


def write_missed(desk: Desk, since: datetime) -> list[str]:
    """Let the desk look; the words of the lines it wrote."""
    written = missed.write(desk.office, desk.office.now(), since)
    if written is None:
        return []
    return [desk.line(record.n).text for record in written.result().records]
