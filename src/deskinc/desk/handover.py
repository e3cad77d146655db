"""The handover: prepare, exchange, and both signatures under one paper (D37)."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from deskinc.book.record import Record
from deskinc.book.registers.rows import ShiftRow
from deskinc.desk.handover_acts import (
    Acts,
    Unfinished,
    acts_of,
    paper_name,
    pass_on,
    to_count,
    told,
    unfinished,
    without_paper,
    written,
)
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
    """A completed handover: the signed paper, who handed what over, and who took over."""

    signed: Signed
    outgoing: Officer
    incoming: Officer
    given: Handover
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
        counts=tuple(to_count(office, kit) for kit in office.site.kit),
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
    read or counted. Where it failed after the records were written, calling it again makes the
    paper of these records; so does :func:`finish`.
    """
    office.allow("handover")
    _check(done)
    progress(0.0, _("Checking both passphrases."))
    outgoing = _opened(office, "outgoing", office.officer.name, passphrase)
    incoming = _opened(office, "incoming", name, other)
    if incoming.officer.thread == outgoing.officer.thread:
        raise DeskError(_("A handover takes two people."), _("Let your relief sign in here."))
    _may_take(incoming)
    acts = _begun(office, outgoing, incoming)
    if acts is None:
        _shift(office)
        fresh = replace(done, last=office.read.last_line())
        # a line of somebody else that slips in now belongs to the next shift
        done = replace(fresh, last=fresh.closing)
        progress(0.3, _("Writing both records, then the seal."))
        acts = written(office, done, outgoing, incoming)
    return _paper(office, _as_written(office, done, acts), (outgoing, incoming), acts, progress)


def finish(
    office: Office,
    passphrases: tuple[str, str],
    progress: Progress = lambda _fraction, _words: None,
) -> Done:
    """Make and sign the paper that is unfinished; both its officers give their passphrases. Blocks.

    ``passphrases`` are the outgoing and the incoming officer's. No line is written twice; the desk
    passes on if nobody signed on since. Raises NotSigned; DeskError where nothing is unfinished.
    """
    office.allow("handover")
    row, left = without_paper(office), unfinished(office)
    if row is None or left is None:
        raise DeskError(_("Every handover has its paper."))
    progress(0.0, _("Checking both passphrases."))
    outgoing = _opened(office, "outgoing", left.outgoing, passphrases[0])
    incoming = _opened(office, "incoming", left.incoming, passphrases[1])
    acts = acts_of(office, row, incoming)
    return _paper(office, told(office, acts[0]), (outgoing, incoming), acts, progress)


def _begun(office: Office, outgoing: Person, incoming: Person) -> Acts | None:
    """The acts of these two that still wait for their paper; none once a shift was begun since."""
    row = without_paper(office)
    pair = (outgoing.officer.thread, incoming.officer.thread)
    if row is None or (row.outgoing, row.incoming) != pair:
        return None
    open_shift = shift_of(office, outgoing.officer.thread)
    if open_shift and open_shift.off_n is None:
        return None
    return acts_of(office, row, incoming)


def _as_written(office: Office, done: Handover, acts: Acts) -> Handover:
    """What was typed, with everything that prints as the record has it."""
    fresh, read_at = told(office, acts[0]), {item.what: item.read_at for item in done.items}
    items = (replace(item, read_at=read_at.get(item.what, "")) for item in fresh.items)
    return replace(fresh, items=tuple(items))


def _paper(
    office: Office, done: Handover, pair: tuple[Person, Person], acts: Acts, progress: Progress
) -> Done:
    outgoing, incoming = pair
    sealed(office)
    progress(0.5, _("Laying out the pages."))
    made = _render(office, done, pair, acts)
    signatures = (
        Signature("outgoing", outgoing, _(GIVEN)),
        Signature("incoming", incoming, _(TAKEN)),
    )
    progress(0.8, _("Putting both signatures on it."))
    signed = sign(office, made, signatures)
    pass_on(office, done, outgoing, incoming, acts[0])
    return Done(signed, outgoing.officer, incoming.officer, done, acts[0])


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


def _render(office: Office, done: Handover, pair: tuple[Person, Person], acts: Acts) -> Prepared:
    from deskinc.reports.pdf import render

    name = paper_name(office, done.first, done.last)
    with office.read.checked():
        office.read.records(act.n for act in acts)
        data = handover_data(office, done, pair, acts, name)
    document = handover(data)
    return prepared(
        office, render(document), name=name, title=document.title, kind="handover",
        first=done.first, last=done.last,
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
    "Counted", "Done", "Handover", "Item", "NotSigned", "Unfinished", "candidates", "complete",
    "finish", "merged", "prepare", "sealed", "unfinished",
]  # fmt: skip
