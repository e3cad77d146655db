"""A process that writes in a book while its disk or clock misbehaves; started under the shim."""

import errno
import json
import logging
import os
import select
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from tests.book.houses import line
from tests.torture.office import DATA, Secrets, copied, examine, with_file
from tests.torture.shim import Shim

from deskinc.book.book import Book
from deskinc.book.disk import store
from deskinc.book.mirror import writer as mirror_writer
from deskinc.book.writing import tidying
from deskinc.errors import BookFault, DeskError

PATIENCE = 90.0
"""Seconds after which a process that says nothing any more is taken to hang."""

Once = Callable[[Secrets, Path, dict[str, Any], int], dict[str, Any]]
"""One run in a folder of its own, with the number of the call that fails."""

POSTS = 5
SIZES = (0, 700, 40_000, 3_000, 1_100_000)
"""Bytes of the files brought: the largest has two chunks."""


def trace(secrets: Secrets, told: dict[str, Any]) -> int:
    """Write and acknowledge lines, in the order of the trace; both stores turn over often."""
    root = Path(told["root"])
    tidying.FOLD_AT, mirror_writer.ROOM = 40, 24_000
    if told["loose"]:
        loose = tuple(p.replace("synchronous=FULL", "synchronous=NORMAL") for p in store._DURABLE)
        store._OWN[store.Mode.WRITE] = loose
    acks = os.open(root / "acks", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    book, me = Book.open(root / DATA, secrets.keys), secrets.signer()
    if "failing" in told:
        Shim().arm(root, "s", told["failing"], errno.EIO, lasting=False, half=False)
    refused = 0
    for number in range(told["lines"]):
        text = f"line-{number}"
        if told["files"] and number % 3 == 0:
            size = SIZES[number // 3 % len(SIZES)]
            draft = with_file(book, os.urandom(size), text)
        else:
            draft = line(text, remarks="." * (number * 37 % 900))
        try:
            saved = book.write([draft], me).result()
        except BookFault:
            refused += 1
            continue
        os.write(acks, f"{int(saved.mirrored)} {text}\n".encode())
        if number % 9 == 5:
            # folding the log back may fail; no line depends on it
            with suppress(BookFault):
                book.settle()
        if number % 14 == 11:
            with suppress(BookFault):
                book.seal(me).result()
    book.close()
    return refused


def faults(secrets: Secrets, told: dict[str, Any], once: Once) -> list[dict[str, Any]]:
    """``once`` for every ``step``-th call of a kind that can fail, until nothing fires."""
    base, at = Path(told["root"]), int(told["first"])
    found: list[dict[str, Any]] = []
    while True:
        with tempfile.TemporaryDirectory(dir=told["beside"]) as made:
            run = once(secrets, copied(base, Path(made) / "office"), told, at)
        if not run.pop("fired"):
            return found
        found.append(run | {"at": at})
        at += int(told["step"])


def _fault(secrets: Secrets, root: Path, told: dict[str, Any], at: int) -> dict[str, Any]:
    shim = Shim()

    def work(say: Callable[[Any], None]) -> None:
        lasting, half = told["lasting"], told["half"]
        shim.arm(root, told["kind"], at, told["error"], lasting=lasting, half=half)
        try:
            _posts(root, secrets, say)
        except DeskError as refusal:
            say({"refused": refusal.what})
        except BaseException as error:  # noqa: BLE001 - told to the test: no sentence for people
            say({"failed": placed(error)})
        say({"fired": shim.fired})
        shim.disarm()

    said = forked(work)
    acks = [one["ack"] for one in said if "ack" in one]
    verdict: dict[str, Any] = forked(lambda say: say(_asked(root, secrets, acks)))[-1]
    failed = [one["failed"] for one in (*said, verdict) if "failed" in one]
    fired = any(one.get("fired") for one in said) or any("hangs" in word for word in failed)
    refused = sum("refused" in one for one in said)
    return {"fired": fired, "acks": len(acks), "failed": failed, "refused": refused} | verdict


def placed(error: BaseException) -> str:
    """An error that has no sentence for people, and the last of the program’s lines it passed."""
    ours = [f for f in traceback.extract_tb(error.__traceback__) if "deskinc" in f.filename]
    where = f" at {Path(ours[-1].filename).name} {ours[-1].name}" if ours else ""
    return f"{error!r}{where}"


def _posts(root: Path, secrets: Secrets, say: Callable[[Any], None]) -> None:
    book, me = Book.open(root / DATA, secrets.keys), secrets.signer()
    try:
        for number in range(POSTS):
            text = f"line-{number}"
            try:
                draft = with_file(book, b"seen" * 500, text) if number == 2 else line(text)
                book.write([draft], me).result()
                say({"ack": text})
                if number == 3:
                    book.seal(me).result()
            except DeskError as refusal:
                say({"refused": refusal.what})
    finally:
        book.close()


def _asked(root: Path, secrets: Secrets, acks: list[str]) -> dict[str, Any]:
    verdict = examine(root, secrets, acks)
    return {"lost": verdict.lost, "wrong": verdict.wrong, "said": verdict.said}


Work = Callable[[Callable[[Any], None]], None]
"""Something a child does; it is given what it may say things with."""


def forked(work: Work) -> list[Any]:
    """What ``work`` says in a child; the last word is ``failed`` if it ends badly or hangs."""
    child, read = started(work)
    said, hangs = b"", False
    while True:
        if not select.select([read], [], [], PATIENCE)[0]:
            os.kill(child, signal.SIGKILL)
            hangs = True
            break
        if not (more := os.read(read, 65536)):
            break
        said += more
    os.close(read)
    _pid, status = os.waitpid(child, 0)
    words = [json.loads(row) for row in said.splitlines()]
    if hangs or status:
        words.append({"failed": "it hangs" if hangs else f"it ended with {status}"})
    return words


def started(work: Work) -> tuple[int, int]:
    """A child that does ``work``: its process id, and the pipe it speaks into."""
    read, pipe = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(read)
            work(lambda said: void(os.write(pipe, json.dumps(said).encode() + b"\n")))
            code = 0
        except BaseException as error:  # noqa: BLE001 - told to the test, never to the fork
            os.write(pipe, json.dumps({"failed": placed(error)}).encode() + b"\n")
        finally:
            os._exit(code)
    os.close(pipe)
    return child, read


def ended(child: int, read: int) -> list[Any]:
    """Kill a child and take what it had said."""
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    said = b""
    while more := os.read(read, 65536):
        said += more
    os.close(read)
    return [json.loads(row) for row in said.splitlines()]


def void(_anything: object) -> None:
    """Forget a result."""


def clocks(secrets: Secrets, told: dict[str, Any]) -> list[dict[str, Any]]:
    """Write a line before and after each jump of the machine's own clocks."""
    shim, root, said = Shim(), Path(told["root"]), []
    wall = boot = 0.0
    for number, (wall_on, boot_on) in enumerate(told["jumps"]):
        book, me = Book.open(root / DATA, secrets.keys), secrets.signer()
        before = book.write([line(f"before-{number}")], me).result().records[0].doc
        wall, boot = wall + wall_on, boot + boot_on
        shim.clock(wall, boot)
        after = book.write([line(f"after-{number}")], me).result().records[0].doc
        book.settle()
        clocks = [(doc.at, doc.clock.ms if doc.clock else None) for doc in (before, after)]
        said.append({"clocks": clocks, "mirror": book.health().mirror})
        book.close()
    return said


def two(secrets: Secrets, told: dict[str, Any]) -> list[dict[str, Any]]:
    """Round after round two processes open the book at once; who gets it writes, then is killed.

    So each round also begins with a lock and a log that nobody closed.
    """
    root, found = Path(told["root"]), []
    for number in range(told["runs"]):
        go, start = os.pipe()
        tried, tell = os.pipe()
        pairs = [started(_opens(root, secrets, number, who, go, tell)) for who in range(2)]
        os.write(start, b"..")
        for _each in pairs:
            os.read(tried, 1)
        words = [word for child, read in pairs for word in ended(child, read)]
        for handle in (go, start, tried, tell):
            os.close(handle)
        found.append({key: [w[key] for w in words if key in w] for key in ("opened", "failed")})
        found[-1]["acks"] = [word["ack"] for word in words if "ack" in word]
    return found


def _opens(root: Path, secrets: Secrets, number: int, who: int, go: int, tell: int) -> "Work":
    def work(say: Callable[[Any], None]) -> None:
        os.read(go, 1)
        try:
            book = Book.open(root / DATA, secrets.keys)
            say({"opened": True})
            book.write([line(f"line-{number}-{who}")], secrets.signer()).result()
            say({"ack": f"line-{number}-{who}"})
        except BookFault as fault:
            say({"opened": False} if "open already" in fault.what else {"failed": fault.what})
        except BaseException as error:  # noqa: BLE001 - told to the test, never to the fork
            say({"failed": placed(error)})
        os.write(tell, b".")
        signal.pause()

    return work


def main() -> None:
    """Do the job told on standard input."""
    logging.disable()
    told = json.load(sys.stdin)
    secrets = Secrets(**told["secrets"])
    from tests.torture import sticks

    jobs: dict[str, Callable[[Secrets, dict[str, Any]], Any]] = {
        "trace": trace, "faults": partial(faults, once=_fault), "clocks": clocks, "two": two,
        "backups": partial(faults, once=sticks.failing),
    }  # fmt: skip
    answer = jobs[told["job"]](secrets, told)
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
