"""Which missing values a confirmed erasure accounts for.

ERASE names records and fields in rows (``erased/<row>/record``, ``erased/<row>/field``); it holds
once a COUNTERSIGN confirms it. A missing value's name cannot be known, so a record is accounted
for when at least as many named fields are absent from it as digests have no value. What the proof
itself stands on can never be erased.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from deskinc.proof.canonical import Json
from deskinc.proof.enrolment import COUNTERSIGNERS, RELIEF
from deskinc.proof.findings import Why

_Named = dict[str, set[str]]

LASTING = frozenset({"book", "seal", "erase", "countersign", "restore", "sheet", "rings"})
"""Forms of which no value can be erased."""

OFFICER_LASTING = frozenset(
    {
        "signing_key",
        "pdf_key",
        "certificate_digest",
        "slot_digest",
        "restricted_key",
        "state",
        "relief_until",
        "sheet",
    }
).union(f"roles/{role}" for role in (*COUNTERSIGNERS, RELIEF))
"""Fields of an OFFICER record that can never be erased: who could sign, what, and until when."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A record (its id as base64url) that lacks ``count`` values.

    ``present`` are the fields it still has, and those no erasure can account for.
    """

    record: str
    n: int
    count: int
    present: frozenset[str]


class Erasures:
    """Erasures written and confirmed so far, and the records they must account for."""

    def __init__(
        self,
        missing: Iterable[Missing] = (),
        acts: Mapping[bytes, Mapping[str, Iterable[str]]] | None = None,
        done: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        self.missing = {gap.record: gap for gap in missing}
        self.acts: dict[bytes, _Named] = {
            leaf: _sets(named) for leaf, named in (acts or {}).items()
        }
        self.done = _sets(done or {})

    def write(self, leaf: bytes, values: Mapping[str, Json]) -> None:
        """An ERASE record, by its leaf: what it will erase when it is confirmed."""
        named: _Named = {}
        for name, record in values.items():
            start, _, column = name.rpartition("/")
            field = values.get(f"{start}/field")
            if column == "record" and isinstance(record, str) and isinstance(field, str):
                named.setdefault(record, set()).add(field)
        self.acts[leaf] = named

    def confirm(self, leaf: bytes) -> None:
        """The act of that leaf is countersigned."""
        for record, names in self.acts.pop(leaf, {}).items():
            self.done.setdefault(record, set()).update(names)
            self._settle(record)

    def lacks(self, form: str, gap: Missing) -> Why | None:
        """A record whose values are not all there; why no erasure can account for that."""
        if form in LASTING:
            return Why.VALUE_LASTING
        lasting = OFFICER_LASTING if form == "officer" else frozenset()
        self.missing[gap.record] = replace(gap, present=gap.present | lasting)
        return None

    def written(self) -> Mapping[bytes, Mapping[str, frozenset[str]]]:
        """The erasures not yet confirmed, by their leaf."""
        return {leaf: _frozen(named) for leaf, named in self.acts.items()}

    def trimmed(self) -> Mapping[str, frozenset[str]]:
        """The confirmed erasures that records still lacking values may yet need."""
        return _frozen({r: names for r, names in self.done.items() if r in self.missing})

    def _settle(self, record: str) -> None:
        gap = self.missing.get(record)
        if gap is not None and len(self.done[record] - gap.present) >= gap.count:
            del self.missing[record]


def _sets(named: Mapping[str, Iterable[str]]) -> _Named:
    return {record: set(names) for record, names in named.items()}


def _frozen(named: _Named) -> Mapping[str, frozenset[str]]:
    return {record: frozenset(names) for record, names in named.items()}
