"""A backup’s disk is full, taken away or write-protected: a sentence, and the next one works."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.desk.offices import Prepared, Ticking, copied, desk_of, prepare
from tests.features.faults import mounted
from tests.torture.office import with_file

from deskinc.book.backups.folders import Backup
from deskinc.book.records.following import never
from deskinc.desk.copies import backups
from deskinc.desk.office import Office
from deskinc.errors import BookFault, DeskError

Act = Callable[[], object]
COPYING, ATTACHING, RESTORING = (
    "Copying the book", "Copying attachments", "Restoring the copy to prove it",
)  # fmt: skip


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """Tower House, only ever copied."""
    return prepare(tmp_path_factory.mktemp("tower"))


@pytest.fixture
def office(prepared: Prepared, tmp_path: Path) -> Iterator[Office]:
    """A copy of it, open, with a photo’s worth of attachments."""
    desk = desk_of(copied(prepared, tmp_path), prepared.people, Ticking())
    signer = desk.office.person.signer()
    photo = with_file(desk.office.book, os.urandom(9000), "door.png")
    desk.office.book.write([photo], signer).result()
    yield desk.office
    desk.office.close()


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, mounted."""
    point = tmp_path / "stick"
    point.mkdir()
    with mounted(point, "-t", "tmpfs", "-o", "size=8m", "tmpfs"):
        yield point


def run(*command: str) -> None:
    """Run a command that must be allowed here."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"not allowed here: {done.stderr.strip()}")


def made(office: Office, where: Path, act: Act = never, at: str = RESTORING) -> Backup:
    """Make one; ``act`` is done once it is so far."""
    left = [act]

    def report(_fraction: float, words: str) -> None:
        if words == at and left:
            left.pop()()

    return backups.make(office, where, report, never)


def fill(where: Path) -> None:
    """Leave no room on the disk."""
    with (where / "filler").open("wb", buffering=0) as file:
        while True:
            try:
                if file.write(bytes(65536)) < 65536:
                    return
            except OSError:
                return


def last_detail(office: Office) -> str:
    """What the record of the last backup says is wrong."""
    stands = backups.standing(office)
    return stands.failed


def test_another_disk_is_not_amber(office: Office, stick: Path) -> None:
    assert backups.warning(office, stick) == ""
    made(office, stick)
    assert backups.standing(office).near == {"mirror"}


def test_a_full_disk_is_said_before_anything_is_begun(office: Office, stick: Path) -> None:
    fill(stick)
    before = office.read.last_n()
    with pytest.raises(BookFault, match=r"has 0 MB left; this backup takes \d+ MB"):
        made(office, stick)
    assert [one.name for one in stick.iterdir()] == ["filler"]
    assert office.read.last_n() == before
    (stick / "filler").unlink()
    assert made(office, stick).state == "verified"


@pytest.mark.parametrize("at", [COPYING, ATTACHING])
def test_a_disk_that_gets_full_half_way_keeps_nothing_and_takes_the_next(
    office: Office, stick: Path, at: str
) -> None:
    one = made(office, stick, lambda: fill(stick), at)
    assert one.state == "failed"
    assert one.fault.startswith("The disk of the backups is full.")
    assert [one.name for one in stick.iterdir()] == ["filler"]
    assert last_detail(office) == one.fault
    (stick / "filler").unlink()
    assert made(office, stick).state == "verified"
    assert last_detail(office) == ""
    assert office.book.verify(full=True) == []


@pytest.mark.parametrize("at", [COPYING, ATTACHING, RESTORING])
def test_a_disk_that_is_taken_away_half_way(office: Office, tmp_path: Path, at: str) -> None:
    point = tmp_path / "stick"
    point.mkdir()
    with mounted(point, "-t", "tmpfs", "-o", "size=8m", "tmpfs"):
        made(office, point / "deskinc")
        one = made(office, point / "deskinc", lambda: run("umount", "-l", str(point)), at)
        run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(point))  # to be unmounted
        assert one.state == "failed"
        assert one.fault.startswith("The disk of the backups went away")
        with pytest.raises(DeskError, match="does not answer"):
            backups.make_by_itself(office, never)
        with pytest.raises(DeskError, match="does not answer"):
            made(office, point / "deskinc")
        assert list(point.iterdir()) == [], "nothing is laid where the disk belongs"
        assert made(office, point / "other").state == "verified"


@pytest.mark.parametrize("at", [ATTACHING, RESTORING])
def test_a_disk_that_is_write_protected_half_way(office: Office, stick: Path, at: str) -> None:
    one = made(office, stick, lambda: run("mount", "-o", "remount,ro", str(stick)), at)
    assert one.state == "failed"
    assert one.fault.startswith("The folder of the backups cannot be written to.")
    with pytest.raises(DeskError, match="cannot be written to"):
        made(office, stick)
    run("mount", "-o", "remount,rw", str(stick))
    assert made(office, stick).state == "verified"
    states = [there.state for there in backups.listing(office, stick)]
    assert states == ["verified", "part"], "what it could not remove is no backup"


def test_a_folder_that_takes_no_files(office: Office, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(DeskError, match="cannot be made"):
        made(office, tmp_path / "file")
    if os.name == "posix" and os.geteuid():
        shut = tmp_path / "shut"
        shut.mkdir(mode=0o500)
        with pytest.raises(DeskError, match="cannot be written to"):
            made(office, shut)
