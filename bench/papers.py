"""A handover of a hundred lines, rendered and signed; a day of a hundred lines at the big book."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from bench.bulk import bulk
from bench.office import NAME, PASSPHRASE, drafts, fresh, million, settled
from bench.table import Figure, median, timed
from deskinc.book.keys.kdf import FLOOR
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.papers import day_pages
from deskinc.desk.people import people
from deskinc.desk.shift import handover, shifts

OTHER = "C. Ledger"
PHRASES = {NAME: PASSPHRASE, OTHER: "walnut shelf beside a copper clock"}


def figures(folder: Path) -> Iterator[Figure]:
    """Warm in one process, and the first time in a new one."""
    samples = _handovers(folder, 4)
    yield Figure("handover of 100 lines, warm", median(samples[1:]), 1, "s")
    script = (
        "import sys; from pathlib import Path; from bench.papers import _handovers; "
        "print(_handovers(Path(sys.argv[1]), 1)[0])"
    )
    first = subprocess.run(
        [sys.executable, "-c", script, str(folder / "first")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    yield Figure("handover of 100 lines, first time", float(first.stdout.split()[-1]), 3, "s")


def day() -> Iterator[Figure]:
    """Today’s page of the big book: read, proved and laid out, with its seal; nobody signs."""
    office = settled(million())
    today, signer = office.now().date(), office.person.signer()
    bulk(office.book, drafts(office, max(1, 100 - _lines_of(office, today))), signer)
    count = _lines_of(office, today)
    samples = [timed(lambda: day_pages.print_day(office, today)) for _i in range(6)]
    office.close()
    each = 100 / count
    yield Figure("day page of 100 lines, warm", median(samples[1:]) * each, 0.5, "s")
    yield Figure("day page of 100 lines, first", samples[0] * each, 2, "s")


def _lines_of(office: Office, on: date) -> int:
    span = office.read.day_span(on.isoformat())
    return 0 if span is None else span[1] - span[0] + 1


def _handovers(folder: Path, times: int) -> list[float]:
    office = fresh(folder)
    people.enrol(
        office, people.Enrolment(OTHER, "C.L.", identity="Passport"), PHRASES[OTHER], kdf=FLOOR
    )
    shifts.sign_on(office, {"kit": True}, entries.new_id()).result()
    taken = []
    for _i in range(times):
        bulk(office.book, drafts(office, 100), office.person.signer())
        taken.append(_one(office))
    office.close()
    return taken


def _one(office: Office) -> float:
    """Rendering and both signatures; the two key derivations are the officers' own wait."""
    other = OTHER if office.officer.name == NAME else NAME
    given = handover.prepare(office)
    given = replace(given, counts=tuple(replace(c, counted=c.book) for c in given.counts))
    mine, hers = PHRASES[office.officer.name], PHRASES[other]
    keys = timed(lambda: office.check(mine))
    return timed(lambda: handover.complete(office, given, mine, other, hers)) - 2 * keys
