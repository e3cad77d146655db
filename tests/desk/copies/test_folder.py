"""Where a book may lie: no network drive, no synced folder, nothing that cannot be written."""

from pathlib import Path

import pytest

from deskinc.desk.copies.folder import folder_fault, same_disk

MOUNTS = r"""/dev/sda1 / ext4 rw,relatime 0 0
/dev/sdb1 {below}/stick vfat rw 0 0
nas:/export/office {below}/nas\040drive nfs4 rw 0 0
//server/share {below}/share cifs rw 0 0
guard@host:/home {below}/ssh fuse.sshfs rw 0 0
host {below}/nine 9p rw 0 0
https://dav.example {below}/dav fuse.davfs2 rw 0 0
/dev/sdc1 {below}/nas\040drive/local ext4 rw 0 0
/dev/sdd1 {below}/windows fuseblk rw 0 0
overlay {below}/container fuse.fuse-overlayfs rw 0 0"""


def on(tmp_path: Path, point: str) -> str:
    """What is said of a folder on the file system mounted at ``point``."""
    (tmp_path / point).mkdir(parents=True)
    below = str(tmp_path.resolve()).replace(" ", r"\040")
    return folder_fault(tmp_path / point / "desk", MOUNTS.replace("{below}", below))


@pytest.mark.parametrize("point", ["nas drive", "share", "ssh", "nine", "dav"])
def test_a_network_drive_is_told(tmp_path: Path, point: str) -> None:
    assert "network drive" in on(tmp_path, point)


@pytest.mark.parametrize("point", ["stick", "nas drive/local", "windows", "container", "other"])
def test_a_disk_of_this_computer_is_none(tmp_path: Path, point: str) -> None:
    assert on(tmp_path, point) == ""


@pytest.mark.parametrize(
    "name",
    ["Dropbox", "Dropbox (Office)", "OneDrive", "OneDrive - Harbour Ltd", "Google Drive",
     "GoogleDrive", "iCloud Drive", "iCloudDrive", "Mobile Documents", "Nextcloud", "ownCloud"],
)  # fmt: skip
def test_a_synced_folder_is_told_by_its_name(tmp_path: Path, name: str) -> None:
    assert "kept in step" in folder_fault(tmp_path / name / "desk")


@pytest.mark.parametrize(
    "mark", [".dropbox.cache", ".stfolder", ".nextcloudsync.log", ".sync_0a1b2c.db"]
)
def test_a_synced_folder_is_told_by_what_its_program_leaves(tmp_path: Path, mark: str) -> None:
    (tmp_path / mark).mkdir()
    assert "kept in step" in folder_fault(tmp_path / "below" / "desk")
    assert folder_fault(tmp_path.parent) == ""


HERE = Path(__file__).parent


def test_the_settings_of_a_sync_program_are_no_synced_folder(tmp_path: Path) -> None:
    (tmp_path / ".dropbox").mkdir()
    assert folder_fault(tmp_path / "desk") == ""


def test_looking_at_a_folder_leaves_nothing(tmp_path: Path) -> None:
    assert folder_fault(tmp_path / "not" / "yet" / "there") == ""
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "is a file" in folder_fault(tmp_path / "file" / "desk")


def test_two_folders_below_each_other_share_a_disk(tmp_path: Path) -> None:
    assert same_disk(tmp_path, tmp_path / "not yet" / "there")


def test_memory_is_another_disk_than_the_checkout() -> None:
    memory = Path("/dev/shm")  # noqa: S108 - the one file system that is surely no disk
    if not memory.is_dir() or memory.stat().st_dev == HERE.stat().st_dev:
        pytest.skip("no memory file system here, or the checkout lies in it")
    assert not same_disk(HERE, memory)
