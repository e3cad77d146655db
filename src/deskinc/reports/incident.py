"""The incident report: the whole form as it stands, its timeline, its photographs, what was added.

All texts arrive as they are to be read; nothing here knows the book or its forms.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from deskinc.i18n import _
from deskinc.reports import particulars as parts
from deskinc.reports.document import (
    Answer,
    Block,
    BodyMap,
    Document,
    Facts,
    Heading,
    Keep,
    Picture,
    Pictures,
    PlanExcerpt,
    Row,
    SignatureBoxes,
    Table,
    Text,
    Title,
    said,
)
from deskinc.reports.frame import Frame
from deskinc.reports.insurance import Declaration, Since, changed, declared
from deskinc.reports.particulars import TimelineRow
from deskinc.reports.verification import Proof, trust, verification

WIDE = 5
"""Columns that a table has at most; of a wider one each row stands by itself."""


@dataclass(frozen=True, slots=True)
class Rowed:
    """A table of the form: its name, and of each row the labels and answers that are filled."""

    label: str
    rows: tuple[tuple[tuple[str, Answer], ...], ...]
    drawn: BodyMap | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the form: its single answers, and its tables."""

    title: str
    answers: tuple[tuple[str, Answer], ...]
    tables: tuple[Rowed, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """An exhibit, file or statement; ``signed`` is how by hand, "" not at all, None not asked."""

    number: str
    what: str
    kept: str
    signed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentData(Frame):
    """Everything the incident report prints.

    ``additions`` were written after the declaration, ``after_claim`` once a claim was received, at
    ``claimed``.
    """

    number: str
    summary: str
    issue: int
    parts: tuple[Part, ...]
    held: tuple[Held, ...]
    photos: tuple[Picture, ...]
    timeline: tuple[TimelineRow, ...]
    declaration: Declaration | None
    proof: Proof
    exercise: bool = False
    void: str = ""
    """Who said that it was a mistake, when and why; "" where nobody did."""
    since: Since | None = None
    additions: tuple[TimelineRow, ...] = ()
    claimed: str = ""
    after_claim: tuple[TimelineRow, ...] = ()
    plan: PlanExcerpt | None = None
    pinned: Answer = ""
    """How exactly the place on the plan is known."""


def incident(data: IncidentData) -> Document:
    """The report as a document ready to be rendered and signed."""
    title = _("Incident report {number}").format(number=data.number)
    named = " · ".join(filter(None, (data.mark, title)))
    return data.document(
        title,
        (Title(named, data.summary), *_blocks(data)),
        footer=_("{title}, issue {issue}").format(title=named, issue=data.issue),
        issue=_("Issue {issue} · {issued}").format(issue=data.issue, issued=data.issued),
    )


def _blocks(data: IncidentData) -> Iterator[Block]:
    if data.void:
        yield Text(data.void, "fault", strong=True)
    if data.exercise:
        yield Text(_("This was an exercise. Nothing of it happened."), "fault", strong=True)
    yield Text(trust(data.proof), "muted")
    if data.since:
        yield from changed(data.since, data.issue, data.attachments)
    for part in data.parts:
        yield from _part(part)
    if data.plan is not None:
        pin = Facts(((_("Pin"), data.pinned),))
        yield Keep((Heading(_("Place on the plan")), data.plan, pin))
    yield Heading(_("Files, exhibits and statements"))
    yield _held(data.held)
    yield Heading(_("Photographs"))
    yield Pictures(data.photos) if data.photos else Text(_("No photograph was taken."))
    yield Heading(_("Timeline"))
    yield parts.timeline(data.timeline)
    yield from _closing(data)


def _part(part: Part) -> Iterator[Block]:
    yield Heading(part.title)
    if part.answers:
        yield Facts(part.answers, columns=1)
    for table in part.tables:
        yield from _rowed(table)
        if table.drawn is not None:
            yield table.drawn


def _rowed(table: Rowed) -> Iterator[Block]:
    """A narrow table as one, of a wide one each row as a list of its answers."""
    labels = list(dict.fromkeys(label for row in table.rows for label, _answer in row))
    if len(labels) <= WIDE and len(table.rows) > 1:
        yield Text(table.label, strong=True)
        rows = (
            Row(tuple(said(answers[one]) if one in answers else "" for one in labels))
            for answers in map(dict, table.rows)
        )
        width = 480 / len(labels) - 10
        yield Table(tuple(labels), (*(width for _one in labels[1:]), 0), tuple(rows))
        return
    for number, row in enumerate(table.rows, 1):
        yield Text(f"{table.label} {number}", strong=True)
        yield Facts(row)


def _held(rows: tuple[Held, ...]) -> Block:
    if not rows:
        return Text(_("No file, exhibit or statement is kept."))
    head = (_("No."), _("What"), _("Kept"), _("Signature"))
    return Table(
        head,
        (90, 0, 150, 80),
        tuple(
            Row((r.number, r.what, r.kept, "" if r.signed is None else parts.signature(r.signed)))
            for r in rows
        ),
    )


def _closing(data: IncidentData) -> Iterator[Block]:
    yield Heading(_("Changes after the declaration"))
    yield parts.timeline(data.additions) if data.additions else Text(_("Nothing."))
    if data.claimed:
        words = _("Added after the claim was received, {time}:").format(time=data.claimed)
        yield Text(words, strong=True)
        yield parts.timeline(data.after_claim) if data.after_claim else Text(_("Nothing."))
    yield Heading(_("Declaration and signatures"))
    yield Keep(tuple(declared(data.declaration)))
    if data.signers:
        yield Keep((SignatureBoxes(data.signers),))
    yield Heading(_("Verification"))
    yield from verification(data.proof, data.number, data.attachments)
