"""Whom to call about an incident and until when, and what came of each call (D25)."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from deskinc.book.record import Saved
from deskinc.desk.incidents.guides import Guide, guide_of
from deskinc.desk.incidents.incidents import follow_up
from deskinc.desk.incidents.response import acts
from deskinc.desk.incidents.response.reading import (
    NOT_NEEDED,
    REACHED,
    Graded,
    Told,
    graded,
    told,
)
from deskinc.desk.lines.counting import telling
from deskinc.desk.office import Office
from deskinc.desk.site import Site
from deskinc.errors import InvalidForm
from deskinc.forms import guides, taxonomy
from deskinc.forms.catalogue import current
from deskinc.forms.catalogue.incident import INCIDENT
from deskinc.forms.fields import Value
from deskinc.forms.form import asked
from deskinc.forms.guides.calls import BESIDES, EVERYWHERE, FILLED, INSURER, PUBLIC
from deskinc.forms.guides.calls import Call as Rule
from deskinc.forms.moments import later
from deskinc.i18n import _
from deskinc.proof.canonical import unb64

NEAR = timedelta(minutes=5)
"""So long before its deadline a call is amber."""
ENDS = frozenset({REACHED, NOT_NEEDED, ""})
"""The outcomes after which a call is not due: reached, not needed, told in another way."""
HERE = frozenset({INSURER}) | PUBLIC
"""Who stands in for nobody that does not answer."""

Guides = Mapping[str, tuple[Rule, ...]]
"""By category: whom its guide names."""


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody to call: until ``at`` while it is due, None once reached or not needed.

    ``name`` is the word of the guide, ``who`` that of the site’s language. ``number`` is "" where
    none is known. ``instead`` says that somebody before did not answer.
    """

    name: str
    who: str
    number: str
    note: str
    at: datetime | None
    tries: tuple[Told, ...] = ()
    instead: bool = False

    @property
    def last(self) -> Told | None:
        """What came of it last."""
        return self.tries[-1] if self.tries else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a call: when (None is now) and by whom ("" is who is signed in)."""

    code: str
    reply: str = ""
    reference: str = ""
    number: str = ""
    at: datetime | None = None
    by: str = ""


def calls(
    office: Office, values: Mapping[str, Value], history: Sequence[Graded]
) -> tuple[Call, ...]:
    """Whom the guide of the incident names, the soonest first; then who stands in for them.

    A deadline counts from the opening, or from when the incident became what asks for the call.
    """
    guide = guide_of(office, history[-1].category) if history else None
    if guide is None:
        return ()
    tries = told(values)
    rules = {one.category: _rules(office, one.category) for one in history}
    due = guides.due(guide.calls, history[-1].severity)
    made = [_call(office, rule, rules, history, tries) for rule in due]
    return tuple(_handed_on(office, made, guide, history[-1].severity, tries))


def _rules(office: Office, category: str) -> tuple[Rule, ...]:
    guide = guide_of(office, category)
    return guide.calls if guide is not None else ()


def next_call(found: Sequence[Call]) -> Call | None:
    """Who is to be called now: who stands in for somebody, else the soonest; None for nobody."""
    due = [
        (bool(one.tries) or not one.instead, one.at, at)
        for at, one in enumerate(found) if one.at is not None
    ]  # fmt: skip
    return found[min(due)[2]] if due else None


def of_thread(office: Office, thread: str) -> Call | None:
    """Who is to be called next about an incident that is open."""
    return next_call(of_guide(office, thread))


def of_guide(office: Office, thread: str) -> tuple[Call, ...]:
    """Whom the guide of an incident names, as the incident stands in the book."""
    records = [r for r in telling(office.read, unb64(thread)) if r.form == INCIDENT.key]
    values = {name: said for record in records for name, said in record.values.items()}
    return calls(office, values, graded(records))


def without_number(site: Site) -> list[str]:
    """Whom some call names and the site gives no number, in its language."""
    rules = [*EVERYWHERE, *(rule for rules in BESIDES.values() for rule in rules)]
    names = sorted({rule.who for rule in rules if not _number(site, rule.who)}, key=_)
    return [_(name) for name in names]


def _number(site: Site, name: str) -> str:
    return site.number(name, _(name)) or (site.emergency if name in PUBLIC else "")


def called(
    office: Office,
    thread: str,
    call: Call,
    outcome: Outcome,
    id: str,  # noqa: A002
) -> "Future[Saved]":
    """Write what came of a call: one follow-up, with what its being reached says besides.

    It ticks the step of the checklist that asks for just this call, too (``fulfilling``).
    """
    if outcome.code == NOT_NEEDED and not outcome.reply.strip():
        raise InvalidForm({"reply": _("Say why the call is not needed.")})
    at = acts.moment(office, outcome.at)
    before = acts.values(office, thread)
    row = acts.row_of(id, (one.row for one in told(before)))
    said: dict[str, object] = {
        "who": call.who, "how": None if outcome.code == NOT_NEEDED else "phone", "at": at,
        "number": (outcome.number or call.number) if outcome.code != NOT_NEEDED else None,
        "outcome": outcome.code, "by": acts.person(office, outcome.by),
        "reply": outcome.reply.strip() or None, "reference": outcome.reference.strip() or None,
    }  # fmt: skip
    raw: dict[str, object] = {"told": {row: said}}
    if outcome.code == REACHED:
        names = ["acknowledged", *([FILLED[call.name]] if call.name in FILLED else [])]
        raw |= {name: at for name in names if _fills(before, name)}
    return follow_up(office, thread, raw, id)


def _fills(before: Mapping[str, Value], name: str) -> bool:
    return before.get(name) is None and asked(current("incident").field(name), before)


def _rank(code: str) -> int:
    return taxonomy.severity(code).rank


def _call(
    office: Office, rule: Rule, named: Guides, history: Sequence[Graded],
    tries: Sequence[Told],
) -> Call:  # fmt: skip
    """The call as it stands: of all rules for one the soonest that nobody has answered counts."""
    rank = _rank(history[-1].severity)
    made = _named(office, rule, tries)
    deadlines = []
    for each in named[history[-1].category]:
        if each.who == rule.who and _rank(each.code) <= rank:
            since = _since(each, history, named)
            began = None if since == history[0].since else since
            if not any(_ends(one, began) for one in made.tries):
                deadlines.append(later(since, timedelta(minutes=each.minutes)))
    return replace(made, at=min(deadlines, default=None))


def _named(office: Office, rule: Rule, tries: Sequence[Told]) -> Call:
    names = {rule.who.casefold(), _(rule.who).casefold()}
    number = rule.number or _number(office.site, rule.who)
    mine = tuple(one for one in tries if one.who.casefold() in names)
    return Call(rule.who, _(rule.who), number, _(rule.note) if rule.note else "", None, mine)


def _ends(one: Told, since: datetime | None) -> bool:
    """Whether a try answers what was asked from ``since`` on; times are kept to the minute.

    What was asked from the opening on (None) may have been done before the desk opened it.
    """
    ends = one.outcome in ENDS
    if since is None:
        return ends
    whole = since.replace(second=0, microsecond=0)
    return ends and (one.at is None or one.at.timestamp() >= whole.timestamp())


def _since(rule: Rule, history: Sequence[Graded], named: Guides) -> datetime:
    """From when on the rule has held without a break."""
    since = history[-1].since
    for each in reversed(history):
        if rule not in named[each.category] or _rank(rule.code) > _rank(each.severity):
            break
        since = each.since
    return since


def _handed_on(
    office: Office, made: list[Call], guide: Guide, severity: str, tries: Sequence[Told]
) -> list[Call]:
    """Who comes next where somebody did not answer: of those named, else of the next graver.

    Nobody, once somebody was reached after that.
    """
    failed = [one.at for one in made if one.at is not None and one.tries and not _answers(one)]
    if not failed:
        return made
    soonest = min(failed, key=_stamp)
    reached = tries[-1].outcome in ENDS
    waiting = next_call([one for one in made if not one.tries])
    if waiting is not None and waiting.at is not None:
        if reached:
            return made
        first = replace(waiting, at=min(waiting.at, soonest, key=_stamp), instead=True)
        return [first if one is waiting else one for one in made]
    for rule in _graver(guide, severity, {one.name for one in made}):
        one = replace(_named(office, rule, tries), instead=True)
        if not one.tries and reached:
            break
        made = [*made, one if _answers(one) else replace(one, at=soonest)]
        if not one.tries:
            break
    return made


def _stamp(at: datetime | None) -> float:
    return at.timestamp() if at is not None else float("inf")


def _answers(one: Call) -> bool:
    return one.last is not None and one.last.outcome in ENDS


def _graver(guide: Guide, severity: str, there: set[str]) -> list[Rule]:
    """Whom the guide names from the next graver severity on, in order."""
    found: dict[str, Rule] = {}
    for each in sorted(taxonomy.SEVERITIES, key=lambda one: one.rank):
        if each.rank > _rank(severity):
            named = guides.due(guide.calls, each.code)
            found |= {rule.who: rule for rule in named if rule.who not in found}
    return [rule for who, rule in found.items() if who not in there | HERE]
