"""What whoever writes now can read of restricted values, and keep unsent of them (D20)."""

from collections.abc import Callable, Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from deskinc.book.keys import restricting
from deskinc.book.keys.restricting import BLIND, Sight
from deskinc.book.keys.slots import Keys
from deskinc.desk.signing_on.officers import Person
from deskinc.proof.canonical import CanonicalError, Json, dumps, loads

CHANGES = "edits"
"""What unsent changes of a form are kept under; among them may be restricted answers."""


class Seeing:
    """The sight of the person ``asked`` for, made anew where he or his keys are others."""

    def __init__(self, book: bytes, asked: Callable[[], Person]) -> None:
        self._book, self._asked = book, asked
        self._now: tuple[Person | None, Keys | None, Sight] = None, None, BLIND
        self._read: set[tuple[str, bytes]] = set()
        self._own: tuple[str, X25519PublicKey] | None = None

    def __call__(self) -> Sight:
        """What can be opened now; nothing while the desk is locked and holds no keys."""
        person, (known, keys, sight) = self._asked(), self._now
        if person is not known or person.keys is not keys:
            sight = sight_of(self._book, person)
            if sight.author is not None:
                self._own = person.officer.thread, sight.author.public_key()
            if person is self._asked():
                self._now = person, person.keys, sight
        return sight

    def forget(self) -> None:
        """Hold no key of whoever had the desk."""
        self._now = None, None, BLIND

    def first(self, thread: bytes) -> bool:
        """Whether whoever reads now opens that incident for the first time since he sat down."""
        pair = self._asked().officer.thread, thread
        fresh = pair not in self._read
        self._read.add(pair)
        return fresh

    def has_opened(self, thread: bytes) -> bool:
        """Whether whoever reads now has opened that one since he sat down."""
        return (self._asked().officer.thread, thread) in self._read

    def keep(self, text: Mapping[str, Json]) -> bytes:
        """Unsent text as it is kept: changes of a form are closed to all but who typed them."""
        raw, thread = dumps(dict(text)), self._asked().officer.thread
        self()
        if CHANGES not in text or self._own is None or self._own[0] != thread:
            return raw
        return restricting.close_for(self._own[1], raw, self._book)

    def texts(self, mine: str, unsent: Mapping[str, bytes]) -> dict[str, dict[str, Json]]:
        """The unsent texts whose keys begin with ``mine``, by the rest of the key."""
        found = {key: self._kept(raw) for key, raw in unsent.items() if key.startswith(mine)}
        return {key.removeprefix(mine): t for key, t in found.items() if isinstance(t, dict)}

    def _kept(self, raw: bytes) -> Json:
        """The text kept in ``raw``; None where it is closed to whoever asks."""
        try:
            return loads(self().own(raw) if restricting.is_for_one(raw) else raw)
        except (InvalidTag, CanonicalError):
            return None


def sight_of(book: bytes, person: Person) -> Sight:
    """What ``person`` can open with the keys he holds and the roles he has."""
    keys = person.keys
    role = keys.restricted if person.officer.may("read_restricted") else None
    author = None
    if keys.signing is not None:
        signing = Ed25519PrivateKey.from_private_bytes(keys.signing)
        author = restricting.reading_key(signing)
    return Sight(book, role, author) if role or author else BLIND
