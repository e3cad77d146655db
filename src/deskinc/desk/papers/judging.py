"""The child process that judges a file brought back, exactly as ``deskinc-verify`` does.

Started by :mod:`deskinc.children`. It opens the one file it is told of, then gives up file
system and network, and answers with data; whatever the file may do to a parser, it does it here.
"""

import mmap
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from deskinc.intake import limits, wire
from deskinc.proof.bundle import judge
from deskinc.proof.canonical import b64, unb64
from deskinc.proof.findings import Finding
from deskinc.proof.judgement import Judgement
from deskinc.reports import verdict
from deskinc.reports.carried import PaperJudgement, judge_paper

MEMORY = 2**30
"""Bytes of address space, beside some times the file itself."""
SECONDS = 120
"""Processor time: the largest bundle there can be is digested in it."""
PDF_LIMIT = 2**28
"""A larger PDF is no paper of this program."""
MOST, LONGEST = 20, 300
"""Reasons and signers that are told in the head of the answer; signs of each, and of a line."""


def main() -> None:
    """Read a job (the path of a file) from standard input, answer on standard output."""
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)  # a library that prints must not garble the answer
        header, parts = wire.unpack(sys.stdin.buffer.read())
        path = Path(os.fsdecode(parts[0]))
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            limits.bound(MEMORY + (4 if size <= PDF_LIMIT else 1) * size, SECONDS)
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
        limits.shut_in()
        limits.alone()
        answers.write(answer(path.name, memoryview(data), unb64(header["ca"])))


def answer(name: str, data: memoryview, ca: bytes) -> bytes:
    """Judge the bytes of a file; the frame that tells of it, whatever happens.

    ``ca`` is the certificate (DER) by which a paper without a record of its own is judged.
    """
    try:
        found, words = _judged(name, data, ca)
    except MemoryError:
        return wire.pack({"refused": "memory"})
    except Exception as error:  # noqa: BLE001 - parsers raise anything at hostile bytes
        return wire.pack({"refused": "undecodable", "why": type(error).__name__})
    block = "\n".join(
        one if len(one) < LONGEST else f"{one[:LONGEST]}…" for one in words.split("\n")
    )
    return wire.pack({"info": found}, [block.encode()])


def _judged(name: str, data: memoryview, ca: bytes) -> tuple[dict[str, object], str]:
    if bytes(data[:5]) != b"%PDF-":
        told = judge(data)
        return {**_found(told, told.all), **_record(told)}, _words(name, told)
    pdf = bytes(data[:PDF_LIMIT])
    paper = judge_paper(pdf)
    if paper.record is None:
        paper = judge_paper(pdf, root=ca)
    every = (*paper.findings, *(paper.record.all if paper.record else ()))
    found = {**_found(paper, every), **(_record(paper.record) if paper.record else {})}
    found["signers"] = [one.signer[:LONGEST] for one in paper.signatures[:MOST]]
    return found, _words(name, paper)


def _words(name: str, told: Judgement | PaperJudgement) -> str:
    return verdict.words(name, told, values=True, beside=True)


def _found(told: Judgement | PaperJudgement, every: Sequence[Finding]) -> dict[str, object]:
    """The verdict and its first reasons, so short that they fit the head of the answer."""
    whys = [[one.n, one.why[:LONGEST]] for one in every[:MOST]]
    return {"verdict": str(told.kind), "whys": whys, "more": max(0, len(every) - MOST)}


def _record(told: Judgement) -> dict[str, object]:
    """What is held against the book, and how much there is."""
    seal = told.seal
    return {
        "book": told.book,
        "site": told.site,
        "size": seal.size if seal else 0,
        "root": b64(seal.root) if seal else "",
        "records": len(told.records),
        "shown": sum(len(one.values) for one in told.records),
        "withheld": sum(one.withheld for one in told.records),
        "files": sum(len(one.files) for one in told.records),
    }
