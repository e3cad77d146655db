"""The order of the mirror's transactions: each record once, and where one is hurt, its repeat."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from deskinc.book.records.payload import Batch, Payload
from deskinc.proof.document import decode, leaf

_LEAF = 32

Found = Iterator[tuple[int, Payload]]


@dataclass(frozen=True, slots=True)
class Gap:
    """Records of which the mirror holds nothing whole, from ``n`` on; ``fork``: another stands."""

    n: int
    fork: bool = False


class Repeats:
    """The frames of a mirror that repeat what an earlier one should say.

    ``firsts`` are the pairs in order, each with its epoch and the first n its frames claim;
    ``read(pair, frame)`` gives the records of one frame that proves itself.
    """

    def __init__(
        self,
        firsts: Callable[[], Iterator[tuple[int, list[int]]]],
        read: Callable[[int, int], Found],
    ) -> None:
        self._firsts = firsts
        self._read = read
        self._pairs: list[tuple[int, int, list[int], list[int]]] | None = None

    def within(self, low: int, high: int, epoch: int) -> Found:
        """The whole records of ``low`` up to ``high``, end excluded, in order, each once."""
        if self._pairs is None:
            self._pairs = list(self._repeating())
        found: dict[int, Payload] = {}
        for pair, of, firsts, places in self._pairs:
            if of < epoch:
                continue
            for at in range(max(0, bisect_right(firsts, low) - 1), bisect_right(firsts, high - 1)):
                whole = self._read(pair, places[at])
                found.update((n, e) for n, e in whole if low <= n < high and e.whole)
        yield from sorted(found.items())

    def _repeating(self) -> Iterator[tuple[int, int, list[int], list[int]]]:
        top: dict[int, int] = {}
        for pair, (epoch, firsts) in enumerate(self._firsts()):
            before = max((n for of, n in top.items() if of <= epoch), default=0)
            again = [(n, place) for place, n in enumerate(firsts) if 0 < n <= before]
            if again:
                again.sort()
                yield pair, epoch, [n for n, _place in again], [place for _n, place in again]
            top[epoch] = max(top.get(epoch, 0), *firsts, 0)


class Order:
    """Lets each record through once and in order of n, and says where that is not possible.

    What is missing or has lost its values comes from a later pair that repeats it.
    """

    def __init__(self, since: int, repeats: Repeats) -> None:
        self._since = since
        self._next = since
        self._epoch = 0
        self._leaves = bytearray()
        self._repeats = repeats

    def admit(self, batch: Batch) -> Iterator[Batch | Gap]:
        """What the next transaction of the files adds."""
        if batch.epoch < self._epoch:
            yield Gap(batch.first, fork=True)
            return
        if batch.epoch > self._epoch and _epoch(batch) > self._epoch:
            self._restored(batch)
        if batch.first > self._next:
            yield from self._fill(batch.first)
        new = []
        for n, entry in enumerate(batch.entries, batch.first):
            made = leaf(entry.document, entry.signature)
            if n >= self._next:
                new.append(entry)
                self._keep(n, made)
            elif n >= self._since and self._leaf(n) not in {made, bytes(_LEAF)}:
                yield Gap(n, fork=True)
        self._next = max(self._next, batch.last + 1)
        if new:
            yield self._mended(Batch(batch.epoch, batch.last + 1 - len(new), new))

    def _fill(self, high: int) -> Iterator[Batch | Gap]:
        """The records before ``high`` that only a repeat holds; the rest is missing."""
        expected = self._next
        for n, entry in self._repeats.within(self._next, high, self._epoch):
            if n > expected:
                yield Gap(expected)
            self._keep(n, leaf(entry.document, entry.signature))
            yield Batch(self._epoch, n, [entry])
            expected = n + 1
        if expected < high:
            yield Gap(expected)

    def _mended(self, batch: Batch) -> Batch:
        """The transaction with the values that stand in a repeat only."""
        if batch.whole:
            return batch
        again = dict(self._repeats.within(batch.first, batch.last + 1, batch.epoch))
        entries = [_same(entry, again.get(n)) for n, entry in enumerate(batch.entries, batch.first)]
        return replace(batch, entries=entries)

    def _restored(self, batch: Batch) -> None:
        """A restore goes on from the size it restored, which lies at or before our last n."""
        self._epoch = batch.epoch
        self._next = min(self._next, max(batch.first, self._since))
        del self._leaves[max(0, batch.first - self._since) * _LEAF :]

    def _keep(self, n: int, made: bytes) -> None:
        at = (n - self._since) * _LEAF
        self._leaves.extend(bytes(max(0, at - len(self._leaves))))
        self._leaves[at : at + _LEAF] = made

    def _leaf(self, n: int) -> bytes:
        at = (n - self._since) * _LEAF
        return bytes(self._leaves[at : at + _LEAF])


def _same(entry: Payload, again: Payload | None) -> Payload:
    known = again is not None and (again.document, again.signature) == (
        entry.document,
        entry.signature,
    )
    return again if again is not None and known and not entry.whole else entry


def _epoch(batch: Batch) -> int:
    """The epoch of the records themselves: what is repeated may be older than its file."""
    try:
        return decode(batch.entries[0].document).epoch
    except ValueError:
        return batch.epoch
