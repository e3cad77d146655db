"""What may have been done to a book before it is opened, and what start-up says of it."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.desk.offices import BOSS, PHRASES
from tests.features.faults import flip, post, set_version

from deskinc.book.disk import schema
from deskinc.book.disk.store import Link, Mode, Store
from deskinc.book.keys.kdf import FLOOR
from deskinc.book.keys.slots import Keys
from deskinc.book.keys.vault import Vault
from deskinc.book.record import Draft
from deskinc.book.writing import refusals
from deskinc.desk.office import sign_in
from deskinc.proof.canonical import unb64

MEMORY = Path("/proc/self/mem")
"""Reading its first byte is an input/output error, for root too."""


def cut(folder: Path) -> None:
    """The file ends in its middle."""
    path = folder / "book.db"
    os.truncate(path, path.stat().st_size // 2 + 7)


def written_since(folder: Path) -> None:
    """Three more lines, in the book and in its mirror."""
    office = sign_in(folder, BOSS, PHRASES[BOSS])
    for i in range(3):
        post(office, f"Since {i}.")
    office.close()


def older(folder: Path) -> None:
    """A copy of yesterday is put back."""
    kept = shutil.copy(folder / "book.db", folder.parent / "yesterday.db")
    written_since(folder)
    shutil.move(kept, folder / "book.db")


def mirror_ahead(folder: Path) -> None:
    """The same, and the head file is gone as well: only the mirror knows."""
    older(folder)
    (folder / "head").unlink()


def nobody_remembers(folder: Path) -> None:
    """The same, and nothing is left that says where the mirror lies."""
    mirror_ahead(folder)
    (folder / "station.json").unlink()


def no_log(folder: Path) -> None:
    """The write-ahead log of a program that was killed is swept away."""
    office = sign_in(folder, BOSS, PHRASES[BOSS])
    post(office, "In the log only.")
    office.book.settle()
    shutil.copytree(folder, folder.parent / "killed")
    office.close()
    shutil.rmtree(folder)
    shutil.move(folder.parent / "killed", folder)
    for name in ("book.db-wal", "book.db-shm"):
        (folder / name).unlink()


def fork(folder: Path) -> None:
    """Two copies of one book went on; the file of one lies with the mirror of the other."""
    there = folder.parent / "elsewhere"
    shutil.copytree(folder.parent, there, ignore=shutil.ignore_patterns("elsewhere"))
    (there / "book" / "station.json").unlink()
    written_since(there / "book")
    written_since(folder)
    shutil.copy(there / "book" / "book.db", folder / "book.db")
    shutil.rmtree(there)


def keys_of(folder: Path) -> Keys:
    """The keys of the book, as somebody has them who knows a passphrase."""
    return Vault.load(folder).open(BOSS, PHRASES[BOSS], keep=False)


def newer(folder: Path) -> None:
    """A later version of the program has been at it."""
    set_version(Store(folder / "book.db", keys_of(folder).database), len(schema.STEPS) + 1)


def put(folder: Path, *statements: str) -> None:
    """Change the book by hand, behind the back of the program."""
    with Link(Store(folder / "book.db", keys_of(folder).database), Mode.WRITE) as link:
        with link.transaction():
            for statement in statements:
                link.run(statement)
        link.run("PRAGMA wal_checkpoint(TRUNCATE)")


def without_its_words(folder: Path) -> None:
    """The words of a line that no seal covers yet are taken out."""
    put(
        folder,
        "DROP TRIGGER value_stays",
        "DELETE FROM value WHERE name = 'text' AND n ="
        " (SELECT max(n) FROM value WHERE name = 'text')",
    )


def other_slots(folder: Path, *, book: bytes = b"", note_key: bytes = b"") -> None:
    """A slot file by somebody who has the officer's keys, with the same passphrase."""
    own, keys = Vault.load(folder), keys_of(folder)
    vault = Vault.create(folder, book or own.book, note_key or own.note_key)
    vault.add_passphrase(BOSS, PHRASES[BOSS], keys, FLOOR)
    vault.save()


def other_certificate(folder: Path) -> None:
    """By a program that refuses nothing his own key said another certificate of him."""
    office = sign_in(folder, BOSS, PHRASES[BOSS])
    thread = unb64(office.officer.thread)
    with pytest.MonkeyPatch.context() as his_own:
        his_own.setattr(refusals, "takes", lambda _link, _records: None)
        office.write(Draft("officer", {"certificate": "none"}, thread=thread)).result()
    office.close()


def unread(folder: Path) -> None:
    """The disk answers with an error where the head file lies."""
    if not MEMORY.exists():
        pytest.skip("only Linux has a file whose reading fails for everybody")
    (folder / "head").unlink()
    (folder / "head").symlink_to(MEMORY)


def no_slots(folder: Path) -> None:
    """Every file of key slots is gone, here and in the mirror."""
    for path in (*folder.glob("slots.json*"), *folder.parent.glob("mirror/*/slots.json")):
        path.unlink()


def spoilt_slots(folder: Path) -> None:
    """All of them are damaged."""
    for path in (*folder.glob("slots.json*"), *folder.parent.glob("mirror/*/slots.json")):
        path.write_bytes(path.read_bytes()[:-9])


def only_slots(folder: Path) -> None:
    """Everything of the book but its slots is gone."""
    for name in ("book.db", "head", "station.json"):
        (folder / name).unlink()


def another_s_slots(folder: Path) -> None:
    """The officer's slot was altered; the copies are good."""
    path = folder / "slots.json"
    path.write_bytes(path.read_bytes().replace(b'"memory":65536', b'"memory":1024'))


FAULTS: dict[str, tuple[Callable[[Path], object], str, bool]] = {
    "a flipped bit": (lambda f: flip(f / "book.db", 9000), "damaged", True),
    "cut off": (cut, "cut off", True),
    "an older copy": (older, "older than it should be", True),
    "mirror ahead": (mirror_ahead, "mirror holds 4 records", True),
    "nobody remembers": (nobody_remembers, "nothing shows whether book.db is an older", True),
    "the log lost": (no_log, "older than it should be", True),
    "a fork": (fork, "another story", True),
    "a foreign file": (
        lambda f: (f / "book.db").write_bytes(b"%PDF-1.7".ljust(12_288)), "not this book", True,
    ),
    "an empty file": (lambda f: (f / "book.db").write_bytes(b""), "is empty", True),
    "no book": (lambda f: (f / "book.db").unlink(), "is missing", True),
    "nothing but slots": (only_slots, "missing", True),
    "no slots.json": (lambda f: (f / "slots.json").unlink(), "slots of this book is missing", True),
    "a damaged slots.json": (
        lambda f: (f / "slots.json").write_bytes(b"<html>"), "is damaged", True,
    ),
    "a newer version": (newer, "newer version", True),
    "an altered line": (without_its_words, "does not verify at record", True),
    "other own keys": (
        lambda f: put(f, "UPDATE meta SET value = zeroblob(32) WHERE key = 'note'"),
        "own keys are not those", True,
    ),
    "slots of another book": (
        lambda f: other_slots(f, book=bytes(16)), "names another book", True,
    ),
    "another note key": (
        lambda f: other_slots(f, note_key=bytes(31) + b"\x09"), "another key for emergency", True,
    ),
    "another slot": (other_slots, "not the one the book announces", True),
    "another certificate": (other_certificate, "does not come from the authority", True),
    "an input/output error": (unread, "disk answered with an error", True),
    "an altered slot": (another_s_slots, "too weak", True),
    "no slots anywhere": (no_slots, "is missing", False),
    "no sound slots": (spoilt_slots, "is damaged", False),
}  # fmt: skip
"""What is done, what is said, and whether the officer's slot still opens."""
