"""The handover: prepare, exchange, and both signatures under one paper (D37)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from deskinc.book.record import Record
from deskinc.desk.access import note_denied
from deskinc.desk.incidents import owners
from deskinc.desk.lines.source import Source, signed
from deskinc.desk.office import Office, Officer, Person
from deskinc.desk.papers.papers import Prepared, Signature, Signed, prepared, short, sign
from deskinc.desk.shift.handover_acts import (
    Acts,
    Unfinished,
    acts_of,
    is_between,
    paper_name,
    pass_on,
    to_count,
    told,
    unfinished,
    without_paper,
    written,
)
from deskinc.desk.shift.handover_paper import GIVEN, TAKEN, Counted, Handover, Item, handover_data
from deskinc.desk.shift.shift_span import (
    as_corrected,
    came_late,
    made_void,
    open_incidents,
    shift_of,
    span_now,
    span_of,
)
from deskinc.desk.site import plain
from deskinc.desk.trust.seals import sealed
from deskinc.errors import DeskError, NoSlot, NotOnDuty, WrongPassphrase
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
    return _prepared(Source(office))


def _prepared(source: Source) -> Handover:
    office = source.office
    office.allow("handover")
    _on_shift(office)
    span = span_now(source, office.officer.thread)
    on = as_corrected(source, span.on).values
    opened = {r.thread for r in span.records if r.form == "incident" and r.id == r.thread}
    known = [i for i in map(source.incident, opened) if i and i.records[0].n >= span.on.n]
    there = owners.here(office)
    return Handover(
        first=span.first, last=span.last, shift=plain(on.get("shift")),
        post=plain(on.get("post")) or source.site.post,
        items=tuple(
            Item(
                plain(i.values.get("title")), owners.words(i.values.get("owner"), there),
                plain(i.values.get("next_step")), i.severity, i.number, b64(i.thread),
                short(source.locale, i.opened),
            )
            for i in open_incidents(source, span)
        ),
        counts=tuple(to_count(source, span.before, kit) for kit in source.site.kit),
        late=came_late(source, span),
        severities=tuple(
            (s.code, count) for s in reversed(SEVERITIES)
            if (count := sum(i.severity == s.code for i in known))
        ),
        void=tuple(one.number for one, _said in made_void(source, span)),
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
    return Source(office).people("handover")


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
    with signed(office):  # one look at the book for all of it
        outgoing = _opened(office, "outgoing", office.officer.name, passphrase)
        incoming = _opened(office, "incoming", name, other)
        return _completed(office, done, (outgoing, incoming), progress)


def _completed(
    office: Office, done: Handover, pair: tuple[Person, Person], progress: Progress
) -> Done:
    outgoing, incoming = pair
    if incoming.officer.thread == outgoing.officer.thread:
        raise DeskError(_("A handover takes two people."), _("Let your relief sign in here."))
    _may_take(office, incoming)
    acts = _begun(office, outgoing, incoming)
    if acts is None:
        done = merged(_prepared(Source(office)), done)
        _check(done)
        # a line that slips in now may put the last of these out: the next handover covers it
        done = replace(done, last=done.closing)
        progress(0.3, _("Writing both records, then the seal."))
        acts = written(office, done, outgoing, incoming)
    read_at = {item.what: item.read_at for item in done.items}
    return _paper(office, read_at, pair, acts, progress)


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
    act, left = without_paper(office), unfinished(office)
    if act is None or left is None:
        raise DeskError(_("Every handover has its paper."))
    progress(0.0, _("Checking both passphrases."))
    with signed(office):
        outgoing = _opened(office, "outgoing", left.outgoing, passphrases[0], ended=True)
        incoming = _opened(office, "incoming", left.incoming, passphrases[1], ended=True)
        _may_take(office, incoming)
        if not is_between(act, outgoing, incoming):
            raise DeskError(
                _("This handover was between others than {outgoing} and {incoming}.").format(
                    outgoing=outgoing.officer.name, incoming=incoming.officer.name
                ),
                _("Somebody was enrolled anew under an old name. Ask an administrator."),
            )
        return _paper(office, {}, (outgoing, incoming), acts_of(office, act, incoming), progress)


def _begun(office: Office, outgoing: Person, incoming: Person) -> Acts | None:
    """The acts of these two that still wait for their paper; none once a shift was begun since."""
    act = without_paper(office)
    if act is None or not is_between(act, outgoing, incoming):
        return None
    open_shift = shift_of(office, outgoing.officer.thread)
    if open_shift and open_shift.off_n is None:
        return None
    return acts_of(office, act, incoming)


def _paper(
    office: Office,
    read_at: Mapping[str, str],
    pair: tuple[Person, Person],
    acts: Acts,
    progress: Progress,
) -> Done:
    outgoing, incoming = pair
    sealed(office, *pair)
    office.read.renew()
    progress(0.5, _("Laying out the pages."))
    done, made = _render(office, read_at, acts)
    signatures = (
        Signature("outgoing", outgoing, _(GIVEN)),
        Signature("incoming", incoming, _(TAKEN)),
    )
    progress(0.8, _("Putting both signatures on it."))
    signed_paper = sign(office, made, signatures)
    pass_on(office, done, outgoing, incoming, acts[0])
    return Done(signed_paper, outgoing.officer, incoming.officer, done, acts[0])


def _opened(
    office: Office, field_: str, name: str, passphrase: str, *, ended: bool = False
) -> Person:
    try:
        return office.open_person(name, passphrase, ended=ended)
    except (WrongPassphrase, NoSlot, NotOnDuty) as error:
        raise NotSigned(field_, error) from error


def _may_take(office: Office, incoming: Person) -> None:
    if not incoming.officer.may("handover"):
        note_denied(office, incoming.officer, "handover")
        words = _("{name} does not work at the desk.").format(name=incoming.officer.name)
        raise NotSigned("incoming", DeskError(words, _("An officer or a shift lead takes over.")))


def _check(done: Handover) -> None:
    unread = [item.what for item in done.items if not item.read]
    if unread:
        one, many = _("1 item is not read yet."), _("{count} items are not read yet.")
        raise DeskError(
            one if len(unread) == 1 else many.format(count=len(unread)),
            _("The incoming officer presses Enter on each."),
        )
    uncounted = [count.what for count in done.counts if count.counted is None]
    if uncounted:
        raise DeskError(
            _("Not counted yet: {what}.").format(what=", ".join(uncounted)),
            _("The incoming officer types each count."),
        )


def _render(office: Office, read_at: Mapping[str, str], acts: Acts) -> tuple[Handover, Prepared]:
    """The handover as its records have it, and its paper; ``read_at`` is when each item was."""
    from deskinc.reports.pdf import render

    with signed(office) as source:
        given, taken = (source.read.record(act.n) for act in acts)
        span = span_of(source, given)
        done = told(source, given, span.on)
        items = (replace(item, read_at=read_at.get(item.what, "")) for item in done.items)
        done = replace(done, items=tuple(items))
        name = paper_name(source, done.first, done.last)
        data = handover_data(source, done, span, (given, taken), name)
    document = handover(data)
    return done, prepared(
        render(document), name=name, title=document.title, kind="handover",
        first=done.first, last=done.last, seal=data.proof.root_code,
    )  # fmt: skip


def _on_shift(office: Office) -> None:
    row = shift_of(office, office.officer.thread)
    if row is None or row.off_n is not None:
        raise DeskError(
            _("You are not signed on, so there is nothing to hand over."), _("Sign on first.")
        )


__all__ = [
    "Counted", "Done", "Handover", "Item", "NotSigned", "Unfinished", "candidates", "complete",
    "finish", "merged", "prepare", "sealed", "unfinished",
]  # fmt: skip
