"""No word and no key of the desk lies in plain in any file its processes write."""

import base64
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests.conftest import ROOT

MARKS = {
    name: f"Zq{i:02d}{name.capitalize()}Vexillum"
    for i, name in enumerate(
        ("site", "officer", "place", "licence", "insurer", "relieved", "line", "second", "reason",
         "unsent", "plan", "title", "narrative", "witness", "file", "caption", "password")
    )
} | {"passphrase": "Zq99 vexillum quartz harpoon"}  # fmt: skip
"""A word nobody else uses for everything that is typed."""

SHAPES = (b"%PDF-", b"JFIF\x00", b"\x89PNG\r\n\x1a\n", b"SQLite format 3")
"""How files begin that would be in plain."""

CALLS = "open,openat,creat,rename,renameat,renameat2,mkdir,mkdirat,link,linkat,symlink,symlinkat"
OPENED = re.compile(r"(?:creat\(|open(?:at)?\(.*(?:O_WRONLY|O_RDWR|O_CREAT)).*= \d+<(.+)>$")
RENAMED = re.compile(r'rename\w*\(.*"((?:[^"\\]|\\.)+)"[^"]*\) = 0$')
NO_FILE = ("/dev/", "/proc/", "pipe:", "socket:", "anon_inode:")


@dataclass
class Watched:
    """The desk's process, what it writes, and the words and keys that must not be in it."""

    base: Path
    log: Path
    process: subprocess.Popen[str]
    pid: int = 0
    keys: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    def ask(self, line: str) -> None:
        """Send a line."""
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def told(self) -> dict[str, Any]:
        """The next line it sends."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, (self.base / "stderr").read_text()
        said: dict[str, Any] = json.loads(line)
        return said

    def written(self) -> set[Path]:
        """Every file any of its processes opened for writing or made by renaming."""
        found = set()
        for row in self.log.read_text(errors="surrogateescape").splitlines():
            call = row.partition(" ")[2].strip()
            hit = OPENED.match(call) or RENAMED.match(call)
            name = "" if hit is None else hit[1].removesuffix(" (deleted)")
            path = Path(name)
            if name and (path.is_relative_to(self.base) or not name.startswith(NO_FILE)):
                found.add(path)
        return found

    def leaks(self) -> list[tuple[str, str]]:
        """(file, secret) for everything found in plain."""
        chosen = self.base / "chosen"
        files = self.written() | {path for path in self.base.rglob("*") if path.is_file()}
        outside = (chosen, self.base / "in", self.log)
        return [
            (str(path), name)
            for path in sorted(files)
            if path.is_file() and not any(path.is_relative_to(each) for each in outside)
            for name in found_in(path.read_bytes(), self.keys)
        ]


def forms_of(secret: bytes) -> Iterator[bytes]:
    """A secret as it may lie in a file: as it is, as hexadecimal, as base64 at any offset."""
    yield secret
    yield secret.hex().encode()
    yield secret.hex().upper().encode()
    for offset in range(3):
        text = base64.b64encode(bytes(offset) + secret)
        core = text[4 if offset else 0 : len(text) - 4]
        yield core
        yield core.translate(bytes.maketrans(b"+/", b"-_"))


def found_in(raw: bytes, keys: Mapping[str, bytes]) -> list[str]:
    """The names of the secrets that lie in ``raw``."""
    found = [name for name, key in keys.items() if any(form in raw for form in forms_of(key))]
    for name, text in MARKS.items():
        coded = (text.encode(), text.lower().encode(), text.encode("utf-16-le"),
                 text.encode("utf-16-be"))  # fmt: skip
        if any(form in raw for each in coded for form in forms_of(each)):
            found.append(name)
    return found + [repr(shape) for shape in SHAPES if shape in raw]


@contextmanager
def watched(base: Path) -> Iterator[Watched]:
    """The desk at work in a process of its own under strace; skips where that is missing."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    for name in ("home", "tmp", "in", "chosen"):
        (base / name).mkdir(parents=True)
    plan = Image.new("L", (400, 300), 255)
    plan.paste(0, (50, 50, 350, 54))
    plan.save(base / "in" / "plan.png")
    own = {"HOME": "home", "TMPDIR": "tmp", "XDG_CACHE_HOME": "home/cache",
           "XDG_CONFIG_HOME": "home/config", "XDG_DATA_HOME": "home/data"}  # fmt: skip
    env = {
        **os.environ, **{name: str(base / part) for name, part in own.items()},
        "PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    log = base / "strace.log"
    script = str(ROOT / "tests/features/keeper.py")
    command = ["strace", "-f", "--seccomp-bpf", "-y", "-s", "4096", "-o", str(log),
               "-e", f"trace={CALLS}", sys.executable, script]  # fmt: skip
    with (
        (base / "stderr").open("w") as errors,
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, env=env,
            cwd=base / "home", text=True,
        ) as process,
    ):  # fmt: skip
        desk = Watched(base, log, process)
        try:
            desk.ask(json.dumps({**MARKS, "base": str(base)}))
            said = desk.told()
            desk.pid = said["pid"]
            desk.keys = {name: bytes.fromhex(key) for name, key in said["keys"].items()}
            yield desk
        finally:
            if process.poll() is None:
                process.kill()


def test_the_search_for_leaks_finds_them() -> None:
    key = bytes(range(32))
    for form in forms_of(key):
        assert found_in(b"xx" + form + b"yy", {"own": key}) == ["own"]
    for text in (MARKS["line"], MARKS["passphrase"]):
        raw = base64.urlsafe_b64encode(b"before " + text.encode() + b" after")
        assert len(found_in(raw, {})) == 1
        assert len(found_in(text.encode("utf-16"), {})) == 1
    assert found_in(b"nothing to see", {"own": key}) == []


def test_nothing_lies_in_plain_while_running_and_after_closing(tmp_path: Path) -> None:
    with watched(tmp_path / "desk") as desk:
        names = {path.name for path in desk.written()}
        assert {"book.db", "book.db-wal", "slots.json", "station.json", "head", "lock"} <= names
        assert len(desk.keys) > 12
        assert desk.leaks() == []
        desk.ask("close")
        assert desk.told() == {"closed": True}
        assert desk.leaks() == []
        desk.ask("")
        desk.process.wait()
    assert desk.process.returncode == 0
    assert desk.leaks() == []
    strangers = [path for path in desk.written() if not path.is_relative_to(desk.base)]
    assert strangers == []
    assert list((desk.base / "tmp").iterdir()) == []
    assert (desk.base / "chosen" / "report.pdf").read_bytes().startswith(b"%PDF-")


def test_nothing_lies_in_plain_after_a_kill(tmp_path: Path) -> None:
    with watched(tmp_path / "desk") as desk:
        desk.ask("go on")
        while desk.told()["written"] < 10:
            pass
        os.kill(desk.pid, signal.SIGKILL)
        desk.process.wait()
    assert (desk.base / "book" / "book.db-wal").stat().st_size > 0
    assert desk.leaks() == []
