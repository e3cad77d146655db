"""Persons, property, witnesses, calls and times of an incident, as rows and as tables.

A part with nothing in it says so in one sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from deskinc.i18n import _
from deskinc.reports.document import Answer, Block, Row, Table, Text, Words, said


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A person concerned, the injury, and the person's own words."""

    name: Answer
    role: Answer
    injury: Answer
    contact: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyRow:
    """A thing lost or damaged, whose it is and what it is worth."""

    item: str
    owner: Answer
    value: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessRow:
    """A witness; ``signed`` says how and when the account was signed, or is empty."""

    name: Answer
    contact: str
    account: str
    signed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityCall:
    """Police, fire brigade or ambulance: when called and arrived, under which reference."""

    who: str
    called: Answer
    arrived: Answer
    reference: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Footage, an exhibit or a statement, where it is kept, and how by hand it is ``signed``.

    That is "" for not at all, None for what nobody signs.
    """

    what: str
    kept: Answer
    number: str = ""
    signed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """A line of the book about the incident: when it happened and when it was written.

    ``noted`` says that this was while the book was closed, and by whom.
    """

    serial: str
    happened: str
    written: str
    text: str
    author: str
    late: str = ""
    struck: str = ""
    noted: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Somebody notified: who, how, when, and the reply."""

    who: str
    how: Answer
    at: Answer
    reply: str = ""


def paragraph(answer: Answer) -> Text:
    """An answer as a paragraph of its own."""
    return Text(said(answer))


def persons(rows: Sequence[PersonRow]) -> Block:
    """Persons concerned."""
    if not rows:
        return Text(_("No person is named."))
    head = (_("Name, contact"), _("Part"), _("Injury"), _("In the person’s words"))
    return Table(
        head,
        (132, 76, 100, 0),
        tuple(
            Row((_named(r.name, r.contact), said(r.role), said(r.injury), _account(r.account)))
            for r in rows
        ),
    )


def damage(rows: Sequence[PropertyRow]) -> Block:
    """Things lost or damaged."""
    if not rows:
        return Text(_("No property was lost or damaged."))
    head = (_("Lost or damaged"), _("Owner"), _("Value"))
    cells = tuple(Row((r.item, said(r.owner), said(r.value))) for r in rows)
    return Table(head, (0, 150, 120), cells)


def witnesses(rows: Sequence[WitnessRow]) -> Block:
    """Witnesses, whose accounts are their own; who has not signed is marked."""
    if not rows:
        return Text(_("No witness was named."))
    head = (_("Name, contact"), _("Account"), _("Signature"))
    cells = tuple(
        Row((_named(r.name, r.contact), _account(r.account), signature(r.signed))) for r in rows
    )
    return Table(head, (132, 0, 92), cells)


def authorities(rows: Sequence[AuthorityCall]) -> Block:
    """Calls to the authorities."""
    if not rows:
        return Text(_("No authority was called."))
    head = (_("Authority"), _("Called"), _("Arrived"), _("Reference"))
    cells = tuple(
        Row((Words(r.who, strong=True), said(r.called), said(r.arrived), said(r.reference)))
        for r in rows
    )
    return Table(head, (110, 110, 110, 0), cells)


def evidence(rows: Sequence[Evidence]) -> Block:
    """Footage, exhibits and statements."""
    if not rows:
        return Text(_("No footage, exhibit or statement was kept."))
    head, widths = (_("No."), _("What"), _("Kept")), (90, 0, 150)
    made = [(r.number, r.what, said(r.kept)) for r in rows]
    if all(r.signed is None for r in rows):
        return Table(head, widths, tuple(map(Row, made)))
    signed = ("" if r.signed is None else signature(r.signed) for r in rows)
    by_hand = tuple(Row((*row, sign)) for row, sign in zip(made, signed, strict=True))
    return Table((*head, _("Signature")), (*widths, 80), by_hand)


def timeline(rows: Sequence[TimelineRow]) -> Block:
    """Lines of the book with both times."""
    if not rows:
        return Text(_("The book holds no line about this incident."))
    head = (_("No."), _("Happened"), _("Written"), _("Entry"), _("By"))
    return Table(head, (42, 76, 76, 0, 42), tuple(_line(row) for row in rows))


def told(rows: Sequence[Told]) -> Block:
    """Notifications."""
    if not rows:
        return Text(_("Nobody was told."))
    head = (_("Who"), _("When"), _("How"), _("Reply"))
    cells = tuple(Row((Words(r.who, strong=True), said(r.at), said(r.how), r.reply)) for r in rows)
    return Table(head, (120, 100, 110, 0), cells)


def _line(row: TimelineRow) -> Row:
    struck = bool(row.struck)
    entry = [Words(row.text, "struck" if struck else "ink", struck=struck)]
    if row.late:
        entry.append(Words(row.late, "late", small=True))
    if row.noted:
        entry.append(Words(row.noted, "muted", small=True))
    if row.struck:
        entry.append(Words(row.struck, "muted", small=True))
    happened = Words(row.happened, "late" if row.late else "ink", strong=True)
    muted = (Words(row.serial, "muted"), Words(row.written, "muted"), Words(row.author, "muted"))
    return Row((muted[0], happened, muted[1], tuple(entry), muted[2]))


def _named(name: Answer, contact: str) -> tuple[Words, ...]:
    person = Words(said(name), strong=True)
    return (person, Words(contact, "muted", small=True)) if contact else (person,)


def _account(account: str) -> Words:
    return Words(account) if account else Words(_("gave no account"), "muted")


def signature(signed: str) -> Words:
    """How it was signed by hand, or that it was not."""
    return Words(signed) if signed else Words(_("NOT SIGNED"), "fault", strong=True)
