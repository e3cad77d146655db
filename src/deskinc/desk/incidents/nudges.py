"""What stands in the book already of the place that is written about (D32): said, never acted on.

Only what goes wrong is counted: a third patrol is no news.
"""

from dataclasses import dataclass
from datetime import timedelta

from deskinc.desk.incidents.incident_reading import active
from deskinc.desk.office import Office
from deskinc.forms import taxonomy
from deskinc.i18n import _

COUNTED = frozenset(
    {"alarm", "lift", "door", "lost_property", "defect", "vehicle", "first_aid", "incident"}
)
"""Types of line that say something went wrong."""
DAYS = 60
AGAIN = 2
"""From so many earlier lines on the next one is worth a word."""
LOOKED = 50


@dataclass(frozen=True, slots=True)
class Nudge:
    """One sentence, and the icon that stands before it."""

    words: str
    icon: str


def near(office: Office, place: str, type: str) -> tuple[Nudge, ...]:  # noqa: A002 - the field
    """Open incidents at the place, most severe first, then lines of this type there of late."""
    wanted = place.strip().casefold()
    if not wanted:
        return ()
    found = [
        Nudge(
            _("{number} is open here: {title}").format(number=one.number, title=one.title), "siren"
        )
        for one in active(office)
        if one.place.casefold() == wanted
    ]
    again = _again(office, place, type) if office.officer.may("read_book") else None
    return (*found, again) if again else tuple(found)


def _again(office: Office, place: str, code: str) -> Nudge | None:
    kind = next((t for t in taxonomy.OCCURRENCE_TYPES if t.code == code), None)
    if kind is None or code not in COUNTED:
        return None
    where = office.site.place(place)
    ns = office.read.search(
        "", type=code, place=where["id"] if isinstance(where, dict) else "", form="occurrence",
        after=office.now() - timedelta(days=DAYS), limit=LOOKED,
    )  # fmt: skip
    rows = [row for row in office.read.entries(ns) if row.replaced is None and row.struck is None]
    if len(rows) < AGAIN:
        return None
    last = office.moment(max(row.at for row in rows))
    words = _("{type}: {count} lines here in {days} days, the last on {date}")
    count = f"{len(rows)}+" if len(ns) == LOOKED else str(len(rows))
    date = office.locale.short_date(last)
    return Nudge(words.format(type=_(kind.label), count=count, days=DAYS, date=date), "repeat")
