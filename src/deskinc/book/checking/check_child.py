"""A check in a process of its own: it shares neither interpreter nor memory with the desk.

The keys of the book and the mirror go through a pipe; the child opens the database for reading
only, runs at low priority, and ends with whoever asked. Both speak in lines of JSON.
"""

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Any, Final

from deskinc import children
from deskinc.book.checking import check as checking
from deskinc.book.checking import mirror_check
from deskinc.book.checking.check import Subject, Told
from deskinc.book.checking.checked import Checked, dump, load
from deskinc.book.checking.comparing import SCRATCH
from deskinc.book.keys.slots import Keys
from deskinc.book.opened import Opened
from deskinc.book.records.following import Cancel, Cancelled, never
from deskinc.errors import BookFault, DeskError
from deskinc.i18n import _
from deskinc.log import logger
from deskinc.proof.canonical import b64, unb64

LOOK: Final = 0.1
"""Seconds between two looks whether to stop, and between two reports."""

NICE: Final = 10
"""How much the child gives way to everything else (POSIX)."""


def subject(opened: Opened, *, full: bool) -> Subject:
    """What is to be checked of an open book: of a ``full`` check the mirror too, if it answers."""
    there = mirror_check.answering(opened) if full else None
    place = (there.folder, there.last) if there else None
    return Subject(opened.folder, opened.keys.shared(), opened.founding.book, place)


def check(subject: Subject, *, full: bool, told: Told, cancel: Cancel) -> Checked:
    """What :func:`~deskinc.book.checking.check.check` does, in a child process.

    Cancelled within a second.
    """
    gives_way = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
    process = children.start(children.command("--check-child"), flags=gives_way)
    assert process.stdin is not None  # noqa: S101 - both are pipes
    assert process.stdout is not None  # noqa: S101
    lines: SimpleQueue[bytes] = SimpleQueue()
    hearing = threading.Thread(target=_hear, args=(process.stdout, lines), daemon=True)
    hearing.start()
    try:
        with contextlib.suppress(OSError):
            process.stdin.write(_job(subject, full=full))
            process.stdin.flush()
        return _followed(lines, told, cancel)
    finally:
        process.kill()
        with contextlib.suppress(OSError):
            process.stdin.close()
        process.wait()
        hearing.join()
        process.stdout.close()
        (subject.folder / SCRATCH).unlink(missing_ok=True)


def _job(subject: Subject, *, full: bool) -> bytes:
    job = {
        "folder": str(subject.folder),
        "database": b64(subject.keys.database),
        "mirror": b64(subject.keys.mirror),
        "book": b64(subject.book),
        "at": subject.mirror and [str(subject.mirror[0]), subject.mirror[1]],
        "full": full,
    }
    return json.dumps(job).encode() + b"\n"


def _hear(pipe: IO[bytes], lines: "SimpleQueue[bytes]") -> None:
    for line in pipe:
        lines.put(line)
    lines.put(b"")


def _followed(lines: "SimpleQueue[bytes]", told: Told, cancel: Cancel) -> Checked:
    while True:
        if cancel():
            raise Cancelled(_("The check was stopped."))
        with contextlib.suppress(Empty):
            said = _said(lines.get(timeout=LOOK))
            if "checked" in said:
                return load(said["checked"])
            if "fault" in said:
                raise BookFault(*said["fault"])
            told(*said["at"])


def _said(line: bytes) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        logger.warning("the check ended before its time")
        raise BookFault(
            _("The check ended before its time."),
            _("Nothing was changed. Check again; if it comes back, call whoever looks after it."),
        )
    return said


def main() -> None:
    """Read a job from standard input, report and answer on standard output."""
    if hasattr(os, "nice"):
        os.nice(NICE)
    with os.fdopen(os.dup(1), "wb", buffering=0) as answers:
        os.dup2(2, 1)  # a library that prints must not garble the answer
        job = json.loads(sys.stdin.buffer.readline())
        threading.Thread(target=_end_with_parent, daemon=True).start()
        _say(answers, _answer(job, answers))


def _end_with_parent() -> None:
    """Whoever asked holds the other end of the pipe as long as it lives."""
    sys.stdin.buffer.read()
    os._exit(1)


def _answer(job: dict[str, Any], answers: IO[bytes]) -> dict[str, Any]:
    keys = Keys(unb64(job["database"]), unb64(job["mirror"]))
    at = job["at"] and (Path(job["at"][0]), job["at"][1])
    subject = Subject(Path(job["folder"]), keys, unb64(job["book"], 16), at)
    next_at = 0.0

    def told(step: str, done: int, of: int) -> None:
        nonlocal next_at
        now = time.monotonic()
        if now >= next_at or done == of:
            next_at = now + LOOK
            _say(answers, {"at": [step, done, of]})

    try:
        found = checking.check(subject, full=job["full"], told=told, cancel=never)
    except DeskError as error:
        return {"fault": [error.what, error.todo]}
    return {"checked": dump(found)}


def _say(answers: IO[bytes], said: dict[str, Any]) -> None:
    answers.write(json.dumps(said).encode() + b"\n")
