"""How an exercise went, on paper. All texts arrive as they are to be read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from deskinc.i18n import _
from deskinc.reports.document import A4, Block, Document, Facts, Heading, Paper, Row, Table, Title


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreData:
    """``steps`` are (number, words, result, time), ``calls`` (who, until, at, in time)."""

    site: str
    title: str
    opened: str
    facts: tuple[tuple[str, str], ...]
    steps: tuple[tuple[str, str, str, str], ...]
    calls: tuple[tuple[str, str, str, str], ...]
    printed: str
    made: datetime
    language: str
    paper: Paper = A4
    mark: str = ""


def score_paper(data: ScoreData) -> Document:
    """The score as a document ready to be rendered; nobody signs it."""
    return Document(
        title=f"{data.title}, {data.site}",
        language=data.language,
        author=data.site,
        made=data.made,
        header=data.site,
        issue=_("printed {time}").format(time=data.printed),
        footer=data.title,
        paper=data.paper,
        mark=data.mark,
        blocks=tuple(_blocks(data)),
    )


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
