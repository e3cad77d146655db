"""What earlier checks of the book came to: the last full one, and those whose faults still stand.

Each is told by a record of the access log; kept outside the chain are only the numbers of those.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from deskinc.desk.office import Office
from deskinc.desk.site import plain
from deskinc.desk.trust.verdict import Verdict, read_detail
from deskinc.errors import DeskError

KEPT = "checks"
"""Under which word the book remembers the numbers."""

_NEVER = 2**62
"""Behind every record: a check that no record tells of is the newest."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The records that tell of the last full check, 0 for none, and of those that stand."""

    full: int = 0
    stands: tuple[int, ...] = ()


def kept(office: Office) -> Kept:
    """What the book remembers of its checks."""
    with suppress(ValueError):
        full, *stands = map(int, (office.book.remembered(KEPT) or b"").split())
        return Kept(full, tuple(stands))
    return Kept()


def standing(office: Office) -> list[Verdict]:
    """The checks whose faults stand, the newest last."""
    return list(_all_told(office).values())


def add(office: Office, n: int, verdict: Verdict) -> list[Verdict]:
    """Remember ``verdict``, of which record ``n`` tells (0: none was taken); what stands now."""
    told = {**_all_told(office), n or _NEVER: verdict}
    stands = stand(told)
    if n:
        full = n if verdict.full else kept(office).full
        with suppress(DeskError):
            office.book.remember(KEPT, " ".join(map(str, (full, *stands))).encode()).result()
    return [told[one] for one in stands]


def stand(told: Mapping[int, Verdict]) -> list[int]:
    """Which checks, by number, found faults of which no later one says that they are gone.

    A check that was left out says nothing of an earlier fault, and one since the last seal nothing
    of what lies before.
    """
    faults: dict[str, int] = {}
    for n, verdict in sorted(told.items()):
        for line in verdict.lines:
            if line.ok is False:
                faults[line.check] = n
            elif line.ok and verdict.full:
                faults.pop(line.check, None)
    return sorted(set(faults.values()))


def _all_told(office: Office) -> dict[int, Verdict]:
    verdicts = {n: told(office, n) for n in kept(office).stands}
    return {n: verdict for n, verdict in verdicts.items() if verdict is not None}


def told(office: Office, n: int) -> Verdict | None:
    """The outcome of which record ``n`` tells; None if it tells of none."""
    with suppress(DeskError, KeyError, ValueError):
        record = office.read.record(n)
        if record.form == "access" and plain(record.values.get("what")) == "verified":
            at = record.at.astimezone(office.locale.tz)
            return read_detail(plain(record.values.get("detail")), at)
    return None
