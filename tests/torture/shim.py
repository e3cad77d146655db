"""Building the shim, starting processes under it, and steering it from inside."""

import ctypes
import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.torture.office import Secrets

SOURCE = Path(__file__).with_name("shim.c")
ROOT = Path(__file__).resolve().parents[2]


def absent() -> str:
    """Why there is no shim on this machine; empty where there can be one."""
    if sys.platform != "linux":
        return "only Linux lets a library be laid before the system’s"
    return "" if shutil.which("cc") else "there is no C compiler (gcc and libc6-dev)"


@functools.cache
def built() -> Path:
    """The shim, compiled once for each process that asks."""
    path = Path(tempfile.mkdtemp(prefix="shim-")) / "shim.so"
    command = ["cc", "-O2", "-shared", "-fPIC", "-o", str(path), str(SOURCE), "-ldl", "-lpthread"]
    subprocess.run(command, check=True, capture_output=True)
    return path


def victim(
    job: str, secrets: Secrets, told: Mapping[str, object], env: Mapping[str, str] | None = None
) -> Any:
    """Run a job of :mod:`tests.torture.victim` under the shim; returns what it printed as JSON."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.torture.victim"],
        input=json.dumps({"job": job, "secrets": asdict(secrets), **told}),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(["src", "."]),
            "LD_PRELOAD": str(built()),
            **(env or {}),
        },
    )
    return json.loads(done.stdout or "null")


class Shim:
    """The shim of this process, which must have been started under it."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None)
        self._library.torture_arm.argtypes = [
            ctypes.c_char_p,
            ctypes.c_char,
            ctypes.c_long,
            *[ctypes.c_int] * 3,
        ]
        self._library.torture_clock.argtypes = [ctypes.c_int64] * 2

    def arm(
        self, folder: Path, kind: str, at: int, error: int, *, lasting: bool, half: bool
    ) -> None:
        """From the ``at``-th call of ``kind`` (w s t r) below ``folder`` on, calls fail."""
        self._library.torture_arm(str(folder).encode(), kind.encode(), at, error, lasting, half)

    def disarm(self) -> None:
        """Let everything pass again."""
        self._library.torture_arm(b"", b" ", -1, 0, 0, 0)

    @property
    def fired(self) -> bool:
        """Whether a call has failed since the last arming."""
        return bool(self._library.torture_fired())

    def clock(self, wall: float, boot: float = 0.0) -> None:
        """Set the time of day, and the time since boot, off by so many seconds."""
        self._library.torture_clock(int(wall * 1e9), int(boot * 1e9))
