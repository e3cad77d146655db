"""Disks that refuse: read-only, full, on the network, kept in step; nothing is lost on them."""

import subprocess
from collections import deque
from contextlib import suppress
from pathlib import Path

import pytest
from tests.desk.offices import (
    BOSS,
    PHRASES,
    Prepared,
    answers,
    copied,
)
from tests.features.faults import fault, mounted, post, whole

from deskinc.book.keys.kdf import FLOOR
from deskinc.desk import setup
from deskinc.desk.copies.folder import folder_fault
from deskinc.desk.office import Office, sign_in
from deskinc.desk.people import people
from deskinc.errors import BookFault, DeskError


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
            assert said.startswith("The disk is full")
            with pytest.raises(BookFault) as caught:
                post(office, "One more.")
            assert caught.value.what == "The disk is full; the entry was not saved."
            assert office.read.last_n() == before
            filler.unlink()
            post(office, "There is room again.")
            assert office.health().fault == ""
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
            who = people.Enrolment("T. Okafor", "T.O.", identity="Passport")
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
