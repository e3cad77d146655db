"""A desk in a process of its own under strace: what it starts, and everything that it writes."""

import codecs
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import ALL, ROOT
from tests.features.hunting import Hunt

CALLS = (
    "execve,execveat,prctl,open,openat,creat,rename,renameat,renameat2,mkdir,mkdirat,link,linkat,"
    "symlink,symlinkat,write,pwrite64,writev,pwritev,pwritev2"
)
LONGEST = 1 << 21
"""Bytes of an argument that are noted; a longer one would not be searched, and fails the test."""

_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"(\.\.\.)?')
_OPENED = re.compile(r"(?:creat|open(?:at)?)\(.*= (\d+)(?:<(/.*)>)?$")
_FOR_WRITING = re.compile(r"^creat\(|O_WRONLY|O_RDWR|O_CREAT")
_BESIDE = re.compile(r"^openat\((?:AT_FDCWD|\d+)<(/[^>]*)>")
_RENAMED = re.compile(r'rename\w*\(.*"((?:[^"\\]|\\.)+)"[^"]*\) = 0$')
_WRITTEN = re.compile(r"^p?write(?:v|v2|64)?\((\d+)(?:<([^>]*)>)?, ")
_PADDED = re.compile(r"\) {2,}= ")
_NO_FILE, _IN_MEMORY = ("/dev", "/proc"), "/dev/shm"  # noqa: S108


def needs_strace(*, hidden: bool = False) -> None:
    """Skip where strace cannot look: in CI, where everything must run, that is a failure.

    With ``hidden`` it must also see what a process does that hides its memory.
    """
    if why := _why_not() or (_why_not_hidden() if hidden else ""):
        (pytest.fail if ALL else pytest.skip)(why)


def can_look() -> bool:
    """Whether strace can, for a story that is told without it too; where it must it fails."""
    if ALL:
        needs_strace()
    return not _why_not()


@cache
def _why_not_hidden() -> str:
    code = "from deskinc import children; children.hide(); open('/seen')"
    tried = subprocess.run(
        ["strace", "-f", "-o", "/dev/stdout", sys.executable, "-c", code], capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, check=False,
    )  # fmt: skip
    seen = b'"/seen"' in tried.stdout
    return "" if seen else "strace cannot look into a process that hides: run the tests as root"


@cache
def _why_not() -> str:
    if sys.platform != "linux":
        return "strace is Linux only"
    if shutil.which("strace") is None:
        return "strace is not installed: packaging/setup.sh test"
    tried = subprocess.run(
        ["strace", "-f", "-o", os.devnull, "true"], capture_output=True, check=False
    )
    return "" if tried.returncode == 0 else f"ptrace is forbidden here: {tried.stderr.decode()}"


@dataclass(frozen=True, slots=True)
class Started:
    """A program that was started, by which process: arguments and environment as one."""

    pid: str
    said: tuple[bytes, ...]
    environment: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """Bytes on their way into a file."""

    path: Path
    raw: bytes


class Trace:
    """What strace noted, a row a call: those that were interrupted are put together again."""

    def __init__(self, log: Path, cwd: Path) -> None:
        self._log, self._cwd = log, cwd

    def rows(self) -> Iterator[tuple[str, str]]:
        """(process, call)."""
        held: dict[str, str] = {}
        with self._log.open(encoding="latin-1") as lines:
            for line in lines:
                pid, _space, call = line.rstrip("\n").partition(" ")
                call = call.strip()
                if call.endswith("<unfinished ...>"):
                    held[pid] = call.removesuffix("<unfinished ...>")
                    continue
                if call.startswith("<... "):
                    rest = _PADDED.sub(") = ", call.partition(" resumed>")[2], 1)
                    call = held.pop(pid, "").rstrip() + rest
                yield pid, call
        yield from held.items()

    def started(self) -> list[Started]:
        """Every program that was to be started, whether it was found or not."""
        found = []
        for pid, call in self.rows():
            if call.startswith("execve"):
                head, _space, tail = _apart(call)
                found.append(Started(pid, tuple(_texts(head)), tuple(_texts(tail))))
        return found

    def hidden(self) -> set[str]:
        """The processes that let no other look into them."""
        wanted = "prctl(PR_SET_DUMPABLE, SUID_DUMP_DISABLE) = 0"
        return {pid for pid, call in self.rows() if call == wanted}

    def files(self) -> set[Path]:
        """Every file that was opened for writing, or made by renaming."""
        return {path for path in map(self._made, (call for _pid, call in self.rows())) if path}

    def _made(self, call: str) -> Path | None:
        if hit := _RENAMED.match(call):
            return self._cwd / _plain(hit[1]).decode()
        hit = _OPENED.match(call)
        if hit is None or not _FOR_WRITING.search(call):
            return None
        named = (hit[2] or "").removesuffix(" (deleted)")
        beside = _BESIDE.match(call)
        below = Path(beside[1]) if beside else self._cwd
        named = named or b"".join(_texts(call)[:1]).decode(errors="surrogateescape")
        return below / named if named and _is_file(below / named) else None

    def written(self) -> Iterator[Written]:
        """What was written into files, call by call; pipes and sockets are no files."""
        opened: dict[str, Path] = {}
        for _pid, call in self.rows():
            if hit := _OPENED.match(call):
                opened[hit[1]] = self._made(call) or Path()
            elif hit := _WRITTEN.match(call):
                named = hit[2]
                path = opened.get(hit[1], Path()) if named is None else Path(named)
                if path.is_absolute() and _is_file(path):
                    bare = Path(str(path).removesuffix(" (deleted)"))
                    yield Written(bare, b"".join(_texts(call)))


def _is_file(path: Path) -> bool:
    return path.is_relative_to(_IN_MEMORY) or not any(map(path.is_relative_to, _NO_FILE))


def _apart(call: str) -> tuple[str, str, str]:
    """Arguments and environment of an execve: two lists, one after the other."""
    return call.partition("], [") if "], [" in call else call.partition("], 0x")


def _texts(call: str) -> list[bytes]:
    found = []
    for hit in _TEXT.finditer(call):
        assert not hit[2], "strace cut an argument short"
        found.append(_plain(hit[1]))
    return found


def _plain(text: str) -> bytes:
    return codecs.escape_decode(text.encode("latin-1"))[0]


@dataclass
class Watched:
    """A script at work under strace; it is spoken with in lines of JSON."""

    base: Path
    log: Path
    process: subprocess.Popen[str]

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

    @property
    def trace(self) -> Trace:
        """What strace noted until now."""
        return Trace(self.log, self.base / "home")

    def leaks(self, hunt: Hunt) -> list[tuple[str, str]]:
        """(where, secret) for everything found in plain, but where somebody chose it to be."""
        chosen = (self.base / "chosen", self.base / "in", self.log)
        return leaks(self.trace, hunt, self.base, chosen)


def leaks(trace: Trace, hunt: Hunt, base: Path, chosen: Collection[Path]) -> list[tuple[str, str]]:
    """(where, secret) for everything found in plain in what was started and written, and below.

    Of what was written also what was removed or written over since.
    """

    def counts(path: Path) -> bool:
        return not any(path.is_relative_to(each) for each in chosen)

    there = {path for path in trace.files() | set(base.rglob("*")) if path.is_file()}
    parts = [
        *((str(path), path.read_bytes()) for path in there if counts(path)),
        *((str(one.path), one.raw) for one in trace.written() if counts(one.path)),
        *(("arguments", b"\0".join(one.said)) for one in trace.started()),
        *(("environment", b"\0".join(one.environment)) for one in trace.started()),
    ]
    return sorted({(where, name) for where, raw in parts for name in hunt.found(raw)})


def command(log: Path) -> list[str]:
    """How strace is started, before what it watches."""
    return ["strace", "-f", "--seccomp-bpf", "-y", "-v", "-s", str(LONGEST), "-o", str(log),
            "-e", f"trace={CALLS}", "-e", "signal=none"]  # fmt: skip


@contextmanager
def watched(base: Path, script: str, said: Mapping[str, object]) -> Iterator[Watched]:
    """``script`` at work below ``base``, told ``said`` on standard input."""
    needs_strace()
    for name in ("home", "tmp", "in", "chosen"):
        (base / name).mkdir(parents=True, exist_ok=True)
    own = {"HOME": "home", "TMPDIR": "tmp", "XDG_CACHE_HOME": "home/cache",
           "XDG_CONFIG_HOME": "home/config", "DESKINC_SPARE": "spare"}  # fmt: skip
    env = {
        "XDG_DATA_HOME": str(base / "home/data"), **os.environ,
        **{name: str(base / part) for name, part in own.items()},
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    log = base / "strace.log"
    with (
        (base / "stderr").open("w") as errors,
        subprocess.Popen(
            [*command(log), sys.executable, str(ROOT / "tests/features" / script)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, env=env,
            cwd=base / "home", text=True,
        ) as process,
    ):  # fmt: skip
        desk = Watched(base, log, process)
        try:
            desk.ask(json.dumps({**said, "base": str(base)}))
            yield desk
        finally:
            if process.poll() is None:
                process.kill()
