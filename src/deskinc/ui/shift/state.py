"""What the Shift page shows: who is on duty, and what the officer's own shift would hand over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deskinc.desk.incidents import incidents, owners
from deskinc.desk.incidents.incidents import Incident
from deskinc.desk.office import Office
from deskinc.desk.routine import deliveries, silence
from deskinc.desk.routine.silence import Hour
from deskinc.desk.shift import breaks, handover, outstanding, shifts
from deskinc.desk.shift.breaks import Away
from deskinc.desk.shift.handover import Handover
from deskinc.desk.shift.shifts import Shift
from deskinc.ui.session import Session
from deskinc.ui.shift.work import KEY, taken_up


@dataclass(frozen=True, slots=True)
class State:
    """What the page shows, read off the GUI thread."""

    mine: Shift | None
    others: tuple[Shift, ...]
    relieving: str
    handover: Handover | None
    kept: Mapping[str, object]
    open: Sequence[Incident]
    hours: Sequence[Hour]
    away: Away | None
    """Whether and how the officer is away from the post."""
    deliveries: tuple[int, int]
    """How many came in during the shift, and how many were refused."""


def read(office: Office) -> State:
    """Who is on duty, and what the officer's own shift would hand over."""
    there = shifts.on_duty(office)
    mine = [shift for shift in there if shift.officer == office.officer.thread]
    return State(
        mine=mine[-1] if mine else None,
        others=tuple(shift for shift in there if shift not in mine),
        relieving=shifts.relieving(office),
        handover=handover.prepare(office) if mine else None,
        kept=office.kept().get(KEY, {}),
        open=owners.owned(office, incidents.active(office)) if mine else (),
        hours=silence.hours(office, mine[-1].on_at) if mine else (),
        away=breaks.away(office, mine[-1]) if mine else None,
        deliveries=deliveries.counted(office, mine[-1].on_at) if mine else (0, 0),
    )


def still_open(state: State | None, session: Session) -> list[str]:
    """What is open at the end of a shift, with what was put on a handover that was put aside."""
    if state is None:
        return []
    office = session.office
    mine = state.handover
    kept = taken_up(mine, state.kept, office.officer.thread) if mine is not None else None
    carried = [item.what for item in kept.items if not item.thread] if kept is not None else []
    carried += outstanding.overdue(office)
    return outstanding.named(state.open, session.due, office.locale, carried)
