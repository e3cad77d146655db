"""D14: the night of :mod:`bench.night` by keys in the real window; what a line needs."""

import time
from collections.abc import Iterator
from pathlib import Path

from bench import apart, night
from bench.desk import seated
from bench.office import fresh
from bench.table import Figure, median
from deskinc.desk import settings
from deskinc.desk.incidents import incidents
from deskinc.desk.lines import entries


def figures(folder: Path) -> Iterator[Figure]:
    """In a process of its own."""
    yield from apart.told("bench.keystrokes:counted", str(folder))


def counted(folder: str) -> None:
    """Say how many keystrokes were needed beside the words, and what the book says of it."""
    from deskinc import app as program

    program.application("light")
    office = fresh(Path(folder))
    settings.change(office, {"places": night.places()}).result()
    desk = seated(office, office.folder)
    begun, serial = time.perf_counter(), entries.next_serial(office)
    needed = [*night.lines(desk, serial)]
    spent = (time.perf_counter() - begun) / len(needed)
    correcting = night.correction(desk)
    desk.wait_serial(serial + len(needed) + 1)
    desk.type("Gate stands open.")
    night.press(desk, "F3", "p", "Ctrl+Return")
    desk.wait_serial(serial + len(needed) + 2)
    raising = night.raising(desk)
    desk.until(lambda: bool(incidents.active(office)))
    written = [line.place for line in entries.newest(office, len(needed) + 3)]
    assert [night.PLACES[row[2]] for row in night.NIGHT] == written[: len(needed)]
    more = f"{len(needed)} lines, {spent * 1000:.0f} ms each for the program"
    for what, value, bound, note in (
        ("keystrokes of a line, median", median(needed), night.MEDIAN, more),
        ("keystrokes of a line, most", max(needed), night.MOST, ""),
        ("keystrokes of a correction with its reason", correcting, night.MOST, ""),
        ("keystrokes to raise an incident from a line", raising, night.RAISING, ""),
    ):
        apart.say(Figure(what, value, bound, "", note, firm=True))
    desk.close()
