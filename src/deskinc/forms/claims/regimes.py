"""RIDDOR and OSHA: what may have to be reported, and until when. Advice only; it says “check”."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from deskinc.forms import form as forms
from deskinc.forms.fields import Value, moment_of
from deskinc.forms.moments import later
from deskinc.i18n import N_

WORKERS = frozenset({"employee", "contractor"})
HARD = frozenset({"amputation", "sight"})
RECORDED = frozenset({"medical", "restricted", "away", "death"})
OVER_SEVEN, OVER_THREE = 7, 3

_Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Duty:
    """What may have to be done, why, and until when; ``by_day``: the day alone is the limit."""

    what: str
    why: str
    until: datetime | None
    by_day: bool = True


def duties(values: Mapping[str, Value], regime: str) -> tuple[Duty, ...]:
    """What the site’s own regime may ask for after an incident; nothing under another (D30)."""
    judge = _JUDGES.get(regime)
    if judge is None:
        return ()
    since = next(
        (found for name in ("occurred", "discovered", "reported")
         if (found := moment_of(values.get(name))) is not None), None,
    )  # fmt: skip
    rows = [row for _id, row in forms.rows(values, "injured")]
    return tuple(dict.fromkeys(duty for row in rows for duty in judge(row, since)))


def _riddor(row: _Row, since: datetime | None) -> Iterator[Duty]:
    worker, outcome = _code(row, "status") in WORKERS, _code(row, "outcome")
    days = row.get("days_away")
    away = days if outcome == "away" and isinstance(days, int) else 0
    at_once = N_("Report at once, the form within 10 days")
    if outcome == "death":
        yield Duty(at_once, N_("a death"), _in(since, days=10))
    elif worker and _code(row, "specified") not in {"", "none"}:
        yield Duty(at_once, N_("a specified injury"), _in(since, days=10))
    elif not worker and _code(row, "status") and row.get("taken") is True:
        yield Duty(
            at_once, N_("not at work there, taken straight to hospital"), _in(since, days=10)
        )
    elif worker and away > OVER_SEVEN:
        yield Duty(N_("Report within 15 days"), N_("over seven days off work"), _in(since, days=15))
    elif worker and away > OVER_THREE:
        yield Duty(N_("Keep a record"), N_("over three days off work"), None)


def _osha(row: _Row, since: datetime | None) -> Iterator[Duty]:
    if _code(row, "status") != "employee":
        return
    outcome = _code(row, "outcome")
    if outcome == "death":
        yield Duty(N_("Call OSHA within 8 hours"), N_("a death"), _in(since, hours=8), by_day=False)
    elif _code(row, "specified") in HARD:
        why = N_("an amputation or the loss of an eye")
        yield Duty(N_("Call OSHA within 24 hours"), why, _in(since, hours=24), by_day=False)
    elif row.get("taken") is True:
        why = N_("if kept in hospital as an in-patient")
        yield Duty(N_("Call OSHA within 24 hours"), why, _in(since, hours=24), by_day=False)
    if outcome in RECORDED or row.get("conscious") is False:
        yield Duty(N_("Form 301 within 7 days"), N_("more than first aid"), _in(since, days=7))


_JUDGES: Mapping[str, Callable[[_Row, datetime | None], Iterator[Duty]]] = {
    "RIDDOR": _riddor,
    "OSHA": _osha,
}


def _in(since: datetime | None, *, days: int = 0, hours: int = 0) -> datetime | None:
    return None if since is None else later(since, timedelta(days=days, hours=hours))


def _code(row: _Row, name: str) -> str:
    value = row.get(name)
    return str(value.get("code", "")) if isinstance(value, dict) else ""
