"""Pages of the occurrence book: each day as it stands, its lines whole, its end ruled off or not.

All texts arrive as they are to be read; nothing here knows the book or its forms.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from deskinc.i18n import _
from deskinc.reports.document import (
    A4,
    Attachment,
    Block,
    Document,
    EndOfEntries,
    Facts,
    Heading,
    Keep,
    PageBreak,
    Paper,
    Row,
    SignatureBox,
    SignatureBoxes,
    Table,
    Text,
    Title,
    Words,
)
from deskinc.reports.lines import LineRow, lines_table
from deskinc.reports.verification import Proof, checking, digest, seal, trust


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
class DayData:
    """Everything that the pages of some days print.

    ``issue`` says which issue of these pages it is, and what the one before was.
    """

    site: str
    dates: str
    days: tuple[DaySheet, ...]
    issue: str
    issued: str
    made: datetime
    language: str
    signers: tuple[SignatureBox, ...]
    proof: Proof
    paper: Paper = A4
    attachments: tuple[Attachment, ...] = ()


def day_pages(data: DayData) -> Document:
    """The pages as a document ready to be rendered and signed."""
    title = _("Day page, {dates}").format(dates=data.dates)
    return Document(
        title=title,
        language=data.language,
        author=data.site,
        made=data.made,
        header=data.site,
        issue=data.issued,
        footer=title,
        paper=data.paper,
        attachments=data.attachments,
        blocks=(*_days(data), *_closing(data)),
    )


def _days(data: DayData) -> Iterator[Block]:
    for at, day in enumerate(data.days):
        if at:
            yield PageBreak()
        page = _("Occurrence book of {site}, day page {page}").format(site=data.site, page=day.page)
        yield Title(day.date, page)
        facts = ((_("Page of the book"), day.page), (_("Offset"), day.offset))
        yield Facts((*facts, (_("Lines"), day.covers), (_("Issue"), data.issue)))
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
    return Table(head, (92, 98, 36, 104, 0), tuple(rows))


def _closing(data: DayData) -> Iterator[Block]:
    carried = [(_("SHA-256 of {name}").format(name=a.name), digest(a)) for a in data.attachments]
    facts = (Facts(tuple(carried), columns=1),) if carried else ()
    yield Keep((Heading(_("Seal")), *seal(data.proof), *facts, Text(trust(data.proof), "muted")))
    yield checking(data.proof)
    yield Keep((Heading(_("Signature")), SignatureBoxes(data.signers)))
