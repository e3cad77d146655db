"""What a check of the book came to: one line a check, and everything it was held against."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from deskinc.proof.canonical import b64, unb64
from deskinc.proof.findings import Finding, Kind, Why
from deskinc.proof.tally import (
    CHECKS,
    FILES,
    MIRROR,
    REGISTERS,
    SEARCH,
    Sealed,
    Tallies,
    Tally,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One check: how many it looked at, at how many of them something is wrong, its seconds.

    ``found`` findings there are; ``findings`` are the first of them. ``left_out`` says why the
    check was not made; then it proves nothing.
    """

    check: str
    counted: int
    faulty: int
    found: int
    seconds: float
    findings: tuple[Finding, ...] = ()
    left_out: str = ""

    @property
    def held(self) -> int:
        """How many of those counted hold."""
        return max(0, self.counted - self.faulty)


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of a check of the records ``first`` to ``last``.

    ``root`` is the tree over all ``last`` records, ``seal`` the newest seal they were held
    against. ``parts`` are the checks made, in their order; a check since the last seal makes few.
    """

    full: bool
    first: int
    last: int
    root: bytes
    seal: Sealed | None
    seconds: float
    parts: tuple[Part, ...]
    fetched: frozenset[Finding] = frozenset()
    """Findings on files that were fetched from the mirror since."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings kept, sorted by check and number."""
        return tuple(finding for part in self.parts for finding in part.findings)

    @property
    def proved(self) -> bool:
        """Whether the records themselves are as they were signed, whatever stands beside them."""
        beside = {FILES, MIRROR, REGISTERS, SEARCH}
        return not any(part.found for part in self.parts if part.check not in beside)

    @property
    def stale(self) -> bool:
        """Whether lists, search or tree kept beside the records are not true to them.

        Never where a record itself is in doubt: then what the lists say may be evidence.
        """
        wrong = [p for p in self.parts if p.found and p.check not in {FILES, MIRROR}]
        return bool(wrong) and all(
            part.check in {REGISTERS, SEARCH} or {f.why for f in part.findings} == {Why.TREE_STORED}
            for part in wrong
        )

    def of(self, check: str) -> tuple[Finding, ...]:
        """The findings kept of one check."""
        return tuple(f for part in self.parts if part.check == check for f in part.findings)

    def clean(self, check: str) -> bool:
        """Whether that check was made to its end and found nothing."""
        return any(p.check == check and not (p.found or p.left_out) for p in self.parts)

    @property
    def found(self) -> int:
        """How many findings there are, kept or not."""
        return sum(part.found for part in self.parts)

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.found


def part_of(check: str, tally: Tally) -> Part:
    """What a tally came to."""
    findings = tuple(sorted(tally.shown, key=lambda one: (one.n, one.about, one.why)))
    counted = max(tally.counted, tally.faulty)
    return Part(check, counted, tally.faulty, tally.found, tally.seconds, findings, tally.left_out)


def parts_of(told: Tallies) -> tuple[Part, ...]:
    """All checks of ``told`` in their order."""
    return tuple(part_of(check, told[check]) for check in CHECKS if check in told)


def dump(checked: Checked) -> dict[str, Any]:
    """The outcome as plain JSON, for the way from one process to another."""
    seal = checked.seal
    return {
        "full": checked.full,
        "first": checked.first,
        "last": checked.last,
        "root": b64(checked.root),
        "seal": seal and [seal.n, seal.size, b64(seal.root), seal.line],
        "seconds": checked.seconds,
        "parts": [
            [
                p.check, p.counted, p.faulty, p.found, p.seconds, p.left_out,
                [[str(f.kind), f.n, f.why, f.about] for f in p.findings],
            ]
            for p in checked.parts
        ],
    }  # fmt: skip


def load(told: Mapping[str, Any]) -> Checked:
    """Read an outcome back."""
    seal = told["seal"]
    return Checked(
        told["full"],
        told["first"],
        told["last"],
        unb64(told["root"], 32),
        Sealed(seal[0], seal[1], unb64(seal[2], 32), seal[3]) if seal else None,
        told["seconds"],
        tuple(_part(*part) for part in told["parts"]),
    )


def _part(
    check: str, counted: int, faulty: int, found: int, seconds: float, left_out: str,
    findings: list[tuple[str, int, str, str]],
) -> Part:  # fmt: skip
    told = tuple(Finding(Kind(kind), n, why, about) for kind, n, why, about in findings)
    return Part(check, counted, faulty, found, seconds, told, left_out)
