"""What makes an incident graver than it was entered: pure questions to its values.

A rule only ever raises; lowering is a shift lead’s, with a reason.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from deskinc.forms.fields import Value, moment_of
from deskinc.i18n import N_

CHILD = timedelta(minutes=15)
LIFT = timedelta(minutes=30)
"""Longer than this somebody is missing, or shut in, before it is critical."""

Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Rule:
    """At least severity ``code`` where ``holds`` of the values at a moment; said as ``reason``."""

    code: str
    reason: str
    holds: Callable[[Values, datetime], bool]


def _is(values: Values, *codes: str) -> bool:
    given = values.get("category")
    held = given.get("code") if isinstance(given, dict) else None
    return isinstance(held, str) and any(f"{held}.".startswith(f"{code}.") for code in codes)


def _known(values: Values, name: str) -> bool:
    return moment_of(values.get(name)) is not None


def _longer(values: Values, now: datetime, span: timedelta, *names: str) -> bool:
    """Whether ``span`` has passed since the first of the moments ``names`` that is known."""
    since = next((at for name in names if (at := moment_of(values.get(name))) is not None), None)
    return since is not None and now.timestamp() - since.timestamp() > span.total_seconds()


def _hospital(values: Values, _now: datetime) -> bool:
    return values.get("injuries") is True and _known(values, "ambulance_called")


def _child(values: Values, now: datetime) -> bool:
    return (
        _is(values, "people.lost_child")
        and not _known(values, "missing_found")
        and _longer(values, now, CHILD, "missing_seen", "occurred")
    )


def _abduction(values: Values, _now: datetime) -> bool:
    return _is(values, "people") and values.get("abduction") is True


def _shut_in(values: Values, now: datetime) -> bool:
    return (
        _is(values, "building.lift_entrapment")
        and not _known(values, "released")
        and _longer(values, now, LIFT, "occurred")
    )


def _distressed(values: Values, _now: datetime) -> bool:
    return _is(values, "building.lift_entrapment") and values.get("distressed") is True


def _force(values: Values, _now: datetime) -> bool:
    return values.get("force") is True


def _burns(values: Values, _now: datetime) -> bool:
    return _is(values, "fire.fire", "fire.alarm_genuine", "damage.arson")


def _weapon(values: Values, _now: datetime) -> bool:
    return _is(values, "violence.weapon")


RULES = (
    Rule("critical", N_("Fire is confirmed."), _burns),
    Rule("critical", N_("A weapon is involved."), _weapon),
    Rule("critical", N_("A child has been missing for more than 15 minutes."), _child),
    Rule("critical", N_("There are signs of an abduction."), _abduction),
    Rule("critical", N_("Somebody has been shut in for more than 30 minutes."), _shut_in),
    Rule("critical", N_("Somebody shut in is distressed or unwell."), _distressed),
    Rule("high", N_("Somebody is injured and an ambulance was called."), _hospital),
    Rule("high", N_("Force was used."), _force),
)
"""The gravest first."""


def raised(values: Values, now: datetime, ranks: Mapping[str, int]) -> Rule | None:
    """The rule by which the incident is graver at ``now`` than its severity says; None if none.

    ``ranks`` says of a severity’s code how grave it is.
    """
    rank = _rank(values, ranks)
    found = (rule for rule in RULES if ranks[rule.code] > rank and rule.holds(values, now))
    return next(found, None)


def risen(before: Values, after: Values, now: datetime, ranks: Mapping[str, int]) -> Rule | None:
    """The rule that did not hold ``before`` and makes the incident graver ``after``."""
    rank = _rank(after, ranks)
    found = (
        rule for rule in RULES
        if ranks[rule.code] > rank and rule.holds(after, now) and not rule.holds(before, now)
    )  # fmt: skip
    return next(found, None)


def _rank(values: Values, ranks: Mapping[str, int]) -> int:
    given = values.get("severity")
    held = given.get("code") if isinstance(given, dict) else None
    return ranks.get(held, 0) if isinstance(held, str) else 0
