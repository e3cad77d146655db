"""A sync fails and the system forgets what it should have written; then the power goes.

After a failed sync Linux takes the pages for clean: a later sync that succeeds says nothing of
them. Whoever goes on as if they were there loses them, and perhaps what was built on them.
"""

import shutil
from pathlib import Path
from random import Random

from tests.torture.cuts import judged
from tests.torture.disk import Disk, laid, ops
from tests.torture.office import begin, copied
from tests.torture.outcome import Outcome
from tests.torture.shim import absent, victim

TEST = "a sync fails, its pages are gone, power cut"
SYNCS = 160
"""More than the lines below take."""

LINES = 14


def row(first: int, step: int, work: Path) -> Outcome:
    """Let every ``step``-th sync fail, in a run of its own."""
    if why := absent():
        return Outcome(TEST, skipped=why)
    secrets, total = begin(work / "base"), Outcome(TEST)
    for at in range(first, SYNCS, step):
        root, log = copied(work / "base", work / "office"), work / "log"
        log.unlink(missing_ok=True)
        told = {"root": str(root), "loose": False, "files": False, "lines": LINES, "failing": at}
        env = {"TORTURE_DIR": str(root), "TORTURE_LOG": str(log)}
        refused = victim("trace", secrets, told, env)
        disk, acks, twice = Disk(copied(work / "base", root)), list[str](), list[str]()
        failed = False
        for op in ops(log):
            failed = failed or op.kind == "f"
            if op.path.endswith("/acks"):
                for word in op.data.decode().splitlines():
                    acks.append(word[2:])
                    twice.extend([word[2:]] if word[0] == "1" else [])
            else:
                disk.do(op)
        if not failed:
            break
        for way in ("none", "all"):
            place = work / "state"
            shutil.rmtree(place, ignore_errors=True)
            laid(disk.left(way, Random(at)), place)
            total += judged(TEST, place, secrets, acks, twice)
        total += Outcome(TEST, counts={"lines refused": refused})
    else:
        total += Outcome(TEST, 0, 0, 1, notes=(f"more than {SYNCS} syncs: SYNCS is too small",))
    return total
