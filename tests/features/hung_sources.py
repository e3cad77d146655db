"""Two people at a book whose disk or mirror hangs, in a process of their own.

``python -m tests.features.hung_sources <folder> <place>``: looks for what the book can be restored
from, and restores from the best of it.
"""

import json
import sys
from pathlib import Path

from tests.desk.offices import BOSS, OFFICER, PHRASES

from deskinc import disks
from deskinc.book.backups import whereabouts
from deskinc.book.restore import donors
from deskinc.desk.copies import restoring
from deskinc.desk.copies.restoring import Pair
from deskinc.errors import DeskError


def main() -> int:
    """Look as the dialog does, but for its patience."""
    disks.PATIENCE = whereabouts.PATIENCE = donors.PATIENCE = 1.0
    folder, place = map(Path, sys.argv[1:])
    first, second = (Pair(name, PHRASES[name]) for name in (BOSS, OFFICER))
    found = restoring.sources(folder, restoring.keys_of(folder, first, [place]), [place])
    said = "restored"
    try:
        restoring.restore(
            folder, found[0], first, second, "The disk hangs.", lambda _done, _words: None,
            places=[place],
        )  # fmt: skip
    except DeskError as error:
        said = error.what
    sys.stdout.write(json.dumps([[(one.kind, one.line, one.faults) for one in found], said]))
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
