"""Who is to be called next about each open incident: for strip, alarm and the locked screen."""

from dataclasses import dataclass
from datetime import datetime

from deskinc.desk.incidents.incident_reading import open_ones
from deskinc.desk.incidents.response import calls
from deskinc.desk.incidents.response.calls import Call
from deskinc.desk.office import Office


@dataclass(frozen=True, slots=True)
class Pressing:
    """The next call about an open incident, until ``at``."""

    thread: str
    number: str
    call: Call
    at: datetime


@dataclass(frozen=True, slots=True)
class Bare:
    """An open incident without a name, a place or words: its number, deadline and beginning.

    ``call`` says that the deadline is that of a call.
    """

    number: str
    due: datetime | None
    opened: datetime
    call: bool = False


def pressing(office: Office) -> dict[str, Pressing]:
    """By thread the next call about each open incident."""
    found = {}
    for one in open_ones(office):
        call = calls.of_thread(office, one.thread)
        if call is not None and call.at is not None:
            found[one.thread] = Pressing(one.thread, one.number, call, call.at)
    return found


def bare(office: Office) -> list[Bare]:
    """What a door may show of the open incidents to anybody (D23), the most severe first."""
    called, found = pressing(office), []
    for one in open_ones(office):
        next_ = called.get(one.thread)
        if next_ is not None and (one.due is None or next_.at <= one.due):
            found.append(Bare(one.number, next_.at, one.opened, call=True))
        else:
            found.append(Bare(one.number, one.due, one.opened))
    return found
