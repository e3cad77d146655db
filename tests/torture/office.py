"""A small office whose book is tortured: copied anywhere, opened again, and questioned."""

import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.book.houses import found, line

from deskinc.book import mirror
from deskinc.book.book import Book
from deskinc.book.disk.station import Station
from deskinc.book.disk.store import Link
from deskinc.book.keys.slots import Keys
from deskinc.book.record import Draft, Signer
from deskinc.book.records import reading
from deskinc.errors import BookFault, DeskError
from deskinc.forms.fields import Value
from deskinc.proof.canonical import b64
from deskinc.proof.keys import ED25519, key_id, public_raw

DATA, MIRROR = "data", "mirror"
GOOD = 3
"""Lines in the office before anything is done to it."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """What a process needs to write in the office's book, as text."""

    book: str
    database: str
    mirror: str
    author: str
    seed: str

    @property
    def keys(self) -> Keys:
        """The keys of both stores."""
        return Keys(bytes.fromhex(self.database), bytes.fromhex(self.mirror))

    def signer(self) -> Signer:
        """The officer's signature."""
        private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self.seed))
        return Signer(self.author, key_id(ED25519, public_raw(private)), private)


def begin(root: Path) -> Secrets:
    """An office below ``root`` with a few lines, a file and a seal, closed."""
    house = found(root)
    for number in range(GOOD):
        house.post(line(f"good-{number}"))
    house.post(with_file(house.book, b"As it was found.", "good.txt"))
    house.book.seal(house.me).result()
    house.book.settle()
    house.book.close()
    return Secrets(
        house.book.id.hex(),
        house.keys.database.hex(),
        house.keys.mirror.hex(),
        house.me.author,
        house.me.private.private_bytes_raw().hex(),
    )


def with_file(book: Book, content_: bytes, name: str) -> Draft:
    """The draft of a record that brings a file."""
    made = book.attach(content_, name, "application/octet-stream")
    values: dict[str, Value] = {"caption": name, "original": made.value}
    return Draft("photo", values, files={"original": made.key})


def copied(root: Path, to: Path) -> Path:
    """A copy of everything below ``root``, whose book knows the copy's own mirror."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(root, to, ignore=shutil.ignore_patterns("*-shm", "acks"))
    settle_in(to)
    return to


def settle_in(root: Path) -> None:
    """Tell the book below ``root`` where its mirror lies now."""
    station = Station.load(root / DATA)
    if station is not None and station.mirror != root / MIRROR:
        replace(station, mirror=root / MIRROR).save(root / DATA)


def mirror_of(root: Path, secrets: Secrets) -> Path:
    """The folder of the mirror's files."""
    return root / MIRROR / b64(bytes.fromhex(secrets.book))


def mirrored(root: Path, secrets: Secrets) -> list[str]:
    """The texts of the lines the mirror alone gives back, in order of n."""
    folder, key = mirror_of(root, secrets), secrets.keys.mirror
    if not folder.is_dir():
        return []
    texts = []
    for found_ in mirror.frames(folder, key, bytes.fromhex(secrets.book)):
        if not isinstance(found_, mirror.Damage):
            for entry in found_.entries:
                texts.extend(_texts(entry.disclosures or ()))
    return texts


def _texts(raws: Sequence[bytes]) -> list[str]:
    said = []
    for raw in raws:
        name, value = reading.value_from(raw)
        if name in {"text", "caption"} and isinstance(value, str):
            said.append(value)
    return said


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of the acknowledged lines: how many are lost, what is wrong, what was said."""

    lost: int = 0
    wrong: str = ""
    said: str = ""


def examine(root: Path, secrets: Secrets, acks: Sequence[str], *, on: bool = True) -> Verdict:
    """Open the book as the program does and ask for every acknowledged line.

    Each must be there once and in order, all must verify and, with ``on``, the next line must be
    taken. Where the program refuses to open, the mirror must hold every line.
    """
    try:
        book = Book.open(root / DATA, secrets.keys)
    except BookFault as fault:
        gone = missing(acks, mirrored(root, secrets))
        return Verdict(gone, said=fault.what)
    try:
        texts = lines(book)
        gone = missing(acks, texts)
        findings = book.verify(full=True)
        wrong = "; ".join(f"{f.kind} {f.n} {f.why}" for f in findings)
        if on:
            book.write([line("going on")], secrets.signer()).result()
            book.settle()
            if lines(book) != [*texts, "going on"]:
                wrong += "the next line is not the last"
        return Verdict(gone, wrong)
    except DeskError as fault:
        return Verdict(0, wrong=f"after opening: {fault}")
    finally:
        book.close()


def lines(book: Book) -> list[str]:
    """The texts of all lines and the captions of all files, in order of n; none of the clock's."""
    reader = book.reader()
    records = reader.records(range(1, reader.last_n() + 1))
    said = [records[n].values for n in sorted(records) if records[n].form != "clock"]
    return [str(v.get("text", v.get("caption"))) for v in said if "text" in v or "caption" in v]


def said_by(link: Link) -> list[str]:
    """The same, asked of the database alone."""
    rows = link.run("SELECT raw FROM value WHERE name IN ('text', 'caption') ORDER BY n")
    return [str(reading.value_from(raw)[1]) for raw in rows.scalars()]


def missing(acks: Sequence[str], texts: Sequence[str]) -> int:
    """How many acknowledged lines are not there once and in order."""
    counts = Counter(texts)
    gone = sum(counts[ack] != 1 for ack in acks)
    known = set(acks)
    if not gone and [text for text in texts if text in known] != list(acks):
        return len(acks)
    return gone
