r"""The shared keys from before somebody left: whether those of a slot are the ones the book tells.

Whoever can write ``slots.json`` can give a slot other keys. The newest proves itself by opening the
book; of the older ones the book tells digests, SHA-256(``deskinc/ring/v1\0`` ‖ ``database`` or
``mirror`` ‖ 0x00 ‖ key): of the first in record 1, of each one after it in a record of form
``rings``. Of the restricted keys it tells the public halves.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from deskinc.book.disk import ring
from deskinc.book.keys import restricting
from deskinc.book.keys.slots import SHARED, Keys
from deskinc.proof.canonical import b64
from deskinc.proof.rings import FORM, Told

__all__ = ["FORM", "Older", "Told", "digest", "each", "reads", "settle"]

_DOMAIN = b"deskinc/ring/v1\0"


@dataclass(frozen=True, slots=True)
class Older:
    """Keys as the book tells them; ``lacking`` of the older ones, numbered from 0, are in no copy.

    ``names``: the key is there from which the names of attachments follow. ``newest``: the newest
    of the mirror is that of the database’s number.
    """

    keys: Keys
    lacking: frozenset[int] = frozenset()
    names: bool = True
    newest: bool = True


def digest(purpose: str, key: bytes) -> str:
    """What the book tells of a key."""
    return b64(sha256(_DOMAIN + purpose.encode() + b"\0" + key).digest())


def each(keys: Keys) -> list[Told]:
    """What there is to tell of the keys of each number, the first before the later ones."""
    rings = [ring.each(getattr(keys, purpose))[::-1] for purpose in SHARED]
    pairs = zip(*rings, strict=False)
    return [tuple(map(digest, SHARED, pair)) for pair in pairs]


def settle(keys: Keys, told: Sequence[Told], pool: Iterable[Keys] = ()) -> Older:
    """``keys`` with the older ones that the book tells, from ``pool`` where theirs are others.

    The newest of the database stays: it has opened the book, and says how many there are.
    """
    among = [keys, *pool]
    database = _Ring("database", keys.database, [one[0] for one in told], among)
    mirror = _Ring("mirror", keys.mirror, [one[1] for one in told], among)
    number = database.number()
    more = 1 if number < len(told) else max(1, ring.last(keys.database) + 1 - len(told))
    made, gone = database.made(number, more)
    there, names = mirror.made(number, more)
    now, newest = mirror.newest(there, number)
    whole = replace(keys, database=made, mirror=now)
    return Older(whole, frozenset(gone | names), 0 not in names, newest)


@dataclass(frozen=True, slots=True)
class _Ring:
    """One ring as a slot gave it, what the book tells of it, and where else keys are."""

    purpose: str
    own: bytes = field(repr=False)
    told: Sequence[str]
    among: Sequence[Keys]

    def number(self) -> int:
        """The number of the newest key; that behind all told where it was not told yet."""
        newest = digest(self.purpose, ring.newest(self.own))
        return self.told.index(newest) if newest in self.told else len(self.told)

    def made(self, number: int, more: int) -> tuple[bytes, set[int]]:
        """The ring as told up to before ``number``, with the newest ``more`` keys as they are."""
        wanted, known = self.told[:number], self._known()
        lacking = {at for at, one in enumerate(wanted) if one not in known}
        true = [known.get(one, ring.LACKING) for one in wanted]
        return b"".join([*ring.each(self.own)[:more], *reversed(true)]), lacking

    def newest(self, made: bytes, number: int) -> tuple[bytes, bool]:
        """The ring with the newest key as told; whether it is there."""
        if number >= len(self.told):
            return made, True
        true = self._known().get(self.told[number])
        return (made, False) if true is None else (true + made[ring.SIZE :], True)

    def _known(self) -> dict[str, bytes]:
        rings = (getattr(one, self.purpose) for one in self.among)
        return {digest(self.purpose, key): key for held in rings for key in ring.each(held)}


def reads(role: bytes | None, told: Iterable[bytes]) -> bool:
    """Whether a ring of restricted keys has each whose public half the book ever told."""
    return role is None or set(told) <= set(restricting.public_keys(role))
