"""What the desk is told of a category at this site, and the checklist that is ticked (D25, D30)."""

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from deskinc.book.record import Saved
from deskinc.desk.incidents.checks import DONE, NA, Tick, ticks
from deskinc.desk.incidents.incidents import follow_up
from deskinc.desk.incidents.response import acts
from deskinc.desk.office import Office
from deskinc.desk.site import plain
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms import guides
from deskinc.forms.fields import Value
from deskinc.forms.guides.calls import Call
from deskinc.i18n import _


@dataclass(frozen=True, slots=True)
class Guide:
    """Of one category, in the language of the site: when it is an incident, steps, calls."""

    severity: str
    criteria: str
    steps: tuple[str, ...]
    calls: tuple[Call, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an incident’s checklist, counted from 1, and its tick if it has one."""

    number: int
    words: str
    tick: Tick | None = None


@dataclass(frozen=True, slots=True)
class How:
    """How a step is ticked: when (None is now), by whom ("" is whoever is signed in).

    ``reason`` says why it is not applicable; "" ticks it as done.
    """

    at: datetime | None = None
    by: str = ""
    reason: str = ""


def guide_of(office: Office, category: str) -> Guide | None:
    """The guide of a category as it ships; None for a category that has none."""
    try:
        found = guides.guide(category)
    except KeyError:
        return None
    number = office.site.emergency or _("the emergency number")
    steps = (_(step).replace("{emergency}", number) for step in found.steps)
    return Guide(found.severity, _(found.criteria), tuple(steps), found.calls)


def steps(office: Office, values: Mapping[str, Value]) -> tuple[Step, ...]:
    """The checklist of an incident: the steps of its category, then what else was ticked.

    A tick belongs to the words it was given, also after the category or the list was changed.
    """
    given = guide_of(office, plain(values.get("category")))
    there = {tick.words: tick for tick in ticks(values)}
    words = [*(given.steps if given else ())]
    words += [each for each in there if each not in words]
    return tuple(Step(at, each, there.get(each)) for at, each in enumerate(words, 1))


def tick(
    office: Office,
    thread: str,
    step: Step,
    id: str,  # noqa: A002
    how: How = How(),
    *,
    na: bool = False,
) -> "Future[Saved]":
    """Tick a step as done, or as not applicable with a reason: one follow-up (D25).

    The tick of a step that bears one is corrected (D3).
    """
    if na and not how.reason.strip():
        raise InvalidForm({"reason": _("Say why it is not applicable.")})
    said: dict[str, object] = {
        "step": step.words, "result": NA if na else DONE, "at": acts.moment(office, how.at),
        "by": acts.person(office, how.by), "reason": how.reason if na else None,
    }  # fmt: skip
    row = step.tick.row if step.tick else _row(step)
    return follow_up(office, thread, {"checks": {row: said}}, id)


def untick(
    office: Office,
    thread: str,
    step: Step,
    id: str,  # noqa: A002
) -> "Future[Saved]":
    """Take a tick out that was set by mistake; that it was there stays in the book."""
    values = acts.values(office, thread)
    row = step.tick.row if step.tick else ""
    cells = [name.rsplit("/", 1)[1] for name in values if name.startswith(f"checks/{row}/")]
    if not row or not cells:
        raise DeskError(_("This step bears no tick."))
    return follow_up(office, thread, {"checks": {row: dict.fromkeys(cells)}}, id)


def _row(step: Step) -> str:
    """A name for the row that two desks ticking the same step give alike."""
    return f"{step.number:03d}-{sha256(step.words.encode()).hexdigest()[:8]}"
