"""Records of a book as rows of its tables, read out and written back below everybody's feet."""

from dataclasses import dataclass, field, replace

from deskinc.book.disk import schema
from deskinc.book.disk.store import Link
from deskinc.proof.canonical import Json
from deskinc.proof.disclosure import disclose, parse
from deskinc.proof.document import Document, decode, encode, leaf

TRIGGERS = tuple(one for one in schema._FIRST if one.startswith("CREATE TRIGGER"))
TABLES = ("file", "value", "record")


@dataclass
class Row:
    """One record as it lies in the tables; ``files`` maps a field to its SHA-256 and key."""

    doc: Document
    sig: bytes
    raws: dict[str, bytes]
    files: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)

    @property
    def n(self) -> int:
        """Its number."""
        return self.doc.n

    @property
    def leaf(self) -> bytes:
        """Its leaf, whatever the signature is worth."""
        return leaf(encode(self.doc), self.sig)

    def said(self, name: str) -> Json:
        """The value of a field."""
        return parse(self.raws[name]).value

    def say(self, **values: Json) -> None:
        """Put other values in the place of these, in the document too."""
        for name, value in values.items():
            self.raws[name] = disclose(name, value).raw
        digests = tuple(parse(raw).digest for raw in self.raws.values())
        self.doc = replace(self.doc, values=digests)


def rows(link: Link) -> list[Row]:
    """Every record of the book."""
    found = []
    for n, doc, sig in link.run("SELECT n, doc, sig FROM record ORDER BY n").fetchall():
        values = link.run("SELECT name, raw FROM value WHERE n = ? ORDER BY name", (n,)).fetchall()
        kept = link.run("SELECT name, sha256, key FROM file WHERE n = ?", (n,)).fetchall()
        files = {name: (digest, key) for name, digest, key in kept}
        found.append(Row(decode(doc), sig, dict(tuple(one) for one in values), files))
    return found


def write(link: Link, records: list[Row]) -> None:
    """Put these records in the place of all there are, inside the caller's transaction."""
    _without_triggers(link)
    for table in TABLES:
        link.run(f"DELETE FROM {table}")  # noqa: S608 - our own names
    for row in records:
        insert(link, row)
    for statement in TRIGGERS:
        link.run(statement)


def _without_triggers(link: Link) -> None:
    for (name,) in link.run("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        link.run(f"DROP TRIGGER {name}")


def insert(link: Link, row: Row) -> None:
    """Write one record more."""
    doc = row.doc
    link.run(
        "INSERT INTO record(n, id, thread, amends, doc, sig) VALUES (?, ?, ?, ?, ?, ?)",
        (doc.n, doc.id, doc.thread, doc.amends, encode(doc), row.sig),
    )
    for name, raw in row.raws.items():
        link.run("INSERT INTO value(n, name, raw) VALUES (?, ?, ?)", (doc.n, name, raw))
    for name, (digest, key) in row.files.items():
        link.run(
            "INSERT INTO file(n, name, sha256, key) VALUES (?, ?, ?, ?)",
            (doc.n, name, digest, key),
        )
