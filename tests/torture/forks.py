"""Lines taken by an older book while its mirror was away, which then contradicts it; a restore.

Each acknowledged line stands in the restored book, whether it came by the mirror or by the spool,
or it lies in the copy laid aside and the restore counts it as lost.
"""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from tests.book.houses import PATROL, House, found, line
from tests.book.kept import staff
from tests.book.restores import places, rebuilt
from tests.torture.office import lines, said_by
from tests.torture.outcome import Outcome

from deskinc.book.disk.station import DATABASE
from deskinc.book.disk.store import Link, Mode, Store
from deskinc.book.record import Signer, new_id
from deskinc.book.restore.aside import FOLDER as ASIDE
from deskinc.book.spool import chaining, spool
from deskinc.errors import BookFault, DeskError

FORKS = "written after a disagreement, then restored"
STEPS = 5


@dataclass(frozen=True, slots=True)
class History:
    """An office whose data folder was copied each evening; its mirror as it is at the end."""

    house: House
    other: Signer
    evenings: list[Path]
    mirror: Path
    acks: list[str]


def history(work: Path) -> History:
    """Some evenings of an office; the last is only in the mirror."""
    house = found(work)
    other = staff(house)
    evenings: list[Path] = []
    acks: list[str] = []
    for step in range(STEPS):
        for text in (f"{step}-0", f"{step}-1", f"{step}-2"):
            house.post(line(text))
            acks.append(text)
        if step % 2:
            house.book.seal(house.me).result()
        house.book.settle()
        house.book.close()
        evenings.append(shutil.copytree(house.folder, work / f"evening-{step}"))
        house.open()
    house.book.close()
    return History(house, other, evenings, shutil.copytree(house.mirror, work / "kept"), acks)


def row(runs: int, chance: int, work: Path) -> Outcome:
    """So many restores after so many forks."""
    past, random, total = history(work), Random(chance), Outcome(FORKS)
    for _run in range(runs):
        try:
            total += _fork(past, random)
        except DeskError as error:
            total += Outcome(FORKS, 1, 0, 1, notes=(f"the program gave up: {error}",))
    return total


def _fork(past: History, random: Random) -> Outcome:
    house = past.house
    for folder, kept in (
        (house.folder, past.evenings[random.randrange(STEPS - 1)]),
        (house.mirror, past.mirror),
    ):
        shutil.rmtree(folder)
        shutil.copytree(kept, folder)
    inside, sealed, late = _written(house, random)
    try:
        house.open().close()
    except BookFault:
        pass
    else:
        return Outcome(FORKS, 1, 0, 1, notes=("the fork opened as if nothing were wrong",))
    with Link(Store(house.folder / DATABASE, house.keys.database), Mode.EVIDENCE) as link:
        late += [text for text in said_by(link) if text in sealed]
    built = rebuilt(house, places(house), past.other)
    texts = _restored(house)
    laid = _aside(house)
    gone = [ack for ack in past.acks + sealed if texts.count(ack) != 1]
    gone += [ack for ack in inside if ack not in texts and ack not in laid]
    uncounted = sum(ack not in texts for ack in inside) - built.lost
    notes = [f"{len(gone)} lines are nowhere, first {gone[0]}"] if gone else []
    notes += [f"{uncounted} lines are not counted as lost"] if uncounted > 0 else []
    notes += [f"{len(late)} lines went into the fork once it was known"] if late else []
    counts = {"laid aside and counted": len(inside), "sealed meanwhile": len(sealed)}
    wrong = int(uncounted > 0 or bool(late))
    return Outcome(FORKS, 1, len(gone), wrong, counts, tuple(notes))


def _written(house: House, random: Random) -> tuple[list[str], list[str], list[str]]:
    """Lines the fork took, those that were sealed, and of the first those it should not have.

    The mirror comes back in between.
    """
    away = house.mirror.rename(house.mirror.with_name("away"))
    inside: list[str] = []
    sealed: list[str] = []
    late: list[str] = []
    house.open()
    back, known = random.randrange(6), False
    for number in range(9):
        if number == back:
            away.rename(house.mirror)
            if known := random.random() < 0.5:
                house.book.settle()
        text = f"fork-{number}"
        try:
            house.post(line(text))
            inside.append(text)
            late += [text] if known else []
        except BookFault:
            _seal(house, text)
            sealed.append(text)
    house.book.close()
    return inside, sealed, late


def _seal(house: House, text: str) -> None:
    """What the desk does with a line that the open book does not take."""
    values = {"type": PATROL, "text": text}
    note = spool.fresh(house.book.id, "occurrence", values, datetime.now(UTC), new_id())
    spool.put(house.folder, house.book.note_key, house.book.id, note)


def _restored(house: House) -> list[str]:
    """The lines of the restored book, once what was sealed is chained; none where it is unsound."""
    book = house.open()
    try:
        chaining.chain(book)
        book.settle()
        return [] if book.verify(full=True) else lines(book)
    finally:
        book.close()


def _aside(house: House) -> list[str]:
    """The lines of every book that lies aside."""
    texts: list[str] = []
    for path in (house.folder / ASIDE).rglob(DATABASE):
        with Link(Store(path, house.keys.database), Mode.EVIDENCE) as link:
            texts += said_by(link)
    return texts
