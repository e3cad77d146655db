"""The disk fails at the n-th call: once or for good, with each error, until nothing fires."""

import errno
from dataclasses import dataclass
from pathlib import Path

from tests.torture.office import begin
from tests.torture.outcome import Outcome
from tests.torture.shim import absent, victim

TEST = "n-th write, sync, truncate or read fails"


@dataclass(frozen=True, slots=True)
class Fault:
    """What fails: ``kind`` w write, s sync, t truncate, r read; ``lasting``: for good.

    ``half``: a write first writes half of what it was given; a read gives half of what is there
    and calls it all.
    """

    kind: str
    error: int
    lasting: bool
    half: bool = False

    def __str__(self) -> str:
        how = " after half" if self.half else ""
        return f"{self.kind} {errno.errorcode[self.error]}{how} {'for good' * self.lasting}".strip()


ALL = tuple(
    Fault(kind, error, lasting, half)
    for kind, error, half in (
        ("w", errno.EIO, False),
        ("w", errno.ENOSPC, False),
        ("w", errno.ENOSPC, True),
        ("s", errno.EIO, False),
        ("s", errno.ENOSPC, False),
        ("t", errno.EIO, False),
        ("t", errno.ENOSPC, False),
        ("r", errno.EIO, False),
        ("r", errno.EIO, True),
    )
    for lasting in (False, True)
)


def row(fault: Fault, first: int, step: int, work: Path) -> Outcome:
    """Every ``step``-th call from the ``first`` on, until there is none that could fail."""
    if why := absent():
        return Outcome(TEST, skipped=why)
    secrets = begin(work / "base")
    told = {
        "root": str(work / "base"),
        "beside": str(work),
        "kind": fault.kind,
        "error": fault.error,
        "lasting": fault.lasting,
        "half": fault.half,
        "first": first,
        "step": step,
    }
    total = Outcome(TEST)
    for run in victim("faults", secrets, told):
        where = f"{fault}, call {run['at']}"
        notes = [f"{where}: {word}" for word in run["failed"]]
        if run.get("lost"):
            notes.append(f"{where}: {run['lost']} acknowledged lines lost; {run['said']}")
        if run.get("wrong"):
            notes.append(f"{where}: {run['wrong']}")
        lost = int(bool(run.get("lost") or run.get("wrong")))
        said = {"acknowledged": run["acks"], "refused with a sentence": run["refused"]}
        if run.get("said"):
            said["would not open afterwards"] = 1
        total += Outcome(TEST, 1, lost, int(bool(run["failed"])), said, tuple(notes))
    return total
