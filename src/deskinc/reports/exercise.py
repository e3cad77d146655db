"""How an exercise went, on paper. All texts arrive as they are to be read."""

from collections.abc import Iterator
from dataclasses import dataclass

from deskinc.i18n import _
from deskinc.reports.document import Block, Document, Facts, Heading, Row, Table, Title
from deskinc.reports.frame import Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreData(Frame):
    """``steps`` are (number, words, result, time), ``calls`` (who, until, at, in time)."""

    title: str
    opened: str
    facts: tuple[tuple[str, str], ...]
    steps: tuple[tuple[str, str, str, str], ...]
    calls: tuple[tuple[str, str, str, str], ...]


def score_paper(data: ScoreData) -> Document:
    """The score as a document ready to be rendered; nobody signs it."""
    return data.printed(data.title, _blocks(data), data.title)


def _blocks(data: ScoreData) -> Iterator[Block]:
    yield Title(data.title, _("begun {time}").format(time=data.opened))
    yield Facts(data.facts, 1)
    yield Heading(_("Steps"))
    head = (_("No."), _("Step"), _("Result"), _("Time"))
    yield Table(head, (30, 0, 110, 60), tuple(Row(one) for one in data.steps))
    if data.calls:
        yield Heading(_("Calls"))
        head = (_("Who"), _("Until"), _("Called"), _("In time"))
        yield Table(head, (0, 70, 70, 60), tuple(Row(one) for one in data.calls))
