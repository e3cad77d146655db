"""The incident report for the insurer: facts in the order in which a claim is read.

All texts arrive as they are to be read; nothing here knows the book or its forms. No opinion on
fault, no promise, and of health nothing but the injury.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deskinc.i18n import _
from deskinc.reports import particulars as parts
from deskinc.reports.document import (
    Answer,
    Attachment,
    Block,
    BodyMap,
    Document,
    Facts,
    Heading,
    Keep,
    PageBreak,
    Picture,
    Pictures,
    PlanExcerpt,
    SignatureBoxes,
    Text,
    Title,
    said,
)
from deskinc.reports.frame import Frame
from deskinc.reports.particulars import (
    AuthorityCall,
    Evidence,
    PersonRow,
    PropertyRow,
    TimelineRow,
    Told,
    WitnessRow,
)
from deskinc.reports.verification import Proof, digest, trust, verification

MOMENT = re.compile(r"(?P<day>.*\d.*), (?P<time>\d\d:\d\d(:\d\d)?) \((?P<zone>.+)\)")
"""A moment as it is shown: day, time, and the hours from UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """Who is insured with whom; every answer may be unknown."""

    insured: Answer
    insurer: Answer
    policy: Answer
    broker: Answer
    contact: Answer
    notify: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """When, where and how it was found; ``more`` are further facts, label and answer."""

    happened: Answer
    discovered: Answer
    reported: Answer
    reported_by: Answer
    place: Answer
    spot: Answer = ""
    weather: Answer = ""
    light: Answer = ""
    more: tuple[tuple[str, Answer], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What is new in this issue: the issue before, its record's SHA-256, what changed."""

    issue: int
    digest: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """The author's own record by which he finished the report; nobody signs for him."""

    name: str
    time: str
    record: str
    key: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuranceData(Frame):
    """Everything the insurance report prints.

    ``pin`` says where the plan shows it and how exactly it is known (*exact*, *about, 3 m* …).
    ``additions`` were written after the author's declaration, each with its own date, time and
    author; ``after_claim`` once a claim was received, at ``claimed``.
    """

    number: str
    title: str
    summary: str
    issue: int
    cover: Cover
    occurrence: Occurrence
    narrative: str
    persons: tuple[PersonRow, ...]
    injuries: Answer
    force: Answer
    property: tuple[PropertyRow, ...]
    premises: Answer
    inspection: Answer
    witnesses: tuple[WitnessRow, ...]
    authorities: tuple[AuthorityCall, ...]
    immediate: Answer
    plan: PlanExcerpt | None
    pin: Answer
    photos: tuple[Picture, ...]
    evidence: tuple[Evidence, ...]
    timeline: tuple[TimelineRow, ...]
    told: tuple[Told, ...]
    declaration: Declaration | None
    proof: Proof
    since: Since | None = None
    additions: tuple[TimelineRow, ...] = ()
    claimed: str = ""
    after_claim: tuple[TimelineRow, ...] = ()
    wounds: BodyMap | None = None


def insurance(data: InsuranceData) -> Document:
    """The report as a document ready to be rendered and signed."""
    title = _("Insurance report {number}").format(number=data.number)
    return data.document(
        title,
        (Title(title, data.summary), *_cover(data), *_sections(data), *_closing(data)),
        footer=_("{title}, issue {issue}").format(title=title, issue=data.issue),
        issue=_("Issue {issue} · {issued}").format(issue=data.issue, issued=data.issued),
    )


def _cover(data: InsuranceData) -> Iterator[Block]:
    cover = data.cover
    yield Facts(
        (
            (_("Insured"), cover.insured),
            (_("Policy"), cover.policy),
            (_("Insurer"), cover.insurer),
            (_("Broker"), cover.broker),
            (_("Contact"), cover.contact),
            (_("Notify within"), cover.notify),
        )
    )
    yield Text(trust(data.proof), "muted")
    if data.since:
        yield from changed(data.since, data.issue, data.attachments)


def changed(since: Since, issue: int, attachments: Sequence[Attachment]) -> Iterator[Block]:
    """What is new in this issue, with the digests of the one before and of its own record."""
    yield Heading(_("Changed since issue {issue}").format(issue=since.issue))
    yield Text("\n".join(since.changes) or _("Nothing but the issue."))
    digests = [(_("SHA-256 of issue {issue}").format(issue=since.issue), since.digest)]
    if attachments:
        label = _("SHA-256 of {name} of issue {issue}")
        name = attachments[0].name
        digests.append((label.format(name=name, issue=issue), digest(attachments[0])))
    yield Facts(tuple(digests), columns=1)


def _sections(data: InsuranceData) -> Iterator[Block]:
    sections: tuple[tuple[str, tuple[Block, ...]], ...] = (
        (_("Occurrence"), (_occurrence(data.occurrence),)),
        (_("What happened"), (Text(data.narrative or _("Nothing was written.")),)),
        (_("Persons"), (parts.persons(data.persons),)),
        (_("Injury, force and property"), _harm(data)),
        (_("Condition of the premises"), (_premises(data),)),
        (_("Witnesses"), (parts.witnesses(data.witnesses),)),
        (_("Authorities"), (parts.authorities(data.authorities),)),
        (_("Immediate action"), (parts.paragraph(data.immediate),)),
        (_("Place on the plan"), _plan(data)),
        (_("Photographs"), (_photos(data),)),
        (_("Footage, exhibits and statements"), (parts.evidence(data.evidence),)),
        (_("Timeline from the book"), (parts.timeline(data.timeline),)),
        (_("Who was told"), (parts.told(data.told),)),
    )
    for number, (name, blocks) in enumerate(sections, start=1):
        yield Heading(f"{number} {name}")
        yield from blocks


def _occurrence(occurrence: Occurrence) -> Facts:
    """The day once; of what else happened on it the time."""
    optional: tuple[tuple[str, Answer], ...] = (
        (_("Exact spot"), occurrence.spot),
        (_("Weather"), occurrence.weather),
        (_("Light"), occurrence.light),
    )
    rest = (
        (_("Discovered"), occurrence.discovered),
        (_("Reported"), occurrence.reported),
        (_("Reported by"), occurrence.reported_by),
        (_("Place"), occurrence.place),
        *((label, answer) for label, answer in optional if answer != ""),
        *occurrence.more,
    )
    day = MOMENT.fullmatch(said(occurrence.happened))
    if day is None:
        return Facts(((_("Happened"), occurrence.happened), *rest))
    return Facts(
        (
            (_("Day"), day["day"]),
            (_("Happened"), f"{day['time']} ({day['zone']})"),
            *((label, _time_of(answer, day)) for label, answer in rest),
        )
    )


def _time_of(answer: Answer, day: re.Match[str]) -> Answer:
    """``13:36`` of a moment on that day; everything else as it is."""
    found = MOMENT.fullmatch(said(answer))
    same = found is not None and found.group("day", "zone") == day.group("day", "zone")
    return found["time"] if found is not None and same else answer


def _harm(data: InsuranceData) -> tuple[Block, ...]:
    wounds = (data.wounds, Text(data.wounds.alt, "muted")) if data.wounds is not None else ()
    return (
        Facts(((_("Injuries"), data.injuries), (_("Force used"), data.force))),
        *wounds,
        parts.damage(data.property),
    )


def _premises(data: InsuranceData) -> Facts:
    return Facts(
        ((_("Condition"), data.premises), (_("Last inspection"), data.inspection)), columns=1
    )


def _plan(data: InsuranceData) -> tuple[Block, ...]:
    place = Facts(((_("Place"), data.occurrence.place), (_("Pin"), data.pin)))
    if data.plan is None:
        return (Text(_("There is no plan of this place.")), place)
    return (data.plan, place)


def _photos(data: InsuranceData) -> Block:
    return Pictures(data.photos) if data.photos else Text(_("No photograph was taken."))


def _closing(data: InsuranceData) -> Iterator[Block]:
    number = 14
    yield Heading(f"{number} " + _("Declaration and signatures"))
    yield Keep(tuple(declared(data.declaration)))
    if data.additions:
        yield Text(_("Written after the declaration:"), strong=True)
        yield parts.timeline(data.additions)
    if data.claimed:
        words = _("Added after the claim was received, {time}:").format(time=data.claimed)
        yield Text(words, strong=True)
        yield parts.timeline(data.after_claim) if data.after_claim else Text(_("Nothing."))
    if data.signers:
        yield Keep((SignatureBoxes(data.signers),))
    yield PageBreak()
    yield Heading(f"{number + 1} " + _("Verification"))
    yield from verification(data.proof, data.number, data.attachments)


def declared(declaration: Declaration | None) -> Iterator[Block]:
    """The author’s declaration, or that there is none."""
    if declaration is None:
        yield Text(_("The author has not finished this report."), "fault", strong=True)
        return
    yield Text(
        declaration.words
        or _("{name} declared this report finished and true to what he or she saw and was told.")
        .format(name=declaration.name)
    )  # fmt: skip
    yield Facts(
        (
            (_("Declared by"), declaration.name),
            (_("At"), declaration.time),
            (_("Record"), declaration.record),
            (_("Signing key"), declaration.key),
        ),
        columns=1,
    )
