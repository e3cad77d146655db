"""Routines for the tests of the window: a check call and a patrol."""

from deskinc.desk.office import Office
from deskinc.desk.routine import routines

CALL: dict[str, object] = {
    "name": "Check call to control", "type": "check_call", "times": ["23:30"], "tolerance": 15,
    "text": "Check call made, all well.", "procedure": "Call the mobile of the patrol.",
}  # fmt: skip
PATROL: dict[str, object] = {
    "name": "Patrol of the ground floor",
    "type": "patrol",
    "place": "Loading bay",
    "every": 60,
    "from": "23:00",
    "until": "06:00",
    "tolerance": 20,
    "points": ["East stair", "Loading bay door", "Roof"],
}


def add(office: Office, *asked: dict[str, object]) -> None:
    """Write routines."""
    for raw in asked:
        routines.change(office, raw).result()
