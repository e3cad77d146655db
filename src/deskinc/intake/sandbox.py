"""Running a decoder in a child process: bytes in, checked bytes out, or a :class:`Refused`.

The desk's own process never decodes a file. The child gets an empty environment, no shell and its
own limits (:mod:`~deskinc.intake.limits`); here it gets a wall clock and a bound on its answer.
"""

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Any, Final

from deskinc.intake import wire
from deskinc.intake.sentences import refusal
from deskinc.intake.unfit import CODES, Unfit
from deskinc.log import logger

WALL_SECONDS: Final = 60.0
ANSWER_LIMIT: Final = 268_435_456
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
    frame = wire.pack({"job": job, "page": page}, [data])
    try:
        return _judge(_exchange(command or child_command(), frame, seconds))
    except Unfit as unfit:
        logger.warning("%s refused: %s", job, unfit.code)
        raise refusal(unfit.code, name, job) from unfit


def child_command() -> list[str]:
    """The command line of the child, from a checkout or a frozen program."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--intake-child"]
    return [sys.executable, "-I", "-B", "-m", "deskinc.intake.child"]


def _exchange(command: Sequence[str], frame: bytes, seconds: float) -> _Ended:
    late = threading.Event()
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        cwd=None if sys.platform == "win32" else "/",
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    ) as process:
        clock = threading.Timer(seconds, _stop, (process, late))
        clock.start()
        try:
            output = _talk(process, frame)
        finally:
            clock.cancel()
            process.kill()
            code = process.wait()
    return _Ended(output, code, late.is_set())


def _talk(process: subprocess.Popen[bytes], frame: bytes) -> bytes:
    assert process.stdin is not None  # noqa: S101 - both are pipes
    assert process.stdout is not None  # noqa: S101
    feeder = threading.Thread(target=_feed, args=(process.stdin, frame))
    feeder.start()
    output = process.stdout.read(ANSWER_LIMIT + 1)
    if len(output) > ANSWER_LIMIT:
        process.kill()
    else:
        process.wait()
    feeder.join()
    return output


def _feed(pipe: IO[bytes], frame: bytes) -> None:
    with contextlib.suppress(OSError), pipe:
        pipe.write(frame)


def _stop(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


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
        raise Unfit(refused if refused in CODES else "answer")
    if not isinstance(info, dict):
        raise Unfit("answer")
    return Answer(info, parts)


def _environment() -> dict[str, str]:
    """Nothing, but what Windows needs to load its own libraries."""
    if sys.platform != "win32":
        return {}
    return {key: os.environ[key] for key in ("SYSTEMROOT", "WINDIR") if key in os.environ}
