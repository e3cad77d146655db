"""What is due: the routines held against what the lines say was done, or missed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from deskinc.book.registers.day import TickRow
from deskinc.desk.lines.entries import nil_words
from deskinc.desk.office import Office
from deskinc.desk.routine.occasions import occasions
from deskinc.desk.routine.routines import Routine, listed
from deskinc.i18n import _
from deskinc.proof.canonical import b64
from deskinc.proof.document import DESK

NIL = "nil"
"""The type of line that says that all is correct."""
_LINES = 50
"""Newest lines among which the last one by a person is looked for."""

SHOWN = timedelta(hours=12)
"""How far back something missed stays on the list, and how far ahead something comes onto it."""

EARLY = timedelta(minutes=15)
"""So long before its time something can be ticked, if its tolerance is not longer."""


FRESH = timedelta(hours=1)
"""So long something missed stands on every page; then on the list alone."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that falls due at ``at`` (UTC): ahead, due, late or missed.

    It is late (red) once its tolerance has passed, and missed once a line of the desk says so.
    """

    routine: Routine
    at: datetime
    state: str

    @property
    def ends(self) -> datetime:
        """Until when it counts as done in time."""
        return self.at + timedelta(minutes=self.routine.tolerance)

    @property
    def opens(self) -> datetime:
        """From when on it can be ticked."""
        return self.at - max(EARLY, timedelta(minutes=self.routine.tolerance))


def due(office: Office, now: datetime) -> list[Due]:
    """What is to be ticked or comes next, the earliest first: of each routine one that lies ahead.

    What was missed stays until it is ticked after all, or its routine falls due again. It names
    no person; a screen that anybody may see shows the verb and the time only (D23).
    """
    now = now.astimezone(UTC)
    said = told(office.read.ticks(now - 2 * SHOWN))
    found: list[Due] = []
    for routine in listed(office):
        found += _of_routine(office, routine, now, said)
    found += _silent(office, now)
    return sorted(found, key=lambda one: (one.at, one.routine.name.casefold()))


def _silent(office: Office, now: datetime) -> list[Due]:
    """An entry that is asked for because nobody on duty has written for so long (rule 11).

    It is no routine: nothing is written where it stays away.
    """
    every = timedelta(minutes=office.site.nil_every)
    on = [row.on_at for row in office.read.open_shifts()]
    if not every or not on:
        return []
    said = [row.at for row in office.read.entries(office.read.newest(_LINES)) if row.author != DESK]
    last = office.moment(max([*said, *on])).astimezone(UTC)
    name = _("An entry, or “all correct”")
    minutes = office.site.nil_every
    asked = Routine("", name, NIL, last, tolerance=minutes, text=nil_words(office))
    at = last + every
    state = "ahead" if now < at else "due" if now <= at + every else "late"
    return [Due(asked, at, state)] if state != "ahead" else []


def _of_routine(
    office: Office, routine: Routine, now: datetime, said: dict[tuple[str, int], bool]
) -> list[Due]:
    since = max(routine.since.astimezone(UTC), now - SHOWN)
    ahead = now + max(SHOWN, timedelta(minutes=routine.tolerance))
    there = occasions(routine, since, ahead, office.locale.tz)
    come = [at for at in there if at <= now]
    coming = [at for at in there if at > now]
    made = []
    for no, at in enumerate(come):
        missed = said.get(key(routine, at))
        one = Due(routine, at, "due")
        late = now > one.ends
        if missed is False or (late and no < len(come) - 1):
            continue
        made.append(Due(routine, at, "missed" if missed else "late" if late else "due"))
    open_ = [at for at in coming if said.get(key(routine, at)) is None]
    return made + [Due(routine, at, "ahead") for at in open_[:1]]


def key(routine: Routine, at: datetime) -> tuple[str, int]:
    """How a tick names what it is for: the routine, and milliseconds since 1970."""
    return routine.thread, round(at.timestamp() * 1000)


def told(ticks: Iterable[TickRow]) -> dict[tuple[str, int], bool]:
    """What lines say was done (False) or missed (True); what was done after all was done."""
    found: dict[tuple[str, int], bool] = {}
    for row in ticks:
        name = b64(row.routine), row.due
        found[name] = bool(row.missed) and found.get(name, True)
    return found


def pressing(found: Iterable[Due], now: datetime) -> list[Due]:
    """What calls for somebody now: due, late, or missed no longer ago than :data:`FRESH`."""
    now = now.astimezone(UTC)
    return [one for one in found if one.state != "ahead" and now - one.ends < FRESH]


def soon(found: Iterable[Due], now: datetime) -> list[Due]:
    """What calls for somebody now, and what can be ticked already: for the locked screen."""
    now = now.astimezone(UTC)
    return [one for one in found if one.opens <= now and now - one.ends < FRESH]


def next_to_tick(found: Sequence[Due], now: datetime) -> list[Due]:
    """What can be ticked now, what is due first before what was missed."""
    open_ = [one for one in found if one.opens <= now.astimezone(UTC)]
    return sorted(open_, key=lambda one: (one.state not in {"due", "late"}, one.at))
