"""The child process: one job in, one answer out, nothing else.

Started by :mod:`deskinc.children`. It answers with a result or with a code of
:mod:`~deskinc.intake.unfit`; the desk words the sentence.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Final

from deskinc.intake import limits, sniff, wire
from deskinc.intake.unfit import Unfit

NICE: Final = 10
"""How much it gives way to the window (POSIX): twelve photos at once hold up no key."""


def main() -> None:
    """Confine this process, read a job from standard input, answer on standard output."""
    if hasattr(os, "nice"):
        os.nice(NICE)
    limits.bound()
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)  # a library that prints must not garble the answer
        header, parts = wire.unpack(sys.stdin.buffer.read())
        limits.shut_in()
        if sniff.kind(parts[0]) != "heic":  # libde265 cannot decode without a thread of its own
            limits.alone()
        answers.write(answer(header, parts))


def answer(header: Mapping[str, Any], parts: Sequence[bytes]) -> bytes:
    """Do the job and return the frame that tells of it, whatever happens."""
    try:
        info, results = _work(header, parts[0])
    except Unfit as unfit:
        return wire.pack({"refused": unfit.code})
    except MemoryError:
        return wire.pack({"refused": "memory"})
    except Exception as error:  # noqa: BLE001 - decoders raise anything at hostile bytes
        return wire.pack({"refused": "undecodable", "why": type(error).__name__})
    return wire.pack({"info": info}, results)


def _work(header: Mapping[str, Any], data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    if header["job"] == "photo":
        from deskinc.intake.develop import develop

        return develop(data)
    if header["job"] == "pkcs12":
        from deskinc.intake.pkcs12 import opened

        return opened(data, header["password"])
    from deskinc.intake.draw import draw

    return draw(data, header["page"])
