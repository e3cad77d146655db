"""What a later record may not say again of what stood in its thread: that would change it unseen.

An exercise is one from its first record on; what was signed by hand stays as it was told.
"""

from collections.abc import Iterable, Iterator, Mapping

from deskinc.proof.allowed import INCIDENT
from deskinc.proof.canonical import Json
from deskinc.proof.findings import Why
from deskinc.proof.permits import BY_HAND

EXERCISE, SERIES = "exercise", "XINC"
EXHIBIT, STATEMENT = "exhibit", "statement"


def again(
    form: str, values: Mapping[str, Json], series: Iterable[str], *, opens: bool, whole: bool = True
) -> Why | None:
    """Why a record may not say that: ``series`` are those it has numbers of.

    ``opens``: it is the first of its thread; ``whole``: all values of the record are there.
    """
    if form == STATEMENT and not opens and not BY_HAND.issuperset(values):
        return Why.RETOLD
    if form != INCIDENT:
        return None
    if not opens:
        return Why.EXERCISE if EXERCISE in values else None
    if EXERCISE not in values and not whole:
        return None
    return None if (values.get(EXERCISE) is True) is (SERIES in series) else Why.EXERCISE


def moves(form: str, values: Iterable[str]) -> Iterator[str]:
    """The rows of the movements that a record of an exhibit tells, and does not only sign."""
    named = (name.split("/") for name in values if form == EXHIBIT)
    yield from sorted({path[1] for path in named if _tells(path)})


def _tells(path: list[str]) -> bool:
    return len(path) == 3 and path[0] == "moves" and path[2] not in BY_HAND
