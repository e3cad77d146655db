"""A long list leaves the big book: how long it takes, what memory it adds, how soon it stops."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.office import PASSPHRASE, million, opened
from bench.table import Figure
from deskinc.desk.lines import entries
from deskinc.desk.lines.finding import Wanted
from deskinc.desk.papers import list_tables, lists
from deskinc.desk.papers.lists import Asked

WANTED = Wanted(type="patrol")
"""An eighth of the lines."""
_SCRIPT = (
    "import sys; from pathlib import Path; from bench.exporting import left; "
    "print(*left(Path(sys.argv[1]), sys.argv[2]))"
)


def figures(folder: Path) -> Iterator[Figure]:
    """Each format in a process of its own; then one that is stopped after the first block."""
    million()
    for form in lists.FORMATS:
        ran = subprocess.run(
            [sys.executable, "-c", _SCRIPT, str(folder / f"list.{form}"), form],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        seconds, added, rows = map(float, ran.stdout.split()[-3:])
        what = f"export to {form.upper()}"
        yield Figure(f"{what}, 100,000 of {rows:,.0f} rows", seconds * 1e5 / rows, 180, "s")
        yield Figure(f"{what}, memory added", added, 100, "MB")
    yield Figure("export stopped", _stopped(folder), 1, "s")


def left(path: Path, form: str) -> tuple[float, float, int]:
    """Seconds, megabytes of memory added at the most, and rows of a list that left."""
    office = opened(million())
    entries.newest(office, 100)
    table = list_tables.lines(office, WANTED)
    before, begun = _peak(), time.perf_counter()
    made = lists.export(office, table, Asked(form, path), PASSPHRASE)
    taken, added = time.perf_counter() - begun, (_peak() - before) / 1024
    office.close()
    assert made is not None
    return taken, added, made.rows


def _peak() -> float:
    """Kilobytes of memory at the most since this was last asked, as Linux counts them."""
    said = Path("/proc/self/status").read_text("utf-8").split("VmHWM:")[1]
    Path("/proc/self/clear_refs").write_text("5")
    return float(said.split()[0])


def _stopped(folder: Path) -> float:
    office = opened(million())
    asked: list[float] = []
    lists.export(
        office, list_tables.lines(office, WANTED), Asked("xlsx", folder / "gone.xlsx"), PASSPHRASE,
        progress=lambda _share, _words: asked.append(time.perf_counter()),
        stopped=lambda: bool(asked),
    )  # fmt: skip
    ended = time.perf_counter()
    office.close()
    return ended - asked[0]
