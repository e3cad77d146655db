"""What a row of the table says, and how rows are put together and printed."""

from collections.abc import Iterable
from dataclasses import dataclass, field

CONTROL = "control: synchronous=NORMAL"
"""The one row that must lose lines: it proves that the test can see a loss."""

_MOST = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """Some runs of one test: acknowledged lines lost, faults neither told nor harmless.

    ``counts`` are of interest only; ``notes`` say what was lost or undetected, ``skipped`` why
    nothing ran.
    """

    test: str
    runs: int = 0
    lost: int = 0
    undetected: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    skipped: str = ""

    @property
    def good(self) -> bool:
        """Whether the row is as it must be: a row that did not run, in whole or part, is not."""
        if self.skipped:
            return False
        if self.test == CONTROL:
            return self.lost > 0
        return self.lost == self.undetected == 0 < self.runs

    def __add__(self, other: "Outcome") -> "Outcome":
        keys = [*self.counts, *(key for key in other.counts if key not in self.counts)]
        return Outcome(
            self.test,
            self.runs + other.runs,
            self.lost + other.lost,
            self.undetected + other.undetected,
            {key: self.counts.get(key, 0) + other.counts.get(key, 0) for key in keys},
            (*self.notes, *other.notes),
            self.skipped or other.skipped,
        )


def merged(parts: Iterable[Outcome]) -> list[Outcome]:
    """One row for each test, in the order in which they first came."""
    rows: dict[str, Outcome] = {}
    for part in parts:
        rows[part.test] = rows[part.test] + part if part.test in rows else part
    return list(rows.values())


def table(rows: Iterable[Outcome]) -> str:
    """The table: test, runs, lost, undetected, and what else was counted."""
    lines = [f"{'test':44} {'runs':>6} {'lost':>6} {'undetected':>11}"]
    for row in rows:
        said = row.skipped or ", ".join(f"{n} {what}" for what, n in row.counts.items())
        if row.test == CONTROL:
            said = f"must lose lines: {'as it should' if row.good else 'IT DID NOT'}; {said}"
        lines.append(
            f"{row.test:44} {row.runs:6} {row.lost:6} {row.undetected:11}  {said}".rstrip()
        )
        if row.test != CONTROL:
            lines.extend(f"    {note}" for note in row.notes[:_MOST])
    return "\n".join(lines)
