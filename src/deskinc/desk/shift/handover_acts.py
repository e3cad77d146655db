"""The records of a handover: both officers' acts, and which of them still wait for their paper."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from deskinc.book.record import Draft, Record, new_id
from deskinc.book.registers.values import ident, member
from deskinc.desk.lines.erased import filled
from deskinc.desk.lines.source import Source, signed
from deskinc.desk.office import Office, Person
from deskinc.desk.papers.papers import short
from deskinc.desk.people import licences
from deskinc.desk.routine.due import due
from deskinc.desk.shift.handover_paper import TAKEN, Counted, Handover, Item
from deskinc.desk.shift.outstanding import overdue, red, stopped
from deskinc.desk.shift.shift_span import as_corrected
from deskinc.desk.shift.shifts import stubs_of, stubs_words
from deskinc.desk.site import KitRow, plain
from deskinc.forms.fields import Value
from deskinc.forms.form import rows
from deskinc.forms.moments import later
from deskinc.i18n import _
from deskinc.proof.canonical import b64

Acts = tuple[Record, Record]
"""The outgoing officer's HANDOVER and the incoming officer's COUNTERSIGN."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A handover without its paper: both officers by name, its lines, when it was given."""

    n: int
    outgoing: str
    incoming: str
    first: int
    last: int
    at: datetime


def written(office: Office, done: Handover, outgoing: Person, incoming: Person) -> Acts:
    """HANDOVER with SHIFT_OFF by the outgoing, COUNTERSIGN by the incoming officer."""
    given_over = _("Shift handed over to {name}, lines {first}–{last}.").format(
        name=incoming.officer.name, first=done.first, last=done.last
    )
    left = stubs_of(office, outgoing.officer.thread)
    off = _("{name} off duty. Relieved by {other}.").format(
        name=outgoing.officer.name, other=incoming.officer.name
    )
    act = office.draft("handover", _raw(done, outgoing, incoming) | {"text": given_over})
    late = [*red(due(office, office.now()), office.locale), *overdue(office)]
    words = _handed_on(done, left, late)
    said: dict[str, object] = {
        "relieved_by": incoming.officer.name, "text": " ".join([off, *words]),
    }  # fmt: skip
    said |= ({"kit": True} if done.counts else {}) | ({"stubs": left} if left else {})
    end = office.draft("shift_off", said)
    given = office.book.write([act, end], outgoing.signer()).result().records[0]
    return given, _taken(office, given, incoming)


def _handed_on(done: Handover, stubs: int, late: list[str]) -> list[str]:
    """``Keys and kit counted.``, ``2 items handed on.``: what was handed over, what is left."""
    words = [_("Keys and kit counted.")] if done.counts else []
    count = len(done.items)
    if count:
        many = _("{count} items handed on.")
        words.append(_("1 item handed on.") if count == 1 else many.format(count=count))
    if late:
        words.append(stopped(_("Outstanding: {what}").format(what="; ".join(late))))
    if stubs:
        words.append(stubs_words(stubs))
    return words if count or late or stubs else [*words, _("Nothing outstanding.")]


def _taken(office: Office, given: Record, incoming: Person) -> Record:
    meaning = {"act": b64(given.leaf), "meaning": _(TAKEN)}
    draft = Draft("countersign", meaning, id=new_id(), thread=given.thread)
    return office.book.write([draft], incoming.signer()).result().records[0]


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


def told(source: Source, act: Record, on: Record) -> Handover:
    """The handover as its record tells it; ``on`` is the sign-on of its officer."""
    said = filled(source.read, [act], act.values, "handover")
    counts = (
        Counted(plain(c.get("what")), _number(c.get("book")), _number(c.get("counted")))
        for _row, c in rows(said, "counts")
    )
    return Handover(
        first=_number(said.get("first")) or 1, last=_number(said.get("last")) or 1,
        shift=plain(as_corrected(source, on).values.get("shift")), post=plain(said.get("post")),
        items=tuple(_item_told(source, cells) for _row, cells in rows(said, "items")),
        counts=tuple(counts), late=0, severities=(),
        clock_outgoing=_number(said.get("clock_outgoing")),
        clock_incoming=_number(said.get("clock_incoming")),
        notes=plain(said.get("notes")), disagreement=plain(said.get("disagreement")),
    )  # fmt: skip


def _item_told(source: Source, cells: Mapping[str, Value]) -> Item:
    thread = ident(cells, "incident")
    known = source.incident(thread) if thread is not None else None
    item = Item(
        plain(cells.get("what")), plain(cells.get("owner")), plain(cells.get("next")),
        read=cells.get("read") is True, remark=plain(cells.get("remark")),
    )  # fmt: skip
    if known is None:
        return item
    return replace(
        item, severity=known.severity, number=known.number, thread=b64(known.thread),
        since=short(source.locale, known.opened),
    )  # fmt: skip


def _number(value: Value) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def paper_name(source: Source, first: int, last: int) -> str:
    """The name of the paper over the lines ``first`` to ``last``; no two papers share them."""
    return f"handover-{source.now():%Y-%m-%d}-{first}-{last}.pdf"


def without_paper(office: Office) -> Record | None:
    """The newest handover in the book of which no paper left it, taken over already or not."""
    papers = (row.name or "" for row in office.read.exports() if row.kind == "handover")
    printed = {tuple(name.removesuffix(".pdf").split("-")[-2:]) for name in papers}
    left = (
        r.n for r in reversed(office.read.handovers()) if (str(r.first), str(r.last)) not in printed
    )
    n = next(left, None)
    if n is None:
        return None
    with signed(office) as source:
        return source.of_form(n, "handover")


def unfinished(office: Office) -> Unfinished | None:
    """The newest handover that was written in the book, but whose paper was never made."""
    act = without_paper(office)
    if act is None:
        return None
    said = act.values
    return Unfinished(
        act.n, plain(said.get("outgoing")), plain(said.get("incoming")),
        _number(said.get("first")) or 1, _number(said.get("last")) or 1, act.written,
    )  # fmt: skip


def is_between(act: Record, outgoing: Person, incoming: Person) -> bool:
    """Whether the handover ``act`` was given by the one and for the other."""
    pair = (member(act.values, "outgoing", "id"), member(act.values, "incoming", "id"))
    return pair == (outgoing.officer.thread, incoming.officer.thread) and act.author == pair[0]


def acts_of(office: Office, act: Record, incoming: Person) -> Acts:
    """Both acts of a handover; the incoming officer's is written now if it was not yet."""
    with signed(office) as source:
        taken = [
            r
            for r in source.read.thread(act.thread)
            if (r.form, r.author) == ("countersign", incoming.officer.thread)
            and r.values.get("act") == b64(act.leaf)
        ]
    return act, taken[-1] if taken else _taken(office, act, incoming)


def pass_on(
    office: Office, done: Handover, outgoing: Person, incoming: Person, act: Record
) -> None:
    """The desk passes on, unless somebody signed on since the handover was written.

    Only once the incoming officer's sign-on is written do lines go out in that name.
    """
    last = office.read.last_shift()
    if last is not None and last.n > act.n:
        return
    shift = office.site.shift_at(later(office.now(), timedelta(minutes=15)))
    title = shift.title if shift else done.shift
    words = _("{name} on duty, {shift}. Relieved {other}.").format(
        name=incoming.officer.name, shift=title, other=outgoing.officer.name
    )
    if licences.has_ended(office, incoming.officer.thread):
        # the outgoing officer cannot stay for ever: it is said, and a lead sees it in amber
        words = f"{words} {_('The licence has ended; no lead has given a reason yet.')}"
    raw = {"post": done.post, "shift": title, "relieved": outgoing.officer.name, "text": words}
    office.pass_to(incoming, office.draft("shift_on", raw))


def to_count(source: Source, last: Record | None, kit: KitRow) -> Counted:
    """A kind of kit and the book's figure: what was counted ``last``, or set since; else None."""
    if last is not None and last.n > _set_at(source, kit.id):
        for _row, cells in rows(last.values, "counts"):
            if plain(cells.get("what")) == kit.name:
                return Counted(kit.name, _number(cells.get("counted")))
    return Counted(kit.name, kit.count or None)


def _set_at(source: Source, row: str) -> int:
    """The record that set how many there are; 0 if none did."""
    return max((r.n for r in source.settings if f"kit/{row}/count" in r.values), default=0)
