"""The first key of an evacuation: an incident is open, and its pack can be printed (D27).

Nothing is asked first. Who ordered it, how, and what led to it are filled in afterwards.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from deskinc.book.record import Saved
from deskinc.desk.downtime import sheets
from deskinc.desk.incidents import guides, incidents
from deskinc.desk.incidents.incident_reading import Incident
from deskinc.desk.incidents.noting import drilled
from deskinc.desk.incidents.plans import listed, pyramid
from deskinc.desk.office import Office, note_access
from deskinc.desk.papers.papers import head, marks_of, stamp
from deskinc.desk.shift import shifts
from deskinc.forms import taxonomy
from deskinc.forms.catalogue.incident import is_exercise
from deskinc.forms.guides import due
from deskinc.forms.guides.calls import SERVICES
from deskinc.forms.moments import passed
from deskinc.i18n import _
from deskinc.proof.canonical import unb64
from deskinc.reports.document import Document
from deskinc.reports.evacuation import Floor, PackData, evacuation_pack

REAL, DRILL = "fire.evacuation", "fire.drill"
LEADING = ("fire", "threat", "building", "violence")
"""Families of what a building is left for."""
STEPS = 3
"""Of the checklist, said on top of the pack."""
PICTURE = (1600, 1100)
AGAIN, SOON = timedelta(minutes=10), 60


@dataclass(frozen=True, slots=True)
class Pack:
    """What is printed, and the number of its sheet."""

    pdf: bytes = field(repr=False)
    pages: int
    name: str
    title: str
    sheet: int


def begin(office: Office, thread: str, *, exercise: bool = False) -> Saved:
    """Open the incident of an evacuation that is ordered now; blocks until it is in the book."""
    return incidents.open_new(office, opening(office, exercise=exercise), thread).result()


def opening(office: Office, *, exercise: bool = False) -> dict[str, object]:
    """What is known of an evacuation that is ordered now."""
    now, led = office.now(), None if exercise else leading(office)
    category = DRILL if exercise else REAL
    raw: dict[str, object] = {
        "category": category, "severity": taxonomy.starting_severity(category).code,
        "title": _("Evacuation drill") if exercise else _("Evacuation"),
        "occurred": now, "reported": now, "evacuated": True, "evac_alarm": now,
    }  # fmt: skip
    if exercise:
        raw["exercise"] = True
    if led is not None:
        raw["evac_trigger"] = f"{led.number} {led.title}"
        raw["linked"] = {"001": {"incident": {"id": led.thread, "text": led.number}}}
    return raw


def begun(office: Office, *, exercise: bool = False) -> str:
    """The evacuation that was begun a moment ago, so that a second key opens no other; "" if none.

    Its pack is printed once more.
    """
    now, category = office.now(), DRILL if exercise else REAL
    found = incidents.active(office, exercises=True)
    there = (o for o in found if o.category == category and o.exercise == exercise)
    return next((o.thread for o in there if passed(o.opened, now) < AGAIN), "")


def leading(office: Office) -> Incident | None:
    """The gravest open incident that a building is left for; None where none is open."""
    found = incidents.active(office)
    return next((one for one in found if one.category.split(".")[0] in LEADING), None)


def pack(office: Office, thread: str) -> Pack:
    """The pack of an evacuation that was begun; that it is made is recorded. Blocks."""
    row = office.read.incident(unb64(thread))
    number = row.number or "" if row is not None else ""
    drill = is_exercise(number)
    title = _("Evacuation pack {number}").format(number=number)
    sheet, first, _last = sheets.laid_out(office, "evacuation", 1, drill=drill)
    made = _laid_out(
        office, drilled(title) if drill else title, sheet, first, number, thread, drill=drill
    )  # fmt: skip
    said = _("{title}, {count} people who need help")
    words = said.format(title=title, count=len(office.site.peeps))
    note_access(office, "printed", words).result()
    return made


def unwritten(office: Office) -> Pack:
    """The pack where nothing of it is in the book: it bears no number, and nor does its sheet."""
    title = _("Evacuation pack, {time}").format(time=stamp(office.locale, office.now()))
    sheet = sheets.unnumbered(office, "evacuation")
    return _laid_out(office, title, sheet, 0, f"{office.now():%Y%m%d-%H%M}")


def _laid_out(
    office: Office, title: str, sheet: Document, first: int, number: str, thread: str = "",
    *, drill: bool = False,
) -> Pack:  # fmt: skip
    from deskinc.reports.pdf import render

    site = office.site
    data = PackData(
        title=title,
        lead=_lead(office, DRILL if drill else REAL),
        people=_people(office), peeps=tuple((p.name, p.place, p.help) for p in site.peeps),
        contacts=_contacts(office, drill=drill), sheet=sheet.blocks, floors=_floors(office),
        **head(office, marks_of(office, thread)),
    )  # fmt: skip
    made = render(evacuation_pack(data))
    return Pack(made.pdf, made.pages, f"evacuation-{number}.pdf", title, first)


def _lead(office: Office, category: str) -> str:
    guide = guides.guide_of(office, category)
    return " ".join(guide.steps[:STEPS]) if guide else ""


def _people(office: Office) -> tuple[tuple[str, str], ...]:
    there = shifts.on_duty(office)
    post = office.site.post or _("Desk")
    return tuple((shifts.officer_name(office, one), post) for one in there)


def _contacts(office: Office, *, drill: bool) -> tuple[tuple[str, str], ...]:
    """The emergency number, whom the site’s guide calls, and the desk itself.

    In a drill nobody is to ring that number by mistake: it stands last, with when it is rung.
    """
    guide, site = guides.guide_of(office, DRILL if drill else REAL), office.site
    calls = due(guide.calls, "critical") if guide else ()
    soon = (call for call in calls if call.minutes <= SOON and call.who != SERVICES)
    named = [(_(call.who), site.number(call.who, _(call.who))) for call in soon]
    number = site.emergency or _("the emergency number")
    if drill:
        real = _("Only if it becomes real: emergency services")
        return (*named, (site.name, site.phone), (real, number))
    return ((_("Emergency services"), number), *named, (site.name, site.phone))


def _floors(office: Office) -> tuple[Floor, ...]:
    from deskinc.intake.excerpts import overview

    return tuple(
        Floor(overview(pyramid(office, plan), PICTURE), f"{plan.name}, {plan.floor}".strip(", "))
        for plan in listed(office)
    )
