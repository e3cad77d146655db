"""The slip for whoever is to put something right and has no key: landlord, contractor.

It says as little as asking needs: kind, place, since when, what is asked, until when. Summary,
narrative, names and whatever is restricted stay in the book.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from deskinc.desk.evidence.pages import Page
from deskinc.desk.learning import lessons
from deskinc.desk.learning.paper import privileged
from deskinc.desk.lines.counting import standing
from deskinc.desk.office import Office, note_access
from deskinc.desk.papers.papers import paper, stamp
from deskinc.desk.people.restricted import category_words
from deskinc.desk.site import plain
from deskinc.errors import DeskError
from deskinc.forms.catalogue.incident import is_exercise
from deskinc.forms.fields import Value, moment_of
from deskinc.i18n import _
from deskinc.proof.canonical import unb64
from deskinc.reports.slip import SlipData, slip


@dataclass(frozen=True, slots=True)
class Slip:
    """What the slip says, to be looked at and changed before it is printed."""

    thread: str
    number: str
    who: str
    what: str
    where: str
    since: str
    asked: str
    until: str


def of_incident(office: Office, thread: str) -> Slip:
    """The slip for the owner of an incident; for its investigator where it has no owner."""
    office.allow("follow_up")
    row = office.read.incident(unb64(thread))
    if row is None:
        raise DeskError(_("There is no such incident."))
    values = standing(office.read, unb64(thread), "incident")
    who = next((plain(values.get(n)) for n in ("owner", "investigator") if values.get(n)), "")
    asked = next((plain(values.get(n)) for n in ("next_step", "follow_up") if values.get(n)), "")
    return Slip(
        thread, row.number or "", who, category_words(row.category or ""),
        _where(values), _stamp(office, values.get("occurred")), asked,
        _stamp(office, values.get("due")),
    )  # fmt: skip


def of_action(office: Office, thread: str) -> Slip:
    """The slip for the owner of a corrective action, with kind and place of its incident.

    DeskError for one under legal privilege: nothing of it leaves.
    """
    office.allow("learn")
    said = lessons.values(office.read, unb64(thread))
    if privileged(office, thread):
        raise DeskError(
            _("This action is under legal privilege."), _("Nothing of it leaves the house.")
        )
    about = said.get("about")
    key = str(about.get("id", "")) if isinstance(about, dict) else ""
    row = office.read.incident(unb64(key)) if key else None
    values = standing(office.read, unb64(key), "incident") if row is not None else {}
    what = category_words(row.category or "") if row is not None else ""
    due = moment_of(said.get("due"))
    return Slip(
        thread, plain(about) if about is not None else "", plain(said.get("owner")), what,
        _where(values), _stamp(office, values.get("occurred")), plain(said.get("what")),
        office.locale.date(due) if due else "",
    )  # fmt: skip


def printed(office: Office, said: Slip) -> Page:
    """The slip on paper; that it was printed, and for whom, is in the access log. Blocks."""
    from deskinc.reports.pdf import render

    if not said.who.strip():
        raise DeskError(_("Nobody is named on the slip."), _("Say for whom it is."))
    if not said.asked.strip():
        raise DeskError(_("Nothing is asked on the slip."), _("Say what is asked."))
    now, site = office.now(), office.site
    data = SlipData(
        site=site.name, number=said.number, who=said.who, what=said.what, where=said.where,
        since=said.since, asked=said.asked, until=said.until,
        call=", ".join(filter(None, (site.post or _("Desk"), site.phone))),
        printed=stamp(office.locale, now), made=now, language=site.language, paper=paper(site),
        mark=_("EXERCISE") if is_exercise(said.number) else "",
    )  # fmt: skip
    made = render(slip(data))
    title = _("Slip {number}").format(number=said.number)
    words = _("{title} for {who}").format(title=title, who=said.who)
    note_access(office, "printed", words).result()
    return Page(made.pdf, made.pages, f"slip-{said.number}.pdf", title)


def _where(values: Mapping[str, Value]) -> str:
    return ", ".join(filter(None, (plain(values.get("place")), plain(values.get("spot")))))


def _stamp(office: Office, value: Value) -> str:
    at: datetime | None = moment_of(value)
    return stamp(office.locale, office.locale.local(at)) if at is not None else ""
