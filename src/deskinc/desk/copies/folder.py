"""Where a book or its mirror may lie: on a local disk, not synced, writable (D24).

Imports nothing of the book, so that it can be asked before anything else is loaded.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from deskinc.i18n import _

NETWORK = re.compile(
    r"(nfs|cifs|smb|afp|afs|ceph|glusterfs|lustre|ncp|webdav|davfs|9p|coda|ocfs|gfs"
    r"|fuse\.(sshfs|rclone|s3fs|gvfsd-fuse|davfs2?|smbnetfs|google-drive-ocamlfuse|onedriver))",
    re.IGNORECASE,
)
"""File system types (as the kernel names them) that live on another machine."""
SYNCED_NAMES = re.compile(
    r"(dropbox|onedrive|google ?drive|icloud ?drive|mobile documents|nextcloud|owncloud|pcloud"
    r"|pcloud ?drive|box sync|mega(sync)?|yandex\.disk|seafile|syncthing)\b.*",
    re.IGNORECASE,
)
"""Folder names that sync programs give the folders they watch."""
SYNC_MARKS = (
    ".dropbox.cache",
    ".stfolder",
    ".owncloudsync.log",
    ".nextcloudsync.log",
    ".sync_*.db",
    "._sync_*.db",
    ".tmp.drivedownload",
)
"""What sync programs leave in the folder they keep in step."""


def folder_fault(folder: Path, mounts: str | None = None) -> str:
    """Why nothing should be kept in ``folder``, as a sentence; "" when it will do.

    The folder need not exist yet; nothing is left in it. ``mounts`` is text as in Linux's
    ``/proc/self/mounts``, by default that of this machine.
    """
    there = _existing(folder)
    if is_synced(folder):
        return _(
            "{folder} is kept in step with a cloud or another machine. Two copies that overwrite "
            "each other destroy a book. Choose a folder on this computer."
        ).format(folder=folder)
    if is_network(there, mounts):
        return _(
            "{folder} lies on a network drive. A break in the line would tear the book. "
            "Choose a disk of this computer."
        ).format(folder=folder)
    if not there.is_dir():
        return _("{folder} is a file, not a folder. Choose a folder.").format(folder=there)
    try:
        with tempfile.TemporaryFile(dir=there):
            return ""
    except OSError as error:
        why = error.strerror or type(error).__name__
        return _("{folder} cannot be written: {why}. Choose another folder.").format(
            folder=folder, why=why
        )


def is_synced(folder: Path) -> bool:
    """Whether a sync program watches ``folder`` or one above it."""
    whole = folder.expanduser().absolute()
    marked = any(any(above.glob(mark)) for above in (whole, *whole.parents) for mark in SYNC_MARKS)
    return marked or any(SYNCED_NAMES.fullmatch(part) for part in whole.parts)


def is_network(folder: Path, mounts: str | None = None) -> bool:
    """Whether the existing ``folder`` lies on another machine."""
    whole = folder.resolve()
    if sys.platform == "win32":
        import ctypes

        remote = 4
        return str(whole).startswith("\\\\") or (
            ctypes.windll.kernel32.GetDriveTypeW(whole.anchor) == remote
        )
    return bool(NETWORK.match(mount_of(whole, _mounts(mounts))[1]))


def mount_of(folder: Path, mounts: list[tuple[str, str, str]]) -> tuple[str, str]:
    """(device, file system type) of the innermost of ``mounts`` (point, device, type)."""
    found, best = ("", ""), -1
    for point, device, kind in mounts:
        if len(point) >= best and folder.is_relative_to(point):
            found, best = (device, kind), len(point)
    return found


def _mounts(text: str | None = None) -> list[tuple[str, str, str]]:
    if text is None and sys.platform == "darwin":
        told = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False).stdout
        rows = re.findall(r"^(.+?) on (.+?) \((\w+)", told, re.MULTILINE)
        return [(point, device, kind) for device, point, kind in rows]
    if text is None:
        try:
            text = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return []
    rows = [line.split(" ")[:3] for line in text.splitlines() if line.count(" ") >= 2]
    return [(_unescaped(point), _unescaped(device), kind) for device, point, kind in rows]


def _unescaped(word: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), word)


def same_disk(one: Path, other: Path) -> bool:
    """Whether both folders die with the same disk, as far as this system tells."""
    a, b = _existing(one), _existing(other)
    if a.stat().st_dev == b.stat().st_dev:
        return True
    disks = disks_of(a)
    return bool(disks) and not disks.isdisjoint(disks_of(b))


def disks_of(folder: Path) -> frozenset[str]:
    """The physical disks below the existing ``folder`` (Linux); empty where it is not told."""
    if sys.platform != "linux":
        return frozenset()
    block = _block(folder.stat().st_dev)
    if not block.exists():  # btrfs and the like have numbers of their own: ask the mount's device
        device = Path(mount_of(folder.resolve(), _mounts())[0])
        if not device.is_block_device():
            return frozenset()
        block = _block(device.stat().st_rdev)
    return _disks_below(block.resolve())


def _block(number: int) -> Path:
    return Path(f"/sys/dev/block/{os.major(number)}:{os.minor(number)}")


def _disks_below(block: Path) -> frozenset[str]:
    if (block / "partition").exists():
        block = block.parent
    below = sorted((block / "slaves").iterdir()) if (block / "slaves").is_dir() else []
    if not below:
        return frozenset({block.name})
    return frozenset().union(*(_disks_below(slave.resolve()) for slave in below))


def _existing(folder: Path) -> Path:
    """``folder``, or the nearest folder above it that exists."""
    whole = folder.expanduser().absolute()
    return next((at for at in (whole, *whole.parents) if at.exists()), whole)
