"""Pages of the occurrence book: each day as it stands, its lines whole, its end ruled off or not.

All texts arrive as they are to be read; nothing here knows the book or its forms.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from deskinc.i18n import _
from deskinc.reports.document import (
    Block,
    Document,
    EndOfEntries,
    PageBreak,
    Row,
    Table,
    Text,
    Title,
    UpTo,
    Words,
)
from deskinc.reports.frame import Frame, closing
from deskinc.reports.lines import LineRow, lines_table
from deskinc.reports.verification import Proof


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRow:
    """An officer's shift on a day: its name, who, initials, licence, when on and off."""

    shift: str
    name: str
    initials: str
    licence: str
    times: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySheet:
    """A day: ``end`` says who closed it, or why it is not closed; ``covers`` its line serials.

    ``others`` are whoever signed on the page without being on duty; ``foot`` is what is left open.
    """

    date: str
    page: str
    offset: str
    covers: str
    duty: tuple[DutyRow, ...]
    lines: tuple[LineRow, ...]
    end: str
    closed: bool
    sheets: tuple[str, ...] = ()
    """Of each sheet that lines were copied from: why it was on paper, and whether scanned."""
    others: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DayData(Frame):
    """Everything that the pages of some days print.

    ``issue`` says which issue of these pages it is, and what the one before was.
    """

    dates: str
    days: tuple[DaySheet, ...]
    issue: str
    proof: Proof


def day_pages(data: DayData) -> Document:
    """The pages as a document ready to be rendered and signed."""
    title = _("Day page, {dates}").format(dates=data.dates)
    end = closing(data, data.proof, _("Signature"))
    return data.document(title, (*_days(data), *end))


def _days(data: DayData) -> Iterator[Block]:
    for at, day in enumerate(data.days):
        if at:
            yield PageBreak()
        page = _("Occurrence book of {site}, day page {page}").format(site=data.site, page=day.page)
        lines = _("Lines {covers}, {offset}").format(covers=day.covers, offset=day.offset)
        issue = _("Issue {issue}").format(issue=data.issue)
        yield Title(day.date, f"{page}. {lines}. {issue}.")
        yield from _duty(day)
        yield from lines_table(day.lines, reviewed=True)
        yield from (Text(words) for words in day.sheets)
        yield EndOfEntries(day.end) if day.closed else Text(day.end, "fault", strong=True)
        yield from (Text(words, "muted") for words in day.foot)


def _duty(day: DaySheet) -> Iterator[Block]:
    if day.duty:
        yield _officers(day)
    else:
        yield Text(_("Nobody was signed on."))
    if day.others:
        who = "; ".join(day.others)
        yield Text(_("Also signed on this page, not on duty: {who}.").format(who=who))


def _officers(day: DaySheet) -> Table:
    rows = [
        Row((one.shift, Words(one.name, strong=True), one.initials, one.licence, one.times))
        for one in day.duty
    ]
    head = (_("Shift"), _("Officer on duty"), _("Initials"), _("Licence"), _("On and off"))
    return Table(head, (UpTo(110), 0, UpTo(48), UpTo(130), UpTo(130)), tuple(rows), close=True)
