"""What the child takes from itself before it looks at a file.

Memory, processor time, files and processes are bounded by ``setrlimit`` (POSIX); the network goes
with a namespace of its own, the file system with Landlock (Linux). Each is asked for and may be
refused by the system: the checks before decoding never lean on them.
"""

import contextlib
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from deskinc import paths

MEMORY: Final = 1_536 * 1024 * 1024
"""Address space in bytes: a picture of 100 million pixels and its working copy fit."""
CPU_SECONDS: Final = 20
OPEN_FILES: Final = 32

_PR_SET_NO_NEW_PRIVS = 38
_CLONE_NEWUSER, _CLONE_NEWNET = 0x1000_0000, 0x4000_0000
_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_READ_ONLY: Final = 0b1100
_FS_RIGHTS: Final = {1: 13, 2: 14, 3: 15, 5: 16}
"""Landlock version → number of file rights it knows (each one bit from the lowest)."""
_TCP_RIGHTS: Final = 0b11


def bound(memory: int = MEMORY, seconds: int = CPU_SECONDS) -> None:
    """Bound this process's memory (bytes), processor time and files."""
    if sys.platform == "win32":
        return
    import resource

    wanted = {
        resource.RLIMIT_AS: (memory, memory),
        resource.RLIMIT_CPU: (seconds, seconds + 2),
        resource.RLIMIT_NOFILE: (OPEN_FILES, OPEN_FILES),
        resource.RLIMIT_FSIZE: (0, 0),
    }
    for what, limit in wanted.items():
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, limit)


def alone() -> None:
    """Start no further thread or process from here on (not binding for root)."""
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def shut_in() -> None:
    """Leave the network and the file system (but the program's own folders, to read): Linux.

    Running another program is denied with it.
    """
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    libc = ctypes.CDLL(None)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if libc.unshare(_CLONE_NEWNET) != 0:
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
    _read_only(libc, _own_folders())


def _own_folders() -> list[Path]:
    package = Path(__file__).resolve().parents[2]
    system = ("/lib", "/lib64", "/usr/lib", "/usr/local/lib")
    folders = {Path(sys.prefix), Path(sys.base_prefix), package, paths.resources()}
    if getattr(sys, "frozen", False):  # the frozen modules lie in the program's own file
        folders.add(Path(sys.executable).resolve().parent)
    return [*folders, *map(Path, system)]


def _read_only(libc: Any, folders: Iterable[Path]) -> None:
    """Allow reading below ``folders`` and no other file access (Landlock, Linux 5.13)."""
    import ctypes

    version = libc.syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), 1)
    if version < 1:
        return
    rights = next(_FS_RIGHTS[known] for known in sorted(_FS_RIGHTS, reverse=True)
                  if known <= version)  # fmt: skip
    words = [(1 << rights) - 1] + ([_TCP_RIGHTS] if version >= 4 else [])
    wanted = (ctypes.c_uint64 * len(words))(*words)
    ruleset = libc.syscall(
        _LANDLOCK_CREATE, ctypes.byref(wanted), ctypes.c_size_t(ctypes.sizeof(wanted)), 0
    )
    if ruleset < 0:
        return
    for folder in folders:
        _allow(libc, ruleset, folder)
    libc.syscall(_LANDLOCK_RESTRICT, ruleset, 0)
    os.close(ruleset)


def _allow(libc: Any, ruleset: int, folder: Path) -> None:
    import ctypes

    try:
        opened = os.open(folder, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:
        return
    rule = _READ_ONLY.to_bytes(8, sys.byteorder) + opened.to_bytes(4, sys.byteorder)
    libc.syscall(_LANDLOCK_ADD, ruleset, 1, ctypes.c_char_p(rule), 0)
    os.close(opened)
