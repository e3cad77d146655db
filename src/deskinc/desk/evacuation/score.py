"""How an exercise went: time to clear, the steps of its checklist, who was called in time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from deskinc.desk.evacuation.floors import values
from deskinc.desk.incidents import guides, incidents
from deskinc.desk.incidents.checks import NA
from deskinc.desk.incidents.incident_reading import Incident
from deskinc.desk.incidents.response import reading
from deskinc.desk.office import Office
from deskinc.desk.papers.papers import head, marks_of, stamp
from deskinc.forms.fields import moment_of
from deskinc.forms.guides import due
from deskinc.forms.moments import passed
from deskinc.i18n import _
from deskinc.reports.exercise import ScoreData, score_paper

DONE, LATE, MISSED = "done", "order", "missed"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the checklist: ``done``, ``order`` (after a later one), ``missed`` or ``na``."""

    number: int
    words: str
    result: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody to be called by ``until``; ``at`` is when that was, None if never."""

    who: str
    until: datetime
    at: datetime | None

    @property
    def kept(self) -> bool:
        """Whether it was in time."""
        return self.at is not None and self.at <= self.until


@dataclass(frozen=True, slots=True)
class Score:
    """One exercise. ``spans`` are what was timed, in words, with None for what was not."""

    incident: Incident
    spans: tuple[tuple[str, timedelta | None], ...]
    steps: tuple[Step, ...]
    calls: tuple[Called, ...]

    def count(self, result: str) -> int:
        """How many steps came out like that."""
        return sum(step.result == result for step in self.steps)


def newest(office: Office) -> Score | None:
    """The score of the exercise that was opened last."""
    found = incidents.listed(office, "exercises")
    return score(office, found[0]) if found else None


def score(office: Office, incident: Incident) -> Score:
    """How it went, by what stands in it now."""
    said = values(office, incident.thread)

    def span(start: str, end: str) -> timedelta | None:
        one, other = moment_of(said.get(start)), moment_of(said.get(end))
        return passed(one, other) if one is not None and other is not None else None

    timed = [(_("Alarm to building clear"), span("evac_alarm", "evac_clear"))]
    if incident.category == "threat.bomb":
        timed = [(_("Length of the call"), span("call_began", "call_ended")),
                 (_("Call to decision"), span("call_began", "bomb_decided"))]  # fmt: skip
    told: dict[str, datetime] = {}
    for one in reading.told(said):
        if one.at is not None and one.outcome in {reading.REACHED, ""}:
            told.setdefault(one.who.casefold(), one.at)
    guide = guides.guide_of(office, incident.category)
    calls = due(guide.calls, incident.severity) if guide else ()
    return Score(
        incident, tuple(timed), _steps(office, incident),
        tuple(_called(incident, _(c.who), c.minutes, told) for c in calls),
    )  # fmt: skip


def _steps(office: Office, incident: Incident) -> tuple[Step, ...]:
    """Each step, and whether it was ticked before one that stands above it."""
    found, latest = [], None
    for step in guides.steps(office, values(office, incident.thread)):
        tick = step.tick
        at = tick.at if tick is not None else None
        result = MISSED if tick is None else tick.result
        if result != NA and at is not None:
            result = LATE if latest is not None and at < latest else DONE
            latest = max(at, latest) if latest is not None else at
        found.append(Step(step.number, step.words, result, at))
    return tuple(found)


def _called(incident: Incident, who: str, minutes: int, told: dict[str, datetime]) -> Called:
    at = told.get(who.casefold())
    return Called(who, incident.opened + timedelta(minutes=max(1, minutes)), at)


def words(result: str) -> str:
    """How a step came out."""
    return {
        DONE: _("done"), LATE: _("done, out of order"), MISSED: _("missed"),
        NA: _("not applicable"),
    }[result]  # fmt: skip


def length(span: timedelta | None) -> str:
    """``12:40``; *not recorded* for none."""
    if span is None:
        return _("not recorded")
    minutes, seconds = divmod(max(0, int(span.total_seconds())), 60)
    return f"{minutes}:{seconds:02d}"


def facts(found: Score) -> list[tuple[str, str]]:
    """The score in a few rows."""
    steps = _("{done} of {all} in order, {late} out of order, {missed} missed").format(
        done=found.count(DONE), late=found.count(LATE), missed=found.count(MISSED),
        all=len(found.steps) - found.count(NA),
    )  # fmt: skip
    kept = sum(call.kept for call in found.calls)
    calls = _("{kept} of {all} in time").format(kept=kept, all=len(found.calls))
    spans = [(name, length(span)) for name, span in found.spans]
    return [*spans, (_("Steps"), steps), (_("Calls"), calls if found.calls else _("none due"))]


def printed(office: Office, found: Score) -> tuple[bytes, int, str, str]:
    """The score on paper: the file, its pages, its name, its title. Blocks."""
    from deskinc.reports.pdf import render

    locale, about = office.locale, found.incident.thread

    def clock(at: datetime | None) -> str:
        return f"{locale.local(at):%H:%M:%S}" if at is not None else ""

    title = _("EXERCISE {number}: {title}").format(
        number=found.incident.number, title=found.incident.title
    )
    made = render(score_paper(ScoreData(
        title=title, opened=stamp(locale, found.incident.opened),
        facts=tuple(facts(found)),
        steps=tuple((str(s.number), s.words, words(s.result), clock(s.at)) for s in found.steps),
        calls=tuple(
            (c.who, clock(c.until), clock(c.at) or _("never"), _("yes") if c.kept else _("no"))
            for c in found.calls
        ),
        **head(office, marks_of(office, about)),
    )))  # fmt: skip
    return made.pdf, made.pages, f"exercise-{found.incident.number}.pdf", title
