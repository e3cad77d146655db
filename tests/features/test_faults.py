"""Every fault of the desk's files has a sentence of its own, changes no byte and loses nothing."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import ROOT
from tests.desk.offices import (
    BOSS,
    OFFICER,
    PHRASES,
    Prepared,
)
from tests.features.faults import fault, flip, set_version, whole

from deskinc.book.disk import schema
from deskinc.book.disk.store import Store
from deskinc.errors import NoSlot, SlotDamaged, WrongPassphrase
from deskinc.proof.canonical import dumps, loads


def test_a_wrong_passphrase(folder: Path) -> None:
    assert "passphrase" in fault(folder, WrongPassphrase, phrase=PHRASES[OFFICER]).casefold()
    whole(folder)


def test_a_name_without_a_slot(folder: Path) -> None:
    assert "Nobody signs in under this name" in fault(folder, NoSlot, name="T. Okafor")
    whole(folder)


def test_no_slot_file(folder: Path) -> None:
    away = (folder / "slots.json").rename(folder.parent / "kept.json")
    assert "key slots of this book is missing" in fault(folder, NoSlot)
    assert not (folder / "slots.json").exists()
    away.rename(folder / "slots.json")
    whole(folder)


@pytest.mark.parametrize("how", ["cut", "flipped", "empty", "foreign", "weakened"])
def test_a_damaged_slot_file(folder: Path, how: str) -> None:
    path = folder / "slots.json"
    raw = path.read_bytes()
    path.write_bytes(DAMAGE[how](raw))
    assert WORDS[how] in fault(folder, SlotDamaged)
    path.write_bytes(raw)
    whole(folder)


def weaker(raw: bytes) -> bytes:
    """Slots whose passphrases cost next to nothing to try."""
    said = loads(raw)
    text = dumps(said).replace(b'"memory":65536', b'"memory":1024')
    assert text != raw
    return text


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda raw: raw[: len(raw) // 2],
    "flipped": lambda raw: raw.replace(b'"v":1', b'"v":7', 1),
    "empty": lambda _raw: b"",
    "foreign": lambda _raw: b'{"slots":[]}',
    "weakened": weaker,
}
WORDS = dict.fromkeys(DAMAGE, "key slots of this book is damaged") | {
    "weakened": "too weak a protection"
}


def test_a_book_cut_off(folder: Path) -> None:
    path, copy = folder / "book.db", folder.parent / "copy.db"
    shutil.copy(path, copy)
    for rest in (path.stat().st_size - 100, path.stat().st_size - 8192, 4096):
        with path.open("r+b") as file:
            file.truncate(rest)
        assert fault(folder) in {"The book’s file has been cut off.", DAMAGED}
        shutil.copy(copy, path)
    whole(folder)


DAMAGED = "A page of the book’s file is damaged."


def test_one_flipped_bit_anywhere(folder: Path) -> None:
    path = folder / "book.db"
    size = path.stat().st_size
    for offset in (20, 2000, 4100, size // 3, size // 2 + 7, size - 50, size - 1):
        flip(path, offset)
        assert fault(folder) == DAMAGED
        flip(path, offset)
    whole(folder)


def test_a_foreign_file(folder: Path) -> None:
    path, copy = folder / "book.db", folder.parent / "copy.db"
    shutil.copy(path, copy)
    path.write_bytes(b"%PDF-1.7 not a book at all".ljust(12_288, b"\n"))
    assert fault(folder) == "The file book.db in this folder is not this book."
    shutil.copy(copy, path)
    whole(folder)


def test_an_empty_and_a_missing_file(folder: Path) -> None:
    path, copy = folder / "book.db", folder.parent / "copy.db"
    shutil.copy(path, copy)
    path.write_bytes(b"")
    assert fault(folder) == "The book’s file book.db is empty."
    path.unlink()
    assert fault(folder) == "The book’s file book.db is missing."
    assert not path.exists()
    shutil.copy(copy, path)
    whole(folder)


def test_an_older_copy_put_back(folder: Path, good: Prepared) -> None:
    whole(folder)
    newer = folder.parent / "newer.db"
    shutil.copy(folder / "book.db", newer)
    shutil.copy(good.folder / "book" / "book.db", folder / "book.db")
    assert "older than it should be" in fault(folder)
    (folder / "head").rename(folder.parent / "head")
    assert "mirror holds" in fault(folder)
    (folder.parent / "head").rename(folder / "head")
    shutil.copy(newer, folder / "book.db")
    whole(folder, 1)


def test_a_newer_schema(folder: Path, good: Prepared) -> None:
    store = Store(folder / "book.db", good.people[BOSS].keys.database)
    set_version(store, len(schema.STEPS) + 1)
    assert "newer version" in fault(folder)
    set_version(store, len(schema.STEPS))
    whole(folder)


def test_a_second_process(folder: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom deskinc.desk.office import sign_in\n"
        "office = sign_in(Path(sys.argv[1]), sys.argv[2], sys.argv[3])\n"
        "office.book.settle()\nprint('open', flush=True)\nsys.stdin.read()\noffice.close()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(folder), OFFICER, PHRASES[OFFICER]],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        said = fault(folder)
        assert said == "The book is open already, in another window or by another user."
        other.communicate()
    assert other.returncode == 0
    whole(folder)


def test_the_sentences_are_all_different() -> None:
    from deskinc.book.disk import store
    from deskinc.book.opening import agreeing, presence

    told = [
        store.full(),
        store.damaged(),
        store.unwritable(),
        presence.cut_off(),
        agreeing.another(),
    ]
    assert len({error.what for error in told}) == len(told)
    assert all(error.todo for error in told)
