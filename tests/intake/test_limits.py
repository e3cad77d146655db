"""What the child gives up, asked for and, where this system grants it, proved."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from deskinc.intake import limits

resource = pytest.importorskip("resource", reason="POSIX only")


def in_child(code: str) -> str:
    """What ``code`` prints in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], stdout=subprocess.PIPE, check=True, text=True
    )
    return done.stdout.strip()


def test_the_limits_asked_for_are_those_written_down(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[int, tuple[int, int]] = {}

    def note(what: int, limit: tuple[int, int]) -> None:
        asked[what] = limit
        if what == resource.RLIMIT_FSIZE:
            raise OSError("not permitted: the others are still asked for")

    monkeypatch.setattr(resource, "setrlimit", note)
    limits.bound()
    limits.alone()
    assert asked == {
        resource.RLIMIT_AS: (limits.MEMORY, limits.MEMORY),
        resource.RLIMIT_CPU: (20, 22),
        resource.RLIMIT_NOFILE: (32, 32),
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_NPROC: (0, 0),
    }


class Kernel:
    """A stand-in for the C library that notes what was asked of the kernel."""

    def __init__(self, landlock: int, permitted: bool) -> None:
        self.landlock, self.permitted = landlock, permitted
        self.calls: list[tuple[object, ...]] = []

    def prctl(self, *numbers: int) -> int:
        """Note it."""
        self.calls.append(("prctl", *numbers[:2]))
        return 0

    def unshare(self, flags: int) -> int:
        """Note it; grant it when permitted."""
        self.calls.append(("unshare", flags))
        return 0 if self.permitted else -1

    def syscall(self, number: int, *rest: object) -> int:
        """Note it; answer as Landlock does."""
        self.calls.append(("syscall", number))
        if number == 444 and rest[0] is None:
            return self.landlock
        if number == 444:
            return os.open(os.devnull, os.O_RDONLY) if self.permitted else -1
        return 0


@pytest.mark.parametrize(
    ("landlock", "permitted", "calls"),
    [
        (7, True, {("unshare", 0x4000_0000), ("syscall", 445), ("syscall", 446)}),
        (1, True, {("unshare", 0x4000_0000), ("syscall", 445), ("syscall", 446)}),
        (7, False, {("unshare", 0x5000_0000), ("syscall", 444)}),
        (-1, True, {("unshare", 0x4000_0000), ("syscall", 444)}),
    ],
)
def test_a_kernel_that_refuses_is_no_failure(
    monkeypatch: pytest.MonkeyPatch, landlock: int, permitted: bool, calls: set[tuple[object, ...]]
) -> None:
    kernel = Kernel(landlock, permitted)
    monkeypatch.setattr(ctypes, "CDLL", lambda _: kernel)
    monkeypatch.setattr(sys, "platform", "linux")
    limits.shut_in()
    assert calls <= set(kernel.calls)
    assert (("syscall", 446) in kernel.calls) is (permitted and landlock > 0)


def test_other_systems_are_left_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(resource, "setrlimit", lambda *_: pytest.fail("asked on Windows"))
    limits.bound()
    limits.alone()
    limits.shut_in()


def test_a_child_cannot_take_more_memory_than_its_bound() -> None:
    code = (
        "from deskinc.intake import limits; limits.bound()\n"
        "try: bytearray(limits.MEMORY)\n"
        "except MemoryError: print('refused')"
    )
    assert in_child(code) == "refused"


def test_a_child_cannot_write_a_file(tmp_path: Path) -> None:
    code = (
        "from deskinc.intake import limits; limits.bound()\n"
        f"file = open({str(tmp_path / 'out')!r}, 'wb', 0)\n"
        "try: file.write(b'x')\n"
        "except OSError: print('refused')"
    )
    assert in_child(code) == "refused"


def test_a_shut_in_child_opens_no_file_and_no_connection(tmp_path: Path) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("Linux only")
    if ctypes.CDLL(None).syscall(444, None, ctypes.c_size_t(0), 1) < 4:
        pytest.skip("this kernel has no Landlock with network rules")
    canary = tmp_path / "canary.png"
    canary.write_bytes(b"canary")
    code = (
        "import socket; from deskinc.intake import limits; limits.shut_in()\n"
        "for act in (lambda: open({!r}), lambda: open({!r}, 'w'),\n"
        "            lambda: socket.create_connection(('127.0.0.1', 9), 1)):\n"
        "    try: act(); print('done')\n"
        "    except PermissionError: print('refused')\n"
        "    except OSError as error: print('unreachable')\n"
        "import wave; print('own library read')"
    ).format(str(canary), str(tmp_path / "new"))
    first, second, third, last = in_child(code).splitlines()
    assert (first, second, last) == ("refused", "refused", "own library read")
    assert third in {"refused", "unreachable"}


def test_the_fixture_folder_is_not_among_the_childs_own(
    tmp_path: Path, picture: Callable[..., bytes]
) -> None:
    (tmp_path / "photo.png").write_bytes(picture((2, 2)))
    assert not any(tmp_path.is_relative_to(folder) for folder in limits._own_folders())
