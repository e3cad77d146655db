"""What was learned of an incident, printed for the house; nothing under legal privilege (D36)."""

from collections.abc import Iterator

from deskinc.desk.evidence.pages import Page
from deskinc.desk.incidents import incidents
from deskinc.desk.incidents.incidents import IncidentPage
from deskinc.desk.learning import lessons
from deskinc.desk.lines.counting import counting
from deskinc.desk.office import Office, note_access
from deskinc.desk.papers.papers import head, marks_of
from deskinc.errors import DeskError
from deskinc.forms.catalogue import current
from deskinc.forms.form import show_all
from deskinc.i18n import _
from deskinc.proof.canonical import unb64
from deskinc.reports.lessons import LessonsData, lessons_paper

HOUSE = ("review_note", "force_outcome", "evac_problems", "evac_lessons", "claims_before")
"""What the house says of its own work in the incident itself."""
Part = tuple[str, tuple[tuple[str, str], ...]]


def printed(office: Office, thread: str) -> Page:
    """The reviews, actions and problems of an incident, and what it says of the house. Blocks.

    Raises NotAllowed, DeskError where there is nothing that may be printed.
    """
    from deskinc.reports.pdf import render

    office.allow("learn")
    page = incidents.page(office, thread)
    there = lessons.about(office, thread)
    open_ones = [one for one in there if not privileged(office, one.thread)]
    parts = (*_house(office, page), *(_part(office, one) for one in open_ones))
    if not parts:
        raise DeskError(
            _("There is nothing to print."),
            _("Write the review first. What is under legal privilege is in no copy."),
        )
    incident = page.incident
    document = lessons_paper(LessonsData(
        number=incident.number, summary=incident.title, parts=parts,
        left_out=len(there) - len(open_ones), **head(office, marks_of(office, thread)),
    ))  # fmt: skip
    made = render(document)
    note_access(office, "printed", _("post-incident review, {no}").format(no=incident.number))
    return Page(made.pdf, made.pages, f"review-{incident.number}.pdf", document.title)


def privileged(office: Office, thread: str) -> bool:
    """What was once under privilege stays so."""
    said = counting(office.read, office.read.thread(unb64(thread)))
    return any(record.values.get("privilege") is True for record in said)


def _house(office: Office, page: IncidentPage) -> Iterator[Part]:
    said = {name: page.values[name] for name in HOUSE if page.values.get(name) is not None}
    if said:
        yield _("In the incident"), tuple(show_all(current("incident"), said, office.locale))


def _part(office: Office, one: lessons.Lesson) -> Part:
    form = current(one.form)
    said = {name: value for name, value in one.values.items() if name != "privilege"}
    return _(form.title), tuple(show_all(form, said, office.locale))
