"""kill -9 at every step of a restore: the folder holds the old book or the new one, never half."""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.book.houses import House, line
from tests.book.kept import staff
from tests.book.restores import damage, home, places, rebuilt

from deskinc.book.book import Book
from deskinc.book.keys.vault import Vault
from deskinc.book.record import Signer
from deskinc.book.restore import swapping
from deskinc.errors import BookFault

STEPS = frozenset({"os.rename", "os.remove", "os.mkdir", "os.link", "os.rmdir", "shutil.rmtree"})
"""What changes names on the disk."""


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Do ``work`` in a child that is killed before its change number ``step``; whether it was."""
    child = os.fork()
    if child == 0:
        left = [step]

        def watch(event: str, _args: object) -> None:
            if event in STEPS:
                left[0] -= 1
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.addaudithook(watch)
            work()
        except BaseException:  # noqa: BLE001 - told by the exit code, never to the fork
            os._exit(2)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) in {0, -signal.SIGKILL}
    return os.waitstatus_to_exitcode(status) != 0


@dataclass
class Round:
    """An office that is put back as it was before each round."""

    house: House
    other: Signer
    kept: Path
    mirror: Path

    def begin(self) -> None:
        """As it was."""
        shutil.rmtree(self.house.folder, ignore_errors=True)
        shutil.copytree(self.kept, self.house.folder)
        shutil.rmtree(home(self.house))
        shutil.copytree(self.mirror, home(self.house))

    def restore(self) -> None:
        """The whole restore."""
        rebuilt(self.house, places(self.house), self.other)

    def judge(self) -> int:
        """The book that opens now is whole; its epoch."""
        house = self.house
        book = Book.open(house.folder, house.keys)
        try:
            read = book.reader()
            assert [read.texts([n])[n] for n in read.entry_ns()] == ["Before"]
            assert book.verify(full=True) == []
            assert Vault.load(house.folder).has("Jo Ash")
            assert not swapping.pending(house.folder)
            return read.record(read.last_n()).doc.epoch
        finally:
            book.close()


@pytest.fixture
def rounds(house: House) -> Round:
    """A closed book of one line and one attachment."""
    other = staff(house)
    house.book.attach(b"door" * 99, "door.png", "image/png")
    house.post(line("Before"))
    house.book.settle()
    house.book.close()
    kept = house.folder.rename(house.folder.with_name("kept"))
    mirror = shutil.copytree(home(house), house.mirror / "kept")
    return Round(house, other, kept, mirror)


@pytest.mark.timeout(300)
@pytest.mark.skipif(not hasattr(os, "fork"), reason="rounds are forked")
def test_a_kill_leaves_the_old_book_or_the_new_one(rounds: Round) -> None:
    step, news, killed = 0, 0, True
    while killed:
        step += 1
        rounds.begin()
        killed = killed_at(step, rounds.restore)
        decided = swapping.pending(rounds.house.folder)
        assert rounds.judge() == 2 or (killed and not decided)
        news += decided
    assert step > 20
    assert news > 5


@pytest.mark.skipif(not hasattr(os, "fork"), reason="rounds are forked")
def test_after_a_kill_a_damaged_book_is_restored_at_the_second_try(rounds: Round) -> None:
    rounds.begin()
    damage(rounds.house.folder / "book.db")
    assert killed_at(6, rounds.restore)
    with pytest.raises(BookFault):
        Book.open(rounds.house.folder, rounds.house.keys)
    rounds.restore()
    assert rounds.judge() == 2


def test_a_swap_that_stopped_is_gone_on_with(house: House, tmp_path: Path) -> None:
    house.book.close()
    new = swapping.room(house.folder)
    (new / "head").write_bytes(b"new head")
    (new / "attachments").mkdir()
    swapping.decide(house.folder)
    old = (house.folder / "head").read_bytes()
    with pytest.raises(ValueError, match="waits"):
        swapping.room(house.folder)
    assert swapping.finish(house.folder)
    assert not swapping.finish(house.folder)
    assert (house.folder / "head").read_bytes() == b"new head"
    (aside,) = (house.folder / "aside").iterdir()
    assert (aside / "data" / "head").read_bytes() == old
    assert (house.folder / "book.db").exists()


def test_a_name_that_is_taken_stops_the_swap_and_both_files_stay(house: House) -> None:
    house.book.close()
    new = swapping.room(house.folder)
    (new / "head").write_bytes(b"new head")
    swapping.decide(house.folder)
    old = house.folder / "aside" / (house.folder / "restoring" / "ready").read_text() / "data"
    old.mkdir(parents=True)
    (old / "head").write_bytes(b"laid there by somebody else")
    before = (house.folder / "head").read_bytes()
    with pytest.raises(BookFault):
        swapping.finish(house.folder)
    assert swapping.pending(house.folder)
    assert (new / "head").read_bytes() == b"new head"
    assert (house.folder / "head").read_bytes() == before
    (old / "head").unlink()
    assert swapping.finish(house.folder)
    assert (house.folder / "head").read_bytes() == b"new head"
    assert (old / "head").read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the watch stays in a child")
def test_the_folder_of_the_old_files_is_on_the_disk_before_the_first_of_them_moves(
    house: House,
) -> None:
    house.book.close()
    (swapping.room(house.folder) / "head").write_bytes(b"new head")
    swapping.decide(house.folder)
    aside = house.folder / "aside"
    wanted = {
        str(house.folder),
        str(aside),
        str(aside / (house.folder / "restoring" / "ready").read_text()),
    }
    child = os.fork()
    if child == 0:
        synced, moved = set[str](), [False]

        def watch(event: str, args: tuple[object, ...]) -> None:
            if event == "os.rename":
                moved[0] = True
            elif event == "open" and not moved[0]:
                synced.add(str(args[0]))

        sys.addaudithook(watch)
        done = swapping.finish(house.folder)
        os._exit(0 if done and wanted <= synced else 1)
    _pid, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
