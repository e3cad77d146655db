"""Closing restricted values and opening them again (D20).

Each record has a random key of its own; it is wrapped by HPKE (RFC 9180, base mode) to the public
role key that record 1 announces and to a key that follows from the author's signing key, so that
the author reads his own. What is kept is described in :mod:`deskinc.proof.restricted`.
"""

import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from deskinc.book.disk import ring
from deskinc.book.record import Draft, Signer
from deskinc.errors import BookFault
from deskinc.forms import restricting as rules
from deskinc.forms.catalogue import current
from deskinc.i18n import _
from deskinc.proof.disclosure import Disclosure, NotADisclosure, digest
from deskinc.proof.document import DESK
from deskinc.proof.keys import RESTRICTED
from deskinc.proof.restricted import FORM, Closed, is_closed, parse

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_NONCE = 12
_OWN = RESTRICTED + b"unsent\0"
_PAPER, PAPER = RESTRICTED + b"paper\0", "paper"
_MOST = 4096
"""Record keys remembered: those of one incident are asked for again and again."""


def parted(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """``drafts`` with what is restricted in them on drafts of its own, right behind each.

    Handed in a second time, a draft is parted in the same way.
    """
    for draft in drafts:
        plain, closed = rules.parted(current(draft.form), draft.values)
        if draft.form == FORM or not closed:
            yield draft
            continue
        own, thread = draft.id, draft.thread or draft.id
        if plain or draft.thread is None:
            yield replace(draft, values=plain)
            own = sha256(RESTRICTED + draft.id).digest()[:16]
        yield Draft(FORM, closed, id=own, thread=thread)


def reading_key(signing: Ed25519PrivateKey) -> X25519PrivateKey:
    """The key by which an author reads what he wrote himself."""
    made = HKDF(SHA256(), 32, salt=None, info=RESTRICTED + b"author")
    return X25519PrivateKey.from_private_bytes(made.derive(signing.private_bytes_raw()))


def public_keys(role: bytes) -> list[bytes]:
    """The raw public keys of a role's private ones, the newest first."""
    found = (X25519PrivateKey.from_private_bytes(one) for one in ring.each(role))
    return [one.public_key().public_bytes_raw() for one in found]


def search_key(role: bytes, book: bytes) -> bytes:
    """The key of the file in which restricted words are found."""
    return HKDF(SHA256(), 32, salt=None, info=RESTRICTED + b"search" + book).derive(
        ring.newest(role)
    )


def close(
    values: Sequence[Disclosure], book: bytes, role: bytes, signer: Signer
) -> Iterator[bytes]:
    """The disclosures of one record as they are kept, in their order.

    ``role`` is the raw public key of the role. Raises BookFault in a book that announces none.
    """
    if not role:
        raise BookFault(
            _("This book has no key for restricted values."),
            _("Leave these fields empty, and call whoever looks after the program."),
        )
    key, info = os.urandom(32), RESTRICTED + book
    cipher, own = ChaCha20Poly1305(key), None
    if signer.author != DESK:
        own = _SUITE.encrypt(key, reading_key(signer.private).public_key(), info)
    wrapped = _SUITE.encrypt(key, X25519PublicKey.from_public_bytes(role), info)
    for one in values:
        nonce = os.urandom(_NONCE)
        box = nonce + cipher.encrypt(nonce, one.raw, info + one.digest)
        yield Closed(one.name, one.digest, box, wrapped, own).pack()


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody can open: all restricted values by the role's key, his own by his."""

    book: bytes = b""
    role: bytes | None = field(default=None, repr=False)
    author: X25519PrivateKey | None = field(default=None, repr=False)
    _known: dict[bytes, bytes] = field(default_factory=dict, repr=False)
    _guard: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def reads_all(self) -> bool:
        """Whether nothing restricted is closed to it."""
        return self.role is not None

    def plain(self, raw: bytes) -> bytes | None:
        """The very disclosure kept in ``raw``; None where it cannot be opened, or is another."""
        if not is_closed(raw):
            return raw
        if self.role is None and self.author is None:
            return None
        try:
            one = parse(raw)
        except NotADisclosure:
            return None
        key = self._key(one)
        if key is None:
            return None
        nonce, box = one.box[:_NONCE], one.box[_NONCE:]
        try:
            found = ChaCha20Poly1305(key).decrypt(nonce, box, RESTRICTED + self.book + one.digest)
        except InvalidTag:
            return None
        return found if digest(found) == one.digest else None

    def opened(self, raws: Iterable[bytes]) -> Iterator[bytes]:
        """Those of ``raws`` that can be read, as ordinary disclosures."""
        return (found for raw in raws if (found := self.plain(raw)) is not None)

    def _key(self, one: Closed) -> bytes | None:
        with self._guard:
            if (known := self._known.get(one.role)) is not None:
                return known
        key = self._unwrapped(self.author, one.author)
        for private in () if key else self._roles():
            key = key or self._unwrapped(private, one.role)
        if key is not None:
            with self._guard:
                if len(self._known) >= _MOST:
                    self._known.clear()
                self._known[one.role] = key
        return key

    def _roles(self) -> list[X25519PrivateKey]:
        return [X25519PrivateKey.from_private_bytes(one) for one in ring.each(self.role or b"")]

    def _unwrapped(self, private: X25519PrivateKey | None, wrapped: bytes | None) -> bytes | None:
        if private is None or wrapped is None:
            return None
        try:
            key = _SUITE.decrypt(wrapped, private, RESTRICTED + self.book)
        except InvalidTag:
            return None
        return key if len(key) == 32 else None

    def paper(self, raw: bytes) -> bytes | None:
        """The paper that :func:`close_paper` closed; None where it cannot be opened."""
        return self.plain(raw[len(_PAPER) :])

    def own(self, raw: bytes) -> bytes:
        """What :func:`close_for` closed for this author; InvalidTag for another’s."""
        if self.author is None:
            raise InvalidTag
        return _SUITE.decrypt(raw[len(_OWN) :], self.author, _OWN + self.book)


def close_for(author: X25519PublicKey, raw: bytes, book: bytes) -> bytes:
    """Unsent text that only its author opens again."""
    return _OWN + _SUITE.encrypt(raw, author, _OWN + book)


def close_paper(pdf: bytes, book: bytes, role: bytes, signer: Signer) -> bytes:
    """A paper that shows restricted values as the book keeps it: closed like these."""
    made = next(close([Disclosure(pdf, PAPER, None, digest(pdf))], book, role, signer))
    return _PAPER + made


def is_paper(raw: bytes) -> bool:
    """Whether :func:`close_paper` made it."""
    return raw.startswith(_PAPER)


def is_for_one(raw: bytes) -> bool:
    """Whether :func:`close_for` made it."""
    return raw.startswith(_OWN)


BLIND = Sight()
"""Opens nothing."""


def of_author(book: bytes, signer: Signer) -> Sight:
    """What the author of a record can open of it."""
    return BLIND if signer.author == DESK else Sight(book, author=reading_key(signer.private))
