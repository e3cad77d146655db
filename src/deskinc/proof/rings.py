"""What a book tells of its shared keys: digests of each, in record 1 and in records of the desk.

Whoever holds the database’s key writes as the desk too, and can tell what he likes. Each departure,
which takes two, makes room for one key more, of the next number, told once.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeAlias

from deskinc.proof.canonical import Json
from deskinc.proof.findings import Why

FORM = "rings"
"""The record by which the desk tells a key that is not the first."""

NAMES = ("database", "mirror")
"""The fields of the digests, in record 1 too."""

Told: TypeAlias = tuple[str, ...]
"""The digests of the keys of one number, in the order of :data:`NAMES`; base64url."""


class Telling(NamedTuple):
    """What record ``n`` told of the keys of a number, where there was room for that number."""

    n: int
    number: int
    told: Told


class Rings:
    """The fold of what is told, and of how many people have left."""

    def __init__(self, told: Iterable[Telling] = (), departures: int = 0) -> None:
        self.told = [*told]
        self.departures = departures

    def take(
        self, n: int, number: Json, values: Mapping[str, Json], *, whole: bool = True
    ) -> Why | None:
        """Take in one telling; why it is not the one word about the next number.

        ``whole``: every record before was taken in, so that what is not known was not there.
        """
        digests = tuple(str(values.get(name) or "") for name in NAMES)
        said = {one.told for one in self.told if one.number == number}
        if isinstance(number, bool) or not isinstance(number, int) or not all(digests):
            return Why.OLDER_TOLD if whole else None
        room = min(self.departures, 1 + max((one.number for one in self.told), default=-1))
        ahead = not 0 <= number <= room
        if not (whole and ahead):
            self.told.append(Telling(n, number, digests))
        return Why.OLDER_TOLD if (whole and ahead) or said - {digests} else None

    def counting(self, since: Mapping[int, int]) -> list[Told]:
        """Of each number the first word behind the record before its keys were made, by ``since``.

        Where there is none the first of all counts, but not for the newest: that is told anew.
        """
        found = list[Told]()
        newest = max(since, default=0)
        while said := [one for one in self.told if one.number == len(found)]:
            number = len(found)
            known = [one for one in said if one.n > since.get(number, 0)]
            if not known and number and number == newest:
                break
            found.append((known or said)[0].told)
        return found
