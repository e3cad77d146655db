"""A backup is only called so once that very copy was restored and verified."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.book.houses import House, Ticking, found, line
from tests.book.kept import PICTURE, backed_up, staff, untold

from deskinc.book.backups import backup, backup_check
from deskinc.book.backups.folders import listing
from deskinc.book.disk.store import Link, Mode, Store
from deskinc.book.record import Draft
from deskinc.book.records.following import Cancelled, never
from deskinc.errors import BookFault
from deskinc.proof.canonical import loads


@pytest.fixture
def furnished(house: House) -> House:
    """The house with two officers, a plan and lines."""
    staff(house)
    for number in range(4):
        house.post(line(f"Round {number}"))
    made = house.book.attach(PICTURE, "plan.png", "image/png")
    house.post(Draft("photo", {"original": made.value}, files={"original": made.key}))
    return house


def outcome(house: House) -> tuple[str, str]:
    """What the book says of the last backup: outcome and name."""
    read = house.book.reader()
    record = read.record(read.last_n())
    assert record.form == "backup"
    assert record.author == "desk"
    said = record.values["outcome"]
    assert isinstance(said, dict)
    return said["code"], str(record.values["name"])


def test_a_backup_is_a_whole_copy_that_proves(furnished: House, tmp_path: Path) -> None:
    told: list[float] = []
    place = tmp_path / "disk"
    place.mkdir()
    made = backup.make(furnished.book, place, lambda f, _w: told.append(f), never)
    assert made.state == "verified"
    assert told == sorted(told)
    assert outcome(furnished) == ("verified", made.folder.name)
    assert sorted(path.name for path in made.folder.iterdir()) == [
        "attachments", "book.db", "founding", "manifest.json", "slots.json",
    ]  # fmt: skip
    assert listing(place, furnished.book.id) == [made]
    with Link(Store(made.folder / "book.db", furnished.keys.database), Mode.EVIDENCE) as link:
        assert link.one("SELECT max(n) FROM record") == made.records
    assert made.line == 4


def test_the_list_of_files_says_nothing_of_the_book(furnished: House, tmp_path: Path) -> None:
    made = backed_up(furnished, tmp_path / "disk")
    raw = (made.folder / "manifest.json").read_bytes()
    assert b"plan.png" not in raw
    said = loads(raw)
    assert isinstance(said, dict)
    assert set(said) == {"v", "book", "app", "at", "records", "line", "size", "root", "files"}


def test_lines_go_on_while_a_backup_is_made(furnished: House, tmp_path: Path) -> None:
    written: list[int] = []

    def report(fraction: float, _words: str) -> None:
        if 0 < fraction < 1 and len(written) < 5:
            written.append(furnished.post(line(f"during {fraction}"))[0].n)

    place = tmp_path / "disk"
    place.mkdir()
    made = backup.make(furnished.book, place, report, never)
    assert made.state == "verified"
    assert written[-1] > made.records


def flip(path: Path) -> None:
    """Change one byte in the middle."""
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)


def _attachment(folder: Path) -> Path:
    return next((folder / "attachments").iterdir())


@pytest.mark.parametrize("what", ["book.db", "founding", "slots.json", "attachment", "root"])
def test_a_copy_that_does_not_prove_is_no_backup(
    furnished: House, tmp_path: Path, what: str
) -> None:
    place = tmp_path / "disk"
    place.mkdir()
    done: list[str] = []

    def spoil(fraction: float, _words: str) -> None:
        part = next(place.glob("*-part"), None)
        if fraction == 0.5 and part is not None and not done:
            done.append(what)
            manifest = part / "manifest.json"
            if what == "root":
                manifest.write_bytes(manifest.read_bytes().replace(b'"size":', b'"size":1', 1))
                return
            path = _attachment(part) if what == "attachment" else part / what
            flip(path)
            # even one who knows how to write the list
            said = json.loads(manifest.read_bytes())
            said["files"][path.relative_to(part).as_posix()] = backup_check.measured(path)
            text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            manifest.write_text(text)

    made = backup.make(furnished.book, place, spoil, never)
    assert done
    assert made.state == "failed"
    assert made.fault
    assert outcome(furnished)[0] == "failed"
    assert [path.name[-7:] for path in place.iterdir()] == ["-failed"]
    assert listing(place, furnished.book.id)[0].state == "failed"


def test_a_stopped_backup_leaves_nothing(furnished: House, tmp_path: Path) -> None:
    place = tmp_path / "disk"
    place.mkdir()
    seen: list[float] = []

    def watch(fraction: float, _words: str) -> None:
        seen.append(fraction)

    with pytest.raises(Cancelled):
        backup.make(furnished.book, place, watch, lambda: bool(seen and seen[-1]))
    assert list(place.iterdir()) == []
    seen.clear()
    with pytest.raises(Cancelled):
        backup.make(furnished.book, place, watch, lambda: bool(seen and seen[-1] > 0.5))
    assert list(place.iterdir()) == []
    assert furnished.book.verify(full=True) == []


def test_a_place_that_is_not_there_is_told(furnished: House, tmp_path: Path) -> None:
    with pytest.raises(BookFault):
        backup.make(furnished.book, tmp_path / "gone", untold, never)


def test_an_attachment_missing_here_is_taken_from_the_mirror(
    furnished: House, tmp_path: Path
) -> None:
    furnished.book.settle()
    _attachment(furnished.folder).unlink()
    assert backed_up(furnished, tmp_path / "disk").state == "verified"


def test_what_is_no_backup_of_this_book_is_not_listed(furnished: House, tmp_path: Path) -> None:
    place = tmp_path / "disk"
    made = backed_up(furnished, place)
    (place / "holiday").mkdir()
    (place / f"{furnished.book.id.hex()[:8]}-letters").mkdir()
    (place / f"{os.urandom(4).hex()}-20261122T213100Z").mkdir()
    (place / f"{furnished.book.id.hex()[:8]}-20261122T213100Z").write_text("a file")
    assert listing(place, furnished.book.id) == [made]


def test_a_book_that_is_not_sealed_leaves_nothing(furnished: House, tmp_path: Path) -> None:
    place = tmp_path / "disk"
    place.mkdir()
    with pytest.raises(Cancelled):
        backup.make(furnished.book, place, untold, lambda: True)
    assert list(place.iterdir()) == []
    assert backup.remembered(furnished.book) == (0, 0)


def test_two_in_one_second_lie_beside_each_other(tmp_path: Path) -> None:
    clock = Ticking(datetime(2026, 11, 22, 3, tzinfo=UTC))
    house = found(tmp_path / "house", clock)
    staff(house)
    house.post(line("Round"))
    place = tmp_path / "disk"
    one, other = backed_up(house, place), backed_up(house, place)
    assert (one.at, other.at) == (clock.moment, clock.moment + timedelta(seconds=1))
    assert [there.folder for there in listing(place, house.book.id)] == [other.folder]
    read = house.book.reader()
    last = read.record(read.last_n())
    assert last.values["ended"] == one.folder.name, "of one day only the last stays"
    assert backup.remembered(house.book) == (last.n, last.n)
    house.book.close()


def test_what_it_remembers_can_be_forgotten(furnished: House, tmp_path: Path) -> None:
    backed_up(furnished, tmp_path / "disk")
    assert backup.remembered(furnished.book)[0] > 0
    furnished.book.remember(backup.MADE, b"?").result()
    assert backup.remembered(furnished.book) == (0, 0)
