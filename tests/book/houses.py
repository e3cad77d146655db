"""A small office's book in a temporary folder: real keys, real files, one enrolled officer."""

import os
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from deskinc.book import clock
from deskinc.book.book import Book, Founding
from deskinc.book.disk.store import Link
from deskinc.book.keys.authority import Issuer, make_ca, make_relief_ca
from deskinc.book.keys.slots import Keys
from deskinc.book.record import Draft, Record, Saved, Signer, new_id
from deskinc.forms.fields import Value
from deskinc.proof.canonical import b64
from deskinc.proof.disclosure import disclose
from deskinc.proof.keys import ED25519, key_id, public_raw

GATE: Value = {"id": b64(b"gate" * 4), "text": "Main gate"}
PATROL: Value = {"code": "patrol", "text": "Patrol"}


class Ticking:
    """A wall clock that a test sets; it stands still between calls unless told to step."""

    def __init__(self, start: datetime, step: timedelta = timedelta()) -> None:
        self.moment = start
        self.step = step

    def __call__(self) -> datetime:
        """The next moment."""
        self.moment += self.step
        return self.moment


@cache
def issuers() -> tuple[Issuer, Issuer]:
    """The two authorities, made once for all tests."""
    now = datetime(2026, 11, 21, tzinfo=UTC)
    return make_ca("Tower", now), make_relief_ca("Tower", now)


def officer(name: str, *roles: str) -> tuple[Draft, Signer]:
    """The draft that enrols a new person as officer and more, and that person's signature."""
    own, private = new_id(), Ed25519PrivateKey.generate()
    public = public_raw(private)
    values: dict[str, Value] = {
        "name": name,
        "initials": "".join(part[0] for part in name.split()),
        **{f"roles/{role}": True for role in ("officer", *roles)},
        "signing_key": b64(public),
        "state": {"code": "active", "text": "Active"},
    }
    return Draft("officer", values, id=own), Signer(b64(own), key_id(ED25519, public), private)


def line(text: str, **more: Value) -> Draft:
    """A patrol's line at the gate."""
    return Draft("occurrence", {"type": PATROL, "place": GATE, "text": text, **more})


@dataclass
class House:
    """An office: its folders and keys, its open book, and the first officer's signature."""

    folder: Path
    mirror: Path
    keys: Keys
    book: Book
    me: Signer
    now: Callable[[], datetime] = clock.now
    opened: list[Book] = field(default_factory=list)

    def post(self, *drafts: Draft, signer: Signer | None = None) -> list[Record]:
        """Write drafts and wait for their records."""
        return list(self.write(*drafts, signer=signer).result().records)

    def write(self, *drafts: Draft, signer: Signer | None = None) -> "Future[Saved]":
        """Write drafts."""
        return self.book.write(drafts, signer or self.me)

    def enrol(self, name: str, *roles: str) -> Signer:
        """Enrol another person, as officer and more."""
        draft, signer = officer(name, *roles)
        self.post(draft)
        return signer

    def reopen(self) -> Book:
        """Close the book and open it again."""
        self.book.close()
        return self.open()

    def open(self) -> Book:
        """Open the book."""
        self.book = Book.open(self.folder, self.keys, now=self.now)
        self.opened.append(self.book)
        return self.book


def found(folder: Path, now: Callable[[], datetime] = clock.now) -> House:
    """Set an office up below ``folder``: records 1 to 3 are written."""
    ca, relief = issuers()
    keys = Keys(os.urandom(32), os.urandom(32))
    founding = Founding.fresh(ca.certificate, relief)
    book = Book.create(folder / "data", folder / "mirror", keys, founding, now=now)
    for place in (folder / "data", folder / "mirror" / b64(book.id)):
        (place / "slots.json").write_text("{}")
    draft, me = officer("Rosa Malik", "admin", "lead")
    house = House(folder / "data", folder / "mirror", keys, book, me, now, [book])
    site: dict[str, Value] = {"name": "Tower", "zone": "Europe/London", "language": "en-GB"}
    house.post(draft)
    house.post(Draft("site", site))
    return house


def alter(link: Link, n: int, name: str, value: str) -> None:
    """Put another value in the place of one, as only a holder of the database's key can."""
    with link.transaction():
        link.run("DROP TRIGGER IF EXISTS value_as_is")
        raw = disclose(name, value).raw
        link.run("UPDATE value SET raw = ? WHERE n = ? AND name = ?", (raw, n, name))
