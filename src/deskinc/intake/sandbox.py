"""Running a decoder in a child process: bytes in, checked bytes out, or a :class:`Refused`.

The desk's own process never decodes a file. The child gets an empty environment, no shell and its
own limits (:mod:`~deskinc.intake.limits`); here it gets a wall clock, a session of its own, which
ends with it as a whole, and a bound on its answer.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any, Final

from deskinc import children
from deskinc.intake import wire
from deskinc.intake.sentences import refusal
from deskinc.intake.unfit import CODES, TOKEN_CODES, Unfit
from deskinc.log import logger

WALL_SECONDS: Final = 60.0
ANSWER_LIMIT: Final = 268_435_456
_GRACE: Final = 2.0
_PART: Final = 1_048_576
_SIGXCPU: Final = 24


@dataclass(frozen=True, slots=True)
class Answer:
    """What the child made of a file: facts still to be checked, and raw parts."""

    info: dict[str, Any]
    parts: list[bytes]


@dataclass(frozen=True, slots=True)
class _Ended:
    output: bytes
    code: int
    late: bool


def run(
    job: str,
    data: bytes,
    name: str,
    *,
    page: int = 0,
    command: Sequence[str] | None = None,
    seconds: float = WALL_SECONDS,
) -> Answer:
    """Have ``data`` decoded for ``job`` (photo, plan); raises :class:`Refused`, naming ``name``."""
    try:
        child = command or children.command("--intake-child")
        return ask({"job": job, "page": page}, data, child, seconds)
    except Unfit as unfit:
        raise refusal(unfit.code, name, job) from unfit


def ask(
    job: Mapping[str, Any],
    data: bytes,
    command: Sequence[str],
    seconds: float,
    *,
    more: Collection[str] = (),
) -> Answer:
    """Hand ``job`` and ``data`` to the child that ``command`` starts; raises :class:`Unfit`.

    ``more`` names variables of this process's environment that the child is given besides.
    """
    try:
        return _judge(_exchange(command, wire.pack(job, [data]), seconds, more))
    except Unfit as unfit:
        logger.warning("%s refused: %s", job["job"], unfit.code)
        raise


def _exchange(
    command: Sequence[str], frame: bytes, seconds: float, more: Collection[str]
) -> _Ended:
    cwd = None if sys.platform == "win32" else "/"
    gives_way = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
    process = children.start(command, more=more, cwd=cwd, flags=gives_way)
    talk = _Talk(process, frame)
    late = not talk.ended.wait(seconds)
    _stop(process)
    # whoever holds the pipes now has left the child's session: nobody waits for that
    late = not talk.ended.wait(_GRACE) or late
    try:
        code = process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        return _Ended(b"", 0, late=True)
    return _Ended(b"".join(talk.output), code, late)


class _Talk:
    """Both ends of the pipes, each on a thread of its own that nobody has to wait for."""

    def __init__(self, process: subprocess.Popen[bytes], frame: bytes) -> None:
        assert process.stdin is not None  # noqa: S101 - both are pipes
        assert process.stdout is not None  # noqa: S101
        self.output: list[bytes] = []
        self.ended = threading.Event()
        threading.Thread(target=_feed, args=(process.stdin, frame), daemon=True).start()
        threading.Thread(target=self._hear, args=(process, process.stdout), daemon=True).start()

    def _hear(self, process: subprocess.Popen[bytes], pipe: IO[bytes]) -> None:
        with pipe:
            left = ANSWER_LIMIT + 1
            while left > 0 and (part := os.read(pipe.fileno(), min(left, _PART))):
                self.output.append(part)
                left -= len(part)
        if left > 0:
            process.wait()
        self.ended.set()


def _feed(pipe: IO[bytes], frame: bytes) -> None:
    with contextlib.suppress(OSError), pipe:
        pipe.write(frame)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the child and whatever it started."""
    if sys.platform == "win32":
        process.kill()
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _judge(ended: _Ended) -> Answer:
    if ended.late or ended.code == -_SIGXCPU:
        raise Unfit("time")
    if ended.code != 0:
        logger.warning("the intake child ended with %d", ended.code)
        raise Unfit("crash")
    try:
        header, parts = wire.unpack(ended.output)
    except wire.BadFrame as error:
        raise Unfit("answer") from error
    refused, info = header.get("refused"), header.get("info")
    if refused is not None:
        raise Unfit(refused if refused in {*CODES, *TOKEN_CODES} else "answer")
    if not isinstance(info, dict):
        raise Unfit("answer")
    return Answer(info, parts)
