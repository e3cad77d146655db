"""How ready an incident is for a claim: which questions are answered, which can still be asked."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from deskinc.forms import form as forms
from deskinc.forms.catalogue.incident import INCIDENT
from deskinc.forms.cells import split
from deskinc.forms.claims import questions as q
from deskinc.forms.claims.questions import QUESTIONS, Question
from deskinc.forms.fields import Value
from deskinc.forms.restricting import restricted

FAMILIES: Mapping[str, tuple[str, ...]] = {
    q.INJURY: ("injury", "violence.assault", "building.lift_entrapment"),
    q.PROPERTY: ("theft", "damage", "access.break_in"),
    q.VEHICLE: ("vehicle", "damage.vehicle_impact", "theft.vehicle"),
}
"""Categories, or families of them, after which these questions come."""
ROWS: Mapping[str, str] = {"injured": q.INJURY, "property": q.PROPERTY, "vehicles": q.VEHICLE}
FLAGS: Mapping[str, str] = {"injuries": q.INJURY, "damage": q.PROPERTY}


@dataclass(frozen=True, slots=True)
class Ready:
    """The questions of one incident: all that are asked, those still open, those to ask now."""

    asked: tuple[Question, ...] = ()
    left: tuple[Question, ...] = ()
    now: tuple[Question, ...] = ()


def askers(country: str, regime: str) -> frozenset[str]:
    """Who asks at a site of that country under that regime (D30)."""
    also = {"RIDDOR": q.RIDDOR, "OSHA": q.OSHA}.get(regime)
    found = {q.INSURER, *([also] if also else ()), *((q.ACORD,) if country == "US" else ())}
    return frozenset(found)


def ready(
    values: Mapping[str, Value],
    asking: Collection[str],
    *,
    known: Collection[str] = (),
    fresh: bool = False,
    closed: bool = False,
) -> Ready:
    """What ``asking`` want to know of an incident that is so far known.

    ``known`` is answered elsewhere (photos, the site’s policy). ``fresh``: whoever was there may
    still be. ``closed``: restricted answers are not for whoever looks, and are not counted.
    """
    kinds = kinds_of(values)
    asked = tuple(
        one
        for one in QUESTIONS
        if not one.asked_by.isdisjoint(asking)
        and (not one.kind or one.kind in kinds)
        and _comes(one, values)
        and not (closed and restricted(INCIDENT, goes_to(one)))
    )
    left = tuple(one for one in asked if not _answered(one, values, known))
    now = tuple(one for one in left if fresh and one.of and _there(one, values))
    return Ready(asked, left, now)


def kinds_of(values: Mapping[str, Value]) -> frozenset[str]:
    """What an incident is about for an insurer: injury, property, vehicle."""
    category = values.get("category")
    code = str(category.get("code", "")) if isinstance(category, dict) else ""
    found = {
        kind
        for kind, begun in FAMILIES.items()
        if any(code == one or code.startswith(one + ".") for one in begun)
    }
    found |= {kind for table, kind in ROWS.items() if forms.rows(values, table)}
    found |= {kind for flag, kind in FLAGS.items() if values.get(flag) is True}
    return frozenset(found)


def goes_to(question: Question) -> str:
    """The field of the incident at which a question is answered."""
    return split(question.fields[0])[0]


def _comes(question: Question, values: Mapping[str, Value]) -> bool:
    """Whether the form asks it here; of witnesses only where there are any."""
    head, path = split(question.fields[0])
    if path and head == "witnesses" and not forms.rows(values, head):
        return False
    try:
        return forms.asked(INCIDENT.field(head), values)
    except KeyError:
        return True


def _answered(question: Question, values: Mapping[str, Value], known: Collection[str]) -> bool:
    return any(name in known or _said(name, values) for name in question.fields)


def _said(name: str, values: Mapping[str, Value]) -> bool:
    """Whether there is an answer; *unknown, because …* is one."""
    head, path = split(name)
    if not path:
        return values.get(name) is not None or bool(forms.rows(values, name))
    rows = forms.rows(values, head)
    return bool(rows) and all(path[0] in cells for _id, cells in rows)


def _there(question: Question, values: Mapping[str, Value]) -> bool:
    """Whether whom it is asked of may still be there: an injured person until he has left."""
    if question.of != q.HURT:
        return True
    rows = forms.rows(values, "injured")
    return not rows or any("left" not in cells for _id, cells in rows)
