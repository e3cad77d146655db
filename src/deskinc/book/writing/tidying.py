"""What the writer does in its pauses: it merges the search index and folds the log back.

No line depends on it. Each piece is short, so that whoever posts meanwhile does not notice.
"""

import time
from collections.abc import Callable, Sequence

from deskinc.book.disk import doubt, schema
from deskinc.book.disk.store import Link, trouble
from deskinc.log import logger

SLICE = 0.01
"""Seconds one piece of tidying may take."""

FOLD_AT = 1000
"""Pages of the write-ahead log from which it is folded back."""

_MERGE = "INSERT INTO search(search, rank) VALUES ('merge', ?)"

Run = Callable[[str, Sequence[object]], None]
"""Runs one statement in a transaction of the writer’s."""


class Tidying:
    """Tidies one book; ``ailing`` is a sentence for people while the disk refuses that."""

    def __init__(self) -> None:
        self.ailing = ""
        self._pages = 16
        self._fold_from = 0
        self._merging = True

    def written(self) -> None:
        """There is something to merge again."""
        self._merging = True

    def piece(self, link: Link, run: Run) -> bool:
        """One piece of merging or folding back; True while there is more."""
        if self._merging:
            self._merging = self._done(lambda: self._merge(link))
            return True
        return self.fold(link, run)

    def fold(self, link: Link, run: Run) -> bool:
        """Fold the log back where it is long; there never is more."""
        return self._done(lambda: self._fold_back(link, run))

    def _done(self, work: Callable[[], bool]) -> bool:
        """Do a piece of tidying; what the disk refuses is amber, for no line depends on it."""
        try:
            return work()
        except Exception as error:
            if trouble(error) is None:
                raise
            logger.exception("the book could not be tidied up")
            self.ailing = doubt.unfolded()
            return False

    def _merge(self, link: Link) -> bool:
        start, before = time.perf_counter(), link.driver.total_changes
        with link.transaction():
            link.run(_MERGE, (self._pages,))
        took = time.perf_counter() - start
        if took > SLICE:
            self._pages = max(4, self._pages // 2)
        elif took < SLICE / 3:
            self._pages = min(512, self._pages * 2)
        return bool(link.driver.total_changes - before >= 2)

    def _fold_back(self, link: Link, run: Run) -> bool:
        ask = link.driver.execute
        _busy, pages, done = ask("PRAGMA wal_checkpoint(NOOP)").fetchone()
        if pages - done < FOLD_AT or pages < self._fold_from:
            return False
        _busy, pages, done = ask("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        # a long reader keeps the rest in the log: not again before there is more to fold
        self._fold_from = pages + FOLD_AT if pages - done >= FOLD_AT else 0
        self.ailing = ""
        # the log now begins anew: its header costs one more sync, paid here and by no line
        run(schema.PUT, ("folded", str(pages).encode()))
        return False
