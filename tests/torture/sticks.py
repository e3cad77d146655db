"""A backup’s disk fails at the n-th call: no false backup, a sentence, and the next one works."""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.book.kept import untold
from tests.torture.faults import Fault
from tests.torture.office import DATA, Secrets, begin
from tests.torture.outcome import Outcome
from tests.torture.shim import Shim, absent, victim

from deskinc.book.backups import backup
from deskinc.book.backups.backup_check import measured
from deskinc.book.backups.folders import listing, manifest
from deskinc.book.book import Book
from deskinc.book.keys.vault import Vault
from deskinc.book.records.following import never
from deskinc.errors import DeskError

TEST = "n-th write or sync of a backup fails"
ALL = tuple(
    Fault(kind, error, lasting, half)
    for kind, error, half in (
        ("w", errno.EIO, False),
        ("w", errno.ENOSPC, True),
        ("s", errno.EIO, False),
        ("s", errno.ENOSPC, False),
    )
    for lasting in (False, True)
)


def row(fault: Fault, first: int, step: int, work: Path) -> Outcome:
    """Every ``step``-th call from the ``first`` on, until there is none that could fail."""
    if why := absent():
        return Outcome(TEST, skipped=why)
    secrets = begin(work / "base")
    Vault.create(work / "base" / DATA, bytes.fromhex(secrets.book), bytes(32)).save()
    told = {
        "root": str(work / "base"), "beside": str(work), "kind": fault.kind,
        "error": fault.error, "lasting": fault.lasting, "half": fault.half, "first": first,
        "step": step,
    }  # fmt: skip
    total = Outcome(TEST)
    for run in victim("backups", secrets, told):
        notes = tuple(f"{fault}, call {run['at']}: {word}" for word in run["failed"])
        counts = {"refused with a sentence": run["refused"], "verified": run["verified"]}
        total += Outcome(TEST, 1, 0, int(bool(notes)), counts, notes)
    return total


def failing(secrets: Secrets, root: Path, told: dict[str, Any], at: int) -> dict[str, Any]:
    """One backup whose ``at``-th call fails, and the next one; under the shim."""
    from tests.torture.victim import forked, placed

    shim, place = Shim(), root / "stick"
    place.mkdir()

    def work(say: Callable[[Any], None]) -> None:
        book = Book.open(root / DATA, secrets.keys)
        lasting, half = told["lasting"], told["half"]
        shim.arm(place, told["kind"], at, told["error"], lasting=lasting, half=half)
        try:
            made = _made(book, place)
            verified = [one for one in listing(place, book.id) if one.state == "verified"]
            say(made)
            if len(verified) != (made["state"] == "verified"):
                say({"failed": f"{made['state']}, and {len(verified)} are called backups"})
        except BaseException as error:  # noqa: BLE001 - told to the test: no sentence for people
            say({"failed": placed(error)})
        say({"fired": shim.fired})
        shim.disarm()
        say({"after": _made(book, place), "left": _left(place, book.id)})
        book.close()

    return _judged(forked(work))


def _judged(said: list[Any]) -> dict[str, Any]:
    """What is wrong with what the child said, and what came of its first backup."""
    first = next((one for one in said if "state" in one), {"state": "", "words": ""})
    wrong = [one["failed"] for one in said if "failed" in one]
    after = next((one["after"]["state"] for one in said if "after" in one), "")
    left: list[str] = next((one["left"] for one in said if "left" in one), [])
    if first["state"] != "verified" and not first["words"] and not wrong:
        wrong.append("it failed without a sentence")
    if after != "verified":
        wrong.append(f"the next one is {after or 'not made'}")
    wrong += [f"{name} is no backup and is called one" for name in left]
    fired = any(one.get("fired") for one in said)
    verified = int(first["state"] == "verified")
    return {"fired": fired, "failed": wrong, "refused": 1 - verified, "verified": verified}


def _made(book: Book, place: Path) -> dict[str, str]:
    """What came of a backup, and what was said."""
    try:
        one = backup.make(book, place, untold, never)
    except DeskError as fault:
        return {"state": "refused", "words": str(fault)}
    return {"state": one.state, "words": one.fault}


def _left(place: Path, book: bytes) -> list[str]:
    """The folders that are called a backup and do not hold what their list says."""
    false = []
    for one in listing(place, book):
        said = manifest(one.folder)
        files = said["files"] if said else None
        whole = isinstance(files, dict) and all(
            (one.folder / name).is_file() and measured(one.folder / name) == told
            for name, told in files.items()
        )
        if one.state == "verified" and not whole:
            false.append(one.folder.name)
    return false
