"""What a handover holds, and how it prints: from the book's records to the handover book."""

from dataclasses import dataclass

from deskinc.book.record import Record
from deskinc.desk.lines.source import Known, Source
from deskinc.desk.office import Officer
from deskinc.desk.papers.papers import licence, paper, proof, record_words, short, stamp
from deskinc.desk.papers.printed import line_row
from deskinc.desk.shift.handover_attachment import attachments
from deskinc.desk.shift.shift_span import Span, as_corrected, found_in, lines_of, made_void
from deskinc.desk.site import plain
from deskinc.forms.taxonomy import SEVERITIES
from deskinc.i18n import N_, _
from deskinc.reports.document import Answer, SignatureBox
from deskinc.reports.handover import (
    Carried,
    Count,
    HandoverData,
    OnDuty,
    OpenIncident,
    VoidIncident,
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
    void: tuple[str, ...] = ()
    """The numbers of the incidents that the shift made void."""
    clock_outgoing: int | None = None
    clock_incoming: int | None = None
    notes: str = ""
    disagreement: str = ""

    @property
    def closing(self) -> int:
        """The serial of its last line once signed: the handover itself, then going off duty."""
        return self.last + 2


def handover_data(
    source: Source, done: Handover, span: Span, acts: tuple[Record, Record], name: str
) -> HandoverData:
    """What the handover book prints: the shift, its lines, what is handed on, both officers."""
    outgoing, incoming = pair = (source.person(acts[0].author), source.person(acts[1].author))
    locale, site = source.locale, source.site
    now, on_at, (off_at, taken_at) = source.now(), span.on.written, (act.written for act in acts)
    found = found_in(source, span)
    written = lines_of(span, found)
    pages = sorted({line.written.timetuple().tm_yday for line in written})
    taken = short(locale, taken_at)
    return HandoverData(
        site=site.name, post=done.post, date=locale.date(on_at),
        page="–".join(str(p) for p in (pages[:1] + pages[1:][-1:])), shift=done.shift,
        first=str(done.first), last=str(done.last), issued=stamp(locale, now), made=now,
        language=site.language, paper=paper(site),
        officers=(
            _duty(outgoing, _("outgoing"), f"{locale.clock(on_at)}–{locale.clock(off_at)}"),
            _duty(incoming, _("incoming"), _("from {time}").format(time=locale.clock(taken_at))),
        ),
        sign_on=_sign_on(source, span.on),
        lines=tuple(line_row(locale, line, locale.date(line.written)) for line in written),
        incidents=tuple(_open(item) for item in done.items if item.thread),
        void=tuple(_void(source, known, said) for known, said in made_void(source, span)),
        counts=tuple(_count(count) for count in done.counts),
        carried=tuple(_carried(item, incoming, taken) for item in done.items),
        clock=_clock(done, pair), disagreement=done.disagreement, notes=done.notes,
        signers=(
            _box(source, "outgoing", outgoing, _(GIVEN), acts[0]),
            _box(source, "incoming", incoming, _(TAKEN), acts[1]),
        ),
        proof=proof(source, name, [outgoing.thread, incoming.thread]),
        attachments=attachments(source, span, written, found, acts),
    )  # fmt: skip


def _duty(officer: Officer, part: str, times: str) -> OnDuty:
    number = officer.licence or _("none needed")
    return OnDuty(name=officer.printed, licence=number, part=part, times=times)


def _sign_on(source: Source, record: Record) -> tuple[tuple[str, Answer], ...]:
    said = as_corrected(source, record).values
    yes, no = _("yes"), _("not recorded")
    return (
        (_("On duty"), short(source.locale, record.written)),
        (_("Relieved"), plain(said.get("relieved")) or _("nobody")),
        (_("Keys and kit checked"), yes if said.get("kit") else no),
        (_("Instructions read"), yes if said.get("instructions") else no),
        (_("Sound tested"), yes if said.get("sound") else no),
        (_("Line"), record.cited),
    )


def _open(item: Item) -> OpenIncident:
    word = next((_(s.word) for s in SEVERITIES if s.code == item.severity), "")
    return OpenIncident(
        number=item.number, severity=word, what=item.what,
        owner=item.owner or _("nobody yet"), next_step=item.next or _("none named"),
    )  # fmt: skip


def _void(source: Source, known: Known, said: Record) -> VoidIncident:
    time = short(source.locale, said.written)
    return VoidIncident(
        number=known.number, what=plain(known.values.get("title")),
        by=f"{source.person(said.author).printed}, {time}",
        reason=plain(known.values.get("void_reason")),
    )  # fmt: skip


def _count(count: Counted) -> Count:
    book = "" if count.book is None else str(count.book)
    return Count(what=count.what, counted=str(count.counted), book=book)


def _carried(item: Item, incoming: Officer, taken: str) -> Carried:
    return Carried(
        what=item.what, owner=item.owner or _("nobody yet"), next_step=item.next or _("none named"),
        acknowledged=f"{incoming.initials} {item.read_at or taken}" if item.read else "",
        incident=item.number, remark=item.remark,
    )  # fmt: skip


def _clock(done: Handover, pair: tuple[Officer, Officer]) -> tuple[tuple[str, Answer], ...]:
    said = zip(pair, (done.clock_outgoing, done.clock_incoming), strict=True)
    return tuple(
        (officer.name, _("{seconds} s against a watch").format(seconds=f"{offset:+d}"))
        for officer, offset in said
        if offset is not None
    )


def _box(source: Source, field_: str, officer: Officer, meaning: str, act: Record) -> SignatureBox:
    words = record_words(source.locale, act)
    return SignatureBox(field_, officer.printed, licence(source.site, officer), meaning, words)
