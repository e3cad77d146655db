"""Pages of the book on paper: a day or some days, sealed, seen, signed by whoever prints them."""

from datetime import date, timedelta

from deskinc.book.record import Record
from deskinc.desk.lines.source import Source, signed
from deskinc.desk.office import Office
from deskinc.desk.papers.day_paper import PRINTED, day_data
from deskinc.desk.papers.day_reading import read_day
from deskinc.desk.papers.papers import Prepared, Signature, Signed, prepared, sign
from deskinc.desk.trust.seals import sealed
from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.reports.day import day_pages

MOST = 31
"""Days that one paper takes."""


def print_day(office: Office, first: date, last: date | None = None) -> Prepared:
    """Seal the book and lay out the pages from ``first`` to ``last``: what will be signed. Blocks.

    Raises DeskError for days that are none of the book, BookFault where a value is not as signed.
    """
    from deskinc.reports.pdf import render

    office.allow("print_day")
    days = _days(office, first, last or first)
    with signed(office) as source:
        sealed(office)
        before = _before(source, days)
        name = f"{_name(days)}{len(before) + 1}.pdf"
        read = [read_day(source, on) for on in days]
        data = day_data(source, read, before, name)
    document = day_pages(data)
    serials = [serial for day in read for serial in (day.page.first, day.page.last) if serial]
    return prepared(
        render(document), name=name, title=document.title, kind="day", issue=len(before) + 1,
        first=min(serials, default=0), last=max(serials, default=0), seal=data.proof.root_code,
    )  # fmt: skip


def sign_day(office: Office, made: Prepared, passphrase: str) -> Signed:
    """Let whoever prints them sign the pages as they stand. Blocks."""
    office.allow("print_day")
    printer = office.open_person(office.officer.name, passphrase)
    if any(row.name == made.name for row in office.read.exports()):
        raise DeskError(
            _("Issue {no} of these pages was signed in the meantime.").format(no=made.issue),
            _("Lay them out again: the new ones are the next issue. Nothing was signed."),
        )
    return sign(office, made, [Signature("printed", printer, _(PRINTED))])


def _days(office: Office, first: date, last: date) -> list[date]:
    begun, today = office.read.record(1).written.date(), office.now().date()
    if last < first:
        raise DeskError(_("The last day lies before the first."), _("Change one of the two."))
    if first > today or last < begun:
        raise DeskError(
            _("The book has no page of that day."),
            _("It goes from {first} to {last}.").format(first=begun, last=today),
        )
    found = [first + timedelta(days=k) for k in range((last - first).days + 1)]
    found = [day for day in found if begun <= day <= today]
    if len(found) > MOST:
        raise DeskError(
            _("{count} days are too many for one paper.").format(count=len(found)),
            _("Ask for {most} days at most.").format(most=MOST),
        )
    return found


def _name(days: list[date]) -> str:
    """``day-2026-11-22-``, before the number of the issue."""
    said = [days[0].isoformat()] + ([days[-1].isoformat()] if len(days) > 1 else [])
    return f"day-{'-to-'.join(said)}-issue-"


def _before(source: Source, days: list[date]) -> list[Record]:
    """The records by which these very pages left before, oldest first."""
    head = _name(days)
    rows = [row for row in source.read.exports() if (row.name or "").startswith(head)]
    return [source.of_form(row.n, "export") for row in rows if row.kind == "day"]
