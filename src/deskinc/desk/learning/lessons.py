"""Reviews, actions and problems: read from their threads, and written.

None of them is a line of the book: lines leave on day pages and reports, and what the house says of
its own work leaves with nothing (D36).
"""

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

from deskinc.book.asking.reader import Reader
from deskinc.book.record import Draft, Saved
from deskinc.book.records.reading import folded
from deskinc.book.registers.learning import LessonRow
from deskinc.desk.incidents import owners
from deskinc.desk.lines.counting import counting
from deskinc.desk.office import Office
from deskinc.desk.site import plain
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms import form as forms
from deskinc.forms.catalogue import current
from deskinc.forms.fields import Field, Value, moment_of, show
from deskinc.i18n import Locale, _
from deskinc.proof.canonical import b64, unb64

DEBRIEF, MEASURE, PROBLEM = "debrief", "measure", "problem"
FORMS = (DEBRIEF, MEASURE, PROBLEM)
ACTS = frozenset({"state", "done", "evidence", "effective", "checked", "checked_by", "rule"})
"""What of an action its own acts say: reported done, checked, dropped."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A review, an action or a problem as it stands; ``number`` is of what it is about."""

    thread: str
    form: str
    state: str
    values: Mapping[str, Value]
    due: datetime | None
    number: str = ""
    left: bool = False
    """Whether whoever it was given to is no longer here."""

    def text(self, name: str) -> str:
        """The words of an answer."""
        return plain(self.values.get(name))

    def is_overdue(self, now: datetime) -> bool:
        """Whether it is open and its day has passed."""
        return self.state == "open" and self.due is not None and self.due.date() < now.date()


def about(office: Office, thread: str) -> list[Lesson]:
    """What was learned of an incident, oldest first: also the actions of the problems it is in."""
    office.allow("read_incidents")
    found = {row.thread: row for row in office.read.lessons_about(unb64(thread))}
    for row in list(found.values()):
        if row.form == PROBLEM:
            found |= {more.thread: more for more in office.read.lessons_about(row.thread)}
    there = owners.here(office)
    return [_lesson(office, row, there) for row in found.values()]


def listed(office: Office, form: str) -> list[Lesson]:
    """All of a form: what is open first, actions by the day they are due."""
    office.allow("read_incidents")
    there = owners.here(office)
    found = [_lesson(office, row, there) for row in office.read.lessons(form)]
    ended = {"checked", "dropped", "ended"}
    return sorted(found, key=lambda one: (one.state in ended, *_day(one)))


def overdue(office: Office) -> list[Lesson]:
    """The actions that are open past their day, the oldest first."""
    now = office.now()
    return [one for one in _open(office) if one.is_overdue(now)]


def without_owner(office: Office) -> list[Lesson]:
    """The open actions of somebody who is no longer here, the oldest first."""
    return [one for one in _open(office) if one.left]


def _open(office: Office) -> list[Lesson]:
    there = owners.here(office)
    rows = (row for row in office.read.lessons(MEASURE) if row.state == "open")
    return sorted((_lesson(office, row, there) for row in rows), key=_day)


def _day(one: Lesson) -> tuple[bool, float]:
    return one.due is None, one.due.timestamp() if one.due else 0


def values(read: Reader, thread: bytes) -> dict[str, Value]:
    """The fold of a lesson’s thread, of what counts."""
    return folded(r for r in counting(read, read.thread(thread)) if r.form in FORMS)


def repeats_of(office: Office, thread: str) -> list[dict[str, str]]:
    """The incidents of the same category at the same place within the days of the site’s rule."""
    row = office.read.incident(unb64(thread))
    if row is None or not row.category or not row.place:
        return []
    since = round((office.now().timestamp() - 86_400 * office.site.repeat_days) * 1000)
    there = office.read.incidents_of(office.read.alike(row.category, row.place, since))
    return [
        {"id": b64(one.thread), "text": one.number or ""}
        for one in sorted(there, key=lambda one: one.n) if one.thread != row.thread
    ]  # fmt: skip


def write(
    office: Office,
    form: str,
    raw: Mapping[str, object],
    id: str,  # noqa: A002
    thread: str = "",
) -> "Future[Saved]":
    """Write a new review, action or problem, or what is changed of that of ``thread``."""
    office.allow("learn")
    if form == MEASURE and ACTS & set(raw):
        raise InvalidForm(dict.fromkeys(ACTS & set(raw), _("This is not changed by hand.")))
    if not thread:
        opened = {"state": "open"} if form != DEBRIEF else {}
        return office.write(office.draft(form, {**opened, **raw}, id=unb64(id)))
    before = values(office.read, unb64(thread))
    said = forms.clean(current(form), raw, partial=True, current=before)
    changed = forms.changes(before, said)
    if not changed:
        raise DeskError(_("Nothing was changed."))
    lacks = [f for f in forms.missing(current(form), {**before, **changed}) if f.name in changed]
    if lacks:
        raise InvalidForm({f.name: _("This is needed.") for f in lacks})
    return office.write(Draft(form, changed, id=unb64(id), thread=unb64(thread)))


def done(
    office: Office,
    thread: str,
    evidence: str,
    id: str,  # noqa: A002
) -> "Future[Saved]":
    """Report an action done: its owner does, or whoever writes actions; and how it shows."""
    office.allow("do_action")
    said = _action(office, thread)
    if plain(said.get("state")) != "open":
        raise DeskError(_("This action is not open."))
    if _owner(said) != office.officer.thread and not office.officer.may("learn"):
        raise DeskError(
            _("This action is somebody else’s."), _("Its owner or a shift lead reports it done.")
        )
    if not evidence.strip():
        raise InvalidForm({"evidence": _("Say how it shows.")})
    raw = {"state": "done", "done": office.now(), "evidence": evidence}
    return _follow(office, thread, said, raw, id)


def check(
    office: Office,
    thread: str,
    effective: str,
    id: str,  # noqa: A002
) -> "Future[Saved]":
    """Say whether what was done helped (``yes``, ``partly``, ``no``): nobody of his own action.

    What did not help is open again.
    """
    office.allow("learn")
    said = _action(office, thread)
    if plain(said.get("state")) != "done":
        raise DeskError(_("This action was not reported done."))
    if office.officer.thread in {_owner(said), _reporter(office, thread)}:
        raise DeskError(
            _("This is your own action."), _("Somebody else checks whether it was effective.")
        )
    me = {"id": office.officer.thread, "text": office.officer.name}
    raw = {
        "state": "open" if effective == "no" else "checked", "effective": effective,
        "checked_by": me, "checked": office.now(),
    }  # fmt: skip
    return _follow(office, thread, said, raw, id)


def drop(
    office: Office,
    thread: str,
    id: str,  # noqa: A002
) -> "Future[Saved]":
    """Give an action up; that it was there stays."""
    office.allow("learn")
    said = _action(office, thread)
    if plain(said.get("state")) not in {"open", "done"}:
        raise DeskError(_("This action is not open."))
    return _follow(office, thread, said, {"state": "dropped"}, id)


def _follow(
    office: Office, thread: str, before: Mapping[str, Value], raw: Mapping[str, object], id_: str
) -> "Future[Saved]":
    said = forms.clean(current(MEASURE), raw, partial=True, current=dict(before))
    return office.write(Draft(MEASURE, said, id=unb64(id_), thread=unb64(thread)))


def _action(office: Office, thread: str) -> dict[str, Value]:
    return values(office.read, unb64(thread))


def _owner(said: Mapping[str, Value]) -> str:
    owner = said.get("owner")
    return str(owner.get("id", "")) if isinstance(owner, dict) else ""


def _reporter(office: Office, thread: str) -> str:
    """Who reported the action done, last."""
    records = counting(office.read, office.read.thread(unb64(thread)))
    said = [r.author for r in records if plain(r.values.get("state")) == "done"]
    return said[-1] if said else ""


def _lesson(office: Office, row: LessonRow, there: frozenset[str]) -> Lesson:
    said = values(office.read, row.thread)
    about_ = said.get("about")
    named = plain(about_) if about_ is not None else _numbers(office, row.thread)
    due, left = moment_of(said.get("due")), owners.has_left(said.get("owner"), there)
    return Lesson(b64(row.thread), row.form, row.state, said, due, named, left)


def _numbers(office: Office, thread: bytes) -> str:
    """The numbers of the incidents that a problem names."""
    rows = office.read.incidents_of(office.read.named_by(thread))
    return ", ".join(row.number or "" for row in rows)


def shown(field: Field, value: Value, locale: Locale) -> str:
    """An answer in words."""
    return show(field, value, locale)
