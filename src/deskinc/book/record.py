"""What goes into the book and what comes back: drafts, records, and who signs them."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from deskinc.forms.fields import Value
from deskinc.proof.document import Document
from deskinc.proof.series import cited

_SHOWN_WHOLE = frozenset({"line", "day"})


def new_id() -> bytes:
    """A random id of 16 bytes, made when an unsent text is opened."""
    return os.urandom(16)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person wants written: the cleaned values of a form, not yet numbered or signed.

    ``thread`` is the id of the record whose thread this continues, ``amends`` the id of the
    record it replaces or strikes. ``files`` holds the key of each attachment by field name.
    ``numbered`` false keeps the next number of the form's series unspent.
    """

    form: str
    values: Mapping[str, Value] = field(repr=False)
    id: bytes = field(default_factory=new_id)
    thread: bytes | None = None
    amends: bytes | None = None
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Signer:
    """The person (thread of the OFFICER record) or ``desk`` in whose name a record is signed."""

    author: str
    key_id: bytes
    private: Ed25519PrivateKey = field(repr=False)


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it stands in the book: the signed document and the values still there."""

    doc: Document
    values: Mapping[str, Value] = field(repr=False)
    leaf: bytes

    @property
    def n(self) -> int:
        """Its place in the chain, from 1."""
        return self.doc.n

    @property
    def id(self) -> bytes:
        """Its random id."""
        return self.doc.id

    @property
    def form(self) -> str:
        """The key of its form."""
        return self.doc.form

    @property
    def form_v(self) -> int:
        """The version of its form."""
        return self.doc.form_v

    @property
    def nos(self) -> Mapping[str, str | int]:
        """Its numbers on paper."""
        return self.doc.nos

    @property
    def offset(self) -> int:
        """Minutes the clock on the wall was ahead of UTC."""
        return self.doc.offset

    @property
    def line(self) -> int | None:
        """The serial of the line in the book, from 1; None for a record that is no line."""
        serial = self.nos.get("line")
        return serial if isinstance(serial, int) else None

    @property
    def cited(self) -> str:
        """The line as people cite it, ``4812`` or after a restore ``4812·e2``; "" for no line."""
        return cited(self.line, self.doc.epoch)

    @property
    def day(self) -> str | None:
        """The number of the line within its day, ``2026-11-22/17``."""
        serial = self.nos.get("day")
        return serial if isinstance(serial, str) else None

    @property
    def number(self) -> str | None:
        """The number in the form's own series, ``INC-2026-0042``."""
        for name, no in self.nos.items():
            if name not in _SHOWN_WHOLE:
                return f"{name}-{no}"
        return None

    @property
    def at(self) -> datetime:
        """When it was written, in UTC."""
        return datetime.fromisoformat(self.doc.at).astimezone(UTC)

    @property
    def written(self) -> datetime:
        """When it was written, by the clock on the wall (offset of that moment)."""
        return self.at.astimezone(timezone(timedelta(minutes=self.offset)))

    @property
    def author(self) -> str:
        """``desk`` or the thread of the writer's OFFICER record, base64url."""
        return self.doc.author

    @property
    def thread(self) -> bytes:
        """The id of the first record of its thread."""
        return self.doc.thread

    @property
    def amends(self) -> bytes | None:
        """The id of the record it replaces or strikes."""
        return self.doc.amends


@dataclass(frozen=True, slots=True)
class Saved:
    """The records one transaction wrote; ``mirrored`` false: the second copy is still pending."""

    records: tuple[Record, ...]
    mirrored: bool
