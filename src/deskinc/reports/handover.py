"""The handover book of one shift: what was written, what is handed on, who gave and who took it.

All texts arrive as they are to be read; nothing here knows the book or its forms.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deskinc.i18n import _
from deskinc.reports.document import (
    Answer,
    Block,
    Document,
    EndOfEntries,
    Facts,
    Heading,
    Row,
    Table,
    Text,
    Title,
    Words,
    said,
)
from deskinc.reports.frame import Frame, closing
from deskinc.reports.lines import LineRow, lines_table
from deskinc.reports.verification import Proof


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDuty:
    """An officer of the shift: name, licence number, part (outgoing, incoming), times."""

    name: str
    licence: str
    part: str
    times: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIncident:
    """An incident that the next shift takes over."""

    number: str
    severity: str
    what: str
    owner: Answer
    next_step: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidIncident:
    """An incident that the shift made void; ``by`` says who did, and when."""

    number: str
    what: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Something counted at the change of shift; ``book`` is what the book says, if it does."""

    what: str
    counted: str
    book: str
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """An item handed on; ``acknowledged`` says who read it and when, or is empty."""

    what: str
    owner: Answer
    next_step: Answer
    acknowledged: str
    incident: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverData(Frame):
    """Everything the handover book of one shift prints."""

    post: str
    date: str
    page: str
    shift: str
    first: str
    last: str
    officers: tuple[OnDuty, ...]
    sign_on: tuple[tuple[str, Answer], ...]
    lines: tuple[LineRow, ...]
    incidents: tuple[OpenIncident, ...]
    void: tuple[VoidIncident, ...] = ()
    counts: tuple[Count, ...]
    carried: tuple[Carried, ...]
    clock: tuple[tuple[str, Answer], ...]
    disagreement: str
    notes: str
    proof: Proof

    @property
    def covers(self) -> str:
        """*covers lines 4790–4889*."""
        return _("covers lines {first}–{last}").format(first=self.first, last=self.last)


def handover(data: HandoverData) -> Document:
    """The handover book as a document ready to be rendered and signed."""
    title = _("Handover book, {post}").format(post=data.post)
    signatures = _("Signatures, {covers}").format(covers=data.covers)
    blocks = (
        Title(title, f"{data.date}. {data.shift}."),
        *_head(data),
        *_numbered(data),
        _end(data),
        *closing(data, data.proof, signatures),
    )
    return data.document(f"{title}, {data.date}", blocks, footer=f"{title}, {data.covers}")


def _head(data: HandoverData) -> Iterator[Block]:
    yield Facts(
        (
            (_("Site"), data.site),
            (_("Post"), data.post),
            (_("Date"), data.date),
            (_("Page of the book"), data.page),
            (_("Shift"), data.shift),
            (_("Lines"), f"{data.first}–{data.last}"),
        )
    )
    rows = [Row((Words(o.name, strong=True), o.licence, o.part, o.times)) for o in data.officers]
    head = (_("Officer on duty"), _("Licence"), _("Part"), _("On and off"))
    yield Table(head, (150, 110, 90, 0), tuple(rows))


def _numbered(data: HandoverData) -> Iterator[Block]:
    sections: tuple[tuple[str, Sequence[Block]], ...] = (
        (_("Sign-on"), _facts(data.sign_on, _("No check was recorded at sign-on."))),
        (_("Lines of the book"), lines_table(data.lines)),
        (_("Open incidents"), _incidents(data.incidents)),
        *([(_("Made void"), _void(data.void))] if data.void else []),
        (_("Counts"), _counts(data.counts)),
        (_("Handed on"), _carried(data.carried)),
        (_("Clock check"), _facts(data.clock, _("The clock was not checked against a watch."))),
        (_("Disagreements"), [Text(data.disagreement or _("Nothing was disputed."))]),
        (_("Notes"), [Text(data.notes or _("No note was left."))]),
    )
    for number, (name, blocks) in enumerate(sections, start=1):
        yield Heading(f"{number} {name}")
        yield from blocks


def _end(data: HandoverData) -> EndOfEntries:
    words = _("End of entries {first}–{last}, {shift}")
    return EndOfEntries(words.format(first=data.first, last=data.last, shift=data.shift))


def _facts(pairs: tuple[tuple[str, Answer], ...], nothing: str) -> list[Block]:
    return [Facts(pairs) if pairs else Text(nothing)]


def _incidents(incidents: Sequence[OpenIncident]) -> list[Block]:
    if not incidents:
        return [Text(_("No incident is open."))]
    rows = [
        Row(
            (
                (Words(i.number, strong=True), Words(i.severity, "muted", small=True)),
                i.what,
                said(i.owner),
                said(i.next_step),
            )
        )
        for i in incidents
    ]
    head = (_("Incident"), _("What"), _("Owner"), _("Next step"))
    return [Table(head, (88, 150, 90, 0), tuple(rows))]


def _void(incidents: Sequence[VoidIncident]) -> list[Block]:
    rows = [Row((Words(i.number, strong=True), i.what, i.by, i.reason)) for i in incidents]
    head = (_("Incident"), _("What"), _("Made void by"), _("Why"))
    return [Table(head, (88, 150, 90, 0), tuple(rows))]


def _counts(counts: Sequence[Count]) -> list[Block]:
    if not counts:
        return [Text(_("Nothing was counted."))]
    rows = [Row((c.what, c.counted, c.book, _difference(c))) for c in counts]
    head = (_("What"), _("Counted"), _("By the book"), _("Remark"))
    return [Table(head, (170, 56, 70, 0), tuple(rows))]


def _difference(count: Count) -> Words:
    if not count.book:
        return Words(count.remark or _("first count"), "muted")
    if count.counted == count.book:
        return Words(count.remark or _("agrees"), "muted")
    differs = _("differs")
    return Words(f"{differs}: {count.remark}" if count.remark else differs, "fault", strong=True)


def _carried(items: Sequence[Carried]) -> list[Block]:
    if not items:
        return [Text(_("Nothing was handed on."))]
    rows = []
    for item in items:
        below = " · ".join(part for part in (item.incident, item.remark) if part)
        what = (
            (Words(item.what), Words(below, "muted", small=True)) if below else (Words(item.what),)
        )
        read = (
            Words(item.acknowledged)
            if item.acknowledged
            else Words(_("not acknowledged"), "fault", strong=True)
        )
        rows.append(Row((what, said(item.owner), said(item.next_step), read)))
    head = (_("Item"), _("Owner"), _("Next step"), _("Acknowledged"))
    return [Table(head, (150, 80, 0, 100), tuple(rows))]
