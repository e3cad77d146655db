"""Who stands as one of two: somebody else than whoever enrolled him has vouched for him.

Otherwise one person could enrol somebody who does not exist, and sign with him what takes two.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from deskinc.proof.speaking import VOUCHERS


@dataclass(frozen=True, slots=True)
class Enrolled:
    """Somebody enrolled: who gave the key he has now, and whether somebody else vouched for it."""

    thread: str
    enroller: str
    roles: frozenset[str]
    vouched: bool
    active: bool


def standing(people: Sequence[Enrolled]) -> frozenset[str]:
    """Whose signature counts as one of two, of ``people`` in the order of enrolment.

    Whoever is not vouched for stands only where nobody was enrolled before him who stands, could
    vouch, and is not the one who enrolled him. Nobody who comes later takes that from him, or a
    newcomer whose friend vouched for him could shut everybody else out.
    """
    stands: set[str] = set()
    able: set[str] = set()
    for one in people:
        if one.active and (one.vouched or not able - {one.thread, one.enroller}):
            stands.add(one.thread)
            able |= {one.thread} if _gives(one) else set()
    return frozenset(stands)


def givers(people: Sequence[Enrolled], one: Enrolled) -> frozenset[str]:
    """Who may vouch for ``one`` now."""
    stands = standing(people)
    there = {each.thread for each in people if each.thread in stands and _gives(each)}
    return frozenset(there - {one.thread, one.enroller})


def _gives(one: Enrolled) -> bool:
    return one.active and not VOUCHERS.isdisjoint(one.roles)
