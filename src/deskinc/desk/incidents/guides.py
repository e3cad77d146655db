"""What the desk is told of a category at this site, and its checklist (D25, D30)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from deskinc.desk.incidents import guiding
from deskinc.desk.incidents.checks import Tick, ticks
from deskinc.desk.incidents.guiding import Said
from deskinc.desk.office import Office
from deskinc.desk.site import plain
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


def row_of(step: Step) -> str:
    """A name for the row that two desks ticking the same step give alike."""
    return f"{step.number:03d}-{sha256(step.words.encode()).hexdigest()[:8]}"
