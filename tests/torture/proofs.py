"""The tree against another hand's tree, and every way of tampering the verifier must find."""

import json
from base64 import b64decode
from collections.abc import Callable, Iterator
from hashlib import sha256
from importlib import import_module, util
from pathlib import Path
from random import Random
from typing import Any

from tests.proof import test_series, test_verify, test_verify_acts, test_verify_values
from tests.proof.chains import Maker, book, check, reasons
from tests.torture.outcome import Outcome
from tests.torture.shim import ROOT

from deskinc.proof import merkle
from deskinc.proof.findings import Why

TREES, NEGATIVES, VECTORS = (
    "another’s Merkle tree agrees (pymerkle)",
    "verifier negatives",
    "outside vectors, Merkle (RFC 9162)",
)
LEAST = 60
"""Negatives there must be."""

_LARGEST = 600
_EACH = 6

Tampering = tuple[Callable[[Maker], None], set[Why]]


def trees(count: int, chance: int, _work: Path) -> Outcome:
    """Random trees: roots, inclusion and consistency, given by one and checked by the other."""
    if util.find_spec("pymerkle") is None:
        return Outcome(TREES, skipped="pymerkle is not installed")
    random, total = Random(chance), Outcome(TREES)
    for _tree in range(count):
        entries = [random.randbytes(random.randrange(80)) for _ in range(_size(random))]
        notes = list(_agree(entries, random))
        total += Outcome(TREES, 1, 0, len(notes), notes=tuple(notes))
    return total


def _size(random: Random) -> int:
    return random.choice((1, 2, 3, 255, 256, 257, 512, random.randrange(1, _LARGEST)))


def _agree(entries: list[bytes], random: Random) -> Iterator[str]:
    other: Any = import_module("pymerkle")
    tree = other.InmemoryTree(algorithm="sha256")
    tree.append_entries(entries)
    leaves = [sha256(b"\0" + entry).digest() for entry in entries]
    for _each in range(_EACH):
        size = random.randrange(1, len(leaves) + 1)
        at, old = random.randrange(size), random.randrange(1, size + 1)
        head, before = merkle.root(leaves[:size]), merkle.root(leaves[:old])
        where = f"leaf {at}, {old} of {size}"
        if tree.get_root(size) != head or tree.get_root(old) != before:
            yield f"{where}: another root"
        path = merkle.inclusion_proof(leaves, at, size)
        theirs = tree.prove_inclusion(at + 1, size)
        if theirs.path[1:] != path or not merkle.verify_inclusion(leaves[at], at, size, path, head):
            yield f"{where}: another inclusion proof"
        theirs.verify(leaves[at], head, index=at + 1, size=size)
        tree.prove_consistency(old, size).verify(before, head, prior_size=old, later_size=size)
        path = merkle.consistency_proof(leaves, old, size)
        if not merkle.verify_consistency(old, size, path, before, head):
            yield f"{where}: consistency is not proved"
        yield from _forged(where, leaves, (at, old, size), random)


def _forged(
    where: str, leaves: list[bytes], place: tuple[int, int, int], random: Random
) -> Iterator[str]:
    """A leaf that is not there, and a past that was not so, must not be proved."""
    at, old, size = place
    head, wrong = merkle.root(leaves[:size]), random.randbytes(32)
    path = merkle.inclusion_proof(leaves, at, size)
    if merkle.verify_inclusion(wrong, at, size, path, head):
        yield f"{where}: a foreign leaf is proved"
    path = merkle.consistency_proof(leaves, old, size)
    if merkle.verify_consistency(old, size, path, wrong, head):
        yield f"{where}: another past is proved"


def tamperings() -> list[Tampering]:
    """Every way of tampering of the proof's own tests, with the reasons it may be found for."""
    single = (
        *test_verify.ALONE,
        *test_verify.SPREADING,
        *test_verify_values.ALONE,
        *test_verify_values.SPREADING,
        *test_series.ALONE,
    )
    return [*((tamper, {why}) for tamper, why in single), *test_verify_acts.TAMPERINGS]


def negatives(_work: Path) -> Outcome:
    """Tamper in every way; each must be found, and for its reason."""
    total = Outcome(NEGATIVES)
    for tamper, why in tamperings():
        maker = book()
        tamper(maker)
        found = why <= reasons(check(maker.records))
        notes = () if found else (f"{tamper.__name__} is not found",)
        total += Outcome(NEGATIVES, 1, 0, int(not found), notes=notes)
    few = max(0, LEAST - total.runs)
    return total + Outcome(NEGATIVES, 0, 0, few, notes=(f"{few} too few",) if few else ())


def vectors(_work: Path) -> Outcome:
    """Every outside proof is judged as it says; roots of 12 bytes are refused, and counted."""
    total, short = Outcome(VECTORS), 0
    folder = ROOT / "tests/vectors/merkle"
    kinds = [json.loads(path.read_bytes()) for path in sorted(folder.glob("*.json"))]
    for name, case in (one for kind in kinds for one in kind.items()):
        head, held = _judged(case)
        agrees = held is not case["wantErr"]
        refused = not agrees and not held and len(head) != 32
        short += refused
        wrong = int(not agrees and not refused)
        notes = (f"{name}: judged otherwise",) * wrong
        total += Outcome(VECTORS, 1, 0, wrong, notes=notes)
    return total + Outcome(VECTORS, counts={"refused by us alone: its roots have 12 bytes": short})


def _judged(case: dict[str, Any]) -> tuple[bytes, bool]:
    """The root a case states, and whether the proof holds for us."""
    path = [b64decode(node) for node in case["proof"] or []]
    if "leafHash" in case:
        leaf, head = b64decode(case["leafHash"]), b64decode(case["root"])
        return head, merkle.verify_inclusion(leaf, case["leafIdx"], case["treeSize"], path, head)
    old, head = b64decode(case["root1"]), b64decode(case["root2"])
    return head, merkle.verify_consistency(case["size1"], case["size2"], path, old, head)
