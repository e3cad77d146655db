"""The handover: prepare, exchange, and both signatures under one paper (D37)."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from deskinc.book.record import Draft, Record, new_id
from deskinc.book.registers.rows import ShiftRow
from deskinc.desk.handover_paper import (
    GIVEN,
    TAKEN,
    Counted,
    Handover,
    Item,
    handover_data,
    shift_of,
)
from deskinc.desk.lines import lines
from deskinc.desk.office import Office, Officer, Person, officer_from
from deskinc.desk.papers import Prepared, Signature, Signed, prepared, sealed, short, sign
from deskinc.desk.site import plain
from deskinc.errors import DeskError, NoSlot, WrongPassphrase
from deskinc.forms.taxonomy import SEVERITIES
from deskinc.i18n import _
from deskinc.proof.canonical import b64
from deskinc.reports.handover import handover

Progress = Callable[[float, str], None]
"""``progress(fraction 0–1, words)``, called from the thread that completes the handover."""


class NotSigned(DeskError):
    """A passphrase did not open the keys of its officer: ``field`` is outgoing or incoming."""

    def __init__(self, field: str, error: DeskError) -> None:
        super().__init__(error.what, error.todo)
        self.field = field


@dataclass(frozen=True, slots=True)
class Done:
    """A completed handover: the signed paper, and who is at the desk now."""

    signed: Signed
    incoming: Officer
    handover: Record = field(repr=False)


def prepare(office: Office) -> Handover:
    """What the shift hands on: its lines, its open incidents, what is to be counted."""
    office.allow("handover")
    row = _shift(office)
    first = _first_line(office, row)
    last = office.read.last_line()
    mine = lines(office.read, [e.n for e in office.read.lines_between(first, last)])
    open_ones = [i for i in office.read.incidents() if i.state == "open" and i.struck is None]
    open_ones.sort(key=lambda i: (-(i.rank or 0), i.opened_at))
    opened = [i for i in office.read.incidents() if i.n >= row.n]
    return Handover(
        first=first,
        last=last,
        shift=row.name or "",
        post=row.post or office.site.post,
        items=tuple(
            Item(
                i.title or "", _owner(office, i.owner, i.thread), i.next_step or "",
                i.severity or "", i.number or "", b64(i.thread),
                short(office, office.moment(i.opened_at)),
            )
            for i in open_ones
        ),
        counts=tuple(Counted(kit.name, kit.count) for kit in office.site.kit),
        late=sum(line.late is not None for line in mine),
        severities=tuple(
            (s.code, count)
            for s in reversed(SEVERITIES)
            if (count := sum(i.severity == s.code for i in opened))
        ),
    )  # fmt: skip


def merged(fresh: Handover, kept: Handover) -> Handover:
    """A handover as prepared now with what was typed before: the book went on meanwhile.

    Counts, items added by hand and what was said of an incident stay; an incident opened since is
    there unread, one closed since is gone.
    """
    said = {item.thread: item for item in kept.items if item.thread}
    counted = {count.what: count.counted for count in kept.counts}
    carried = (_said_again(item, said.get(item.thread)) for item in fresh.items)
    by_hand = (item for item in kept.items if not item.thread)
    return replace(
        fresh,
        items=(*carried, *by_hand),
        counts=tuple(replace(c, counted=counted.get(c.what)) for c in fresh.counts),
        clock_outgoing=kept.clock_outgoing, clock_incoming=kept.clock_incoming,
        notes=kept.notes, disagreement=kept.disagreement,
    )  # fmt: skip


def _said_again(fresh: Item, said: Item | None) -> Item:
    if said is None:
        return fresh
    return replace(
        said, what=fresh.what, severity=fresh.severity, number=fresh.number, since=fresh.since
    )


def candidates(office: Office) -> list[Officer]:
    """Who may take over: every active officer or lead but the one who hands over."""
    return [
        officer
        for row in office.read.persons()
        if row.state == "active"
        and (officer := officer_from(row)).may("handover")
        and officer.thread != office.officer.thread
    ]


def complete(
    office: Office,
    done: Handover,
    passphrase: str,
    name: str,
    other: str,
    progress: Progress = lambda _fraction, _words: None,
) -> Done:
    """Write both records, seal, render once, let both sign, and pass the desk on. Blocks.

    ``passphrase`` is the outgoing officer's, ``name`` and ``other`` the incoming one's name and
    passphrase. Raises NotSigned before anything is written; DeskError while something was not
    read or counted.
    """
    office.allow("handover")
    _check(done)
    progress(0.0, _("Checking both passphrases."))
    outgoing = _opened(office, "outgoing", office.officer.name, passphrase)
    incoming = _opened(office, "incoming", name, other)
    if incoming.officer.thread == outgoing.officer.thread:
        raise DeskError(_("A handover takes two people."), _("Let your relief sign in here."))
    _may_take(incoming)
    done = replace(done, last=office.read.last_line())
    progress(0.3, _("Writing both records, then the seal."))
    acts = _records(office, done, outgoing, incoming)
    office.book.seal(outgoing.signer()).result()
    progress(0.5, _("Laying out the pages."))
    made = _render(office, done, (outgoing, incoming), acts)
    signatures = (
        Signature("outgoing", outgoing, _(GIVEN)),
        Signature("incoming", incoming, _(TAKEN)),
    )
    progress(0.8, _("Putting both signatures on it."))
    signed = sign(office, made, signatures)
    office.become(incoming)
    _on_duty(office, done, outgoing)
    return Done(signed, incoming.officer, acts[0])


def _opened(office: Office, field_: str, name: str, passphrase: str) -> Person:
    try:
        return office.open_person(name, passphrase)
    except (WrongPassphrase, NoSlot) as error:
        raise NotSigned(field_, error) from error


def _may_take(incoming: Person) -> None:
    if not incoming.officer.may("handover"):
        words = _("{name} does not work at the desk.").format(name=incoming.officer.name)
        raise NotSigned("incoming", DeskError(words, _("An officer or a shift lead takes over.")))


def _check(done: Handover) -> None:
    unread = [item.what for item in done.items if not item.read]
    if unread:
        raise DeskError(
            _("{count} items are not read yet.").format(count=len(unread)),
            _("The incoming officer presses Enter on each."),
        )
    uncounted = [count.what for count in done.counts if count.counted is None]
    if uncounted:
        raise DeskError(
            _("Not counted yet: {what}.").format(what=", ".join(uncounted)),
            _("The incoming officer types each count."),
        )


def _records(
    office: Office, done: Handover, outgoing: Person, incoming: Person
) -> tuple[Record, Record]:
    """HANDOVER with SHIFT_OFF by the outgoing, COUNTERSIGN by the incoming officer."""
    words = _("Shift handed over to {name}, lines {first}–{last}.").format(
        name=incoming.officer.name, first=done.first, last=done.last
    )
    off = _("{name} off duty. Relieved by {other}.").format(
        name=outgoing.officer.name, other=incoming.officer.name
    )
    act = office.draft("handover", _raw(done, outgoing, incoming) | {"text": words})
    end = office.draft("shift_off", {"relieved_by": incoming.officer.name, "text": off})
    given = office.book.write([act, end], outgoing.signer()).result().records[0]
    meaning = {"act": b64(given.leaf), "meaning": _(TAKEN)}
    taken = Draft("countersign", meaning, id=new_id(), thread=given.thread)
    return given, office.book.write([taken], incoming.signer()).result().records[0]


def _raw(done: Handover, outgoing: Person, incoming: Person) -> dict[str, object]:
    raw: dict[str, object] = {
        "outgoing": {"id": outgoing.officer.thread, "text": outgoing.officer.name},
        "incoming": {"id": incoming.officer.thread, "text": incoming.officer.name},
        "post": done.post, "first": done.first, "last": done.last,
        "items": {f"{i:03d}": _item(item) for i, item in enumerate(done.items, 1)},
        "counts": {
            f"{i:02d}": {k: v for k, v in (
                ("what", count.what), ("counted", count.counted), ("book", count.book)
            ) if v is not None}
            for i, count in enumerate(done.counts, 1)
        },
        "clock_outgoing": done.clock_outgoing, "clock_incoming": done.clock_incoming,
        "notes": done.notes, "disagreement": done.disagreement,
    }  # fmt: skip
    return {name: value for name, value in raw.items() if value not in (None, "", {})}


def _item(item: Item) -> dict[str, object]:
    cells: dict[str, object] = {
        "what": item.what, "owner": item.owner, "next": item.next, "read": item.read,
        "remark": item.remark,
        "incident": {"id": item.thread, "text": item.number} if item.thread else None,
    }  # fmt: skip
    return {name: value for name, value in cells.items() if value not in (None, "")}


def _on_duty(office: Office, done: Handover, outgoing: Person) -> None:
    shift = office.site.shift_at(office.now() + timedelta(minutes=15))
    title = shift.title if shift else done.shift
    words = _("{name} on duty, {shift}. Relieved {other}.").format(
        name=office.officer.name, shift=title, other=outgoing.officer.name
    )
    raw = {"post": done.post, "shift": title, "relieved": outgoing.officer.name, "text": words}
    office.write(office.draft("shift_on", raw)).result()


def _render(
    office: Office, done: Handover, pair: tuple[Person, Person], acts: tuple[Record, Record]
) -> Prepared:
    from deskinc.reports.pdf import render

    last = office.read.last_line()
    name = f"handover-{office.now():%Y-%m-%d}-{done.first}-{last}.pdf"
    data = handover_data(office, done, pair, acts, name)
    document = handover(data)
    return prepared(
        office, render(document), name=name, title=document.title, kind="handover",
        first=done.first, last=last,
    )  # fmt: skip


def _shift(office: Office) -> ShiftRow:
    row = shift_of(office, office.officer.thread)
    if row is None or row.off_n is not None:
        raise DeskError(
            _("You are not signed on, so there is nothing to hand over."), _("Sign on first.")
        )
    return row


def _first_line(office: Office, row: ShiftRow) -> int:
    found = office.read.entries([row.n])
    return found[0].line if found else 1


def _owner(office: Office, owner: str | None, thread: bytes) -> str:
    value = office.read.folded(thread, "incident").get("owner")
    return plain(value) if value else owner or ""


__all__ = [
    "Counted", "Done", "Handover", "Item", "NotSigned", "candidates", "complete", "merged",
    "prepare", "sealed",
]  # fmt: skip
