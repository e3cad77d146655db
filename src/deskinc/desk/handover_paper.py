"""What a handover holds, and how it prints: from the book's records to the handover book."""

from collections.abc import Sequence
from dataclasses import dataclass

from deskinc.book.record import Record
from deskinc.book.registers.rows import ShiftRow
from deskinc.desk.lines import Line, lines
from deskinc.desk.office import Office, Person
from deskinc.desk.papers import licence, line_row, paper, proof, record_words, short, stamp
from deskinc.desk.site import plain
from deskinc.forms.taxonomy import SEVERITIES
from deskinc.i18n import N_, _
from deskinc.reports.document import Answer, SignatureBox
from deskinc.reports.handover import (
    Carried,
    Count,
    HandoverData,
    LineRow,
    OnDuty,
    OpenIncident,
)

GIVEN = N_("Shift handed over")
TAKEN = N_("Shift taken over")


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
    read_at: str = ""
    """Site time at which the incoming officer read it, ``06:49``."""


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

    @property
    def closing(self) -> int:
        """The serial of its last line once signed: the handover itself, then going off duty."""
        return self.last + 2


def handover_data(
    office: Office,
    done: Handover,
    pair: tuple[Person, Person],
    acts: tuple[Record, Record],
    name: str,
) -> HandoverData:
    """What the handover book prints: the shift, its lines, what is handed on, both officers."""
    outgoing, incoming = pair
    now, (off_at, taken_at) = office.now(), (act.written for act in acts)
    written = lines(office.read, [e.n for e in office.read.lines_between(done.first, done.last)])
    row = shift_of(office, outgoing.officer.thread, acts[0].n)
    on_at = office.moment(row.on_at) if row else off_at
    pages = sorted({line.written.timetuple().tm_yday for line in written})
    taken = short(office, taken_at)
    return HandoverData(
        site=office.site.name, post=done.post, date=office.locale.date(on_at),
        page="–".join(str(p) for p in (pages[:1] + pages[1:][-1:])), shift=done.shift,
        first=str(done.first), last=str(done.last), issued=stamp(office, now), made=now,
        language=office.site.language, paper=paper(office),
        officers=(
            _duty(outgoing, _("outgoing"), f"{on_at:%H:%M}–{off_at:%H:%M}"),
            _duty(incoming, _("incoming"), _("from {time}").format(time=f"{taken_at:%H:%M}")),
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


def _duty(person: Person, part: str, times: str) -> OnDuty:
    number = person.officer.licence or _("none needed")
    return OnDuty(name=person.officer.name, licence=number, part=part, times=times)


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
        acknowledged=f"{incoming.officer.initials} {item.read_at or taken}" if item.read else "",
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


def shift_of(office: Office, officer: str, before: int | None = None) -> ShiftRow | None:
    """The newest shift of an officer, signed off or not; begun before a record, if one is named."""
    mine = (row for row in reversed(office.read.shifts(officer)))
    return next((row for row in mine if before is None or row.n < before), None)
