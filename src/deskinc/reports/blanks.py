"""Numbered sheets to be written by hand while the book takes nothing, and copied later.

All texts arrive as they are to be read; nothing here knows the book or its forms.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from deskinc.i18n import _
from deskinc.reports.document import (
    A4,
    Block,
    Document,
    Heading,
    PageBreak,
    Paper,
    Row,
    Table,
    Text,
    Title,
    Words,
)

MOST, LEAST = 14, 4
"""Lines of a sheet: as many of these as its paper and its language leave room for."""
_ROOM, _FACT = 35.0, 24.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankData:
    """Sheets ``first`` to ``last`` of one kind; ``incident``: each is of one incident.

    ``lines`` are those of each sheet, ``emergency`` is the number to ring.
    """

    site: str
    first: int
    last: int
    incident: bool
    lines: int
    emergency: str
    printed: str
    made: datetime
    language: str
    paper: Paper = A4


def blank_sheets(data: BlankData) -> Document:
    """The sheets as a document ready to be rendered; nobody signs it."""
    title = _("Incident sheets") if data.incident else _("Occurrence sheets")
    numbers = f"{data.first}–{data.last}" if data.last > data.first else f"{data.first}"
    named = f"{title} {numbers}"
    return Document(
        title=f"{named}, {data.site}",
        language=data.language,
        author=data.site,
        made=data.made,
        header=data.site,
        issue=_("printed {time}").format(time=data.printed),
        footer=named,
        paper=data.paper,
        blocks=tuple(_sheets(data)),
    )


def _sheets(data: BlankData) -> Iterator[Block]:
    for number in range(data.first, data.last + 1):
        if number > data.first:
            yield PageBreak()
        kind = _("Incident sheet {no}") if data.incident else _("Occurrence sheet {no}")
        yield Title(kind.format(no=number), _how(data))
        yield from _incident(data.lines) if data.incident else _occurrence(data.lines)
        gap = "\u00a0" * 40
        words = (_("Copied into the book by:"), _("on:"), _("as lines:"))
        yield Text(gap.join(words), "muted")


def _how(data: BlankData) -> str:
    words = _(
        "For when the book cannot be written. One event on each line, at once, in ink; the clock "
        "of 24 hours. Nothing is erased: draw one line through what is wrong and write anew. "
        "Leave no line blank. Keep the sheet: it is copied into the book and scanned."
    )
    ring = _("Emergency: {number}.").format(number=data.emergency) if data.emergency else ""
    return f"{words} {ring}".strip()


def _occurrence(count: int) -> Iterator[Block]:
    yield _asked(_("Why on paper"), _("Date"), _("Officers, with initials"))
    yield _lines(count)


def _incident(count: int) -> Iterator[Block]:
    yield _asked(
        _("What it is"), _("Where"), _("How severe: low, medium, high, critical"),
        _("Happened (date, time)"), _("Reported by, and how"), _("People, injuries"),
        _("Who was told, and when"), _("Officer"),
    )  # fmt: skip
    yield Heading(_("What was seen, heard, done, in order"))
    yield _lines(count)


def _asked(*labels: str) -> Table:
    rows = tuple(Row((Words(one, "muted"), ""), room=_FACT) for one in labels)
    return Table(("", ""), (170, 0), rows)


def _lines(count: int) -> Table:
    head = (
        _("Line"), _("Written"), _("Happened"), _("Type"), _("Place"),
        _("What was seen, heard, done"), _("Initials"),
    )  # fmt: skip
    rows = (Row((Words(f"{at}", "muted"), "", "", "", "", "", ""), room=_ROOM)
            for at in range(1, count + 1))  # fmt: skip
    return Table(head, (22, 42, 42, 50, 66, 0, 40), tuple(rows))
