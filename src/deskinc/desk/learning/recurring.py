"""Repeats: the same category at the same place so often in so many days (a setting of the site).

The desk opens one action that says so, once; nobody is told to do it by a sound or a dialog.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from deskinc.book.registers.rows import IncidentRow
from deskinc.desk.learning.lessons import MEASURE, PROBLEM, values
from deskinc.desk.office import Office
from deskinc.desk.people.restricted import category_words
from deskinc.forms.fields import Value
from deskinc.i18n import _
from deskinc.proof.canonical import b64

DAYS = 7
"""Days within which a repeat is to be looked into."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """Incidents of one category at one place within the days of the site’s rule, oldest first."""

    category: str
    place: str
    rows: tuple[IncidentRow, ...]
    days: int

    @property
    def numbers(self) -> str:
        """Their numbers."""
        return ", ".join(row.number or "" for row in self.rows)

    @property
    def words(self) -> str:
        """The rule by which they are one: what, where, how many in how many days."""
        return _("{category}, {place}: {count} within {days} days").format(
            category=category_words(self.category), place=self.place, count=len(self.rows),
            days=self.days,
        )  # fmt: skip


def before(office: Office, category: str, place: Value) -> Repeat | None:
    """The repeats that one more would join, where it would make as many as the rule asks for."""
    count, days = office.site.repeat_count, office.site.repeat_days
    where = str(place.get("id", "")) if isinstance(place, dict) else ""
    if not count or not category or not where or not office.officer.may("read_incidents"):
        return None
    rows = _alike(office, category, where, office.now())
    if len(rows) + 1 < count or not rows:
        return None
    return Repeat(category, rows[-1].place_text or "", tuple(rows), days)


def repeats(office: Office) -> list[Repeat]:
    """All repeats of now that nobody looks into yet."""
    count, now = office.site.repeat_count, office.now()
    if not count:
        return []
    found = []
    for category, place in office.read.repeated(count, _since(office, now)):
        rows = tuple(_alike(office, category, place, now))
        if not any(_is_looked_into(office, row.thread) for row in rows):
            found.append(Repeat(category, rows[-1].place_text or "", rows, office.site.repeat_days))
    return found


def look(office: Office) -> list[str]:
    """Open an action for each of them, in the desk’s own name; the words of what was opened."""
    found = repeats(office)
    for one in found:
        last = one.rows[-1]
        said: dict[str, object] = {
            "about": {"id": b64(last.thread), "text": last.number or ""}, "state": "open",
            "what": _("Look into it: {numbers}").format(numbers=one.numbers)[:2000],
            "kind": "look", "owner": {"id": "", "text": _("Shift lead")},
            "due": office.now() + timedelta(days=DAYS), "rule": one.words[:300],
        }  # fmt: skip
        office.write_as_desk(office.draft(MEASURE, said)).result()
    return [one.words for one in found]


def _since(office: Office, now: datetime) -> int:
    return round((now.timestamp() - 86_400 * office.site.repeat_days) * 1000)


def _alike(office: Office, category: str, place: str, now: datetime) -> list[IncidentRow]:
    threads = office.read.alike(category, place, _since(office, now))
    return sorted(office.read.incidents_of(threads), key=lambda row: row.n)


def _is_looked_into(office: Office, thread: bytes) -> bool:
    """Whether a rule opened an action on that incident before, or a problem has it."""
    rows = office.read.lessons_about(thread)
    return any(
        row.form == PROBLEM or (row.form == MEASURE and values(office.read, row.thread).get("rule"))
        for row in rows
    )
