"""One bit turned over anywhere: found, or the byte carried nothing; nothing is lost in silence."""

import shutil
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from random import Random

from tests.book.houses import line
from tests.torture.office import (
    DATA,
    Secrets,
    begin,
    copied,
    examine,
    mirror_of,
    with_file,
)
from tests.torture.outcome import Outcome

from deskinc.book import mirror
from deskinc.book.book import Book
from deskinc.book.disk import files
from deskinc.book.disk.head import SLOT, Head, HeadFile
from deskinc.book.disk.station import ATTACHMENTS, DATABASE, HEAD, Station
from deskinc.book.disk.store import PAGE, Link, Mode, Store
from deskinc.book.mirror import founding_file
from deskinc.book.mirror.file import HEADER_SIZE, OVERHEAD
from deskinc.book.opening import opening
from deskinc.book.records import reading
from deskinc.book.restore import surveying
from deskinc.book.restore.surveying import Places
from deskinc.errors import BookFault

PAGES, LOG, FRAMES, FILES, REMEMBERED = (
    "bit flips, every page of the database",
    "bit flips, write-ahead log",
    "bit flips, mirror",
    "bit flips, attachments",
    "bit flips, head file",
)
LINES = 24
_STRIDE = 7919
"""A prime larger than any number of pages here: few turns meet pages far apart, many meet all."""


def flip(path: Path, bit: int) -> None:
    """Turn one bit of a file over."""
    with path.open("r+b") as file:
        file.seek(bit // 8)
        (byte,) = file.read(1)
        file.seek(bit // 8)
        file.write(bytes([byte ^ (1 << bit % 8)]))


def crashed(work: Path) -> tuple[Path, Secrets, list[str]]:
    """An office as a crash leaves it, its log full of lines, and what was acknowledged."""
    secrets = begin(work / "base")
    live = copied(work / "base", work / "live")
    book, me = Book.open(live / DATA, secrets.keys), secrets.signer()
    acks = []
    for number in range(LINES):
        text = f"line-{number}"
        with_it = number % 8 == 1
        draft = with_file(book, b"seen" * 999 * number, text) if with_it else line(text)
        book.write([draft], me).result()
        acks.append(text)
    book.settle()
    left = copied(live, work / "crashed")
    book.close()
    copied(live, work / "closed")
    return left, secrets, acks


def row(test: str, runs: int, chance: int, work: Path) -> Outcome:
    """So many flips for one row of the table."""
    left, secrets, acks = crashed(work)
    random = Random(chance)
    if test == PAGES:
        return _database(work / "closed", secrets, acks, _each_page(work, runs, chance, random))
    if test == LOG:
        wal = Store(left / DATA / DATABASE, b"").wal
        bits = random.choices(range(wal.stat().st_size * 8), k=runs)
        return _log(left, secrets, acks, bits)
    rest = {FRAMES: _mirror, FILES: _files, REMEMBERED: _head}
    return rest[test](work / "closed", secrets, runs, random)


def _each_page(work: Path, runs: int, chance: int, random: Random) -> list[int]:
    """A bit of each page in turn; each piece of the row goes on where the one before ended."""
    pages = (work / "closed" / DATA / DATABASE).stat().st_size // PAGE
    turns = range(chance * runs, (chance + 1) * runs)
    return [turn * _STRIDE % pages * PAGE * 8 + random.randrange(PAGE * 8) for turn in turns]


def _database(root: Path, secrets: Secrets, acks: list[str], bits: Iterable[int]) -> Outcome:
    return _opened(PAGES, root / DATA / DATABASE, root, secrets, acks, bits)


def _log(root: Path, secrets: Secrets, acks: list[str], bits: Iterable[int]) -> Outcome:
    wal = Store(root / DATA / DATABASE, b"").wal
    return _opened(LOG, wal, root, secrets, acks, bits)


def _opened(
    test: str, path: Path, root: Path, secrets: Secrets, acks: list[str], bits: Iterable[int]
) -> Outcome:
    """Flip, look as the opening does, and flip back; what it lets pass must have lost nothing."""
    total, station = Outcome(test), Station.load(root / DATA)
    for bit in bits:
        flip(path, bit)
        before = sha256(path.read_bytes()).digest()
        try:
            opening.look(root / DATA, secrets.keys, station)
        except BookFault:
            same = sha256(path.read_bytes()).digest() == before
            notes = () if same else (f"bit {bit}: looking changed the evidence",)
            total += Outcome(test, 1, 0, int(not same), {"found": 1}, notes)
        else:
            total += _passed(test, root, secrets, acks, bit)
        (root / DATA / (DATABASE + "-shm")).unlink(missing_ok=True)
        flip(path, bit)
    return total


def _passed(test: str, root: Path, secrets: Secrets, acks: list[str], bit: int) -> Outcome:
    verdict = examine(copied(root, root.with_name("passed")), secrets, acks)
    if verdict.lost or verdict.wrong:
        note = f"bit {bit}: opened, {verdict.lost} lost, {verdict.wrong} {verdict.said}"
        return Outcome(test, 1, int(verdict.lost > 0), 1, notes=(note,))
    return Outcome(test, 1, counts={"harmless": 1})


def _mirror(root: Path, secrets: Secrets, runs: int, random: Random) -> Outcome:
    total, folder = Outcome(FRAMES), mirror_of(root, secrets)
    paths = sorted(path for path in folder.iterdir() if path.is_file() and path.suffix != ".json")
    good, _whole = _told(folder, secrets)
    last = _restorable(root, folder, secrets)
    for number in range(runs):
        path = paths[number % len(paths)]
        heading = number % 8 == 0 and path.suffix == ".lines"
        bit = random.randrange((HEADER_SIZE + OVERHEAD if heading else path.stat().st_size) * 8)
        flip(path, bit)
        lost = int(heading and _restorable(root, folder, secrets) < last)
        found = _founding_told(folder, secrets) if path.name == founding_file.NAME else False
        given, damaged = _told(folder, secrets)
        flip(path, bit)
        false = [entry for entry in given if entry not in good]
        bad = bool(false) or not (found or damaged)
        said = "a false line" if false else "not restored" if lost else "not found"
        notes = (f"{path.name}, bit {bit}: {said}",) * (bad or lost)
        total += Outcome(FRAMES, 1, lost, int(bad), {"found": int(not bad)}, notes)
    return total


def _restorable(root: Path, folder: Path, secrets: Secrets) -> int:
    """How many records a whole backup would bring back beside this mirror."""
    book = bytes.fromhex(secrets.book)
    what = Places(root / DATA, "backup", root / DATA, folder, secrets.keys, book)
    found = surveying.survey(what, lambda _fraction, _words: None)
    return found.records if found else 0


def _told(folder: Path, secrets: Secrets) -> tuple[set[tuple[bytes, ...]], bool]:
    """Every record the mirror gives back, and whether it says that something is wrong."""
    given, damaged = set[tuple[bytes, ...]](), False
    for found in mirror.frames(folder, secrets.keys.mirror, bytes.fromhex(secrets.book)):
        if isinstance(found, mirror.Damage):
            damaged = True
            continue
        for entry in found.entries:
            given.add((entry.document, entry.signature))
            given.update((raw,) for raw in entry.disclosures or ())
    return given, damaged


def _founding_told(folder: Path, secrets: Secrets) -> bool:
    try:
        founding_file.read(folder, secrets.keys.mirror, bytes.fromhex(secrets.book))
    except BookFault:
        return True
    return False


def _files(root: Path, secrets: Secrets, runs: int, random: Random) -> Outcome:
    folder, total = root / DATA / ATTACHMENTS, Outcome(FILES)
    key = files.name_key(secrets.keys.mirror, bytes.fromhex(secrets.book))
    with Link(Store(root / DATA / DATABASE, secrets.keys.database), Mode.EVIDENCE) as link:
        rows = link.run("SELECT n, name FROM file ORDER BY n").fetchall()
        brought = [reading.attachment(link, n, name) for n, name in rows]
    for number in range(runs):
        one = brought[number % len(brought)]
        path = folder / files.file_name(key, one.sha256)
        bit = random.randrange(path.stat().st_size * 8)
        flip(path, bit)
        found = files.check(folder, key, one) == "altered"
        flip(path, bit)
        notes = () if found else (f"{path.name}, bit {bit}: not found",)
        total += Outcome(FILES, 1, 0, int(not found), {"found": int(found)}, notes)
    shutil.rmtree(root)
    return total


def _head(root: Path, secrets: Secrets, runs: int, random: Random) -> Outcome:
    """Of its two slots the other one holds; one that was altered must never be believed."""
    path, total = root / DATA / HEAD, Outcome(REMEMBERED)
    file = HeadFile(path, secrets.keys.mirror, bytes.fromhex(secrets.book))
    true = [file.read(), _older(file, path)]
    for bit in (random.randrange(path.stat().st_size * 8) for _run in range(runs)):
        flip(path, bit)
        believed = file.read()
        flip(path, bit)
        wrong = int(believed not in true)
        notes = (f"bit {bit}: a false head is believed",) * wrong
        total += Outcome(REMEMBERED, 1, 0, wrong, {"the other slot holds": 1 - wrong}, notes)
    return total


def _older(file: HeadFile, path: Path) -> Head | None:
    """What the slot says that is not the newest."""
    whole, newest = path.read_bytes(), file.read()
    for at in (0, SLOT):
        path.write_bytes(whole[:at] + bytes(SLOT) + whole[at + SLOT :])
        found = file.read()
        path.write_bytes(whole)
        if found != newest:
            return found
    return newest
