"""What was learned of an incident, on paper for the house. All texts arrive as they are read."""

from collections.abc import Iterator
from dataclasses import dataclass

from deskinc.i18n import _
from deskinc.reports.document import Block, Document, Facts, Heading, Text, Title
from deskinc.reports.frame import Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonsData(Frame):
    """``parts`` are titles, each with its labels and words; ``left_out`` are under privilege."""

    number: str
    summary: str
    parts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    left_out: int


def lessons_paper(data: LessonsData) -> Document:
    """The paper ready to be rendered; nobody signs it, and every page says whose it is."""
    title = _("Post-incident review of {number}").format(number=data.number)
    footer = _("{title}, for the house only").format(title=title)
    return data.document(
        title, _blocks(title, data), footer=footer,
        issue=_("printed {time}").format(time=data.issued),
    )  # fmt: skip


def _blocks(title: str, data: LessonsData) -> Iterator[Block]:
    yield Title(title, data.summary)
    words = _("For the house only: it goes with no report and no bundle of the incident.")
    yield Text(words, strong=True)
    if data.left_out:
        words = _("{count} under legal privilege: in no copy, so not here.")
        yield Text(words.format(count=data.left_out), "muted")
    for heading, answers in data.parts:
        yield Heading(heading)
        yield Facts(answers, columns=1)
