"""What is told of a thread is what counts of it: nothing in the desk reads one raw beside that."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import deskinc.desk

DESK = Path(deskinc.desk.__file__).parent
ROOMS = ("cards", "claims", "evacuation", "evidence", "incidents", "learning", "notices", "routine")
"""Rooms whose records others may write of, past the program, too."""
RAW = {
    "evidence/statements.py": 2,  # whether somebody reads, or may not read, a restricted part
}
"""Files that read threads as they are, how often, and what for."""


def calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
            if called == name:
                yield node


def raw_threads(tree: ast.AST) -> list[ast.Call]:
    """``read.thread(…)`` that is not handed straight to ``counting``."""
    counted = {id(one) for call in calls(tree, "counting") for one in call.args}
    threads = (one for one in calls(tree, "thread") if isinstance(one.func, ast.Attribute))
    found = [one for one in threads if isinstance(one.func, ast.Attribute)]
    return [one for one in found if _reads(one) and id(one) not in counted]


def _reads(call: ast.Call) -> bool:
    func = call.func
    return isinstance(func, ast.Attribute) and ast.unparse(func.value).endswith("read")


def test_rooms_of_incidents_read_threads_only_as_they_count() -> None:
    found = dict[str, int]()
    for room in ROOMS:
        for path in sorted((DESK / room).rglob("*.py")):
            count = len(raw_threads(ast.parse(path.read_text("utf-8"))))
            found |= {str(path.relative_to(DESK)): count} if count else {}
    assert found == RAW


def test_no_thread_is_folded_raw_but_what_is_said_of_people() -> None:
    raw = re.compile(r"\.folded\(|read\.thread\(")
    for path in sorted(DESK.rglob("*.py")):
        for call in calls(ast.parse(path.read_text("utf-8")), "folded"):
            words = ast.unparse(call)
            if raw.search(words):
                name = path.relative_to(DESK)
                assert "'officer'" in words or "counting(" in words, f"{name}: {words}"
