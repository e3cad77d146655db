"""Every fault of the desk's files has a sentence of its own, changes no byte and loses nothing."""

import os
import shutil
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from tests.conftest import ROOT
from tests.desk.offices import (
    BOSS,
    OFFICER,
    PHRASES,
    Prepared,
    answers,
    copied,
    prepare,
    prints,
)

from deskinc.book import schema
from deskinc.book.kdf import FLOOR
from deskinc.book.store import Link, Mode, Store
from deskinc.desk import entries, people, setup
from deskinc.desk.folder import folder_fault
from deskinc.desk.office import Office, Saved, sign_in
from deskinc.errors import BookFault, DeskError, NoSlot, SlotDamaged, WrongPassphrase
from deskinc.proof.canonical import dumps, loads

LINES = 12


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """An office with a dozen lines and a seal, closed; only ever copied."""
    prepared = prepare(tmp_path_factory.mktemp("good"))
    office = sign_in(prepared.folder / "book", BOSS, PHRASES[BOSS])
    for i in range(LINES):
        post(office, f"Line {i}.")
    office.book.seal(office.person.signer()).result()
    post(office, "After the seal.")
    office.close()
    return prepared


@pytest.fixture
def folder(good: Prepared, tmp_path: Path) -> Path:
    """The folder of a copy of the book."""
    return copied(good, tmp_path)


def post(office: Office, text: str) -> Saved:
    """Write a line and wait for it."""
    return entries.post(office, {"type": "patrol", "text": text}, entries.new_id()).result()


def fault(
    folder: Path, kind: type[DeskError] = BookFault, name: str = BOSS, phrase: str = PHRASES[BOSS]
) -> str:
    """What signing in says, twice the same; no file may change."""
    before = prints(folder.parent)
    said = set()
    for _attempt in range(2):
        with pytest.raises(kind) as caught:
            sign_in(folder, name, phrase)
        assert caught.value.todo
        said.add(caught.value.what)
        assert prints(folder.parent) == before
    (sentence,) = said
    return sentence


def whole(folder: Path, more: int = 0) -> None:
    """The book opens, has every line, verifies, and takes the next one."""
    office = sign_in(folder, BOSS, PHRASES[BOSS])
    try:
        texts = [line.text for line in entries.lines(office, entries.ids(office))]
        assert texts[:LINES] == [f"Line {i}." for i in range(LINES)]
        assert len(texts) == LINES + 1 + more
        assert office.book.verify(full=True) == []
        post(office, "Going on.")
    finally:
        office.close()


def flip(path: Path, offset: int) -> None:
    """Change one bit of a file."""
    with path.open("r+b") as file:
        file.seek(offset)
        (byte,) = file.read(1)
        file.seek(offset)
        file.write(bytes([byte ^ 1]))


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
        assert fault(folder) in {"The book's file has been cut off.", DAMAGED}
        shutil.copy(copy, path)
    whole(folder)


DAMAGED = "A page of the book's file is damaged."


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
    assert fault(folder) == "The book's file book.db is empty."
    path.unlink()
    assert fault(folder) == "The book's file book.db is missing."
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
    assert "second copy holds" in fault(folder)
    (folder.parent / "head").rename(folder / "head")
    shutil.copy(newer, folder / "book.db")
    whole(folder, 1)


def test_a_newer_schema(folder: Path, good: Prepared) -> None:
    store = Store(folder / "book.db", good.people[BOSS].keys.database)
    set_version(store, len(schema.STEPS) + 1)
    assert "newer version" in fault(folder)
    set_version(store, len(schema.STEPS))
    whole(folder)


def set_version(store: Store, version: int) -> None:
    """Pretend the file was made by another version of the program."""
    with Link(store, Mode.WRITE) as link:
        link.run(f"PRAGMA user_version = {version}")
        link.run("PRAGMA wal_checkpoint(TRUNCATE)")


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


@contextmanager
def mounted(point: Path, *options: str) -> Iterator[None]:
    """A file system mounted at ``point`` by root; skips where that is not allowed."""
    if os.name != "posix" or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("mounting takes root")
    done = subprocess.run(
        ["mount", *options, str(point)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip(f"mounting is not allowed here: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(point)], check=True)


def test_a_read_only_folder(folder: Path) -> None:
    with mounted(folder, "--bind", str(folder)):
        done = subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=False)
        if done.returncode:
            pytest.skip("remounting is not allowed here")
        assert fault(folder) == "The folder of the book cannot be written to."
        assert "cannot be written" in folder_fault(folder)
        with pytest.raises(BookFault, match="cannot be written"):
            setup.set_up(folder / "new", answers(folder.parent), setup.recovery_words())
    whole(folder)


def test_a_full_disk(good: Prepared, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    with mounted(small, "-t", "tmpfs", "-o", "size=6m", "tmpfs"):
        folder = copied(good, small)
        office = sign_in(folder, BOSS, PHRASES[BOSS])
        filler = small / "filler"
        try:
            wrote = until_full(office, filler)
            said, before = office.health().fault, office.read.last_n()
            assert said == ""
            with pytest.raises(BookFault) as caught:
                post(office, "One more.")
            assert caught.value.what == "The disk is full; the entry was not saved."
            assert office.read.last_n() == before
            filler.unlink()
            post(office, "There is room again.")
        finally:
            office.close()
        whole(folder, wrote + 1)


def until_full(office: Office, filler: Path) -> int:
    """Fill the disk, then write lines until one is refused; returns how many were saved."""
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    lines = (f"Still room {i}." + 200 * "." for i in range(10_000))
    with pytest.raises(BookFault) as caught:
        deque((post(office, line) for line in lines), maxlen=0)
    assert caught.value.what == "The disk is full; the entry was not saved."
    return int(next(lines).split()[2].rstrip(".")) - 1


def test_enrolling_on_a_full_disk_leaves_nobody_half_enrolled(
    good: Prepared, tmp_path: Path
) -> None:
    small = tmp_path / "small"
    small.mkdir()
    with mounted(small, "-t", "tmpfs", "-o", "size=6m", "tmpfs"):
        folder = copied(good, small)
        office = sign_in(folder, BOSS, PHRASES[BOSS])
        try:
            wrote = until_full(office, small / "filler")
            slots = (folder / "slots.json").read_bytes()
            who = people.Enrolment("T. Okafor", "T.O.")
            with pytest.raises((DeskError, OSError)):
                people.enrol(office, who, "copper violin harvest moon", kdf=FLOOR)
            assert (folder / "slots.json").read_bytes() == slots
            (small / "filler").unlink()
            people.enrol(office, who, "copper violin harvest moon", kdf=FLOOR)
        finally:
            office.close()
        whole(folder, wrote)


@pytest.mark.parametrize(
    ("below", "mounts", "words"),
    [
        ("Dropbox", "", "kept in step"),
        ("Nextcloud", "", "kept in step"),
        ("nas", "nas:/office {point} nfs4 rw 0 0", "network drive"),
    ],
)
def test_a_folder_on_the_network_or_kept_in_step(
    tmp_path: Path, below: str, mounts: str, words: str
) -> None:
    point = tmp_path / below
    point.mkdir()
    assert words in folder_fault(point / "book", mounts.format(point=point) if mounts else None)
    assert list(point.iterdir()) == []


def test_the_sentences_are_all_different() -> None:
    from deskinc.book import opening, store

    told = [store.full(), store.damaged(), store.unwritable(), opening._cut(), opening._another()]
    assert len({error.what for error in told}) == len(told)
    assert all(error.todo for error in told)
