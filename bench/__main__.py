"""``python -m bench [part …]``: the figures; 1 if a firm one or more than two miss their line.

The parts are the names in :data:`PARTS`, all of them by default.
"""

import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import (
    append,
    checking,
    exporting,
    finding,
    going,
    incidents,
    keystrokes,
    papers,
    proving,
    table,
    typed,
    window,
    writers,
)

PARTS: dict[str, Callable[[Path], Iterator[table.Figure]]] = {
    "append": append.figures,
    "search": lambda _folder: finding.search(),
    "verify": finding.verify,
    "proving": proving.figures,
    "check": checking.figures,
    "papers": papers.figures,
    "day page": lambda _folder: papers.day(),
    "exporting": exporting.figures,
    "window": window.figures,
    "posting": lambda _folder: typed.posting(),
    "typing": lambda _folder: typed.typing(),
    "completions": lambda _folder: typed.completions(),
    "find": lambda _folder: going.find(),
    "goto": lambda _folder: going.goto(),
    "scroll": lambda _folder: going.scroll(),
    "keystrokes": keystrokes.figures,
    "writers": writers.figures,
    "incidents": incidents.figures,
}


def main() -> int:
    """Run the parts asked for, all by default."""
    found: list[table.Figure] = []
    # what is remembered of these offices does not belong in the home of whoever measures
    os.environ["DESKINC_SPARE"] = str(Path(tempfile.gettempdir()) / f"deskinc-spare-{os.getpid()}")
    broken = []
    for name in sys.argv[1:] or list(PARTS):
        print(f"{name}:", flush=True)
        try:
            with tempfile.TemporaryDirectory(prefix=f"deskinc-bench-{name}-") as folder:
                for figure in PARTS[name](Path(folder)):
                    table.show(figure)
                    found.append(figure)
        except Exception:  # noqa: BLE001 - the other parts are measured all the same
            traceback.print_exc()
            broken.append(name)
    missed = [figure for figure in found if not figure.holds]
    print(f"{len(found) - len(missed)} of {len(found)} figures keep their line")
    if broken:
        print(f"not measured to the end: {', '.join(broken)}")
    firm = any(figure.firm for figure in missed)
    return 1 if broken or firm or len(missed) > 2 else 0


if __name__ == "__main__":
    sys.exit(main())
