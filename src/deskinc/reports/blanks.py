"""Numbered sheets to be written by hand while the book takes nothing, and copied later.

All texts arrive as they are to be read; nothing here knows the book or its forms.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from deskinc.i18n import _
from deskinc.reports.byhand import Space, Spaces
from deskinc.reports.document import (
    Block,
    Document,
    Heading,
    PageBreak,
    Row,
    Table,
    Text,
    Title,
    UpTo,
    Words,
)
from deskinc.reports.frame import Frame

GAP = "______"
"""Where the number of a sheet is written by hand: the book could give none."""
MOST, LEAST = 14, 3
"""Lines of a sheet: as many of these as its paper and its language leave room for."""
_ROOM, _FACT, _FLOOR = 35.0, 24.0, 22.0
_FURTHER = 24
"""Floors on a page that holds nothing else."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked on a sheet of one kind, in the words of the form it is copied into.

    ``lead`` says what to do first, ``main`` is over the lines, which are the rows of a table where
    there is a ``head``; its first ones are of ``floors``.
    """

    lead: str
    main: str
    before: tuple[Spaces, ...] = ()
    after: tuple[Spaces, ...] = ()
    head: tuple[str, ...] = ()
    floors: tuple[str, ...] = ()


def titles(kind: str) -> tuple[str, str]:
    """What sheets of a kind are called, several and one with its number."""
    return {
        "occurrence": (_("Occurrence sheets"), _("Occurrence sheet {no}")),
        "incident": (_("Incident sheets"), _("Incident sheet {no}")),
        "bomb": (_("Bomb-call sheets"), _("Bomb-call sheet {no}")),
        "evacuation": (_("Evacuation sheets"), _("Evacuation sheet {no}")),
    }[kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankData(Frame):
    """Sheets ``first`` to ``last`` of one kind, a code.

    ``lines`` are those of each sheet, ``emergency`` is the number to ring; ``asked`` belongs to a
    kind whose questions are those of a form.
    """

    first: int
    last: int
    kind: str
    lines: int
    emergency: str
    asked: Asked | None = None


def blank_sheets(data: BlankData) -> Document:
    """The sheets as a document ready to be rendered; nobody signs it."""
    title, _one = titles(data.kind)
    numbers = f"{data.first}–{data.last}" if data.last > data.first else f"{data.first}"
    named = f"{title} {numbers}"
    return data.printed(named, _sheets(data), named)


def _sheets(data: BlankData) -> Iterator[Block]:
    for number in range(data.first, data.last + 1):
        if number > data.first:
            yield PageBreak()
        _many, one = titles(data.kind)
        title = one.format(no=number or GAP)
        if data.asked is not None:
            yield from _questions(data.asked, title, data.lines)
        else:
            yield Title(title, _how(data))
            yield from _incident(data.lines) if data.kind == "incident" else _occurrence(data.lines)
            yield _copied()


def _copied() -> Text:
    gap = "\u00a0" * 40
    return Text(gap.join((_("Copied into the book by:"), _("on:"), _("as lines:"))), "muted")


def _questions(asked: Asked, title: str, count: int) -> Iterator[Block]:
    """A sheet that asks what a form asks; floors that it has no room for stand on pages behind."""
    yield Title(title)
    yield Text(asked.lead, strong=True)
    yield from asked.before
    yield from _open_part(asked, count)
    yield from asked.after
    yield _copied()
    for start in range(count, len(asked.floors), _FURTHER):
        yield PageBreak()
        yield Title(title, _("{what}, continued").format(what=asked.main))
        yield _floors(asked, start, min(start + _FURTHER, len(asked.floors)))


def _open_part(asked: Asked, count: int) -> Iterator[Block]:
    if not asked.head:
        yield Spaces((Space(asked.main),), ruled=count)
        return
    yield Heading(asked.main)
    yield _floors(asked, 0, count)


def _floors(asked: Asked, start: int, end: int) -> Table:
    def row(at: int) -> Row:
        floor = asked.floors[at] if at < len(asked.floors) else ""
        return Row((Words(f"{at + 1}", "muted"), floor, "", "", ""), room=_FLOOR)

    rows = tuple(row(at) for at in range(start, end))
    return Table((_("Line"), *asked.head), (UpTo(48), 110, 0, 60, 110), rows)


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
