"""The handover: prepare, exchange, and both signatures under one paper (D37)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from deskinc.book.record import Draft, Record, new_id
from deskinc.book.registers.rows import ShiftRow
from deskinc.desk.lines import Line, lines
from deskinc.desk.office import Office, Officer, Person, officer_from
from deskinc.desk.papers import (
    Prepared,
    Signature,
    Signed,
    licence,
    line_row,
    paper,
    prepared,
    proof,
    record_words,
    sealed,
    short,
    sign,
    stamp,
)
from deskinc.desk.site import plain
from deskinc.errors import DeskError
from deskinc.forms.taxonomy import SEVERITIES
from deskinc.i18n import _
from deskinc.proof.canonical import b64
from deskinc.reports.document import Answer, SignatureBox
from deskinc.reports.handover import (
    Carried,
    Count,
    HandoverData,
    LineRow,
    OnDuty,
    OpenIncident,
    handover,
)

GIVEN = "Shift handed over"
TAKEN = "Shift taken over"


@dataclass(frozen=True, slots=True)
class Item:
    """Something handed on: an open incident, or words typed by hand."""

    what: str
    owner: str = ""
    next: str = ""
    severity: str = ""
    number: str = ""
    thread: str = ""
    since: str = ""
    read: bool = False
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """Keys or kit: what the book says, and what the incoming officer counted, blind."""

    what: str
    book: int | None
    counted: int | None = None


@dataclass(frozen=True, slots=True)
class Handover:
    """A handover on its way: what the pages show and fill in."""

    first: int
    last: int
    shift: str
    post: str
    items: tuple[Item, ...]
    counts: tuple[Counted, ...]
    late: int
    severities: tuple[tuple[str, int], ...]
    clock_outgoing: int | None = None
    clock_incoming: int | None = None
    notes: str = ""
    disagreement: str = ""


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


def candidates(office: Office) -> list[Officer]:
    """Who may take over: every active officer or lead but the one who hands over."""
    return [
        officer
        for row in office.read.persons()
        if row.state == "active"
        and (officer := officer_from(row)).may("handover")
        and officer.thread != office.officer.thread
    ]


def complete(office: Office, done: Handover, passphrase: str, name: str, other: str) -> Done:
    """Write both records, seal, render once, let both sign, and pass the desk on. Blocks.

    ``passphrase`` is the outgoing officer's, ``name`` and ``other`` the incoming one's name and
    passphrase. Raises WrongPassphrase or NoSlot before anything is written; DeskError while
    something was not read or counted.
    """
    office.allow("handover")
    _check(done)
    outgoing = office.open_person(office.officer.name, passphrase)
    incoming = office.open_person(name, other)
    if incoming.officer.thread == outgoing.officer.thread:
        raise DeskError(_("A handover takes two people."), _("Let your relief sign in here."))
    acts = _records(office, done, outgoing, incoming)
    office.book.seal(outgoing.signer()).result()
    made = _render(office, done, (outgoing, incoming), acts)
    signatures = (
        Signature("outgoing", outgoing, _(GIVEN)),
        Signature("incoming", incoming, _(TAKEN)),
    )
    signed = sign(office, made, signatures)
    office.become(incoming)
    _on_duty(office, done, outgoing)
    return Done(signed, incoming.officer, acts[0])


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
    data = _data(office, done, pair, acts, name)
    document = handover(data)
    return prepared(
        office, render(document), name=name, title=document.title, kind="handover",
        first=done.first, last=last,
    )  # fmt: skip


def _data(
    office: Office,
    done: Handover,
    pair: tuple[Person, Person],
    acts: tuple[Record, Record],
    name: str,
) -> HandoverData:
    outgoing, incoming = pair
    now, last = office.now(), office.read.last_line()
    written = lines(office.read, [e.n for e in office.read.lines_between(done.first, last)])
    row = _shift_of(office, outgoing.officer.thread)
    on_at = office.moment(row.on_at) if row else now
    pages = sorted({line.written.timetuple().tm_yday for line in written})
    taken = short(office, acts[1].written)
    return HandoverData(
        site=office.site.name, post=done.post, date=office.locale.date(on_at),
        page="–".join(str(p) for p in (pages[:1] + pages[1:][-1:])), shift=done.shift,
        first=str(done.first), last=str(last), issued=stamp(office, now), made=now,
        language=office.site.language, paper=paper(office),
        officers=(
            _duty(office, outgoing, _("outgoing"), f"{on_at:%H:%M}–{now:%H:%M}"),
            _duty(office, incoming, _("incoming"), _("from {time}").format(time=f"{now:%H:%M}")),
        ),
        sign_on=_sign_on(office, row),
        lines=_rows(office, written),
        incidents=tuple(_open(item) for item in done.items if item.thread),
        counts=tuple(_count(count) for count in done.counts),
        carried=tuple(_carried(item, incoming, taken) for item in done.items),
        clock=_clock(done, pair), disagreement=done.disagreement, notes=done.notes,
        signers=(
            _box(office, "outgoing", outgoing, _(GIVEN), acts[0]),
            _box(office, "incoming", incoming, _(TAKEN), acts[1]),
        ),
        proof=proof(office, name),
    )  # fmt: skip


def _rows(office: Office, written: Sequence[Line]) -> tuple[LineRow, ...]:
    return tuple(line_row(office, line, office.locale.date(line.written)) for line in written)


def _duty(office: Office, person: Person, part: str, times: str) -> OnDuty:
    return OnDuty(name=person.officer.name, licence=licence(office, person), part=part, times=times)


def _sign_on(office: Office, row: ShiftRow | None) -> tuple[tuple[str, Answer], ...]:
    if row is None:
        return ()
    record = office.read.record(row.n)
    said = record.values
    yes, no = _("yes"), _("not recorded")
    return (
        (_("On duty"), short(office, record.written)),
        (_("Relieved"), plain(said.get("relieved")) or _("nobody")),
        (_("Keys and kit checked"), yes if said.get("kit") else no),
        (_("Instructions read"), yes if said.get("instructions") else no),
        (_("Sound tested"), yes if said.get("sound") else no),
        (_("Line"), str(record.line)),
    )


def _open(item: Item) -> OpenIncident:
    word = next((_(s.word) for s in SEVERITIES if s.code == item.severity), "")
    return OpenIncident(
        number=item.number, severity=word, what=item.what,
        owner=item.owner or _("nobody yet"), next_step=item.next or _("none named"),
    )  # fmt: skip


def _count(count: Counted) -> Count:
    book = "" if count.book is None else str(count.book)
    return Count(what=count.what, counted=str(count.counted), book=book)


def _carried(item: Item, incoming: Person, taken: str) -> Carried:
    return Carried(
        what=item.what, owner=item.owner or _("nobody yet"), next_step=item.next or _("none named"),
        acknowledged=f"{incoming.officer.initials} {taken}" if item.read else "",
        incident=item.number, remark=item.remark,
    )  # fmt: skip


def _clock(done: Handover, pair: tuple[Person, Person]) -> tuple[tuple[str, Answer], ...]:
    said = zip(pair, (done.clock_outgoing, done.clock_incoming), strict=True)
    return tuple(
        (person.officer.name, _("{seconds} s against a watch").format(seconds=f"{offset:+d}"))
        for person, offset in said
        if offset is not None
    )


def _box(office: Office, field_: str, person: Person, meaning: str, act: Record) -> SignatureBox:
    return SignatureBox(
        field_, person.officer.name, licence(office, person), meaning, record_words(office, act)
    )


def _shift(office: Office) -> ShiftRow:
    row = _shift_of(office, office.officer.thread)
    if row is None or row.off_n is not None:
        raise DeskError(
            _("You are not signed on, so there is nothing to hand over."), _("Sign on first.")
        )
    return row


def _shift_of(office: Office, officer: str) -> ShiftRow | None:
    return next(reversed(office.read.shifts(officer)), None)


def _first_line(office: Office, row: ShiftRow) -> int:
    found = office.read.entries([row.n])
    return found[0].line if found else 1


def _owner(office: Office, owner: str | None, thread: bytes) -> str:
    value = office.read.folded(thread, "incident").get("owner")
    return plain(value) if value else owner or ""


__all__ = [
    "Counted", "Done", "Handover", "Item", "candidates", "complete", "prepare", "sealed",
]  # fmt: skip
