"""The writer: the only writing connection, what it knows of the book's end, and its stores.

Everything here runs on the writer lane's thread. After any failure the state is read from the
disk again, so that memory never runs ahead of what is stored.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from deskinc import __version__
from deskinc.book import clock, erasing, ledger, sealing
from deskinc.book.clock import Now
from deskinc.book.erasing import Shelved
from deskinc.book.head import Head, HeadFile
from deskinc.book.ledger import Stamp, State, Written
from deskinc.book.mirror_lane import MirrorLane
from deskinc.book.record import Draft, Saved, Signer
from deskinc.book.store import Link, Mode, Store, damaged, trouble
from deskinc.errors import BookFault, DeskError
from deskinc.log import logger
from deskinc.proof.verify import Chain

PATIENCE = 1.0
"""Seconds a line waits for the second copy before it counts as saved here only."""

SLICE = 0.01
"""Seconds one piece of tidying may take."""

FOLD_AT = 1000
"""Pages of the write-ahead log from which it is folded back."""

MANY = 500
"""Records of one transaction from which the log is folded back at once: it would grow for ever."""

_MERGE = "INSERT INTO search(search, rank) VALUES ('merge', ?)"

T = TypeVar("T")


class Writer:
    """Writes transactions one after the other, into the database and then into the mirror."""

    def __init__(
        self,
        store: Store,
        state: State,
        station: bytes,
        head: HeadFile,
        shelved: Shelved,
        now: Now,
    ) -> None:
        self._store = store
        self._station = station
        self._head = head
        self._shelved = shelved
        self.now = now
        self._link = Link(store, Mode.WRITE)
        self._pages = 16
        self._fold_from = 0
        self._merging = True
        self.state = state
        self.sealed = 0
        self.owes = False
        self.fault: BookFault | None = None
        self.mirror: MirrorLane | None = None
        self.fresh: Saved | None = None

    def write(self, drafts: Sequence[Draft], signer: Signer) -> Saved:
        """Write ``drafts`` in one transaction; DeskError or ValueError where that is refused.

        The second signature under an erasure takes out what was erased before it returns.
        """
        saved = self._commit(
            lambda stamp: ledger.append(self._link, self.state, drafts, signer, stamp)
        )
        if any(draft.form == "countersign" for draft in drafts):
            self.erase()
        return saved

    def erase(self) -> None:
        """Finish the erasures that two people confirmed; what cannot be done now is owed."""
        try:
            self.owes = not erasing.finish(self._link, self._shelved)
        except Exception:  # noqa: BLE001 - the act stands; it is finished at the next opening
            logger.exception("an erasure could not be finished")
            self.owes = True
            self._reload()
        if self.mirror is not None:
            self.mirror.nudge(self.state.n)

    def seal(
        self, chain: Chain, disk: Link, site: Ed25519PrivateKey, signers: Sequence[Signer]
    ) -> Saved:
        """Seal the book after its last record; ``chain`` has been fed nearly as far.

        The record is the first signer's; all of them sign the note.
        """
        size = self.state.n
        if self.mirror is not None:
            self.mirror.settled(PATIENCE)
        mirrored = 0 if self.mirror is None else self.mirror.whole
        point = sealing.checkpoint(chain, disk, self.state, mirrored, self.sealed)

        def act(stamp: Stamp) -> Written:
            draft = sealing.draft(point, site, signers, stamp.at)
            written = ledger.append(self._link, self.state, [draft], signers[0], stamp)
            sealing.remember(self._link, chain, size + 1)
            return written

        saved = self._commit(act)
        self.sealed = size
        self._remember(sync_now=True)
        return saved

    def run(self, sql: str, params: Sequence[object]) -> None:
        """One statement outside the chain: unsent text."""
        self._guarded(lambda: self._link.run(sql, params))

    def _commit(self, make: Callable[[Stamp], Written]) -> Saved:
        written = self._guarded(lambda: make(self._stamp()))
        self.state = written.state
        last = written.records[-1].n
        if written.batch is None:
            return Saved(written.records, self.mirror is not None and self.mirror.done >= last)
        mirror, mirrored = self.mirror, False
        if mirror is None:
            self._remember()
        else:
            patience = 0.0 if mirror.missing else PATIENCE
            ticket = mirror.offer(written.batch)
            self._remember()
            mirrored = mirror.has(ticket, patience)
        self._merging = True
        if len(written.records) >= MANY:
            self._fold_back_now()
        self.fresh = Saved(written.records, mirrored)
        return self.fresh

    def _guarded(self, work: Callable[[], T]) -> T:
        if self.fault is not None:
            raise self.fault
        try:
            with self._link.transaction():
                return work()
        except (DeskError, ValueError):
            raise
        except Exception as error:
            self._reload()
            raise trouble(error) or error from error

    def _reload(self) -> None:
        """Forget everything and read the book's end from the disk again."""
        try:
            with suppress(Exception):
                self._link.close()
            self._link = Link(self._store, Mode.WRITE)
            self.state = ledger.load(self._link, self.state.book, self.state.epoch)
            if self.mirror is not None:
                # a commit that failed late may stand all the same
                self.mirror.nudge(self.state.n)
        except Exception as error:  # noqa: BLE001 - the fault stops all writing
            logger.exception("the book cannot be read any more")
            self.fault = trouble(error) or damaged()

    def _stamp(self) -> Stamp:
        machine = clock.machine(self.now, self.state.book)
        return Stamp(self.now(), machine, self._station, __version__)

    def _remember(self, *, sync_now: bool = False) -> None:
        state = self.state
        head = Head(state.epoch, state.n, state.prev, state.numbers.line, state.root(), self.sealed)
        try:
            self._head.write(head, sync_now=sync_now)
        except OSError as error:
            logger.warning("the head file could not be written: %s", error.strerror)

    def tidy(self) -> bool:
        """One piece of merging or folding back; True while there is more."""
        if self.fault is not None:
            return False
        if self._merging:
            self._merging = self._merge()
            return True
        return self._fold_back()

    def _merge(self) -> bool:
        start, before = time.perf_counter(), self._link.driver.total_changes
        with self._link.transaction():
            self._link.run(_MERGE, (self._pages,))
        took = time.perf_counter() - start
        if took > SLICE:
            self._pages = max(4, self._pages // 2)
        elif took < SLICE / 3:
            self._pages = min(512, self._pages * 2)
        return bool(self._link.driver.total_changes - before >= 2)

    def _fold_back(self) -> bool:
        ask = self._link.driver.execute
        _busy, pages, done = ask("PRAGMA wal_checkpoint(NOOP)").fetchone()
        if pages - done < FOLD_AT or pages < self._fold_from:
            return False
        _busy, pages, done = ask("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        # a long reader keeps the rest in the log: not again before there is more to fold
        self._fold_from = pages + FOLD_AT if pages - done >= FOLD_AT else 0
        # the log now begins anew: its header costs one more sync, paid here and by no line
        self.run("INSERT OR REPLACE INTO meta VALUES ('folded', ?)", (str(pages).encode(),))
        return False

    def _fold_back_now(self) -> None:
        try:
            self._fold_back()
        except Exception:  # noqa: BLE001 - what was committed is saved all the same
            logger.exception("the log could not be folded back")

    def close(self) -> None:
        """Fold everything back and close the connection."""
        with suppress(Exception):
            self._link.driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        self._link.close()
