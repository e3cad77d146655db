"""One transaction of the book: numbers, seals values, signs, and writes record and registers.

What is known of the book's end is one frozen :class:`State`; a transaction makes the next one,
which counts only once the commit stands. So nothing half-done is ever remembered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from deskinc.book import registers
from deskinc.book.disk import schema
from deskinc.book.disk.store import Link
from deskinc.book.erasure import erasable
from deskinc.book.keys import restricting
from deskinc.book.record import Draft, Record, Signer
from deskinc.book.records import announcing, reading
from deskinc.book.records.numbering import Numbers, give, standing
from deskinc.book.records.payload import Batch, Payload
from deskinc.book.registers.pen import Pen
from deskinc.book.writing import copying, refusals
from deskinc.forms.catalogue import current
from deskinc.forms.form import Form
from deskinc.proof.canonical import b64
from deskinc.proof.disclosure import Disclosure, disclose
from deskinc.proof.document import Clock, Document, encode, leaf
from deskinc.proof.keys import sign_record
from deskinc.proof.merkle import Frontier
from deskinc.proof.restricted import FORM as RESTRICTED

RECORD = "INSERT INTO record(n, id, thread, amends, doc, sig) VALUES (?, ?, ?, ?, ?, ?)"
VALUE = "INSERT INTO value(n, name, raw) VALUES (?, ?, ?)"
FILE = "INSERT INTO file(n, name, sha256, key) VALUES (?, ?, ?, ?)"

_KEPT = "DELETE FROM meta WHERE key = ?"


@dataclass(frozen=True, slots=True)
class State:
    """The end of the book as the next record will find it."""

    book: bytes
    epoch: int
    n: int
    prev: bytes
    nodes: tuple[bytes, ...]
    numbers: Numbers
    zone: str = "UTC"
    lang: str = "en"
    keys: frozenset[tuple[str, bytes]] = frozenset()
    restricted: bytes = b""

    def root(self) -> bytes:
        """The tree head over all records."""
        return Frontier(self.n, self.nodes).root()


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the machine says of this moment: UTC time, clock since boot, station and program."""

    at: datetime
    clock: Clock | None
    station: bytes
    app: str


@dataclass(frozen=True, slots=True)
class Written:
    """What one transaction did; no ``batch`` where all of it had been written before."""

    state: State
    records: tuple[Record, ...]
    batch: Batch | None


@dataclass(slots=True)
class _Act:
    """One transaction under way."""

    link: Link
    state: State
    signer: Signer
    stamp: Stamp
    offset: timedelta
    batch: bytes | None
    frontier: Frontier
    again: bool
    fresh: dict[bytes, Record] = field(default_factory=dict)
    amended: set[bytes] = field(default_factory=set)
    payloads: list[Payload] = field(default_factory=list)
    values: list[tuple[int, str, bytes]] = field(default_factory=list)

    def n_of(self, id_: bytes) -> int | None:
        """The number of a record of this transaction or of the book."""
        made = self.fresh.get(id_)
        return made.n if made else reading.n_of(self.link, id_)

    def opens(self, id_: bytes) -> bool:
        """Whether the record of that id is the first of a thread."""
        made = self.fresh.get(id_)
        return made.thread == id_ if made else reading.opens_thread(self.link, id_)

    def find(self, id_: bytes) -> Record | None:
        """A record of this transaction or of the book."""
        return self.fresh.get(id_) or reading.by_id(self.link, id_)


def load(link: Link, book: bytes, epoch: int) -> State:
    """Read the end of the book from the disk."""
    n, prev = reading.head(link)
    nodes = tuple(reading.frontier(link).nodes)
    state = State(book, epoch, n, prev, nodes, standing(link), *reading.manner(link))
    return _announced(link, state)


def append(
    link: Link, state: State, drafts: Sequence[Draft], signer: Signer, stamp: Stamp,
    *, again: bool = False,
) -> Written:  # fmt: skip
    """Write ``drafts`` inside the caller's transaction.

    ``again``: what they erase was erased before, and only the act was lost.

    Drafts whose ids the book already holds with the same values give back what is stored. Raises
    :class:`DeskError` where the book refuses, ValueError where the drafts are no drafts.
    """
    sight = restricting.of_author(state.book, signer)
    known = [reading.by_id(link, draft.id, sight) for draft in drafts]
    if drafts and all(known):
        stored = tuple(record for record in known if record is not None)
        refusals.the_same(drafts, stored)
        return Written(state, stored, None)
    if not drafts or any(known) or len({draft.id for draft in drafts}) < len(drafts):
        raise ValueError("some of these drafts are written already, or stand twice")
    refusals.may_sign(state.keys, state.n, drafts, signer)
    offset = stamp.at.astimezone(ZoneInfo(state.zone)).utcoffset() or timedelta()
    batch = drafts[0].id if len(drafts) > 1 else None
    act = _Act(link, state, signer, stamp, offset, batch, Frontier(state.n, state.nodes), again)
    for draft in drafts:
        _one(act, draft)
    refusals.takes(link, act.fresh.values())
    return _finish(act)


def _one(act: _Act, draft: Draft) -> None:
    refusals.whole(act.link, draft)
    if draft.form == "erase":
        refuse = refusals.held if act.again else erasable.refuse
        refuse(act.link, draft.values)
    form, state = current(draft.form), act.state
    target = _target(act, draft)
    local = act.stamp.at + act.offset
    lined = form.line or (target is not None and target.line is not None)
    opens = form.series_of(draft.values) if draft.numbered and draft.thread is None else None
    numbers, nos = give(act.link, state.numbers, local.date(), line=lined, series=opens)
    thread = _thread(act, draft, target)
    refusals.permitted(act.link, state.n, draft, act.signer.author, thread, target)
    copying.refuse(act.link, draft, act.fresh.get(act.batch) if act.batch else None)
    if draft.form == "countersign":
        _countersigned(act, draft, thread)
    sealed = [disclose(name, value) for name, value in draft.values.items()]
    if draft.form == "restore":
        act.state = _restored(state, act.frontier, draft)
    document = _document(act, draft, form, nos, thread, sealed)
    raw = encode(document)
    sig = sign_record(act.signer.private, raw)
    new = leaf(raw, sig)
    act.frontier.append(new)
    act.state = replace(act.state, n=state.n + 1, prev=new, numbers=numbers)
    closed = draft.form == RESTRICTED
    raws = _closed(act, sealed) if closed else tuple(one.raw for one in sealed)
    act.fresh[draft.id] = Record(document, {} if closed else draft.values, new)
    act.payloads.append(Payload(raw, sig, raws, dict(draft.files)))
    act.values += [(document.n, *pair) for pair in zip(draft.values, raws, strict=True)]


def _closed(act: _Act, values: Sequence[Disclosure]) -> tuple[bytes, ...]:
    state = act.state
    return tuple(restricting.close(values, state.book, state.restricted, act.signer))


def _countersigned(act: _Act, draft: Draft, thread: bytes) -> None:
    known = [*reading.thread(act.link, thread), *act.fresh.values()]
    signed = refusals.other_person(
        act.signer.author, draft.values.get("act"), [one for one in known if one.thread == thread]
    )
    roles = reading.roles_of(act.link, act.signer.author)
    refusals.may_countersign(roles, signed.form)
    if signed.form == "erase":
        refusals.held(act.link, signed.values)


def _restored(state: State, frontier: Frontier, draft: Draft) -> State:
    """The state with the epoch that a restore opens."""
    stated = tuple(draft.values.get(name) for name in ("epoch", "size", "root"))
    if stated != (state.epoch, state.n, b64(frontier.root())):
        raise ValueError("a restore goes on from the book as it stands")
    return replace(state, epoch=state.epoch + 1)


def _document(
    act: _Act,
    draft: Draft,
    form: Form,
    nos: Mapping[str, str | int],
    thread: bytes,
    sealed: Sequence[Disclosure],
) -> Document:
    state, stamp = act.state, act.stamp
    return Document(
        book=state.book,
        epoch=state.epoch,
        n=state.n + 1,
        prev=state.prev,
        id=draft.id,
        form=form.key,
        form_v=form.version,
        nos=nos,
        at=f"{stamp.at:%Y-%m-%dT%H:%M:%S}.{stamp.at.microsecond // 1000:03d}Z",
        offset=round(act.offset.total_seconds() / 60),
        clock=stamp.clock,
        station=stamp.station,
        author=act.signer.author,
        key=act.signer.key_id,
        lang=state.lang,
        thread=thread,
        amends=draft.amends,
        batch=act.batch,
        values=tuple(sorted((one.digest for one in sealed), key=b64)),
        app=stamp.app,
    )


def _thread(act: _Act, draft: Draft, target: Record | None) -> bytes:
    thread = draft.thread or (target.thread if target else draft.id)
    if target is not None and thread != target.thread:
        raise ValueError("an amendment lies in the thread of what it amends")
    if thread != draft.id and not act.opens(thread):
        raise ValueError("there is no such thread")
    return thread


def _target(act: _Act, draft: Draft) -> Record | None:
    """The record ``draft`` replaces or strikes, if it still stands."""
    if draft.amends is None:
        if draft.form == "strike":
            raise ValueError("a strike names what it strikes")
        return None
    target = act.find(draft.amends)
    if target is None:
        raise ValueError("there is no such record to amend")
    later = reading.amended_by(act.link, draft.amends)
    if later is not None or draft.amends in act.amended:
        raise refusals.taken(later)
    refusals.amendable(draft, target)
    act.amended.add(draft.amends)
    return target


def _finish(act: _Act) -> Written:
    records = tuple(act.fresh.values())
    pairs = list(zip(records, act.payloads, strict=True))
    act.link.many(
        RECORD,
        [(r.n, r.id, r.thread, r.amends, p.document, p.signature) for r, p in pairs],
    )
    act.link.many(VALUE, act.values)
    files = [
        (record.n, name, reading.digest_of(record.values[name]), key)
        for record, payload in pairs
        for name, key in payload.files.items()
    ]
    act.link.many(FILE, files)
    act.link.many(_KEPT, [(schema.attached(digest),) for _n, _name, digest, _key in files])
    pen = Pen(act.link, act.n_of)
    for record in records:
        registers.fold(pen, record)
    pen.flush()
    state = replace(act.state, nodes=tuple(act.frontier.nodes))
    batch = Batch(state.epoch, records[0].n, act.payloads)
    return Written(_settled(act.link, state, records), records, batch)


def _settled(link: Link, state: State, records: Sequence[Record]) -> State:
    """Take over what the records just written say of the book itself."""
    forms = {record.form for record in records}
    if "site" in forms:
        zone, lang = reading.manner(link)
        state = replace(state, zone=zone, lang=lang)
    if forms & {"book", "officer", "countersign"}:
        state = _announced(link, state)
    return state


def _announced(link: Link, state: State) -> State:
    """Take over who may sign, and the key restricted values are closed with."""
    return replace(state, keys=reading.enrolled(link), restricted=announcing.restricted_key(link))
