"""The seven attacks by hand: what somebody does who has the keys, but no colleague's signature.

Each act changes a copy of the demo office and says which records he then shows to whom.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.features.attacker import Attacker, encrypted
from tests.features.rows import Row

from deskinc.book.book import Book
from deskinc.book.disk.station import DATABASE, HEAD, STATION, Station
from deskinc.book.disk.store import Store
from deskinc.book.keys.slots import Keys
from deskinc.book.record import Draft, Signer
from deskinc.proof.canonical import Json, b64
from deskinc.proof.disclosure import disclose
from deskinc.proof.document import DESK
from deskinc.proof.keys import ED25519, key_id, public_raw

ME, COLLEAGUE = "T. Okafor", "R. Malik"
LINE = "Key sets 11 to 14 returned"
WORDS = "Key sets 11 to 13 returned by Brightline."


@dataclass(frozen=True)
class Demo:
    """The demo office, last week's files of it, and what its people hold in their hands."""

    folder: Path
    old: Path
    keys: Keys
    note: str


@dataclass(frozen=True)
class Shown:
    """What he packs into a bundle to convince somebody: records, and files by SHA-256.

    ``paper``: the other holds it against the paper.
    """

    ns: tuple[int, ...] = ()
    files: dict[str, bytes] | None = None
    paper: bool = True


Act = Callable[[Attacker, Demo], Shown]
ACTS: dict[str, list[Act]] = {}


def attack(name: str) -> Callable[[Act], Act]:
    """Take an act in as the next row of the attack of that name."""

    def taken(act: Act) -> Act:
        ACTS.setdefault(name, []).append(act)
        return act

    return taken


@attack("Edit a value")
def in_the_table(he: Attacker, _demo: Demo) -> Shown:
    row = he.find(LINE)
    with he.link() as link, link.transaction():
        link.run("DROP TRIGGER value_as_is")
        raw = disclose("text", WORDS).raw
        link.run("UPDATE value SET raw = ? WHERE n = ? AND name = 'text'", (raw, row.n))
    row.raws["text"] = raw
    return Shown((row.n,))


@attack("Edit a value")
def and_the_registers(he: Attacker, _demo: Demo) -> Shown:
    row = he.find(LINE)
    row.raws["text"] = disclose("text", WORDS).raw
    he.put()
    return Shown((row.n,))


@attack("Edit a value")
def and_every_record_after_it(he: Attacker, _demo: Demo) -> Shown:
    row = he.find(LINE)
    row.say(text=WORDS)
    he.rechain()
    he.put()
    return Shown((row.n,))


@attack("Delete a row and renumber")
def from_the_tables(he: Attacker, _demo: Demo) -> Shown:
    gone = he.find(LINE).n
    with he.link() as link, link.transaction():
        link.run("PRAGMA defer_foreign_keys = ON")
        for trigger in ("record_stays", "record_as_is", "value_stays", "value_as_is", "file_as_is"):
            link.run(f"DROP TRIGGER {trigger}")
        for table in ("value", "record"):
            link.run(f"DELETE FROM {table} WHERE n = ?", (gone,))  # noqa: S608
        for n in range(gone + 1, len(he.rows) + 1):
            for table in ("record", "value", "file"):
                link.run(f"UPDATE {table} SET n = ? WHERE n = ?", (n - 1, n))  # noqa: S608
    he.read()
    return Shown((gone + 1,))


@attack("Delete a row and renumber")
def and_number_all_anew(he: Attacker, _demo: Demo) -> Shown:
    gone = he.find(LINE)
    he.rows.remove(gone)
    he.rechain()
    he.put()
    return Shown((gone.n,))


def cut(he: Attacker, *, mirror: bool, head: bool) -> Shown:
    """Everything after the last seal but one of the evening goes."""
    seals = [row.n for row in he.rows if row.doc.form == "seal"]
    del he.rows[seals[-2] :]
    he.put(mirror=mirror, head=head)
    return Shown((he.find(LINE).n,))


@attack("Drop the triggers and cut the tail")
def of_the_database(he: Attacker, _demo: Demo) -> Shown:
    return cut(he, mirror=False, head=False)


@attack("Drop the triggers and cut the tail")
def and_of_the_head(he: Attacker, _demo: Demo) -> Shown:
    return cut(he, mirror=False, head=True)


@attack("Drop the triggers and cut the tail")
def and_of_the_mirror_too(he: Attacker, _demo: Demo) -> Shown:
    return cut(he, mirror=True, head=True)


def put_back(he: Attacker, demo: Demo, *names: str) -> None:
    """Last week's files over those of today."""
    Store(he.folder / DATABASE, b"").wal.unlink(missing_ok=True)
    for name in names:
        old = demo.old / name
        if old.is_dir():
            shutil.rmtree(he.root / name)
            shutil.copytree(old, he.root / name, ignore=shutil.ignore_patterns("*-shm"))
        elif old.exists():
            shutil.copy(old, he.root / name)
    settle(he.root)
    he.read()


@attack("Restore last week’s files")
def the_database(he: Attacker, demo: Demo) -> Shown:
    put_back(he, demo, f"book/{DATABASE}", f"book/{DATABASE}-wal")
    return Shown((he.find(LINE).n,))


@attack("Restore last week’s files")
def and_the_head_file(he: Attacker, demo: Demo) -> Shown:
    put_back(he, demo, f"book/{DATABASE}", f"book/{DATABASE}-wal", f"book/{HEAD}")
    return Shown((he.find(LINE).n,))


@attack("Restore last week’s files")
def and_hide_whatever_remembers(he: Attacker, demo: Demo) -> Shown:
    put_back(he, demo, f"book/{DATABASE}", f"book/{DATABASE}-wal")
    for name in (HEAD, STATION):
        (he.folder / name).unlink()
    return Shown((he.find(LINE).n,))


@attack("Restore last week’s files")
def everything(he: Attacker, demo: Demo) -> Shown:
    put_back(he, demo, "book", "mirror")
    return Shown((he.find(LINE).n,))


@attack("Restore last week’s files")
def and_grow_it_to_the_old_size(he: Attacker, demo: Demo) -> Shown:
    size = len(he.rows) - 1
    put_back(he, demo, "book", "mirror")
    while len(he.rows) < size:
        said: dict[str, Json] = {"what": {"code": "locked", "text": "Locked"}}
        he.sign(he.write("access", said, author=DESK), he.site.site)
    he.seal()
    he.put()
    return Shown((he.find(LINE).n,))


def photo(he: Attacker) -> tuple[Row, str, bytes, bytes]:
    """The first photo: its record and field, and the file's digest and key."""
    row = next(row for row in he.rows if row.doc.form == "photo")
    name, (digest, key) = next(iter(row.files.items()))
    return row, name, digest, key


def forged(row: Row, name: str) -> bytes:
    """Another picture of the same length."""
    value = row.said(name)
    assert isinstance(value, dict)
    assert isinstance(value["size"], int)
    return b"x" * value["size"]


def the_rest(he: Attacker, row: Row, name: str) -> dict[str, bytes]:
    """The other files of the record, by their SHA-256."""
    return {
        digest.hex(): he.plain(row, other)
        for other, (digest, _key) in row.files.items()
        if other != name
    }


@attack("Swap an attachment")
def under_the_old_digest(he: Attacker, _demo: Demo) -> Shown:
    row, name, digest, key = photo(he)
    other = forged(row, name)
    he.swap_file(digest, lambda _old: encrypted(other, key, digest))
    return Shown((row.n,), the_rest(he, row, name) | {digest.hex(): other})


@attack("Swap an attachment")
def and_its_digest(he: Attacker, _demo: Demo) -> Shown:
    row, name, digest, key = photo(he)
    other, value = forged(row, name), row.said(name)
    assert isinstance(value, dict)
    he.swap_file(digest, lambda _old: b"")
    new = sha256(other).digest()
    row.files[name] = (new, key)
    row.say(**{name: value | {"sha256": b64(new)}})
    he.add_file(new, encrypted(other, key, new))
    he.rechain()
    he.put()
    return Shown((row.n,), the_rest(he, row, name) | {new.hex(): other})


@attack("Back-date through the clock")
def with_the_program(he: Attacker, demo: Demo) -> Shown:
    back = datetime.fromisoformat(he.rows[-1].doc.at) - timedelta(hours=3)
    book = Book.open(he.folder, demo.keys, now=lambda: back)
    line = Draft("occurrence", {"type": {"code": "patrol", "text": "Patrol"}, "text": WORDS})
    (record,) = book.write([line], mine(he, demo)).result().records
    book.settle()
    book.seal().result()
    book.settle()
    book.close()
    he.read()
    return Shown((record.n,), paper=False)


@attack("Back-date through the clock")
def by_changing_the_time_of_a_line(he: Attacker, _demo: Demo) -> Shown:
    row = he.find(LINE)
    row.doc = replace(row.doc, at="2026-11-15T21:05:00.137Z")
    he.rechain()
    he.put()
    return Shown((row.n,))


@attack("Back-date through the clock")
def with_a_line_of_his_own_made_by_hand(he: Attacker, demo: Demo) -> Shown:
    me = mine(he, demo)
    row = he.line(WORDS, me.author, at="2026-11-21T21:40:00.000Z")
    he.sign(row, me.private)
    he.seal()
    he.put()
    return Shown((row.n,), paper=False)


def mine(he: Attacker, demo: Demo) -> Signer:
    """The one signature he has of his own right."""
    assert demo.keys.signing
    private = Ed25519PrivateKey.from_private_bytes(demo.keys.signing)
    return Signer(b64(he.officer(ME).doc.thread), key_id(ED25519, public_raw(private)), private)


@attack("Write a line in a colleague’s name")
def with_his_own_key(he: Attacker, demo: Demo) -> Shown:
    row = he.line(WORDS, b64(he.officer(COLLEAGUE).doc.thread))
    he.sign(row, mine(he, demo).private)
    he.put()
    return Shown((row.n,), paper=False)


@attack("Write a line in a colleague’s name")
def with_the_site_key_and_a_seal_over_it(he: Attacker, _demo: Demo) -> Shown:
    row = he.line(WORDS, b64(he.officer(COLLEAGUE).doc.thread))
    he.sign(row, he.site.site)
    he.seal()
    he.put()
    return Shown((row.n,), paper=False)


def with_a_new_key(he: Attacker, author: str, by: Ed25519PrivateKey | None) -> Shown:
    """Enrol a key made by himself as the colleague's, then write with it and seal."""
    colleague, new = he.officer(COLLEAGUE).doc.thread, Ed25519PrivateKey.generate()
    said = {"signing_key": b64(public_raw(new))}
    he.sign(he.write("officer", said, author=author, thread=colleague), by or new)
    row = he.line(WORDS, b64(colleague))
    he.sign(row, new)
    he.seal()
    he.put()
    return Shown((row.n,), paper=False)


@attack("Write a line in a colleague’s name")
def with_a_key_the_site_enrols(he: Attacker, _demo: Demo) -> Shown:
    return with_a_new_key(he, DESK, he.site.site)


@attack("Write a line in a colleague’s name")
def with_a_key_that_enrols_itself(he: Attacker, _demo: Demo) -> Shown:
    return with_a_new_key(he, b64(he.officer(COLLEAGUE).doc.thread), None)


@attack("Write a line in a colleague’s name")
def with_a_key_he_enrols_as_an_officer(he: Attacker, demo: Demo) -> Shown:
    me = mine(he, demo)
    return with_a_new_key(he, me.author, me.private)


def settle(root: Path) -> None:
    """Tell the book below ``root`` where its mirror lies now."""
    station = Station.load(root / "book")
    assert station is not None
    replace(station, mirror=root / "mirror").save(root / "book")
