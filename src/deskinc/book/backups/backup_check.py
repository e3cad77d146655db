"""Proving a backup: a child process opens that very copy and verifies it from the first record.

The child (:mod:`deskinc.children`) is given folder and keys on standard input, never
on its command line or in its environment. It answers with lines on standard output: a fraction
while it reads, and at the end ``fault `` and what is wrong, nothing if the copy proves.
"""

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Final

from deskinc import children
from deskinc.book.backups.folders import MANIFEST
from deskinc.book.checking import comparing
from deskinc.book.disk import files
from deskinc.book.disk.station import ATTACHMENTS, DATABASE
from deskinc.book.disk.store import Link, Mode, Store, trouble
from deskinc.book.keys.slots import Keys
from deskinc.book.keys.vault import Vault
from deskinc.book.mirror import founding_file
from deskinc.book.opening import opening
from deskinc.book.records import reading
from deskinc.book.records.following import Cancel, Cancelled, feed
from deskinc.errors import DeskError
from deskinc.i18n import N_, _
from deskinc.proof.canonical import Json, b64, loads, unb64
from deskinc.proof.findings import Finding
from deskinc.proof.verify import Chain

_LOOK: Final = 0.2
"""Seconds between two looks whether to stop."""

_GONE = N_("The check of the copy ended before it was done.")


def restored(folder: Path, keys: Keys, told: Callable[[float], None], cancel: Cancel) -> str:
    """What is wrong with the copy in ``folder``, as a sentence; "" if it proves. Blocks.

    Raises :class:`~deskinc.book.records.following.Cancelled` if ``cancel`` says so.
    """
    job = {"folder": str(folder), "database": b64(keys.database), "mirror": b64(keys.mirror)}
    child = children.start(children.command("--check-backup"))
    heard: SimpleQueue[str | None] = SimpleQueue()
    ear = threading.Thread(target=_hear, args=(child, heard), name="backup child", daemon=True)
    with child:
        ear.start()
        try:
            assert child.stdin is not None  # noqa: S101 - both are pipes
            with contextlib.suppress(OSError), child.stdin as pipe:
                pipe.write(json.dumps(job).encode())
            for said in _lines(heard, cancel):
                if said.startswith("fault"):
                    return said.removeprefix("fault").strip()
                told(float(said))
        finally:
            child.kill()
            ear.join()
    return _GONE


def _hear(child: "subprocess.Popen[bytes]", heard: "SimpleQueue[str | None]") -> None:
    for line in child.stdout or ():
        heard.put(line.decode(errors="replace"))
    heard.put(None)


def _lines(heard: "SimpleQueue[str | None]", cancel: Cancel) -> Iterator[str]:
    while True:
        try:
            line = heard.get(timeout=_LOOK)
        except Empty:
            line = ""
        if cancel():
            raise Cancelled(_("The backup was stopped."))
        if line is None:
            return
        if line:
            yield line


def main() -> None:
    """Read a job from standard input, check, and answer."""
    job = json.load(sys.stdin)
    keys = Keys(unb64(job["database"]), unb64(job["mirror"]))
    sys.stdout.write(f"fault {_fault(Path(job['folder']), keys)}\n")


def _tell(fraction: float) -> None:
    sys.stdout.write(f"{fraction:.3f}\n")
    sys.stdout.flush()


def _fault(folder: Path, keys: Keys) -> str:
    """The first thing wrong with the copy; "" if nothing is."""
    try:
        return next(_faults(folder, keys), "")
    except DeskError as fault:
        return fault.what
    except Exception as error:  # noqa: BLE001 - whatever it is, the copy is not proved
        spoken = trouble(error)
        return type(error).__name__ if spoken is None else spoken.what


def _faults(folder: Path, keys: Keys) -> Iterator[str]:
    said = loads((folder / MANIFEST).read_bytes())
    if not isinstance(said, dict) or not isinstance(said["files"], dict):
        yield N_("The list of files is damaged.")
        return
    for name, told in said["files"].items():
        if told != measured(folder / name):
            yield N_("A file of the copy is not as it was written.")
    _tell(0.1)
    book = unb64(str(said["book"]), 16)
    founding_file.read(folder, keys.mirror, book)
    vault = Vault.load(folder)
    if vault.book != book or not vault.whole():
        yield N_("The key slots are altered, or another book’s.")
    with Link(Store(folder / DATABASE, keys.database), Mode.EVIDENCE) as link:
        opening.check_pages(link, still=True)
        _tell(0.2)
        last = reading.head(link)[0]
        chain = Chain(witnessed={int(str(said["size"])): unb64(str(said["root"]), 32)})
        feed(chain, link, last, lambda done, every: _tell(0.2 + 0.6 * done / max(1, every)))
        yield from (str(finding.why) for finding in chain.finish())
        for beside in (comparing.columns(link), comparing.values(link)):
            yield from (one.why for one in beside if isinstance(one, Finding))
        if last != said["records"]:
            yield N_("The copy has another number of records.")
        yield from _attachments(link, folder / ATTACHMENTS, files.name_key(keys.mirror, book))


def _attachments(link: Link, folder: Path, name_key: bytes) -> Iterator[str]:
    named = link.run("SELECT n, name FROM file ORDER BY n, name").fetchall()
    for done, (n, name) in enumerate(named):
        if files.check(folder, name_key, reading.attachment(link, n, name)) != "good":
            yield N_("An attachment is missing or altered.")
        _tell(0.8 + 0.2 * done / len(named))


def measured(path: Path) -> dict[str, Json]:
    """Size and digest of a file, as the list of files names them."""
    digest = sha256()
    with path.open("rb") as file:
        while some := file.read(files.CHUNK):
            digest.update(some)
        return {"size": file.tell(), "sha256": b64(digest.digest())}
