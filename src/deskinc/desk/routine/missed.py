"""What was not ticked in time: one line of the desk for each, or one for all that nobody watched.

A line is written again only if none says so: a tick names the routine and when it was due, and
the newest line says up to when everything was told. One keeper at a time looks (decision 032).
"""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta

from deskinc.book.record import Draft, Saved
from deskinc.book.writing.timekeeper import FORM as CLOCK
from deskinc.desk.office import Office
from deskinc.desk.routine.due import Due, key, told
from deskinc.desk.routine.occasions import occasions
from deskinc.desk.routine.routines import listed
from deskinc.forms.fields import moment_of
from deskinc.forms.taxonomy import MISSED_TYPE
from deskinc.i18n import _
from deskinc.proof.document import DESK

FARTHEST = timedelta(days=31)
"""How far back it is looked for what was missed."""
_ANSWERS = 20
"""Lines about the clock among which the last answer to a step is looked for."""


def write(office: Office, now: datetime, since: datetime) -> "Future[Saved] | None":
    """The desk writes what was missed up to ``now``; None for nothing.

    What was missed before ``since``, from when on somebody watches, becomes one line. While a
    step of the clock waits for an answer nothing is missed, nor what fell due before the answer.
    """
    if office.book.time.standing is not None:
        return None
    since = since.astimezone(UTC)
    found = untold(office, now.astimezone(UTC))
    if not found:
        return None
    before = [one for one in found if one.ends <= since]
    after = [one for one in found if one.ends > since]
    drafts = [_one(office, one) for one in after]
    if len(before) == 1:
        drafts.insert(0, _one(office, before[0]))
    elif before:
        drafts.insert(0, _together(office, before))
    return office.write_as_desk(*drafts)


def untold(office: Office, now: datetime) -> list[Due]:
    """What was not ticked in time and no line says so, in the order it was missed."""
    known = listed(office)
    if not known:
        return []
    start = _told_until(office, now)
    longest = timedelta(minutes=max(each.tolerance for each in known))
    said = told(office.read.ticks(start - longest))
    found = []
    for routine in known:
        late = timedelta(minutes=routine.tolerance)
        begin = max(routine.since.astimezone(UTC), start - late)
        there = occasions(routine, begin, now - late, office.locale.tz)
        made = (Due(routine, at, "late") for at in there if key(routine, at) not in said)
        found += [one for one in made if start < one.ends < now]
    return sorted(found, key=lambda one: (one.ends, one.routine.name.casefold()))


def _told_until(office: Office, now: datetime) -> datetime:
    """Up to when (UTC) everything was told, or no clock could be trusted."""
    known = [now - FARTHEST]
    n = office.read.last_by_desk(MISSED_TYPE.code)
    if n is not None:
        at = moment_of(office.read.record(n).values.get("happened"))
        known += [] if at is None else [at]
    answers = office.read.records(office.read.search("", form=CLOCK, limit=_ANSWERS))
    known += [
        record.at for record in answers.values()
        if record.author != DESK and record.values.get("stepped") is not None
    ]  # fmt: skip
    return max(at.astimezone(UTC) for at in known if at <= now)


def _one(office: Office, due: Due) -> Draft:
    routine, locale = due.routine, office.locale
    words = _("{what}, due {time}, was not ticked by {end}.").format(
        what=routine.name,
        time=locale.clock(locale.local(due.at)),
        end=locale.clock(locale.local(due.ends)),
    )
    if routine.procedure:
        words += "\n" + _("To be done: {what}").format(what=routine.procedure)
    said: dict[str, object] = {
        "type": MISSED_TYPE.code, "text": words,
        "happened": locale.local(due.ends), "due": locale.local(due.at),
        "routine": {"id": routine.thread, "text": routine.name},
    }  # fmt: skip
    if routine.place:
        said["place"] = office.site.place(routine.place)
    return office.draft("occurrence", said)


def _together(office: Office, found: Sequence[Due]) -> Draft:
    """One line for all that fell due while nobody watched."""
    counts = Counter(one.routine.name for one in found)
    what = ", ".join(f"{name} {count}" if count > 1 else name for name, count in counts.items())
    first, last = min(one.at for one in found), max(one.at for one in found)
    words = _(
        "Not ticked, from {first} to {last}, while this program was not running or the computer "
        "slept: {what}."
    ).format(first=_time(office, first), last=_time(office, last), what=what)
    end = max(one.ends for one in found)
    return office.draft(
        "occurrence",
        {"type": MISSED_TYPE.code, "text": words, "happened": office.locale.local(end)},
    )


def _time(office: Office, moment: datetime) -> str:
    local = office.locale.local(moment)
    return f"{office.locale.short_date(local)} {office.locale.clock(local)}"
