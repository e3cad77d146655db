"""The mirror's lane: one thread that keeps the second copy, late perhaps, never out of order."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from queue import Empty, SimpleQueue

from deskinc.book.mirror import MirrorWriter, Moved
from deskinc.book.mirror.beside import Beside
from deskinc.book.mirror.standing import Found, Known, Standing
from deskinc.book.records.following import Cancel
from deskinc.book.records.payload import Batch
from deskinc.errors import BookFault, Disagreement
from deskinc.log import logger

AGAIN = 5.0
"""Seconds after which a mirror that failed is tried again."""

ENDING = 10.0
"""Seconds the mirror has at the end; what is missing then is caught up after the next opening."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """A transaction on its way to the mirror."""

    batch: Batch
    done: threading.Event = field(default_factory=threading.Event)


NOTHING = Batch(0, 0, ())
"""No transaction: asks the mirror's lane to look whether it is behind."""


class MirrorLane:
    """Appends every transaction to the mirror in order; what fails is fetched again later.

    ``fetch`` reads whole transactions from a record number on. Where the mirror is not
    ``known`` to answer, ``probe``, given the last record it is known to have held, asks again and
    compares before anything is appended. Where the two contradict each other it lets go of the
    mirror for good, and tells ``stop``. What is found hurt is written again, and ``mended`` told
    the first and last record of it (0 where it was files only). ``erase`` takes out of the mirror
    what was erased from the book, and returns at once where that is done.
    """

    def __init__(
        self,
        writer: MirrorWriter,
        fetch: Callable[[int], Sequence[Batch]],
        probe: Callable[[int, Cancel], Standing],
        stop: Callable[[Disagreement], object],
        known: Known,
        beside: Beside,
        mended: Callable[[int, int], object],
        erase: Callable[[Cancel], object],
    ) -> None:
        self._writer = writer
        self._fetch = fetch
        self._probe = probe
        self._stop = stop
        self._known = known.answers
        self._beside = beside
        self._mended = mended
        self._erase = erase
        self.unerased = False
        self._guard = threading.Lock()
        self._hurt = known.found.hurt
        self._says = known.found.says
        self._lost = range(0)
        self.done = known.done
        self.offered = self.done
        self.missing = not self._known
        self.fault: BookFault | None = None
        self._until = float("inf")
        self._queue: SimpleQueue[Ticket | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="mirror", daemon=True)
        self._thread.start()

    @property
    def whole(self) -> int:
        """The last record up to which the mirror lacks nothing, as far as is known."""
        return min(self.done, self.found.good)

    @property
    def found(self) -> Found:
        """What was found wrong in the mirror, and is not yet made good."""
        with self._guard:
            return Found(self._hurt, self._says)

    @property
    def left(self) -> bool:
        """Whether something beside the lines is still to be done."""
        return self.files_behind or self.unerased

    @property
    def files_behind(self) -> bool:
        """Whether a file beside the lines still waits to be copied."""
        return self._beside.behind

    def offer(self, batch: Batch) -> Ticket:
        """Hand over one transaction."""
        ticket = Ticket(batch)
        self.offered = batch.last
        self._queue.put(ticket)
        return ticket

    def has(self, ticket: Ticket, patience: float) -> bool:
        """Whether the mirror has that transaction within ``patience`` seconds."""
        return ticket.done.wait(patience) and self.done >= ticket.batch.last

    def nudge(self, target: int) -> None:
        """Catch up to record ``target`` in the background, and mend what is hurt."""
        self.offered = max(self.offered, target)
        self._queue.put(Ticket(NOTHING))

    def hurt(self, records: range) -> None:
        """Those records are not whole in the mirror: :meth:`nudge` has them written again."""
        with self._guard:
            self._hurt = (*self._hurt, records)

    def distrust(self, n: int) -> None:
        """The mirror says something else at record ``n``: no seal counts it from there on."""
        with self._guard:
            self._says = min(self._says or n, n)

    def trust(self) -> None:
        """Everything in the mirror was compared, and says what the book says."""
        with self._guard:
            self._says = 0

    def untrue(self, name: str) -> None:
        """That file beside the lines is not what it should be: :meth:`nudge` has it made anew."""
        self._beside.untrue(name)

    def older(self, name: str) -> None:
        """The book's own file of that name went on: :meth:`nudge` has the copy follow."""
        self._beside.older(name)

    def settled(self, patience: float) -> bool:
        """Wait until the mirror has everything offered; False if that takes too long."""
        ticket = Ticket(NOTHING)
        self._queue.put(ticket)
        return ticket.done.wait(patience) and self.whole >= self.offered

    def close(self, patience: float | None = None) -> bool:
        """Try once more to catch up, then end; False if the mirror's disk does not let go.

        It is given ``patience`` seconds for that, :data:`ENDING` if nothing is said.
        """
        patience = ENDING if patience is None else patience
        self._until = time.monotonic() + patience
        self._queue.put(None)
        self._thread.join(patience + 1)
        return not self._thread.is_alive()

    def agreed(self) -> None:
        """Raise the fault that stands between book and mirror: such a book is not sealed."""
        if self.fault is not None:
            raise self.fault

    @property
    def _apart(self) -> bool:
        """Whether book and mirror contradict each other."""
        return isinstance(self.fault, Disagreement)

    def _ending(self) -> bool:
        return self._until < float("inf")

    def _over(self) -> bool:
        return time.monotonic() > self._until

    def _run(self) -> None:
        behind = not self._known
        while True:
            try:
                again = (behind or self.left) and not self._apart
                ticket = self._queue.get(timeout=AGAIN if again else None)
            except Empty:
                behind = not self._catch_up()
                continue
            if ticket is None or self._over():
                if behind and not self._over():
                    self._catch_up()
                return
            behind = not self._take(ticket.batch)
            ticket.done.set()
            if not behind:
                self._lay_beside(ticket.batch)

    def _take(self, batch: Batch) -> bool:
        sound = self._known and self.fault is None
        if sound and batch.entries and batch.first == self.done + 1:
            if self._append([batch]):
                return not self._hurt
            if self._known:
                return False
        return self._catch_up()

    def _catch_up(self) -> bool:
        try:
            if not self._known:
                self._look()
            while batches := self._fetch(self.done + 1):
                if self._over() or not self._append(batches):
                    return False
            self._mend()
        except BookFault as fault:
            self._refused(fault)
            return False
        except OSError as error:
            logger.warning("the mirror does not answer: %s", error.strerror)
            self.missing = True
            return False
        except Exception:  # noqa: BLE001 - lines go on without it
            logger.exception("the mirror could not be caught up")
            return False
        self.fault = None
        self._lay_beside(None)
        self._erase_there()
        return True

    def _refused(self, fault: BookFault) -> None:
        """A book that cannot be read now is tried again; one that forks takes nothing more."""
        self.fault = fault
        if isinstance(fault, Disagreement):
            self._stop(fault)

    def _look(self) -> None:
        """Ask the mirror how far it reaches; what it held before is written again."""
        if self._apart:
            self.agreed()
        before, standing = self.done, self._probe(self.done, self._ending)
        with self._guard:
            self._hurt = (*self._hurt, *standing.hurt)
            self.done = standing.done
        self._known, self.missing = True, False
        if 0 < standing.done < before:
            self._lost = range(standing.done + 1, before + 1)

    def _append(self, batches: Sequence[Batch]) -> bool:
        try:
            self._write(batches)
        except OSError as error:
            logger.warning("the mirror did not answer: %s", error.strerror)
            self.missing = True
            return False
        except Exception:  # noqa: BLE001 - the lane lives on and tries again
            logger.exception("the mirror could not be written")
            return False
        self.missing = False
        self.done = batches[-1].last
        return True

    def _write(self, batches: Sequence[Batch], *, anew: bool = False) -> None:
        try:
            self._writer.extend(batches, anew=anew)
        except Moved:
            self._known = False
            raise

    def _mend(self) -> None:
        """Write what is hurt once more, into a pair of its own that ends as the mirror did."""
        if self._lost:
            self._mended(self._lost[0], self._lost[-1])
            self._lost = range(0)
        hurt = self._hurt
        if not hurt or self._until < float("inf"):
            return
        anew = True
        for records in (*hurt, range(self.done, self.done + 1)):
            n = records.start
            while n < records.stop:
                batches = _upto(self._fetch(n), records.stop - 1)
                self._write(batches, anew=anew)
                n, anew = batches[-1].last + 1, False
        with self._guard:
            self._hurt = tuple(records for records in self._hurt if records not in hurt)
        self._mended(min(r[0] for r in hurt), max(r[-1] for r in hurt))

    def _erase_there(self) -> None:
        try:
            self._erase(self._over)
            self.unerased = False
        except (OSError, BookFault) as error:
            logger.warning("what was erased still lies in the mirror: %s", error)
            self.unerased = True
        except Exception:  # noqa: BLE001 - lines go on, and it is tried again
            logger.exception("what was erased still lies in the mirror")
            self.unerased = True

    def _lay_beside(self, batch: Batch | None) -> None:
        if self._beside.lay(batch, self._over):
            self._mended(0, 0)


def _upto(batches: Sequence[Batch], last: int) -> list[Batch]:
    """Those transactions as far as record ``last``."""
    kept = [batch for batch in batches if batch.first <= last]
    return [replace(b, entries=b.entries[: last + 1 - b.first]) for b in kept]
