"""What the desk is told of a category at this site, and the checklist that is ticked (D25, D30)."""

from collections.abc import Collection, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from deskinc.book.record import Saved
from deskinc.desk.incidents import guiding
from deskinc.desk.incidents.checks import DONE, NA, Tick, ticks
from deskinc.desk.incidents.guiding import Said
from deskinc.desk.incidents.incidents import follow_up
from deskinc.desk.incidents.response import acts
from deskinc.desk.office import Office
from deskinc.desk.site import plain
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms import guides, taxonomy
from deskinc.forms.fields import Value
from deskinc.forms.guides.calls import SERVICES, Call
from deskinc.forms.guides.words import Spoken
from deskinc.i18n import _


@dataclass(frozen=True, slots=True)
class Guide:
    """Of one category, in the words of the site: when it is an incident, steps, calls, words."""

    severity: str
    criteria: str
    steps: tuple[str, ...]
    calls: tuple[Call, ...]
    words: tuple[Spoken, ...]


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
    """The guide of a category; None for a category that has none.

    What the site says of it stands over what it says of the family, that over what ships.
    """
    known = category in {one.code for one in taxonomy.CATEGORIES}
    return of_subject(office, category) if known else None


def of_subject(office: Office, subject: str) -> Guide:
    """What is said of a category or of a family; a family has neither severity nor criteria."""
    return _over(office, subject, guiding.said(office, subject))


def shipped(office: Office, subject: str) -> Guide:
    """What would be said of it if the site said nothing of just this subject."""
    return _over(office, subject, Said())


def _over(office: Office, subject: str, near: Said) -> Guide:
    family = guides.family_of(subject)
    found = guides.of_family(subject) if subject == family else guides.guide(subject)
    far = Said() if subject == family else guiding.said(office, family)
    own, emergency = guides.own(subject), office.site.emergency
    steps = near.steps or ("steps" not in own and far.steps) or map(_, found.steps)
    calls = near.calls or ("calls" not in own and far.calls) or found.calls
    words = (
        near.words
        or ("words" not in own and far.words)
        or (Spoken(_(one.title), _(one.words)) for one in found.words)
    )
    notes = {call.who: call.note for call in found.calls}
    said = emergency or _("the emergency number")
    return Guide(
        near.severity or found.severity, near.criteria or (found.criteria and _(found.criteria)),
        tuple(step.replace("{emergency}", said) for step in steps),
        tuple(replace(call, note=call.note or notes.get(call.who, ""),
                      number=call.number or (emergency if call.who == SERVICES else ""))
              for call in calls),
        tuple(words),
    )  # fmt: skip


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


def fulfilled(
    office: Office, values: Mapping[str, Value], done: Collection[str], at: datetime, by: object
) -> dict[str, object]:
    """The ticks of those of the steps ``done`` (as shipped) that wait: one act for both.

    Empty where the site has words of its own for them, or none waits.
    """
    emergency = office.site.emergency or _("the emergency number")
    wanted = {_(words).replace("{emergency}", emergency) for words in done}
    rows = {
        _row(step): {"step": step.words, "result": DONE, "at": at, "by": by}
        for step in steps(office, values)
        if step.tick is None and step.words in wanted
    }
    return {"checks": rows} if rows else {}


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
