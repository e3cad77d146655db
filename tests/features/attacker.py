"""Somebody with the rights of the computer’s administrator and the book’s keys, but no officer’s.

He reads the whole book, writes it anew, and puts everything right that his keys can put right:
registers, the tree, the verifier’s memory, the triggers, the head file, the mirror, and whatever
the site’s own key has signed. Nothing here is used by the program.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from tests.features.rows import Row, rows, write

from deskinc.book import registers
from deskinc.book.disk import files, schema
from deskinc.book.disk.head import Head, HeadFile
from deskinc.book.disk.station import ATTACHMENTS, DATABASE, HEAD
from deskinc.book.disk.store import Link, Mode, Store
from deskinc.book.keys.slots import Keys
from deskinc.book.mirror import MirrorWriter
from deskinc.book.records import reading
from deskinc.book.records.following import SEALED, STATE, never, quietly
from deskinc.book.records.founding import Founding
from deskinc.book.registers.rebuild import rebuild
from deskinc.book.writing import ledger
from deskinc.proof import state as memory
from deskinc.proof.bundle import pack
from deskinc.proof.canonical import Json, b64, dumps
from deskinc.proof.depth import Depth
from deskinc.proof.document import DESK, NO_LEAF, encode
from deskinc.proof.keys import ED25519, FILE, key_id, public_raw, sign_record
from deskinc.proof.merkle import inclusion_proof, root
from deskinc.proof.seal import Checkpoint, origin, sign_note
from deskinc.proof.verify import Chain


@dataclass
class Attacker:
    """The book below ``root`` in the hands of somebody who holds ``keys``."""

    root: Path
    keys: Keys
    rows: list[Row] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.read()

    def read(self) -> None:
        """Take in the book as it lies there now."""
        with self.link() as link:
            self.site = Founding.load(link)
            self.rows = rows(link)

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self.root / "book"

    @property
    def mirror(self) -> Path:
        """The folder of the mirror."""
        return self.root / "mirror" / b64(self.site.book)

    def link(self) -> Link:
        """The database, open for writing."""
        return Link(Store(self.folder / DATABASE, self.keys.database), Mode.WRITE)

    def row(self, n: int) -> Row:
        """The record of that number."""
        return next(row for row in self.rows if row.n == n)

    def find(self, words: str) -> Row:
        """The line whose text begins so."""
        return next(
            r for r in self.rows if "text" in r.raws and str(r.said("text")).startswith(words)
        )

    def officer(self, name: str) -> Row:
        """The record that enrolled somebody."""
        found = (row for row in self.rows if row.doc.form == "officer")
        return next(row for row in found if row.said("name") == name)

    def line(self, text: str, author: str, at: str = "") -> Row:
        """One more line, numbered as the next; not yet signed."""
        last = [row.doc for row in self.rows if "line" in row.doc.nos][-1]
        at = at or last.at
        day = at[:10]
        taken = [str(row.doc.nos.get("day", "")).split("/") for row in self.rows]
        count = max((int(place) for one, *rest in taken if one == day for place in rest), default=0)
        nos = {"line": int(last.nos["line"]) + 1, "day": f"{day}/{count + 1}"}
        said: dict[str, Json] = {"type": {"code": "patrol", "text": "Patrol"}, "text": text}
        return self.write("occurrence", said, author=author, nos=nos, at=at, offset=last.offset)

    def write(self, form: str, values: Mapping[str, Json], **members: Any) -> Row:
        """One more record at the end of the book, not yet signed."""
        last, id_ = self.rows[-1].doc, os.urandom(16)
        doc = replace(
            last, n=last.n + 1, id=id_, thread=id_, form=form, nos={}, amends=None, batch=None,
            prev=self.rows[-1].leaf,
        )  # fmt: skip
        row = Row(replace(doc, **members), bytes(64), {})
        row.say(**values)
        self.rows.append(row)
        return row

    def sign(self, row: Row, private: Ed25519PrivateKey) -> None:
        """Sign a record with a key he holds; the record names that key."""
        row.doc = replace(row.doc, key=key_id(ED25519, public_raw(private)))
        row.sig = sign_record(private, encode(row.doc))

    def rechain(self) -> None:
        """Number all records anew and let each name the one before; sign what the site signs.

        Where an officer’s record has changed by this, his signature holds no longer.
        """
        before, lines, days = NO_LEAF, 0, dict[str, int]()
        for n, row in enumerate(self.rows, 1):
            nos = dict(row.doc.nos)
            if "line" in nos:
                lines, day = lines + 1, str(nos["day"]).partition("/")[0]
                days[day] = days.get(day, 0) + 1
                nos |= {"line": lines, "day": f"{day}/{days[day]}"}
            doc = replace(row.doc, n=n, prev=before, nos=nos)
            if doc != row.doc:
                row.doc = doc
                if doc.form == "seal":
                    self.seal_again(row, lines)
                elif doc.author == DESK:
                    self.sign(row, self.site.site)
            before = row.leaf

    def seal_again(self, row: Row, lines: int) -> None:
        """The note of a seal over what now lies before it, in the site’s name alone."""
        size = row.n - 1
        point = Checkpoint(
            origin(self.site.book, row.doc.epoch), size,
            root([one.leaf for one in self.rows[:size]]), lines, lines,
        )  # fmt: skip
        row.doc = replace(row.doc, author=DESK)
        row.say(note=sign_note(point, self.site.site))
        self.sign(row, self.site.site)

    def seal(self) -> None:
        """A seal over all there is, in the site’s name."""
        lines = [row.doc.nos["line"] for row in self.rows if "line" in row.doc.nos]
        row = self.write("seal", {"note": ""}, author=DESK)
        self.seal_again(row, int(lines[-1]))

    def bundle(self, ns: Iterable[int], files: Mapping[str, bytes]) -> bytes:
        """An evidence bundle of some records under the last seal, packed by hand."""
        seal = next(row for row in reversed(self.rows) if row.doc.form == "seal")
        size, leaves = self.rows.index(seal), [row.leaf for row in self.rows]
        people = [row.n for row in self.rows if row.doc.form in {"book", "officer"}]
        records: list[Json] = []
        for place, row in enumerate(self.rows):
            if row.n in {*people, *ns}:
                path = inclusion_proof(leaves, place, size) if place < size else None
                records.append(
                    {
                        "n": row.n,
                        "document": b64(encode(row.doc)),
                        "signature": b64(row.sig),
                        "disclosures": [b64(raw) for raw in row.raws.values()],
                        "proof": None if path is None else [b64(node) for node in path],
                    }
                )
        told: dict[str, Json] = {"v": 1, "book": b64(self.site.book), "records": records}
        return pack(dumps(told | {"seal": seal.said("note")}), files)

    def put(self, *, mirror: bool = True, head: bool = True) -> None:
        """Write everything back and make all that is derived agree with it, in every place."""
        with self.link() as link:
            with link.transaction():
                write(link, self.rows)
            self.derive(link)
            if head:
                self._remember(link)
            if mirror:
                self._mirror(link)

    def derive(self, link: Link) -> None:
        """Registers, search and tree from the records; the verifier’s memory at the last seal."""
        rebuild(link, link, len(self.rows), quietly, never)
        sealed = max((row.n for row in self.rows if row.doc.form == "seal"), default=0)
        chain = Chain(depth=Depth.TREE)
        for row in self.rows[: max(0, sealed - 1)]:
            chain.add(encode(row.doc), row.sig, list(row.raws.values()))
        with link.transaction():
            registers.merge(link)
            schema.put(link, STATE, memory.dump(chain.state))
            schema.put(link, SEALED, str(sealed).encode())

    def _remember(self, link: Link) -> None:
        state = ledger.load(link, self.site.book, self.rows[-1].doc.epoch)
        sealed = max((row.n - 1 for row in self.rows if row.doc.form == "seal"), default=0)
        head = Head(
            state.epoch, state.n, state.prev, state.numbers.line, state.root(), sealed
        )  # fmt: skip
        path = self.folder / HEAD
        path.unlink(missing_ok=True)
        file = HeadFile(path, self.keys.mirror, self.site.book)
        for _slot in range(2):
            file.write(head, sync_now=True)

    def _mirror(self, link: Link) -> None:
        days = [path for kind in ("lines", "values") for path in self.mirror.glob(f"*.{kind}")]
        newest = max(path.name[:10] for path in days)
        for path in days:
            path.unlink()
        writer = MirrorWriter(self.mirror, self.keys.mirror, self.site.book)
        first = 1
        while batches := reading.batches(link, first, self.rows[-1].doc.epoch):
            writer.extend(batches, newest)
            first = batches[-1].last + 1

    def swap_file(self, sha256: bytes, change: Callable[[bytes], bytes]) -> None:
        """Change an encrypted file in the book’s folder and in the mirror alike."""
        name = files.file_name(files.name_key(self.keys.mirror, self.site.book), sha256)
        for folder in (self.folder / ATTACHMENTS, self.mirror / ATTACHMENTS):
            path = folder / name
            path.write_bytes(change(path.read_bytes()))

    def plain(self, row: Row, name: str) -> bytes:
        """What a file of a record holds."""
        value, folder = row.said(name), self.folder / ATTACHMENTS
        key = files.name_key(self.keys.mirror, self.site.book)
        found = files.Attachment(cast("files.FileValue", value), row.files[name][1])
        return b"".join(files.read(folder, key, found))

    def add_file(self, sha256: bytes, raw: bytes) -> None:
        """Lay an encrypted file into the book’s folder and the mirror’s, under its right name."""
        name = files.file_name(files.name_key(self.keys.mirror, self.site.book), sha256)
        for folder in (self.folder / ATTACHMENTS, self.mirror / ATTACHMENTS):
            (folder / name).write_bytes(raw)


def encrypted(plain: bytes, key: bytes, digest: bytes) -> bytes:
    """Another content of one chunk, encrypted as if it were the file of that digest."""
    return ChaCha20Poly1305(key).encrypt(bytes(12), plain, FILE + digest + b"\1")
