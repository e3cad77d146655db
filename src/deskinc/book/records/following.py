"""Feeding the verifier from the database, from the start or from the last seal on."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from sqlcipher3 import dbapi2 as driver

from deskinc.book.disk import schema
from deskinc.book.disk.store import Link
from deskinc.book.records import reading
from deskinc.errors import BookFault, DeskError
from deskinc.i18n import _
from deskinc.proof import retold
from deskinc.proof import state as memory
from deskinc.proof.allowed import INCIDENT, SEVERITY
from deskinc.proof.canonical import Json
from deskinc.proof.merkle import Frontier
from deskinc.proof.seal import parse_note, verify_note
from deskinc.proof.state import Seen, State
from deskinc.proof.verify import Chain

C = TypeVar("C", bound=Chain)
Progress = Callable[[int, int], None]
Cancel = Callable[[], bool]

STATE = "chain"
"""Where meta keeps the verifier's memory as of the tree that was sealed last."""

SEALED = "sealed"
"""Where meta keeps the number of the SEAL record over that tree."""

_STEP = 500


class Cancelled(DeskError):
    """Somebody stopped the check."""


def quietly(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def never() -> bool:
    """Nobody stops it."""
    return False


class Before:
    """Answers the verifier about records up to ``size``, which it does not read again."""

    def __init__(self, link: Link, size: int) -> None:
        self._link = link
        self._size = size

    def by_id(self, record: bytes, /) -> Seen | None:
        """The record of that id."""
        return self._seen("SELECT n FROM record WHERE id = ?", record)

    def by_leaf(self, leaf: bytes, /) -> Seen | None:
        """The record of that leaf."""
        return self._seen("SELECT n FROM leaf WHERE leaf = ?", leaf)

    def severity(self, thread: bytes, /) -> Json:
        """The last severity given in the incident of that thread; None after what was erased."""
        ns = [n for n in reading.thread_ns(self._link, thread) if n <= self._size]
        known: Json = None
        for _n, record in sorted(reading.records(self._link, ns).items()):
            if record.form == INCIDENT and SEVERITY in record.values:
                known = record.values[SEVERITY]
            elif record.form == INCIDENT and len(record.values) < len(record.doc.values):
                known = None
        return known

    def drill(self, thread: bytes, /) -> bool:
        """Whether the incident of that thread is an exercise, by its number."""
        first = reading.by_id(self._link, thread)
        return first is not None and first.n <= self._size and retold.SERIES in first.doc.nos

    def moved(self, thread: bytes, row: str, /) -> bool:
        """Whether a movement of that row was told of the exhibit of that thread."""
        ns = [n for n in reading.thread_ns(self._link, thread) if n <= self._size]
        known = reading.records(self._link, ns).values()
        return any(row in retold.moves(one.form, one.values) for one in known)

    def _seen(self, sql: str, key: bytes) -> Seen | None:
        n = self._link.one(sql, (key,))
        if n is None or n > self._size:
            return None
        found = reading.records(self._link, [n])[n]
        later = reading.amended_by(self._link, found.id)
        amended = later is not None and later.n <= self._size
        line = found.line is not None
        return Seen(n, found.form, found.thread, found.author, line, amended)


def resume(link: Link, witnessed: Mapping[int, bytes] | None = None) -> Chain:
    """The verifier as it stood at the last seal, if that seal still says so; else at the start.

    ``witnessed`` are roots by size known from elsewhere; those before that seal say nothing new.
    """
    return resumed(Chain, link, witnessed)


def resumed(make: Callable[..., C], link: Link, witnessed: Mapping[int, bytes] | None) -> C:
    """Like :func:`resume`, with a chain that ``make`` makes."""
    state = _kept(link)
    known = {size: root for size, root in (witnessed or {}).items() if size >= state.size}
    earlier = Before(link, state.size) if state.size else None
    return make(state, earlier=earlier, witnessed=known)


def _kept(link: Link) -> State:
    raw, sealed = schema.get(link, STATE), schema.get(link, SEALED)
    if raw is None or sealed is None:
        return State()
    try:
        state = memory.load(raw)
        return state if _sealed_so(link, state, int(sealed)) else State()
    except (ValueError, LookupError, TypeError):
        return State()


def _sealed_so(link: Link, state: State, n: int) -> bool:
    """Whether the site signed exactly the tree that ``state`` remembers."""
    found = reading.values_of(link, [1, n])
    site, note = found[1].get("site_key"), found[n].get("note")
    if not isinstance(site, str) or not isinstance(note, str):
        return False
    verify_note(note, reading.public(site))
    stated = parse_note(note).checkpoint
    root = Frontier(state.size, state.nodes).root()
    return (stated.size, stated.root, n) == (state.size, root, state.size + 1)


def feed(
    chain: Chain,
    link: Link,
    high: int,
    progress: Progress = quietly,
    cancel: Cancel = never,
) -> None:
    """Give ``chain`` the records after those it has passed, up to number ``high``.

    Raises :class:`Cancelled` if ``cancel`` says so.
    """
    low = chain.size
    for done, (doc, sig, raws) in enumerate(stored(link, low, high), 1):
        chain.add(doc, sig, raws)
        if done % _STEP == 0:
            progress(low + done, high)
            if cancel():
                raise Cancelled(_("The check was stopped."))
    progress(high, high)


@dataclass(frozen=True, slots=True)
class Kept:
    """The verifier's memory over the tree that the SEAL record ``sealed`` is over."""

    state: State
    sealed: int

    def keep(self, link: Link) -> None:
        """Put it where :func:`resume` looks, inside the caller's transaction."""
        schema.put(link, STATE, memory.dump(self.state))
        schema.put(link, SEALED, str(self.sealed).encode())


def passed(chain: Chain, link: Link, high: int, progress: Progress) -> Kept | None:
    """Feed ``chain`` up to ``high``; its memory at the last seal, if it began before that.

    So a book whose memory is gone, or of another version, is read from the start only once.
    """
    sealed = _newest(link, high)
    kept = None
    if chain.size < sealed - 1:
        feed(chain, link, sealed - 1, lambda at, _of: progress(at, high))
        kept = Kept(chain.state, sealed)
    feed(chain, link, high, progress)
    return kept


def _newest(link: Link, high: int) -> int:
    """The number of the newest SEAL record, 0 where the register of seals is not to be had."""
    try:
        return int(link.one("SELECT max(n) FROM seal WHERE n <= ?", (high,)) or 0)
    except (BookFault, driver.Error):
        return 0


def stored(link: Link, low: int, high: int) -> Iterator[tuple[bytes, bytes, list[bytes]]]:
    """Document, signature and disclosures of the records after ``low`` up to ``high``."""
    run = link.driver.execute
    values = run("SELECT n, raw FROM value WHERE n > ? AND n <= ? ORDER BY n", (low, high))
    n_raw = values.fetchone()
    for n, doc, sig in run(
        "SELECT n, doc, sig FROM record WHERE n > ? AND n <= ? ORDER BY n", (low, high)
    ):
        raws: list[bytes] = []
        while n_raw is not None and n_raw[0] <= n:
            raws.append(n_raw[1])
            n_raw = values.fetchone()
        yield doc, sig, raws
