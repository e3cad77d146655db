"""An older copy of the book is restored while its mirror is away; the mirror comes back with more.

Each acknowledged line stands in the book, or in the mirror's files with a line of the book that
says so; where the copy was written on beyond what the mirror holds, the book stays closed.
"""

import shutil
from pathlib import Path
from random import Random

from tests.book.absent import away, said, settled, without_mirror
from tests.book.houses import House, line
from tests.book.restores import home
from tests.torture.forks import STEPS, History, history
from tests.torture.office import said_by
from tests.torture.outcome import Outcome

from deskinc.book import mirror
from deskinc.book.disk.station import DATABASE
from deskinc.book.disk.store import Link, Mode, Store
from deskinc.book.records import reading
from deskinc.book.records.payload import Batch
from deskinc.errors import BookFault, DeskError

AWAY = "restored while the mirror is away"


def row(runs: int, chance: int, work: Path) -> Outcome:
    """So many restores without the mirror, and as many returns."""
    past, random, total = history(work), Random(chance), Outcome(AWAY)
    for _run in range(runs):
        try:
            total += _return(past, random)
        except DeskError as error:
            total += Outcome(AWAY, 1, 0, 1, notes=(f"the program gave up: {error}",))
    return total


def _return(past: History, random: Random) -> Outcome:
    house, then = past.house, random.randrange(STEPS - 1)
    for folder, kept in ((house.folder, past.evenings[then]), (house.mirror, past.mirror)):
        shutil.rmtree(folder)
        shutil.copytree(kept, folder)
    files = _files(house)
    forked = random.choice((0, 0, 1, 9))
    inside = _written(house, [f"fork-{i}" for i in range(forked)])
    without_mirror(house, past.other, "own", house.folder)
    inside += _written(house, [f"since-{i}" for i in range(random.randrange(3))])
    told = _told(house, late=random.random() < 0.5)
    here, there = _here(house), _there(house)
    gone = [ack for ack in (*past.acks, *inside) if here.count(ack) != 1 and ack not in there]
    gone += [ack for ack in inside if here.count(ack) != 1]
    changed = [name for name, raw in files.items() if _files(house).get(name) != raw]
    expected = [f"{3 * (then + 1) + 1}–{3 * STEPS}"]
    seen = told == expected or (told is None and forked > 0)
    notes = [f"{len(gone)} lines are nowhere, first {gone[0]}"] if gone else []
    notes += [f"the mirror’s {changed} were written over"] if changed else []
    notes += [] if seen else [f"told {told}, not {expected}"]
    counts = {"told in a line": int(told is not None), "kept closed": int(told is None)}
    return Outcome(AWAY, 1, len(gone) + len(changed), int(not seen), counts, tuple(notes))


def _files(house: House) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in home(house).glob("20*")}


def _written(house: House, said_: list[str]) -> list[str]:
    """Write lines while the mirror is away."""
    if said_:
        with away(house):
            house.open()
            for text in said_:
                house.post(line(text))
            house.book.close()
    return said_


def _told(house: House, *, late: bool) -> list[str] | None:
    """The lines of which the book says that the mirror alone has them; None where it is closed."""
    try:
        with away(house):
            if late:
                house.open()
        if not late:
            house.open()
        settled(house)
        if house.book.health().read_only:
            return None
        house.reopen()
        settled(house)
        return [str(record.values.get("lines")) for record in said(house)]
    except BookFault:
        return None
    finally:
        house.book.close()


def _here(house: House) -> list[str]:
    with Link(Store(house.folder / DATABASE, house.keys.database), Mode.EVIDENCE) as link:
        return said_by(link)


def _there(house: House) -> list[str]:
    found = []
    for one in mirror.frames(home(house), house.keys.mirror, house.book.id):
        if isinstance(one, Batch):
            raws = [raw for entry in one.entries for raw in entry.disclosures or ()]
            found += [str(reading.value_from(raw)[1]) for raw in raws]
    return found
