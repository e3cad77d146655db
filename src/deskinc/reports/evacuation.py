"""The pack of an evacuation: what is taken out of the building, printed by its first key (D27).

All texts arrive as they are to be read; nothing here knows the book or its forms.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from deskinc.i18n import _
from deskinc.reports.document import (
    Block,
    Document,
    Heading,
    PageBreak,
    PlanExcerpt,
    Row,
    Table,
    Text,
    Title,
    UpTo,
)
from deskinc.reports.frame import Frame

_ROOM = 22.0
EMPTY = 12
"""Ruled rows for people whom the book does not know."""


@dataclass(frozen=True, slots=True)
class Floor:
    """A plan as a picture, with its name."""

    picture: bytes = field(repr=False)
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackData(Frame):
    """``people`` are (name, post), ``peeps`` (name, where, help), ``contacts`` (who, number).

    ``sheet`` are the blocks of the sheet on which floors are noted.
    """

    title: str
    lead: str
    people: tuple[tuple[str, str], ...]
    peeps: tuple[tuple[str, str, str], ...]
    contacts: tuple[tuple[str, str], ...]
    sheet: tuple[Block, ...]
    floors: tuple[Floor, ...]


def evacuation_pack(data: PackData) -> Document:
    """The pack as a document ready to be rendered; nobody signs it."""
    return data.printed(data.title, _blocks(data), data.title)


def _blocks(data: PackData) -> Iterator[Block]:
    yield Title(data.title, _("Take it to the assembly point. Times are copied from it later."))
    if data.lead:
        yield Text(data.lead, strong=True)
    yield Heading(_("Help to get out"))
    yield _peeps(data)
    yield Heading(_("People on site"))
    yield _people(data)
    yield Heading(_("Whom to ring"))
    yield _table((_("Who"), _("Number")), (180, 0), data.contacts)
    yield PageBreak()
    yield from data.sheet
    for floor in data.floors:
        yield PageBreak()
        yield Heading(floor.name)
        yield PlanExcerpt(floor.picture, None, floor.name, floor.name)


def _peeps(data: PackData) -> Block:
    if not data.peeps:
        return Text(_("The settings of the site name nobody. Ask the wardens."))
    rows = tuple((*one, "") for one in data.peeps)
    head = (_("Name"), _("Where"), _("Help needed"), _("Out at"))
    return _table(head, (UpTo(120), UpTo(110), 0, 60), rows)


def _people(data: PackData) -> Block:
    known = tuple((*one, "", "") for one in data.people)
    empty = (("", "", "", ""),) * EMPTY
    head = (_("Name"), _("Where from"), _("Seen at"), _("Remark"))
    return _table(head, (150, 130, 60, 0), known + empty)


def _table(
    head: tuple[str, ...], widths: tuple[float | UpTo, ...], rows: tuple[tuple[str, ...], ...]
) -> Table:
    return Table(head, widths, tuple(Row(one, room=_ROOM) for one in rows))
