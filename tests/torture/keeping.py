"""What keeps the book: notes beside it, copies of it, restores and erasures, cut off anywhere."""

import os
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from threading import Event, Thread

from tests.book import scanning
from tests.book.erasures import NAME, mirror_of, told
from tests.book.houses import PATROL, House, found, line
from tests.book.kept import staff, untold
from tests.book.restore.test_swapping import Round
from tests.book.restores import home
from tests.book.victim import lives
from tests.torture.office import DATA, lines, said_by, settle_in
from tests.torture.outcome import Outcome
from tests.torture.victim import ended, forked, started

from deskinc.book.backups import backup
from deskinc.book.backups import folders as backup_folders
from deskinc.book.book import Book
from deskinc.book.disk.store import Link, Mode
from deskinc.book.erasure import erasable
from deskinc.book.record import Draft, Record, new_id
from deskinc.book.records.following import never, stored
from deskinc.book.restore import restoring, swapping
from deskinc.book.restore.surveying import Places
from deskinc.book.spool import chaining, spool
from deskinc.errors import DeskError
from deskinc.proof.canonical import b64, unb64
from deskinc.proof.document import leaf
from deskinc.proof.merkle import Frontier

SPOOL, COPIES, RESTORES, ERASURES = (
    "kill -9 while notes are put and chained",
    "backup copies under load",
    "kill -9 during a restore",
    "kill -9 during an erasure",
)

Say = Callable[[object], None]

_MANY = 20


def killed(work: Callable[[Say], None], after: float) -> list[object]:
    """What ``work`` had said in a child that was killed so many seconds after it began."""
    child, read = started(work)
    lives(child, after)
    return ended(child, read)


def taken(work: Callable[[Say], None]) -> float:
    """Seconds that ``work`` takes in a child that nobody kills."""
    begun = time.monotonic()
    forked(work)
    return time.monotonic() - begun


def _met(total: Outcome) -> Outcome:
    """In many runs each kind must have come up: kills that all fall on one side prove nothing."""
    missing = [what for what, n in total.counts.items() if not n and total.runs >= _MANY]
    notes = tuple(f"no run came upon: {what}" for what in missing)
    return total + Outcome(total.test, undetected=len(missing), notes=notes)


def spooled(runs: int, chance: int, work: Path) -> Outcome:
    """Notes are put beside a book that now and then opens and chains them; all of it is killed."""
    if not hasattr(os, "fork"):
        return Outcome(SPOOL, skipped="rounds are forked")
    house, random = found(work), Random(chance)
    house.book.settle()
    house.book.close()
    key, id_ = house.book.note_key, house.book.id

    def put(text: str) -> None:
        note = spool.fresh(
            id_, "occurrence", {"type": PATROL, "text": text}, datetime.now(UTC), new_id()
        )
        spool.put(house.folder, key, id_, note)

    acks: list[str] = []
    for number in range(runs):

        def act(say: Say, number: int = number) -> None:
            for count in range(5):
                put(f"{number}-{count}")
                say(f"{number}-{count}")
            book = Book.open(house.folder, house.keys)
            chaining.chain(book)
            for count in range(5, 500):
                put(f"{number}-{count}")
                say(f"{number}-{count}")
                chaining.chain(book)

        acks += map(str, killed(act, random.random()))
    return _chained(house, runs, acks)


def _chained(house: House, runs: int, acks: list[str]) -> Outcome:
    book = house.open()
    try:
        chaining.chain(book)
        book.settle()
        chaining.chain(book)
        texts, findings = lines(book), book.verify(full=True)
        waiting = spool.waiting(house.folder)
    finally:
        book.close()
    gone = sum(texts.count(ack) != 1 for ack in acks)
    notes = [f"{gone} notes are not there once"] * bool(gone)
    notes += [f"{one.n}: {one.why}" for one in findings] + [f"{waiting} still wait"] * bool(waiting)
    lost, undetected = gone, int(bool(findings or waiting))
    return _met(Outcome(SPOOL, runs, lost, undetected, {"notes": len(acks)}, tuple(notes)))


@contextmanager
def busy(house: House) -> Iterator[list[tuple[int, str]]]:
    """Lines are written all the time; each stands in the list once it is acknowledged."""
    stop, acks = Event(), list[tuple[int, str]]()

    def write() -> None:
        while not stop.wait(0.02):
            text = f"busy-{len(acks)}"
            acks.append((house.post(line(text))[0].n, text))

    writing = Thread(target=write)
    writing.start()
    try:
        yield acks
    finally:
        stop.set()
        writing.join()


def copies(runs: int, _chance: int, work: Path) -> Outcome:
    """Each copy, restored, must hold every line acknowledged by its seal, and before it was begun.

    The tree of what it holds must be the one its seal says.
    """
    house, total = found(work), Outcome(COPIES)
    staff(house)
    try:
        with busy(house) as acks:
            for number in range(runs):
                total += _copy(house, work / f"copy-{number}", acks)
        verdict = house.book.verify(full=True)
    finally:
        house.book.close()
    return total + Outcome(COPIES, 0, 0, len(verdict), notes=tuple(str(one.why) for one in verdict))


def _copy(house: House, place: Path, acks: Sequence[tuple[int, str]]) -> Outcome:
    place.mkdir()
    before = len(acks)
    made = backup.make(house.book, place, untold, never)
    said, tree = backup_folders.manifest(made.folder) or {}, Frontier()
    size = int(str(said.get("size", 0)))
    there = Places(place / "new", "backup", made.folder, None, house.keys, house.book.id)
    there.folder.mkdir()
    built = restoring.build(there, untold)
    with Link(built.store, Mode.EVIDENCE) as link:
        for doc, sig, _raws in stored(link, 0, size):
            tree.append(leaf(doc, sig))
        texts, last = Counter(said_by(link)), int(link.one("SELECT max(n) FROM record"))
    shutil.rmtree(place)
    needed = [text for at, (n, text) in enumerate(list(acks)) if n <= size or at < before]
    lost = sum(texts[text] != 1 for text in needed)
    sound = made.state == "verified" and tree.root() == unb64(str(said.get("root")))
    notes = [f"{made.state} {made.fault}"] * (not sound) + [f"{lost} lines are not in it"] * bool(
        lost
    )
    counts = {"records": last, "lines acknowledged by then": len(needed)}
    return Outcome(COPIES, 1, lost, int(not sound), counts, tuple(notes))


def restores(runs: int, chance: int, work: Path) -> Outcome:
    """The folder holds the old book or the new one, whole, whenever the restore is killed."""
    if not hasattr(os, "fork"):
        return Outcome(RESTORES, skipped="rounds are forked")
    house, random, total = found(work), Random(chance), Outcome(RESTORES)
    other = staff(house)
    house.book.attach(b"door" * 99, "door.png", "image/png")
    house.post(line("Before"))
    house.book.settle()
    house.book.close()
    kept = house.folder.rename(house.folder.with_name("kept"))
    rounds = Round(house, other, kept, shutil.copytree(home(house), house.mirror / "kept"))
    rounds.begin()
    most = taken(lambda _say: rounds.restore())
    for run in range(runs):
        rounds.begin()
        # half of them near the end, where the files change places
        after = random.random() if run % 2 else random.uniform(0.85, 1.05)
        killed(lambda _say: rounds.restore(), after * most)
        decided = swapping.pending(house.folder)
        try:
            epoch = rounds.judge()
            wrong = "" if epoch == 2 or not decided else "the restore was decided and is gone"
        except (AssertionError, DeskError) as error:
            epoch, wrong = 0, f"neither book is whole: {error}"
        counts = {"the old book": int(epoch == 1), "the new one": int(epoch == 2)}
        notes = (wrong,) if wrong else ()
        total += Outcome(RESTORES, 1, int(bool(wrong)), 0, counts, notes)
    return _met(total)


def erasures(runs: int, chance: int, work: Path) -> Outcome:
    """Once the second person has confirmed, no byte says the name after the next opening."""
    if not hasattr(os, "fork"):
        return Outcome(ERASURES, skipped="rounds are forked")
    house, random, total = found(work / "base"), Random(chance), Outcome(ERASURES)
    second = house.enrol("Ada Lund")
    (act,) = house.post(erasable.act(told(house), "request", "2026/17"))
    house.book.settle()
    house.book.close()
    most = 0.0
    for run in range(-1, runs):
        root = work / "run"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(work / "base", root)
        settle_in(root)

        def confirm(say: Say, folder: Path = root / DATA) -> None:
            book = Book.open(folder, house.keys)
            book.write([confirmation(act)], second).result()
            say("confirmed")
            book.settle()
            book.close()

        if run < 0:
            most = taken(confirm)
        else:
            said = killed(confirm, random.random() * most)
            total += _erased(house, root, "confirmed" in said)
    return _met(total)


def confirmation(act: Record) -> Draft:
    """The second signature under an erasure."""
    sign = {"act": b64(act.leaf), "meaning": "I confirm the erasure."}
    return Draft("countersign", dict(sign), thread=act.id)


def _erased(house: House, root: Path, acknowledged: bool) -> Outcome:
    there = House(root / DATA, root / "mirror", house.keys, house.book, house.me)
    book = there.open()
    try:
        read = book.reader()
        stands = read.record(read.last_n()).form == "countersign"
        book.settle()
        findings = [f"{one.n}: {one.why}" for one in book.verify(full=True)]
    finally:
        book.close()
    left = scanning.where([NAME], there.folder, mirror_of(there), house.keys, house.book.id)
    lost = int(acknowledged and not stands)
    notes = [*findings, *(["the confirmation is gone"] * lost)]
    if stands and left:
        notes.append(f"the name still stands in {sorted(left)}")
    counts = {"confirmed": int(stands), "not yet": int(not stands)}
    return Outcome(ERASURES, 1, lost, int(len(notes) > lost), counts, tuple(notes))
