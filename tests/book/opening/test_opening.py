"""Every fault of a book's files has its own sentence, and finding it changes nothing."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.book.houses import House, found, issuers, line
from tests.book.openings import refused

from deskinc.book import clock, opened
from deskinc.book.book import Book
from deskinc.book.checking import comparing
from deskinc.book.disk import known, schema
from deskinc.book.disk.station import Hold, Station
from deskinc.book.disk.store import Link, Mode, Store
from deskinc.book.keys.older import Older
from deskinc.book.keys.slots import Keys
from deskinc.book.opening import opening
from deskinc.book.records.following import quietly
from deskinc.errors import BookFault
from deskinc.proof.verify import Chain


def test_a_missing_file_is_no_first_run(closed: House) -> None:
    (closed.folder / "book.db").unlink()
    refused(closed, "missing")
    assert not (closed.folder / "book.db").exists()


def test_a_missing_file_without_keys_is_another_folder(closed: House) -> None:
    (closed.folder / "book.db").unlink()
    (closed.folder / "slots.json").unlink()
    with pytest.raises(BookFault, match="missing") as caught:
        Book.open(closed.folder, closed.keys)
    assert "right folder" in caught.value.todo


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(BookFault, match="not there"):
        Book.open(tmp_path / "nowhere", Keys(bytes(32), bytes(32)))


def test_an_empty_file_is_no_first_run(closed: House) -> None:
    (closed.folder / "book.db").write_bytes(b"")
    refused(closed, "empty")


@pytest.mark.parametrize("rest", [100, 4096, 40_960])
def test_a_file_cut_off_is_said(closed: House, rest: int) -> None:
    path = closed.folder / "book.db"
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - rest)
    refused(closed, "cut off|damaged")


def test_half_a_file_is_said(closed: House) -> None:
    path = closed.folder / "book.db"
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 8192 * 4096)
    refused(closed, "damaged|cut off")


def test_a_flipped_byte_in_the_first_page_is_damage(closed: House) -> None:
    flip(closed.folder / "book.db", 1000)
    refused(closed, "damaged")


def flip(path: Path, offset: int) -> None:
    """Change one byte."""
    with path.open("r+b") as file:
        file.seek(offset)
        (byte,) = file.read(1)
        file.seek(offset)
        file.write(bytes([byte ^ 1]))


def test_any_flipped_byte_is_found(closed: House) -> None:
    path = closed.folder / "book.db"
    size = path.stat().st_size

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.integers(16, size - 1))
    def check(offset: int) -> None:
        flip(path, offset)
        try:
            refused(closed, "damaged")
        finally:
            flip(path, offset)

    check()
    assert closed.open().verify(full=True) == []


def test_a_foreign_file_is_said(closed: House) -> None:
    (closed.folder / "book.db").write_bytes(os.urandom(40_960))
    refused(closed, "not this book")


def test_a_plain_database_is_a_foreign_file(closed: House) -> None:
    path = closed.folder / "book.db"
    path.unlink()
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE t(x)")
    plain.close()
    refused(closed, "not this book")


def test_another_books_file_is_a_foreign_file(closed: House, tmp_path: Path) -> None:
    other = found(tmp_path / "other")
    other.book.close()
    shutil.copy(other.folder / "book.db", closed.folder / "book.db")
    refused(closed, "not this book")


def test_a_newer_schema_is_left_alone(closed: House) -> None:
    with Link(Store(closed.folder / "book.db", closed.keys.database), Mode.WRITE) as link:
        link.run(f"PRAGMA user_version = {len(schema.STEPS) + 1}")
    refused(closed, "newer version")


def test_a_second_instance_is_told_so(house: House) -> None:
    with pytest.raises(BookFault, match="open already"):
        Book.open(house.folder, house.keys)
    code = "import sys; from pathlib import Path; from deskinc.book.disk.station import Hold\n"
    code += "Hold(Path(sys.argv[1]))"
    child = subprocess.run(
        [sys.executable, "-c", code, str(house.folder)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert "open already" in child.stderr
    assert house.post(line("Still mine."))[0].line == 1


def test_an_interrupted_set_up_is_said(closed: House) -> None:
    path = closed.folder / "book.db"
    path.unlink()
    with Link(Store(path, closed.keys.database), Mode.CREATE) as link, link.transaction():
        schema.upgrade(link)
    refused(closed, "never begun")


def test_unsealed_records_are_verified_before_opening(closed: House) -> None:
    with Link(Store(closed.folder / "book.db", closed.keys.database), Mode.WRITE) as link:
        with link.transaction():
            link.run("DROP TRIGGER value_stays")
            link.run("DELETE FROM value WHERE n = 9 AND name = 'text'")
        link.run("PRAGMA wal_checkpoint(TRUNCATE)")
    refused(closed, "does not verify at record 9")


def test_registers_of_another_version_are_built_anew(closed: House) -> None:
    store = Store(closed.folder / "book.db", closed.keys.database)
    with Link(store, Mode.WRITE) as link, link.transaction():
        schema.put(link, "registers", b"0")
        link.run("DROP TABLE entry")
    closed.open()
    assert closed.book.reader().link.one("SELECT count(DISTINCT segid) FROM search_idx") <= 1
    assert closed.post(line("On."))[0].line == 11
    assert closed.book.verify(full=True) == []


def test_registers_untrue_to_the_chain_are_built_anew(closed: House) -> None:
    store = Store(closed.folder / "book.db", closed.keys.database)
    with Link(store, Mode.WRITE) as link, link.transaction():
        link.run("UPDATE leaf SET leaf = zeroblob(32) WHERE n = 5")
    closed.open()
    assert closed.book.verify(full=True) == []
    closed.book.close()
    with Link(store, Mode.WRITE) as link, link.transaction():
        link.run("DROP TABLE setting")
    closed.open()
    assert closed.book.reader().settings()["name"] == "Tower"


def test_a_missing_site_key_is_damage(closed: House) -> None:
    store = Store(closed.folder / "book.db", closed.keys.database)
    with Link(store, Mode.WRITE) as link, link.transaction():
        link.run("DELETE FROM meta WHERE key = 'site'")
    refused(closed, "damaged")


def test_after_a_crash_the_log_is_looked_at_and_left_as_it_is(house: House, tmp_path: Path) -> None:
    for number in range(3):
        house.post(line(f"Line {number}."))
    crashed = tmp_path / "crashed"
    shutil.copytree(house.folder, crashed)
    assert (crashed / "book.db-wal").stat().st_size
    copy = House(crashed, house.mirror, house.keys, house.book, house.me)
    (crashed / "head").write_bytes((house.folder / "head").read_bytes())
    flip(crashed / "book.db-wal", (crashed / "book.db-wal").stat().st_size // 2)
    before = (crashed / "book.db-wal").read_bytes()
    with pytest.raises(BookFault, match="records"):
        Book.open(crashed, house.keys)
    assert (crashed / "book.db-wal").read_bytes() == before
    shutil.copy(house.folder / "book.db-wal", crashed / "book.db-wal")
    (crashed / "book.db-shm").unlink(missing_ok=True)
    assert copy.open().reader().last_line() == 3
    copy.book.close()


def test_a_read_only_drive_is_said(mount: Callable[..., Path], tmp_path: Path) -> None:
    place = mount("32m")
    house = found(place)
    house.post(line("Written."))
    house.book.close()
    subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
    refused(house, "cannot be written to")
    with pytest.raises(BookFault, match="cannot be written to"):
        found(place / "more")
    subprocess.run(["mount", "-o", "remount,rw", str(place)], check=True)
    assert house.open().reader().last_line() == 1
    house.book.close()


def test_a_full_disk_refuses_the_line_and_loses_nothing(mount: Callable[..., Path]) -> None:
    place = mount("12m")
    house = found(place)
    house.post(line("Before."))
    filler = place / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    written = 0
    while (refusal := house.write(line("x" * 2000)).exception()) is None:
        written += 1
    assert isinstance(refusal, BookFault)
    assert "full" in refusal.what
    with pytest.raises(BookFault, match="full"):
        house.post(line("y" * 200_000))
    with pytest.raises(BookFault, match="full"):
        house.book.attach(os.urandom(4_000_000), "a.bin", "application/octet-stream")
    assert house.book.reader().last_line() == 1 + written
    filler.unlink()
    assert house.post(line("After."))[0].line == 2 + written
    house.reopen()
    assert house.book.verify(full=True) == []
    house.book.close()


def test_the_lock_goes_with_the_book(tmp_path: Path) -> None:
    hold = Hold(tmp_path)
    hold.release()
    hold.release()
    Hold(tmp_path).release()


def test_a_large_book_is_read_through_after_opening(
    closed: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "SMALL", 0)
    store = Store(closed.folder / "book.db", closed.keys.database)
    with Link(store, Mode.EVIDENCE) as link:
        page = link.one("SELECT rootpage FROM sqlite_schema WHERE name = 'unsent'")
    closed.open().close()
    flip(store.path, (page - 1) * 4096 + 1000)
    closed.open()
    closed.book.seal().exception()
    assert closed.book.health().read_only
    with pytest.raises(BookFault, match="damaged"):
        closed.post(line("No."))


def test_a_book_that_changes_while_it_opens_is_not_opened(closed: House) -> None:
    hold, station = Hold(closed.folder), Station.load(closed.folder)
    assert station is not None
    looked = opening.look(closed.folder, closed.keys, station)
    other = replace(looked, chain=Chain())
    with pytest.raises(BookFault, match="changed while"):
        opened._unlocked(
            closed.folder, Older(closed.keys), station, hold, clock.now, other, quietly
        )
    hold.release()
    closed.open()
    assert closed.book.verify(full=True) == []


@pytest.mark.parametrize("name", ["site", "note", "ca", "relief", "book"])
def test_keys_put_in_the_place_of_those_announced_are_refused(closed: House, name: str) -> None:
    ca, relief = issuers()
    other = {"book": bytes(16), "ca": relief.certificate, "relief": ca.certificate}
    with (
        Link(Store(closed.folder / "book.db", closed.keys.database), Mode.WRITE) as link,
        link.transaction(),
    ):
        schema.put(link, name, other.get(name, bytes(32)))
    refused(closed, "own keys|damaged")


def test_everything_written_is_the_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        house = found(tmp_path)
        house.book.attach(b"evidence", "a.jpg", "image/jpeg")
        house.post(line("One."))
        house.book.settle()
        seen = {path for top in (house.folder, house.mirror) for path in top.rglob("*")}
        with comparing.scratch(house.folder):
            seen |= set(house.folder.iterdir())
            loose = [p for p in seen if p.exists() and p.stat().st_mode & 0o077]
        house.book.close()
    finally:
        os.umask(before)
    assert {"attachments", "book.db-wal", "head", "lock", "scratch.db", "station.json"} <= {
        path.name for path in seen
    }
    assert house.folder.stat().st_mode & 0o077 == 0
    assert [path.name for path in loose if path.name != "slots.json"] == []


def test_half_a_page_at_the_end_beside_a_whole_log_is_no_fault(
    house: House, tmp_path: Path
) -> None:
    for number in range(5):
        house.post(line(f"Line {number}."))
    house.book.settle()
    left = tmp_path / "left"
    shutil.copytree(house.folder, left, ignore=shutil.ignore_patterns("*-shm"))
    house.book.close()
    with (left / "book.db").open("ab") as file:
        file.write(bytes(512))
    book = Book.open(left, house.keys)
    assert book.reader().last_line() == 5
    assert book.verify(full=True) == []
    book.close()


def test_slots_alone_are_an_interrupted_set_up(closed: House) -> None:
    for name in ("book.db", "book.db-wal", "station.json", "head"):
        (closed.folder / name).unlink(missing_ok=True)
    refused(closed, "The set-up was interrupted")


def test_slots_alone_of_a_book_that_was_opened_once_are_what_is_left_of_it(
    closed: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DESKINC_SPARE", str(tmp_path / "spare"))
    closed.open()
    known.remember(closed.folder, closed.book.id, closed.book.note_key, "UTC")
    closed.book.close()
    shutil.rmtree(closed.folder / "spool")
    for name in ("book.db", "book.db-wal", "station.json", "head"):
        (closed.folder / name).unlink(missing_ok=True)
    refused(closed, "book.db is missing")
