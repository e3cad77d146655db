"""``python -m bench [part …]``: the figures; 1 if a firm one or more than two miss their line."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import append, checking, exporting, finding, papers, proving, table, window, writers

PARTS: dict[str, Callable[[Path], Iterator[table.Figure]]] = {
    "append": append.figures,
    "search": lambda _folder: finding.search(),
    "verify": finding.verify,
    "proving": proving.figures,
    "check": checking.figures,
    "papers": papers.figures,
    "exporting": exporting.figures,
    "window": window.figures,
    "writers": writers.figures,
}


def main() -> int:
    """Run the parts asked for, all by default."""
    found: list[table.Figure] = []
    # what is remembered of these offices does not belong in the home of whoever measures
    os.environ["DESKINC_SPARE"] = str(Path(tempfile.gettempdir()) / f"deskinc-spare-{os.getpid()}")
    for name in sys.argv[1:] or list(PARTS):
        with tempfile.TemporaryDirectory(prefix=f"deskinc-bench-{name}-") as folder:
            measured = [*PARTS[name](Path(folder))]
        table.show(measured)
        found += measured
    missed = [figure for figure in found if not figure.holds]
    print(f"{len(found) - len(missed)} of {len(found)} figures keep their line")
    return 1 if len(missed) > 2 or any(figure.firm for figure in missed) else 0


if __name__ == "__main__":
    sys.exit(main())
