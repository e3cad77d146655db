"""A process that is killed while it writes: one round after the other, acknowledging each line.

Run by ``test_kill``; alone and without threads it forks a child per round, so that a round costs
no start of the interpreter. Prints the acknowledged lines as JSON.
"""

import json
import os
import random
import select
import signal
import sys
import time
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.book.houses import line

from deskinc.book.book import Book
from deskinc.book.keys.slots import Keys
from deskinc.book.record import Signer
from deskinc.proof.keys import ED25519, key_id, public_raw

SOON = 0.006
"""Seconds after the last acknowledgement waited for within which the end comes."""

SILENCE = 30.0
"""Seconds without an acknowledgement after which a round has failed."""

MOST = 9
"""Acknowledgements a round may get."""


def write(folder: Path, keys: Keys, me: Signer, number: int, pipe: int) -> None:
    """Open the book, then write and acknowledge lines until the end comes."""
    book = Book.open(folder, keys)
    os.write(pipe, b"open\n")
    if number % 4 == 0:
        book.seal(me).result()
    for count in range(10_000):
        text = f"{number}-{count}"
        drafts = [line(text)] if count % 3 else [line(text), line(f"{text}+")]
        book.write(drafts, me).result()
        os.write(pipe, f"{text}\n".encode())


def heard(read: int) -> bytes:
    """What the other end says next, nothing at its end; TimeoutError if it stays silent."""
    if not select.select([read], [], [], SILENCE)[0]:
        raise TimeoutError("no line was acknowledged")
    return os.read(read, 65536)


def lives(child: int, most: float) -> None:
    """Let a child go on for so many seconds, or until it ends."""
    watch = os.pidfd_open(child)
    select.select([watch], [], [], most)
    os.close(watch)


def started(folder: Path, keys: Keys, me: Signer, number: int) -> tuple[int, int]:
    """A child that opens the book and writes: its number, and where it acknowledges."""
    read, pipe = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            write(folder, keys, me, number, pipe)
        except BaseException as error:  # noqa: BLE001 - told to the test, never to the fork
            os.write(pipe, f"failed {error!r}\n".encode())
        finally:
            os._exit(1)
    os.close(pipe)
    return child, read


def fall(
    folder: Path, keys: Keys, me: Signer, number: int, chance: random.Random, opening: float
) -> tuple[list[str], float]:
    """One round: the lines acknowledged before the kill, and how long opening took.

    Every fifth falls while it opens, at a random part of ``opening`` seconds.
    """
    begun, said = time.monotonic(), b""
    child, read = started(folder, keys, me, number)
    try:
        if number % 5:
            wanted = chance.randint(1, MOST)
            while said.count(b"\n") < wanted and (more := heard(read)):
                if not said:
                    opening = time.monotonic() - begun
                said += more
            lives(child, chance.random() * SOON)
        else:
            lives(child, chance.random() * opening)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    while more := heard(read):
        said += more
    os.close(read)
    return said.decode().splitlines(), opening


def main() -> None:
    """Read folder, keys and number of rounds as JSON from standard input."""
    told = json.load(sys.stdin)
    private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(told["seed"]))
    me = Signer(told["author"], key_id(ED25519, public_raw(private)), private)
    keys = Keys(bytes.fromhex(told["database"]), bytes.fromhex(told["mirror"]))
    chance = random.Random(told["chance"])
    rounds, opening = [], 0.1
    for number in range(told["rounds"]):
        said, opening = fall(Path(told["folder"]), keys, me, number, chance, opening)
        rounds.append(said)
    json.dump(rounds, sys.stdout)


if __name__ == "__main__":
    main()
