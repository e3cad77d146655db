"""A long list leaves the big book: how long it takes, what memory it adds, how soon it stops."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.office import PASSPHRASE, million, opened
from bench.table import Figure, timed
from deskinc.desk.lines import entries
from deskinc.desk.lines.finding import Wanted
from deskinc.desk.office import Office
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
        seconds, bare, added, rows, told = map(float, ran.stdout.split()[-5:])
        what = f"export to {form.upper()}"
        yield Figure(
            f"{what}, 100,000 of {rows:,.0f} rows", seconds * 1e5 / rows, 180, "s",
            f"{seconds / bare:.1f} × reading their records as JSON, {bare * 1e5 / rows:.1f} s",
        )  # fmt: skip
        more = f"progress was told {told:,.0f} times"
        yield Figure(f"{what}, memory added", added, 100, "MB", more)
    yield Figure("export stopped", _stopped(folder), 1, "s")


def left(path: Path, form: str) -> tuple[float, float, float, int, int]:
    """Of a list that left: seconds, those of its floor, megabytes added, rows, times it told."""
    office = opened(million())
    entries.newest(office, 100)
    table = list_tables.lines(office, WANTED)
    told: list[float] = []
    before, begun = _peak(), time.perf_counter()
    made = lists.export(
        office, table, Asked(form, path), PASSPHRASE,
        progress=lambda share, _words: told.append(share),
    )  # fmt: skip
    taken, added = time.perf_counter() - begun, (_peak() - before) / 1024
    assert made is not None
    bare = timed(lambda: _bare(office, made.rows))
    office.close()
    return taken, bare, added, made.rows, len(told)


def _bare(office: Office, rows: int) -> None:
    """The least that whoever reads so many lines must do."""
    sql = "SELECT raw FROM value WHERE n > ? ORDER BY n"
    last = office.read.last_n()
    for (raw,) in office.read.link.driver.execute(sql, (last - rows,)):
        json.loads(raw)


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
