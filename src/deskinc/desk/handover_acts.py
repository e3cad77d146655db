"""The records of a handover: both officers' acts, and which of them still wait for their paper."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from deskinc.book.record import Draft, Record, new_id
from deskinc.book.registers.rows import HandoverRow
from deskinc.desk.handover_paper import TAKEN, Counted, Handover, Item, shift_of
from deskinc.desk.office import Office, Person
from deskinc.desk.papers import short
from deskinc.desk.site import KitRow, plain
from deskinc.forms.fields import Value
from deskinc.forms.form import rows
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
    words = _("Shift handed over to {name}, lines {first}–{last}.").format(
        name=incoming.officer.name, first=done.first, last=done.last
    )
    off = _("{name} off duty. Relieved by {other}.").format(
        name=outgoing.officer.name, other=incoming.officer.name
    )
    act = office.draft("handover", _raw(done, outgoing, incoming) | {"text": words})
    end = office.draft("shift_off", {"relieved_by": incoming.officer.name, "text": off})
    given = office.book.write([act, end], outgoing.signer()).result().records[0]
    return given, _taken(office, given, incoming)


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


def told(office: Office, act: Record) -> Handover:
    """The handover as its record tells it."""
    said, threads = act.values, {b64(row.thread): row for row in office.read.incidents()}
    row = shift_of(office, act.author, act.n)
    items = []
    for _row, cells in rows(said, "items"):
        ref = cells.get("incident")
        incident = threads.get(str(ref["id"])) if isinstance(ref, dict) else None
        items.append(
            Item(
                plain(cells.get("what")), plain(cells.get("owner")), plain(cells.get("next")),
                (incident.severity or "") if incident else "",
                (incident.number or "") if incident else "",
                b64(incident.thread) if incident else "",
                short(office, office.moment(incident.opened_at)) if incident else "",
                cells.get("read") is True, plain(cells.get("remark")),
            )
        )  # fmt: skip
    counts = (
        Counted(plain(c.get("what")), _number(c.get("book")), _number(c.get("counted")))
        for _row, c in rows(said, "counts")
    )
    return Handover(
        first=_number(said.get("first")) or 1, last=_number(said.get("last")) or 1,
        shift=(row.name or "") if row else "", post=plain(said.get("post")),
        items=tuple(items), counts=tuple(counts), late=0, severities=(),
        clock_outgoing=_number(said.get("clock_outgoing")),
        clock_incoming=_number(said.get("clock_incoming")),
        notes=plain(said.get("notes")), disagreement=plain(said.get("disagreement")),
    )  # fmt: skip


def _number(value: Value) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def paper_name(office: Office, first: int, last: int) -> str:
    """The name of the paper over the lines ``first`` to ``last``; no two papers share them."""
    return f"handover-{office.now():%Y-%m-%d}-{first}-{last}.pdf"


def without_paper(office: Office) -> HandoverRow | None:
    """The newest handover in the book of which no paper left it, taken over already or not."""
    papers = (row.name or "" for row in office.read.exports() if row.kind == "handover")
    printed = {tuple(name.removesuffix(".pdf").split("-")[-2:]) for name in papers}
    left = (
        r for r in reversed(office.read.handovers()) if (str(r.first), str(r.last)) not in printed
    )
    return next(left, None)


def unfinished(office: Office) -> Unfinished | None:
    """The newest handover that was written in the book, but whose paper was never made."""
    row = without_paper(office)
    if row is None:
        return None
    said = office.read.record(row.n).values
    return Unfinished(
        row.n, plain(said["outgoing"]), plain(said["incoming"]), row.first or 1, row.last or 1,
        office.moment(row.at),
    )  # fmt: skip


def acts_of(office: Office, row: HandoverRow, incoming: Person) -> Acts:
    """Both acts of a handover; the incoming officer's is written now if it was not yet."""
    given = office.read.record(row.n)
    if row.countersigned is None:
        return given, _taken(office, given, incoming)
    return given, office.read.record(row.countersigned)


def pass_on(
    office: Office, done: Handover, outgoing: Person, incoming: Person, act: Record
) -> None:
    """The desk passes on, unless somebody signed on since the handover was written."""
    if any(row.n > act.n for row in office.read.shifts()):
        return
    office.become(incoming)
    shift = office.site.shift_at(office.now() + timedelta(minutes=15))
    title = shift.title if shift else done.shift
    words = _("{name} on duty, {shift}. Relieved {other}.").format(
        name=incoming.officer.name, shift=title, other=outgoing.officer.name
    )
    raw = {"post": done.post, "shift": title, "relieved": outgoing.officer.name, "text": words}
    office.write(office.draft("shift_on", raw)).result()


def to_count(office: Office, kit: KitRow) -> Counted:
    """A kind of kit and the book's figure: what was counted last, or set since; else None."""
    last = next(reversed(office.read.handovers()), None)
    if last is not None and last.n > _set_at(office, kit.id):
        for _row, cells in rows(office.read.record(last.n).values, "counts"):
            if plain(cells.get("what")) == kit.name:
                return Counted(kit.name, _number(cells.get("counted")))
    return Counted(kit.name, kit.count or None)


def _set_at(office: Office, row: str) -> int:
    """The record that set how many there are; 0 if none did."""
    records = office.read.thread(office.read.record(3).thread)
    return max((r.n for r in records if f"kit/{row}/count" in r.values), default=0)
