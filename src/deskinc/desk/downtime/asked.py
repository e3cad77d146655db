"""What the bomb-call and evacuation sheets ask: the fields and options of the incident’s form (D7).

So paper and screen never differ, and what was written by hand is typed where it was asked.
"""

from deskinc.desk.incidents import guides, plans
from deskinc.desk.office import Office
from deskinc.forms.catalogue import current
from deskinc.forms.catalogue.response import TOLD
from deskinc.forms.fields import Choice, Field, Flag
from deskinc.forms.showing import floor_words
from deskinc.i18n import _
from deskinc.reports.blanks import Asked
from deskinc.reports.byhand import Space, Spaces

DURING_CALL, UNTIL_OUT, COUNTED = 5, 10, 6
"""Steps of the checklists that are for before anything is written."""
_LOW, _ROOM, _HIGH = 0.0, 31.0, 38.0
_Row = tuple[float, tuple[tuple[str, float], ...]]
_BOMB: tuple[_Row, ...] = (
    (_ROOM, (("call_began", 2), ("call_ended", 2), ("call_line", 3), ("call_number", 3),
             ("call_taken_by", 3))),
    (_LOW, (("threat_channel", 1),)),
    (_ROOM, (("bomb_when", 1), ("bomb_where", 1))),
    (_ROOM, (("bomb_look", 1), ("bomb_kind", 1))),
    (_ROOM, (("bomb_cause", 1), ("bomb_placed", 1))),
    (_ROOM, (("bomb_why", 1), ("caller_name", 1))),
    (_ROOM, (("caller_address", 3), ("caller_phone", 2))),
    (_LOW, (("voice", 1),)),
    (_LOW, (("language", 1),)),
    (_LOW, (("background", 1),)),
    (_ROOM, (("caller_sex", 3), ("caller_age", 2))),
    (_ROOM, (("caller_accent", 2), ("caller_like", 3))),
    (_ROOM, (("told", 3), ("police_called", 2))),
    (_ROOM, (("police_reference", 3), ("crime_reference", 2))),
    (_ROOM, (("bomb_decision", 4), ("bomb_decided", 1), ("bomb_decided_by", 2))),
)  # fmt: skip
_OUT: tuple[_Row, ...] = (
    (_LOW, (("exercise", 2), ("evac_method", 5))),
    (_ROOM, (("evac_trigger", 3), ("evac_ordered_by", 2))),
    (_ROOM, (("evac_alarm", 1), ("assembly", 2))),
)
_CLEAR: tuple[_Row, ...] = (
    (_ROOM, (("evac_clear", 2), ("staff_counted", 1), ("visitors_counted", 1),
             ("contractors_counted", 1))),
    (_HIGH, (("evac_missing", 1), ("assisted", 1))),
    (_ROOM, (("lifts_state", 1), ("exits_blocked", 1), ("sounders", 1))),
    (_HIGH, (("brigade_handover", 1),)),
    (_ROOM, (("reentry", 1), ("reentry_by", 2))),
    (_HIGH, (("evac_problems", 1), ("evac_lessons", 1))),
)  # fmt: skip
_OF_FLOOR = ("floor", "warden", "clear", "source")


def asked(office: Office, kind: str, *, drill: bool = False) -> Asked | None:
    """What a sheet of that kind asks; None for one that has lines for anything."""
    if kind == "bomb":
        lead = _lead(office, "threat.bomb", DURING_CALL)
        return Asked(lead, _label("exact_words"), after=_spaces(_BOMB))
    if kind == "evacuation":
        head = tuple(_label(f"floors/0/{name}") for name in _OF_FLOOR)
        lead = _lead(
            office, *(("fire.drill", COUNTED) if drill else ("fire.evacuation", UNTIL_OUT))
        )
        return Asked(lead, _label("floors"), _spaces(_OUT), _spaces(_CLEAR), head, floors(office))
    return None


def floors(office: Office) -> tuple[str, ...]:
    """The floors of the site as they are read, lowest first: of its plans and of its places."""
    known = {plan.floor: plan.order for plan in plans.listed(office) if plan.floor}
    for place in office.site.places:
        if place.floor:
            known.setdefault(place.floor, plans.rank_of(place.floor))
    return tuple(floor_words(name) for name in sorted(known, key=lambda one: (known[one], one)))


def _lead(office: Office, category: str, count: int) -> str:
    guide = guides.guide_of(office, category)
    return " ".join(guide.steps[:count]) if guide else ""


def _spaces(rows: tuple[_Row, ...]) -> tuple[Spaces, ...]:
    return tuple(
        Spaces(tuple(_space(name, share) for name, share in row), room) for room, row in rows
    )


def _space(name: str, share: float) -> Space:
    return Space(_label(name), _ticks(current("incident").field(name)), share)


def _label(name: str) -> str:
    return _(TOLD.title if name == "told" else current("incident").field(name).label)


def _ticks(field: Field) -> tuple[str, ...]:
    if isinstance(field, Flag):
        return (_("Yes"), _("No"))
    return tuple(_(one.label) for one in field.options) if isinstance(field, Choice) else ()
