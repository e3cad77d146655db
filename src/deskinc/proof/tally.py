"""The verifier that also counts: what it looked at, what does not hold, how long each check took.

The findings kept are bounded, however many there are; all of them are counted.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from time import perf_counter
from typing import Any

from deskinc.proof.canonical import Json
from deskinc.proof.document import Head
from deskinc.proof.findings import Finding, Why, finding
from deskinc.proof.merkle import consistency_proof, verify_consistency
from deskinc.proof.seal import BadNote, parse_note
from deskinc.proof.series import Series
from deskinc.proof.verify import Chain

SHOWN = 500
"""Findings kept of one check; the rest are only counted."""

PAGES, BYTES, SIGNATURES, CHAIN, TREE = "pages", "bytes", "signatures", "chain", "tree"
SEALS, VALUES, COUNTERSIGNS = "seals", "disclosures", "countersignatures"
NUMBERS, FILES, MIRROR = "numbers", "attachments", "mirror"
RESTRICTED = "restricted"
REGISTERS, SEARCH = "registers", "search"

CHECKS = (
    BYTES, SIGNATURES, CHAIN, TREE, SEALS, VALUES, RESTRICTED, COUNTERSIGNS, NUMBERS, FILES, MIRROR,
    REGISTERS, SEARCH, PAGES,
)  # fmt: skip
"""Every check there is, in the order in which they are told."""

_OF: Mapping[str, tuple[Why, ...]] = {
    BYTES: (Why.BYTES, Why.FORMAT, Why.BOOK_FORMAT, Why.INDEX_RECORD),
    SIGNATURES: (
        Why.UNSIGNED, Why.SIGNATURE, Why.NO_KEY, Why.CLOSED_KEY, Why.OTHERS_KEY, Why.SHARED_KEY,
        Why.KEY_SHAPE, Why.OWN_KEY, Why.ENROLLED_BY_DESK, Why.ENROLLED_UNALLOWED, Why.RELIEF_LONG,
        Why.CERTIFICATE, Why.SHEET, Why.SHEET_DESK, Why.SHEET_THREAD, Why.SHEET_UNALLOWED,
        Why.ERASE_DESK, Why.HOLD_DESK, Why.STRIKE_DESK, Why.NOTE_SIGNATURE, Why.NOTE_KEY,
        Why.ROLE, Why.ROLE_DESK, Why.ROLE_LOWERED, Why.SPOT_GRAVE, Why.UNVOUCHED, Why.REVIEW_OWN,
        Why.OLDER_TOLD, Why.SPOT_DRILL, Why.STRIKE_ENDS, Why.STATE, Why.EXERCISE, Why.RETOLD,
    ),
    TREE: (Why.WITNESS_ROOT, Why.WITNESS_SIZE, Why.TREE_STORED),
    VALUES: (
        Why.DISCLOSURE, Why.FOREIGN_VALUE, Why.VALUE_TWICE, Why.FIELD_TWICE, Why.VALUE_MISSING,
        Why.VALUE_LASTING, Why.VALUES_UNREAD, Why.INDEX_VALUE, Why.NOTE, Why.NOTE_VALUES,
    ),
    RESTRICTED: (Why.RESTRICTED,),
    NUMBERS: (
        Why.SERIES_GAP, Why.SERIES_REPEATED, Why.SERIES_DATE, Why.SERIES, Why.LINE_DAY,
    ),
    FILES: (
        Why.INDEX_FILE, Why.FILE_KEY, Why.FILE_ALONE, Why.FILE_MISSING, Why.FILE_ALTERED,
        Why.OLDER_KEY,
    ),
    MIRROR: (
        Why.MIRROR_LACKS, Why.MIRROR_SAYS, Why.MIRROR_ERASED, Why.MIRROR_FILE, Why.MIRROR_KEYS,
        Why.MIRROR_SLOTS, Why.MIRROR_ASTRAY, Why.MIRROR_UNREAD,
    ),
    REGISTERS: (Why.REGISTER,),
    SEARCH: (Why.SEARCH,),
    PAGES: (Why.PAGE,),
}  # fmt: skip
_CHECK = {why: check for check, reasons in _OF.items() for why in reasons}


def check_of(why: Why) -> str:
    """The check that finds ``why``."""
    if why.name.startswith("SEAL_"):
        return SEALS
    if why.name.startswith("COUNTERSIGN_"):
        return COUNTERSIGNS
    return _CHECK.get(why, CHAIN)


@dataclass(slots=True)
class Tally:
    """One check so far: how many it looked at, how many findings, at how many places, seconds.

    ``left_out`` says why it was not made, where it was not.
    """

    counted: int = 0
    found: int = 0
    faulty: int = 0
    seconds: float = 0.0
    left_out: str = ""
    shown: list[Finding] = field(default_factory=list)
    _last: tuple[int, str] = (-1, "")

    def add(self, found: Finding) -> None:
        """Count a finding, and keep it while there is room."""
        self.found += 1
        place = (found.n, found.about)
        if place != self._last:
            self.faulty += 1
            self._last = place
        if len(self.shown) < SHOWN:
            self.shown.append(found)


Tallies = Mapping[str, Tally]


def tallies() -> dict[str, Tally]:
    """An empty tally for every check."""
    return {check: Tally() for check in CHECKS}


@dataclass(frozen=True, slots=True)
class Sealed:
    """A seal that was passed: the SEAL record ``n`` over ``size`` records with that ``root``."""

    n: int
    size: int
    root: bytes
    line: int


def _timed(check: str, name: str) -> Any:
    inner: Callable[..., Any] = getattr(Chain, name)

    def method(self: "Counting", *given: Any) -> Any:
        begun = perf_counter()
        try:
            return inner(self, *given)
        finally:
            self.told[check].seconds += perf_counter() - begun

    return method


class Counting(Chain):
    """A chain whose findings go into ``told``; ``seals`` are those it has passed."""

    _read = _timed(BYTES, "_read")
    _follows = _timed(CHAIN, "_follows")
    _refer = _timed(CHAIN, "_refer")
    _number = _timed(NUMBERS, "_number")
    _signature = _timed(SIGNATURES, "_signature")
    _grow = _timed(TREE, "_grow")
    _countersign = _timed(COUNTERSIGNS, "_countersign")
    _in_time = _timed(VALUES, "_values")

    def __init__(self, told: Tallies, *given: Any, **more: Any) -> None:
        self.told = told
        self.seals: list[Sealed] = []
        super().__init__(*given, **more)
        self._start, self._numbers = self.size, _given(self._series)
        self._values_seen = self._countersigned = 0

    def _find(self, *reasons: Why | None) -> None:
        for why in filter(None, reasons):
            self.told[check_of(why)].add(finding(why, self._n))

    def _values(self, head: Head, raws: Any) -> Mapping[str, Json]:
        self._values_seen += len(raws or ())
        self._countersigned += head.form == b"countersign"
        opened: Mapping[str, Json] = self._in_time(head, raws)
        return opened

    def _seal(self, values: Mapping[str, Json]) -> None:
        begun = perf_counter()
        super()._seal(values)
        try:
            point = parse_note(str(values.get("note"))).checkpoint
        except BadNote:
            pass
        else:
            self.seals.append(Sealed(self._n, point.size, point.root, point.line))
        self.told[SEALS].counted += 1
        self.told[SEALS].seconds += perf_counter() - begun

    def finish(self) -> tuple[Finding, ...]:
        """Put what the end leaves open into the tallies, with how many were looked at."""
        for left in super().finish():
            self.told[check_of(Why(left.why))].add(left)
        passed = self.size - self._start
        for check in (BYTES, SIGNATURES, CHAIN, TREE):
            self.told[check].counted += passed
        self.told[VALUES].counted += self._values_seen
        self.told[COUNTERSIGNS].counted += self._countersigned
        self.told[NUMBERS].counted += _given(self._series) - self._numbers
        return tuple(one for tally in self.told.values() for one in tally.shown)


def _given(series: Series) -> int:
    """How many numbers were given: the last of each series, but for those of a day."""
    return sum(last for name, last in series.last.items() if not name.startswith("day/"))


Leaves = Callable[[int, int], Iterable[bytes]]


def in_order(seals: Iterable[Sealed], leaves: Leaves, blocks: Leaves) -> Iterable[Finding]:
    """What is wrong with each seal against the one before, proved from the stored tree."""
    for before, after in pairwise(seals):
        try:
            proof = consistency_proof(leaves, before.size, after.size, blocks)
            holds = verify_consistency(before.size, after.size, proof, before.root, after.root)
        except ValueError:
            holds = False
        if not holds:
            yield finding(Why.SEAL_ORDER, after.n)
