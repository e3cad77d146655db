"""What makes an incident graver than its severity says: raised with its reason, never lowered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from deskinc.desk.incidents.incident_reading import Change
from deskinc.forms import taxonomy
from deskinc.forms.fields import Value
from deskinc.forms.guides.raising import RULES, Rule, raised, risen
from deskinc.i18n import _

RANKS = {severity.code: severity.rank for severity in taxonomy.SEVERITIES}


@dataclass(frozen=True, slots=True)
class Graver:
    """The severity that a rule asks for, its word, and the sentence that says why."""

    code: str
    word: str
    reason: str

    def answers(self) -> dict[str, object]:
        """What a follow-up says of it."""
        return {"severity": {"code": self.code}, "severity_reason": self.reason}


def asked_for(
    values: Mapping[str, Value], changes: Sequence[Change], now: datetime
) -> Graver | None:
    """What a rule asks for now and nobody has decided; None if none does.

    Whoever gave a reason of his own for the severity has decided of what held then.
    """
    rule = raised(values, now, RANKS)
    own = [
        each.at for each in changes
        if each.field == "severity_reason" and each.after and each.now not in reasons()
    ]  # fmt: skip
    decided = rule is not None and bool(own) and rule.holds(values, own[-1])
    return None if decided else _graver(rule)


def brought(
    before: Mapping[str, Value], changed: Mapping[str, Value], now: datetime
) -> dict[str, object]:
    """What a follow-up says besides, where what it changes makes the incident graver.

    Nothing where it gives a reason for the severity itself.
    """
    if changed.get("severity_reason"):
        return {}
    found = _graver(risen(before, {**before, **changed}, now, RANKS))
    return found.answers() if found is not None else {}


def reasons() -> frozenset[str]:
    """The sentences of all rules."""
    return frozenset(_(rule.reason) for rule in RULES)


def told(before: Mapping[str, Value], after: Mapping[str, Value]) -> Graver | None:
    """The rule by which the severity rose between two readings of an incident."""
    now, was = _code(after), _code(before)
    said = after.get("severity_reason")
    fresh = said in reasons() and said != before.get("severity_reason")
    if not fresh or RANKS.get(now, 0) <= RANKS.get(was, 0):
        return None
    return Graver(now, _(taxonomy.severity(now).word), str(said))


def _code(values: Mapping[str, Value]) -> str:
    given = values.get("severity")
    return str(given.get("code", "")) if isinstance(given, dict) else ""


def _graver(rule: Rule | None) -> Graver | None:
    if rule is None:
        return None
    return Graver(rule.code, _(taxonomy.severity(rule.code).word), _(rule.reason))
