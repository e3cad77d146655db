"""A good book to spoil, and what must hold whatever was done to it."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from tests.desk.offices import BOSS, PHRASES, Prepared, prepare, prints

from deskinc.book.disk.store import Link, Mode, Store
from deskinc.desk.lines import entries
from deskinc.desk.office import Office, Saved, sign_in
from deskinc.desk.trouble.sealed import Spooling
from deskinc.errors import BookFault, DeskError

LINES = 12


def good_book(below: Path) -> Prepared:
    """An office with a dozen lines and a seal, closed; only ever copied."""
    prepared = prepare(below)
    office = sign_in(prepared.folder / "book", BOSS, PHRASES[BOSS])
    for i in range(LINES):
        post(office, f"Line {i}.")
    office.book.seal(office.person.signer()).result()
    post(office, "After the seal.")
    office.close()
    return prepared


def post(office: Office, text: str) -> Saved:
    """Write a line and wait for it."""
    return entries.post(office, {"type": "patrol", "text": text}, entries.new_id()).result()


def no_spool(spooling: Spooling) -> None:
    """No disk takes a note: where its folder would be lies a file. DESKINC_SPARE is the test's."""
    for place in spooling.places():
        shutil.rmtree(place / "spool", ignore_errors=True)
        place.mkdir(parents=True, exist_ok=True)
        (place / "spool").touch()


def fault(
    folder: Path, kind: type[DeskError] = BookFault, name: str = BOSS, phrase: str = PHRASES[BOSS]
) -> str:
    """What signing in says, twice the same; no file may change."""
    before = prints(folder.parent)
    said = set()
    for _attempt in range(2):
        with pytest.raises(kind) as caught:
            sign_in(folder, name, phrase)
        assert caught.value.todo
        said.add(caught.value.what)
        assert prints(folder.parent) == before
    (sentence,) = said
    return sentence


def whole(folder: Path, more: int = 0) -> None:
    """The book opens, has every line, verifies, and takes the next one."""
    office = sign_in(folder, BOSS, PHRASES[BOSS])
    try:
        texts = [line.text for line in entries.lines(office, entries.ids(office))]
        assert texts[:LINES] == [f"Line {i}." for i in range(LINES)]
        assert len(texts) == LINES + 1 + more
        assert office.book.verify(full=True) == []
        post(office, "Going on.")
    finally:
        office.close()


def originals(folder: Path) -> dict[str, str]:
    """Every file of the book and its mirror, but what the program may write at any time."""
    return {
        str(path): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.parent.rglob("*"))
        if path.is_file()
        and not path.is_symlink()
        and not {"aside", "spool"} & set(path.parts)
        and path.name not in {"lock", "looks.ini", "deskinc.log"}
    }


def flip(path: Path, offset: int) -> None:
    """Change one bit of a file."""
    with path.open("r+b") as file:
        file.seek(offset)
        (byte,) = file.read(1)
        file.seek(offset)
        file.write(bytes([byte ^ 1]))


def set_version(store: Store, version: int) -> None:
    """Pretend the file was made by another version of the program."""
    with Link(store, Mode.WRITE) as link:
        link.run(f"PRAGMA user_version = {version}")
        link.run("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def mounted(point: Path, *options: str) -> Iterator[None]:
    """A file system mounted at ``point`` by root; skips where that is not allowed."""
    if os.name != "posix" or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("mounting takes root")
    done = subprocess.run(
        ["mount", *options, str(point)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip(f"mounting is not allowed here: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(point)], check=True)
