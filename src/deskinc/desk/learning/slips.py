"""The slip for whoever is to put something right and has no key: landlord, contractor.

It says as little as asking needs: kind, place, since when, what is asked, until when. Summary,
narrative, names and whatever is restricted stay in the book. Of what would tell who it was (052)
nothing is filled in: whoever prints it types what the owner has to know. What it said when it was
printed stands in the access log.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from deskinc.book.registers.rows import IncidentRow
from deskinc.book.registers.values import ident
from deskinc.desk.access import DETAIL
from deskinc.desk.evidence.pages import Page
from deskinc.desk.learning import lessons
from deskinc.desk.learning.paper import privileged
from deskinc.desk.lines.counting import standing
from deskinc.desk.office import Office, note_access
from deskinc.desk.papers.papers import head, marks_of, stamp
from deskinc.desk.people.restricted import category_words
from deskinc.desk.site import plain
from deskinc.errors import DeskError
from deskinc.forms.fields import Value, moment_of
from deskinc.forms.form import rows
from deskinc.forms.taxonomy import SPARED
from deskinc.i18n import _
from deskinc.proof.canonical import b64, unb64
from deskinc.reports.slip import SlipData, slip


@dataclass(frozen=True, slots=True)
class Slip:
    """What the slip says, to be looked at and changed before it is printed.

    ``incident`` is the thread of that which it is about; "" where it is about none.
    """

    incident: str
    number: str
    who: str
    what: str
    where: str
    since: str
    asked: str
    until: str

    @property
    def spared(self) -> bool:
        """Whether nothing is filled in that would tell who it was."""
        return not (self.what or self.where or self.since or self.asked)


def of_incident(office: Office, thread: str) -> Slip:
    """The slip for the owner of an incident; for its investigator where it has no owner.

    DeskError for one that is void.
    """
    office.allow("follow_up")
    row = office.read.incident(unb64(thread))
    if row is None:
        raise DeskError(_("There is no such incident."))
    values = standing(office.read, row.thread, "incident")
    asked = next((plain(values.get(n)) for n in ("next_step", "follow_up") if values.get(n)), "")
    who = next((plain(values.get(n)) for n in ("owner", "investigator") if values.get(n)), "")
    return _made(office, [row], who, asked, _stamp(office, values.get("due")))


def of_action(office: Office, thread: str) -> Slip:
    """The slip for the owner of a corrective action, with kind and place of its incident.

    DeskError for one under legal privilege, of which nothing leaves, and for a void incident.
    """
    office.allow("learn")
    said = lessons.values(office.read, unb64(thread))
    if privileged(office, thread):
        raise DeskError(
            _("This action is under legal privilege."), _("Nothing of it leaves the house.")
        )
    due, about = moment_of(said.get("due")), ident(said, "about")
    there = list(_incidents(office, about)) if about is not None else []
    until = office.locale.date(due) if due else ""
    return _made(office, there, plain(said.get("owner")), plain(said.get("what")), until)


def _incidents(office: Office, about: bytes) -> Iterator[IncidentRow]:
    """The incident that an action is about, or those of its problem."""
    told = rows(lessons.values(office.read, about), "incidents")
    named = (ident(cells, "incident") for _row, cells in told)
    for one in (about, *named):
        if one is not None and (row := office.read.incident(one)) is not None:
            yield row


def _made(office: Office, there: list[IncidentRow], who: str, asked: str, until: str) -> Slip:
    """What is known of the incident, where there is one; of a spared one nothing but its number."""
    one = there[0] if len(there) == 1 else None
    if one is not None and one.state == "void":
        raise DeskError(
            _("This incident is void: no slip leaves for it."), _("Raise what did happen anew.")
        )
    thread, number = (b64(one.thread), one.number or "") if one is not None else ("", "")
    if any(row.category in SPARED for row in there):
        return Slip(thread, number, who, "", "", "", "", until)
    if one is None:
        return Slip("", "", who, "", "", "", asked, until)
    values = standing(office.read, one.thread, "incident")
    return Slip(
        thread, number, who, category_words(one.category or ""), _where(values),
        _stamp(office, values.get("occurred")), asked, until,
    )  # fmt: skip


def printed(office: Office, said: Slip) -> Page:
    """The slip on paper; for whom it is and all it says is in the access log before. Blocks."""
    from deskinc.reports.pdf import render

    if not said.who.strip():
        raise DeskError(_("Nobody is named on the slip."), _("Say for whom it is."))
    if not said.asked.strip():
        raise DeskError(_("Nothing is asked on the slip."), _("Say what is asked."))
    site = office.site
    data = SlipData(
        number=said.number, who=said.who, what=said.what, where=said.where,
        since=said.since, asked=said.asked, until=said.until,
        call=", ".join(filter(None, (site.post or _("Desk"), site.phone))),
        **head(office, marks_of(office, said.incident)),
    )  # fmt: skip
    document = slip(data)
    made = render(document)
    _note(office, said)
    name = f"slip-{said.number}.pdf" if said.number else "slip.pdf"
    return Page(made.pdf, made.pages, name, _("Slip {number}").format(number=said.number).strip())


def _note(office: Office, said: Slip) -> None:
    """All that the slip says, in as many entries as it takes."""
    title = _("Slip {number}").format(number=said.number).strip()
    start = _("{title} for {who}").format(title=title, who=said.who)[: DETAIL // 2]
    told = "; ".join(
        f"{label}: {words}" for label, words in (
            (_("What is asked"), said.asked), (_("What"), said.what), (_("Where"), said.where),
            (_("Since"), said.since), (_("By when"), said.until),
        ) if words
    )  # fmt: skip
    room = DETAIL - len(start) - 2
    for at in range(0, len(told), room):
        note_access(office, "printed", f"{start}. {told[at : at + room]}").result()


def _where(values: Mapping[str, Value]) -> str:
    return ", ".join(filter(None, (plain(values.get("place")), plain(values.get("spot")))))


def _stamp(office: Office, value: Value) -> str:
    at: datetime | None = moment_of(value)
    return stamp(office.locale, office.locale.local(at)) if at is not None else ""
