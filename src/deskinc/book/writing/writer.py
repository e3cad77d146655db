"""The writer: the only writing connection, what it knows of the book's end, and its stores.

Everything here runs on the writer lane's thread. After any failure the state is read from the
disk again and verified, so that memory never runs ahead of what is stored, and the write is tried
once more by its id; a disk that fails again is tried anew by the next write.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from deskinc import __version__
from deskinc.book import clock
from deskinc.book.clock import Now
from deskinc.book.disk import schema
from deskinc.book.disk.head import Head, HeadFile
from deskinc.book.disk.store import Link, Mode, Store, damaged, trouble
from deskinc.book.erasure import erasing
from deskinc.book.erasure.erasing import Shelved
from deskinc.book.mirror import standing as mirror_standing
from deskinc.book.mirror.lane import MirrorLane
from deskinc.book.mirror.standing import Found
from deskinc.book.record import Draft, Record, Saved, Signer
from deskinc.book.records import reading
from deskinc.book.records.payload import Batch
from deskinc.book.writing import ledger, sealing, tail
from deskinc.book.writing.ledger import Stamp, State, Written
from deskinc.book.writing.refusals import is_refusal
from deskinc.book.writing.tidying import Tidying
from deskinc.errors import BookFault, Unwritable
from deskinc.log import logger
from deskinc.proof.state import State as Memory
from deskinc.proof.verify import Chain

PATIENCE = 1.0
"""Seconds a line waits for the second copy before it counts as saved here only."""

QUICK, PAUSE = 1.0, 5.0
"""Seconds a failure may take for the next write to try the disk at once; else it waits so long."""

NEVER = 2**62
"""No record has that number."""

MANY = 500
"""Records of one transaction from which the log is folded back at once: it would grow for ever."""

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
        self.tidying = Tidying()
        self.state = state
        self.sealed = 0
        self.owes = False
        self._stopped: BookFault | None = None
        self._passing: Unwritable | None = None
        self.mirror: MirrorLane | None = None
        self.found = Found()
        self.memory = Memory()
        self.fresh: tuple[Record, ...] = ()
        self._proof: Link | None = None
        self._late = NEVER
        self._not_before = 0.0

    @property
    def fault(self) -> BookFault | None:
        """Why nothing is written: for good, or until the disk takes a write again."""
        return self._stopped or self._passing

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
            with suppress(BookFault):
                self._open_again(time.monotonic())
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
            self.mirror.agreed()
            self.keep_found()
        mirrored = 0 if self.mirror is None else self.mirror.whole
        point = sealing.checkpoint(chain, disk, self.state, mirrored, self.sealed)

        draft = sealing.draft(point, site, signers, self._stamp().at)

        def act(stamp: Stamp) -> Written:
            written = ledger.append(self._link, self.state, [draft], signers[0], stamp)
            sealing.remember(self._link, chain, size + 1)
            return written

        saved = self._commit(act)
        self.sealed, self.memory = size, chain.state
        self.remember(sync_now=True)
        return saved

    def run(self, sql: str, params: Sequence[object]) -> None:
        """One statement outside the chain: unsent text."""
        self._guarded(lambda: self._link.run(sql, params))

    def keep_found(self) -> None:
        """Keep in the book what was found wrong in its mirror, where that changed."""
        if self.mirror is not None and (found := self.mirror.found) != self.found:
            self.run(schema.PUT, (mirror_standing.KEY, mirror_standing.dump(found)))
            self.found = found

    def stop(self, fault: BookFault) -> None:
        """Nothing more is written until the book is opened again; from any thread."""
        self._stopped = self._stopped or fault

    def _go_on(self) -> None:
        if self._stopped is not None:
            raise self._stopped

    def _commit(self, make: Callable[[Stamp], Written]) -> Saved:
        before = self.state.n
        written = self._guarded(lambda: make(self._stamp()), self._read_back)
        self.state = written.state
        last = written.records[-1].n
        if written.batch is None and last <= before:
            return Saved(written.records, self.mirror is not None and self.mirror.done >= last)
        mirrored = self._mirrored(written.batch)
        self.tidying.written()
        if len(written.records) >= MANY:
            self.tidying.fold(self._link, self.run)
        self.fresh, late = written.records, self._late
        if late < written.records[0].n:
            self.fresh = tuple(reading.records(self._link, range(late, last + 1)).values())
        self._late = NEVER
        return Saved(written.records, mirrored)

    def _mirrored(self, batch: Batch | None) -> bool:
        """Hand a transaction to the mirror, and wait a little; None: it fetches that itself."""
        mirror = self.mirror
        if mirror is None:
            self.remember()
            return False
        patience = 0.0 if mirror.missing else PATIENCE
        if batch is None:
            self.remember()
            return mirror.settled(patience)
        ticket = mirror.offer(batch)
        self.remember()
        return mirror.has(ticket, patience)

    def _read_back(self, written: Written) -> None:
        if written.batch is not None:
            self._proof = self._proof or Link(self._store, Mode.READ)
            tail.compare(self._proof, written)

    def _close_proof(self) -> None:
        if self._proof is not None:
            self._proof.close()
        self._proof = None

    def _guarded(self, work: Callable[[], T], after: Callable[[T], None] = lambda _done: None) -> T:
        """Do ``work`` in a transaction; where that fails, look at the disk and do it once more.

        What the book refuses is not tried again. Raises :class:`~deskinc.errors.Unwritable` where
        the disk does not let it be done, then and for a while.
        """
        begun = time.monotonic()
        self._go_on()
        if self._passing is not None:
            self._open_again(begun)
        try:
            done = self._done(work, after)
        except Exception as error:
            if is_refusal(error):
                raise
            logger.exception("a write failed")
            self._open_again(begun)
            done = self._once_more(work, after, begun)
        self._passing = None
        return done

    def _once_more(self, work: Callable[[], T], after: Callable[[T], None], begun: float) -> T:
        try:
            return self._done(work, after)
        except Exception as error:
            fault = trouble(error)
            if is_refusal(error) or fault is None:
                raise
            raise self._pause(fault, begun) from error

    def _done(self, work: Callable[[], T], after: Callable[[T], None]) -> T:
        with self._link.transaction():
            made = work()
            self._go_on()
        after(made)
        return made

    def _open_again(self, begun: float) -> None:
        """Drop what memory says, open the book anew, and verify its end over the bytes there.

        Raises the fault that stands where it is too early to try, or that comes of trying.
        """
        self._go_on()
        if self._passing is not None and begun < self._not_before:
            raise self._passing
        with suppress(Exception):
            self._link.close()
        with suppress(Exception):
            self._close_proof()
        good = self.state
        try:
            self._link = Link(self._store, Mode.WRITE)
            self.state, self.memory = tail.read(self._link, self.memory, good)
        except tail.NotTrue as fault:
            self.stop(fault)
            raise
        except Exception as error:
            logger.exception("the book cannot be read any more")
            raise self._pause(trouble(error) or damaged(), begun) from error
        if self.state.n > good.n:
            # a commit that failed late may stand all the same
            self._late = min(self._late, good.n + 1)
        if self.mirror is not None:
            self.mirror.nudge(self.state.n)

    def _pause(self, fault: BookFault, begun: float) -> Unwritable:
        """The fault that stands until a write succeeds; a disk that hangs is not tried at once."""
        now = time.monotonic()
        self._not_before = now + PAUSE if now - begun > QUICK else now
        self._passing = Unwritable(fault.what, fault.todo)
        return self._passing

    def _stamp(self) -> Stamp:
        machine = clock.machine(self.now, self.state.book)
        return Stamp(self.now(), machine, self._station, __version__)

    def remember(self, *, sync_now: bool = False) -> None:
        """Tell the head file how far the book has come; ``sync_now`` waits for the disk."""
        state = self.state
        head = Head(state.epoch, state.n, state.prev, state.numbers.line, state.root(), self.sealed)
        try:
            self._head.write(head, sync_now=sync_now)
        except OSError as error:
            logger.warning("the head file could not be written: %s", error.strerror)

    def tidy(self) -> bool:
        """One piece of merging or folding back; True while there is more."""
        return self.fault is None and self.tidying.piece(self._link, self.run)

    def close(self) -> None:
        """Fold everything back and close the connection."""
        with suppress(Exception):
            self._close_proof()
            self._link.driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        self._link.close()
