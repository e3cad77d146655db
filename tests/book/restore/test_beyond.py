"""What a restore leaves out is counted line by line, and only what proves itself is believed."""

import shutil
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.book.houses import House, line
from tests.book.kept import backed_up, staff
from tests.book.restores import home, places, rebuilt, surveyed, texts

from deskinc.book import mirror
from deskinc.book.disk.station import DATABASE
from deskinc.book.disk.store import Link, Mode, Store
from deskinc.book.mirror.file import Day, fresh
from deskinc.book.records import reading
from deskinc.book.restore.beyond import runs


def written_on(house: House, count: int) -> list[str]:
    """Six more lines, then an older data folder comes back and ``count`` are written into it."""
    house.post(line("Before"))
    house.book.settle()
    house.book.close()
    older = shutil.copytree(house.folder, house.folder.with_name("older"))
    house.open()
    for number in range(6):
        house.post(line(f"True {number}"))
    house.book.settle()
    true = texts(house)
    house.book.close()
    shutil.rmtree(house.folder)
    older.rename(house.folder)
    away = house.mirror.rename(house.mirror.with_name("away"))
    house.open()
    for number in range(count):
        assert house.post(line(f"Since {number}"))[0].line == number + 2
    house.book.close()
    away.rename(house.mirror)
    return true


@pytest.mark.parametrize("count", [2, 9])
def test_lines_written_into_an_older_copy_are_counted_and_named(house: House, count: int) -> None:
    other = staff(house)
    true = written_on(house, count)
    source = surveyed(places(house))
    assert (source.line, source.lost) == (len(true), count)
    assert f"The lines 2–{count + 1} stand only in the book’s own file" in source.faults[0]
    assert rebuilt(house, places(house), other).lost == count
    house.open()
    assert texts(house) == true
    read = house.book.reader()
    restore = next(r for r in (read.record(n) for n in range(1, 99)) if r.form == "restore")
    assert restore.values["lost"] == count
    assert house.book.verify(full=True) == []


def test_lines_a_restore_declared_lost_are_not_counted_by_the_next(house: House) -> None:
    other = staff(house)
    written_on(house, 3)
    rebuilt(house, places(house), other)
    house.open()
    house.post(line("In the second epoch"))
    house.book.settle()
    house.book.close()
    assert surveyed(places(house)).lost == 0


def cut_off(house: House, n: int) -> None:
    """Record ``n`` stands in a pair of its own, as after a frame that was not ours."""
    with Link(Store(house.folder / DATABASE, house.keys.database), Mode.EVIDENCE) as link:
        batches = reading.batches(link, n)
    writer = mirror.MirrorWriter(home(house), house.keys.mirror, house.book.id)
    writer.extend(batches, "2098-01-01", anew=True)


def unproved(house: House) -> None:
    """A file of the second epoch that begins at record 3, by somebody without any key."""
    head = fresh("lines", house.book.id, 2, Day("2099-01-01", 1)).pack()
    frame = struct.pack(">QI", 3, 1) + bytes(12 + 16 + 1) + struct.pack(">I", 1)
    (home(house) / "2099-01-01.lines").write_bytes(head + frame)


def flipped(house: House) -> None:
    """One bit of the epoch in the newest file of lines."""
    path = max(home(house).glob("*.lines"))
    raw = bytearray(path.read_bytes())
    raw[42] ^= 2
    path.write_bytes(raw)


@pytest.mark.parametrize("harm", [unproved, flipped])
def test_no_epoch_is_believed_that_no_frame_proves(
    house: House, tmp_path: Path, harm: Callable[[House], None]
) -> None:
    staff(house)
    made = backed_up(house, tmp_path / "disk")
    house.post(line("Before"))
    house.book.settle()
    last = house.post(line("In a pair of its own"))[0].n
    house.book.settle()
    house.book.close()
    cut_off(house, last)
    harm(house)
    for what in (places(house), places(house, "backup", made.folder)):
        source = surveyed(what)
        assert (source.records, source.line, source.lost) == (last, 2, 0)


def test_numbers_are_told_in_runs() -> None:
    assert runs([]) == ""
    assert runs([4, 5, 6, 9, 11, 12]) == "4–6, 9, 11–12"
