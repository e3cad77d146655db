"""A process that is killed in the middle of an erasure: at a certain call of a certain function.

Run by ``test_erasing``: opens the book, lets the second person confirm the act that stands there,
and kills itself as soon as the named function has been called so many times.
"""

import json
import os
import signal
import sys
import threading
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from deskinc.book.book import Book
from deskinc.book.keys.slots import Keys
from deskinc.book.record import Draft, Signer
from deskinc.proof.keys import ED25519, key_id, public_raw


def fall_at(module: str, function: str, event: str, times: int) -> None:
    """Kill this process where ``function`` of that file is called, or returns, that many times."""
    left = count(times - 1, -1)

    def watch(frame: FrameType, said: str, _arg: Any) -> Any:
        code = frame.f_code
        if code.co_name != function or not code.co_filename.endswith(module):
            return None
        if said == event and next(left) == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return watch

    threading.settrace(watch)
    sys.settrace(watch)


def main() -> None:
    """Read folder, keys, act, signer and where to fall as JSON from standard input."""
    told = json.load(sys.stdin)
    private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(told["seed"]))
    second = Signer(told["author"], key_id(ED25519, public_raw(private)), private)
    keys = Keys(bytes.fromhex(told["database"]), bytes.fromhex(told["mirror"]))
    fall_at(*told["at"])
    book = Book.open(Path(told["folder"]), keys)
    sign = {"act": told["act"], "meaning": "I confirm the erasure."}
    draft = Draft("countersign", sign, thread=bytes.fromhex(told["thread"]))
    book.write([draft], second).result()
    book.settle()
    book.close()


if __name__ == "__main__":
    main()
