"""Beginning a book: its own keys, and record 1 that announces them."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from deskinc import __version__
from deskinc.book.disk import schema
from deskinc.book.disk.store import Link, damaged
from deskinc.book.keys import older
from deskinc.book.keys.authority import Issuer
from deskinc.book.keys.slots import SHARED, Keys
from deskinc.book.record import Draft, Signer
from deskinc.proof.canonical import b64
from deskinc.proof.document import DESK
from deskinc.proof.keys import ED25519, key_id, public_raw

ANNOUNCED = ("format", "site_key", "note_key", "ca", "relief_ca")
"""What record 1 says of the keys, for ever."""

_KEPT = ("book", "site", "note", "relief", "relief_key", "ca")


@dataclass(frozen=True, slots=True)
class Founding:
    """What the site is given for good: its id, signing and note keys, its two authorities.

    The private keys and the relief authority lie inside the encrypted database, and once more in
    the mirror (:mod:`deskinc.book.mirror.founding_file`); of the site's authority only the
    certificate (DER) is here.
    """

    book: bytes
    site: Ed25519PrivateKey = field(repr=False)
    note: X25519PrivateKey = field(repr=False)
    relief: Issuer
    ca: bytes = b""
    restricted: bytes = b""
    """The public key of those who may read restricted values; only to be announced."""
    sheet: bytes = b""
    """The public key of the recovery sheet; only to be announced."""

    @classmethod
    def fresh(
        cls, ca: bytes, relief: Issuer, restricted: bytes = b"", sheet: bytes = b""
    ) -> "Founding":
        """New keys and a new id."""
        site, note = Ed25519PrivateKey.generate(), X25519PrivateKey.generate()
        return cls(os.urandom(16), site, note, relief, ca, restricted, sheet)

    @property
    def note_key(self) -> bytes:
        """The raw X25519 public key for emergency notes."""
        return self.note.public_key().public_bytes_raw()

    def signer(self) -> Signer:
        """The desk's own signature."""
        return Signer(DESK, key_id(ED25519, public_raw(self.site)), self.site)

    def draft(self, opened_by: Keys | None = None) -> Draft:
        """Record 1; of the shared keys that open the book it tells the digests."""
        more = {"restricted_key": b64(self.restricted)} if self.restricted else {}
        if opened_by is not None:
            more |= dict(zip(SHARED, older.each(opened_by)[0], strict=True))
        more |= {"sheet_key": b64(self.sheet)} if self.sheet else {}
        return Draft(
            "book",
            {
                "format": 1,
                "site_key": b64(public_raw(self.site)),
                "note_key": b64(self.note_key),
                **more,
                "ca": b64(self.ca),
                "relief_ca": b64(self.relief.certificate),
                "created_with": f"deskinc {__version__}",
            },
        )

    def parts(self) -> dict[str, bytes]:
        """All of it as bytes, by the names under which it is kept."""
        site, note = self.site.private_bytes_raw(), self.note.private_bytes_raw()
        kept = (self.book, site, note, self.relief.certificate, self.relief.private, self.ca)
        return dict(zip(_KEPT, kept, strict=True))

    @classmethod
    def of(cls, parts: Mapping[str, bytes]) -> "Founding":
        """The keys of :meth:`parts`; KeyError if one is missing, ValueError if one is none."""
        book, site, note, relief, relief_key, ca = (parts[name] for name in _KEPT)
        return cls(
            book,
            Ed25519PrivateKey.from_private_bytes(site),
            X25519PrivateKey.from_private_bytes(note),
            Issuer(relief, relief_key),
            ca,
        )

    def keep(self, link: Link) -> None:
        """Lay the keys into the database, inside the caller's transaction."""
        for name, value in self.parts().items():
            schema.put(link, name, value)

    @classmethod
    def load(cls, link: Link) -> "Founding":
        """The keys of an open book; :class:`~deskinc.errors.BookFault` if one is missing."""
        kept = {name: value for name in _KEPT if (value := schema.get(link, name)) is not None}
        if len(kept) < len(_KEPT):
            raise damaged()
        return cls.of(kept)
