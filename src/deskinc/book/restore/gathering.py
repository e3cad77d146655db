"""Gathering a lost book from whatever still has its records, each passed by the verifier first.

Donors are asked in turn for the record that comes next. What does not continue the chain, is not
signed or lacks a value without a confirmed erasure is not taken from that donor; another may have
it. Where nobody has the next record the book ends. Where a later epoch begins is a donor's word
only, until its RESTORE and the COUNTERSIGN after it passed: a word that was not kept is dropped.
"""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from deskinc.book.erasure.erasure_list import Erasures
from deskinc.book.restore.donors import Donor, Entry, ceilings
from deskinc.proof import state as memory
from deskinc.proof.canonical import unb64
from deskinc.proof.depth import Depth
from deskinc.proof.disclosure import parse
from deskinc.proof.document import NO_LEAF, Document, decode, leaf
from deskinc.proof.findings import Why
from deskinc.proof.verify import Chain

_OFTEN = 500
_LEAF = 32
_TRIES = 16
"""How often all is gathered again without a record that did not pass."""

Told = Callable[[int, int], None]
"""``told(records taken, records there may be)``."""


class Sink(Protocol):
    """Takes the records that passed."""

    def reset(self) -> None:
        """Forget all that was taken: it is gathered again."""

    def take(self, entry: Entry, document: Document) -> None:
        """Take the next record."""


@dataclass(slots=True)
class Gathered:
    """The chain that came together, the state and number of its last seal, and its last lines.

    ``at`` is when its last record was written, ``used`` says which donors gave something,
    ``begins`` maps each later epoch to the number of the record that opened it.
    """

    chain: Chain
    prev: bytes = NO_LEAF
    sealed: tuple[memory.State, int] | None = None
    line: int = 0
    seal: str = ""
    at: str = ""
    used: list[Donor] = field(default_factory=list)
    begins: dict[int, int] = field(default_factory=dict)
    _leaves: bytearray = field(default_factory=bytearray, repr=False)
    _parts: list[tuple[int, int]] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many records it has."""
        return self.chain.size

    @property
    def written(self) -> datetime | None:
        """When the last record was written, in UTC; None if there is none."""
        return datetime.fromisoformat(self.at) if self.at else None

    def follow(self, document: Document, made: bytes) -> None:
        """Record ``document``, whose leaf is ``made``, passed as the next one."""
        self.prev = made
        self._leaves += made
        if document.epoch > 1:
            self.begins.setdefault(document.epoch, document.n)

    def has(self, n: int, made: bytes) -> bool:
        """Whether that leaf is the one of record ``n``."""
        return self._leaves[(n - 1) * _LEAF : n * _LEAF] == made

    def donor_of(self, n: int) -> int:
        """Which donor, by its place, gave record ``n``."""
        return self._parts[bisect_right(self._parts, (n, 1 << 62)) - 1][1]

    def began(self, donor: int) -> None:
        """From the next record on ``donor`` gives."""
        self._parts.append((self.size + 1, donor))


class Stopped(Exception):
    """Records of donors did not pass: place of the donor and number of each."""

    def __init__(self, *refused: tuple[int, int]) -> None:
        super().__init__(refused)
        self.refused = refused


def gather(
    donors: Sequence[Donor],
    sink: Sink,
    told: Told,
    erasures: Erasures,
    depth: Depth = Depth.FULL,
) -> Gathered:
    """The longest book the donors give, in their order of preference; records go to ``sink``.

    A value that the list of ``erasures`` names may be missing though its act is not there. Where
    records are refused again and again, it ends before the first of the last.
    """
    refused: set[tuple[int, int]] = set()
    unproved: set[int] = set()
    left = _TRIES
    if any(donor.begins != donors[0].begins for donor in donors):
        depth = Depth.FULL
    while True:
        sink.reset()
        found = Gathered(Chain(depth=depth))
        try:
            _fill(found, donors, sink, refused, unproved, told)
            _whole(found, erasures)
        except Stopped as stopped:
            refused.update(stopped.refused)
            left -= 1
            if left < 0:
                n = min(n for _place, n in stopped.refused)
                refused.update((place, n) for place in range(len(donors)))
            continue
        broken = _broken(found, donors) - unproved
        if not broken:
            return found
        unproved |= broken


def _broken(found: Gathered, donors: Sequence[Donor]) -> set[int]:
    """The places of donors that let an epoch begin where no RESTORE passed."""
    return {
        place
        for place, donor in enumerate(donors)
        for epoch, first in donor.begins.items()
        if first <= found.size + 1 and first < found.begins.get(epoch, found.size + 2)
    }


def _fill(
    found: Gathered,
    donors: Sequence[Donor],
    sink: Sink,
    refused: set[tuple[int, int]],
    unproved: Collection[int],
    told: Told,
) -> None:
    most, before = max((donor.last for donor in donors), default=0), -1
    ceiling = ceilings(donors, unproved)
    while found.size > before:
        before = found.size
        for place, donor in enumerate(donors):
            start = found.size
            found.began(place)
            for entry in _next(found, donor, ceiling):
                if (place, entry.n) in refused or not _take(found, entry, sink, place):
                    break
                if found.size % _OFTEN == 0:
                    told(found.size, max(most, found.size))
            if found.size > start and donor not in found.used:
                found.used.append(donor)


def _whole(found: Gathered, erasures: Erasures) -> None:
    """See that nothing is open at the end but what was erased: no RESTORE is there alone."""
    if any(one.why is Why.RESTORE_ALONE for one in found.chain.finish()):
        raise Stopped((found.donor_of(found.size), found.size))
    excused = {
        gap.n
        for gap in found.chain.state.missing
        if len(erasures.of(unb64(gap.record)) - gap.present) >= gap.count
    }
    gaps = [one.n for one in found.chain.finish() if one.n not in excused]
    if gaps:
        raise Stopped(*((found.donor_of(n), n) for n in gaps))


def _next(found: Gathered, donor: Donor, ceiling: Callable[[int], float]) -> Iterator[Entry]:
    """What a donor has from the next number on, without what a later restore declared lost."""
    for entry in donor.since(found.size + 1):
        if found.size < entry.n <= ceiling(entry.epoch):
            yield entry


def _take(found: Gathered, entry: Entry, sink: Sink, place: int) -> bool:
    """Take a record if it follows; False where the donor has nothing that does."""
    payload, chain = entry.payload, found.chain
    if payload.disclosures is None:
        return False
    try:
        document = decode(payload.document)
    except ValueError:
        return False
    if document.prev != found.prev or document.n != chain.size + 1:
        return False
    if document.form == "seal":
        found.sealed = (chain.state, document.n)
    chain.add(payload.document, payload.signature, payload.disclosures)
    open_ = {Why.VALUE_MISSING} | ({Why.RESTORE_ALONE} if document.form == "restore" else set())
    if any(one.why not in open_ for one in chain.finish()):
        raise Stopped((place, entry.n))
    found.follow(document, leaf(payload.document, payload.signature))
    sink.take(entry, document)
    _note(found, document, payload.disclosures)
    return True


def _note(found: Gathered, document: Document, disclosures: Sequence[bytes]) -> None:
    found.at = document.at
    line = document.nos.get("line")
    if isinstance(line, int):
        found.line = line
    if document.form == "seal":
        found.seal = note_of(disclosures)


def note_of(disclosures: Sequence[bytes]) -> str:
    """The note of a SEAL record; "" if it shows none."""
    for raw in disclosures:
        one = parse(raw)
        if one.name == "note" and isinstance(one.value, str):
            return one.value
    return ""
