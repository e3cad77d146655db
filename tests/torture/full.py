"""The disk is full at some size: what was saved stays, what was not is said, then it goes on."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.book.houses import line
from tests.torture.office import DATA, Secrets, begin, copied, examine, with_file
from tests.torture.outcome import Outcome

from deskinc.book.book import Book
from deskinc.errors import DeskError

TEST = "disk full at a size"
ROOM, STEP = 32, 48
"""KiB beside what the office holds: of the smallest disk, and from one size to the next."""

_MOST = 400


def row(size: int, work: Path) -> Outcome:
    """Write on the ``size``-th disk until it is full and a little more; then give it room."""
    secrets = begin(work / "base")
    used = sum(-(-p.stat().st_size // 4096) * 4 for p in (work / "base").rglob("*") if p.is_file())
    point = work / "small"
    point.mkdir()
    with mounted(point, used + ROOM + STEP * size) as why:
        if why:
            return Outcome(TEST, skipped=why)
        root = copied(work / "base", point / "office")
        acks, refused, failed = fill(root, secrets)
        again = reopened(root, secrets)
        roomy = copied(root, work / "roomy")
    verdict = examine(roomy, secrets, acks)
    notes = [f"size {size}: {word}" for word in (*failed, *again) if word]
    if not refused:
        notes.append(f"size {size}: the disk never was full")
    bad = int(bool(verdict.lost or verdict.wrong or verdict.said))
    if bad:
        notes.append(f"size {size}: {verdict.lost} lost {verdict.wrong} {verdict.said}")
    undetected = int(len(notes) > bad)
    return Outcome(TEST, 1, bad, undetected, {"saved": len(acks), "refused": refused}, tuple(notes))


@contextmanager
def mounted(point: Path, size: int) -> Iterator[str]:
    """A disk of ``size`` KiB at ``point``; where that is not allowed, why."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mount") is None:
        yield "mounting takes root"
        return
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(point)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        yield f"mounting is not allowed here: {done.stderr.strip()}"
        return
    try:
        yield ""
    finally:
        subprocess.run(["umount", "-l", str(point)], check=True)


def fill(root: Path, secrets: Secrets) -> tuple[list[str], int, list[str]]:
    """Lines saved, how many were refused with a sentence, and errors without one."""
    acks, refused, failed = list[str](), 0, list[str]()
    try:
        book, me = Book.open(root / DATA, secrets.keys), secrets.signer()
    except DeskError:
        return [], 1, []
    try:
        for number in range(_MOST):
            text = f"line-{number} " + "." * (number * 61 % 1500)
            try:
                draft = with_file(book, os.urandom(9000), text) if number % 9 == 4 else line(text)
                book.write([draft], me).result()
                acks.append(text)
            except DeskError:
                refused += 1
            except Exception as error:  # noqa: BLE001 - told in the table
                failed.append(repr(error))
            if refused + len(failed) > 3:
                break
    finally:
        book.close()
    return acks, refused, failed


def reopened(root: Path, secrets: Secrets) -> list[str]:
    """What goes wrong, other than with a sentence, when the book is opened on the full disk."""
    try:
        Book.open(root / DATA, secrets.keys).close()
    except DeskError:
        return []
    except Exception as error:  # noqa: BLE001 - told in the table
        return [repr(error)]
    return []
