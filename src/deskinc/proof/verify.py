"""The verifier: a book's records, one after the other, against everything they claim.

It reads bytes only and knows of forms no more than it must (``READS``). Fed with all records it
proves the whole book; resumed from a :class:`~deskinc.proof.state.State` it proves those since.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from deskinc.proof import acts, note, references, sheet
from deskinc.proof.acting import Acting
from deskinc.proof.canonical import CanonicalError, Json, b64, b64_digest, unb64
from deskinc.proof.depth import Depth
from deskinc.proof.disclosure import NotADisclosure, opened
from deskinc.proof.document import DIGEST, Altered, Head, UnknownFormat, ordered, read_head
from deskinc.proof.enrolment import Enrolment, Enrolments, Said, enrols_itself
from deskinc.proof.erasure import Erasures, Missing
from deskinc.proof.findings import Finding, Why, finding
from deskinc.proof.index import Index
from deskinc.proof.merkle import Frontier
from deskinc.proof.restored import Restores
from deskinc.proof.restricted import kept
from deskinc.proof.rings import Rings
from deskinc.proof.seal import Checkpoint, origin
from deskinc.proof.series import LINE, Series
from deskinc.proof.signatures import Signatures
from deskinc.proof.standing import Standing
from deskinc.proof.state import Earlier, State

READS = frozenset({"book", "officer", "countersign", "seal", "erase", "restore", "rings", "sheet"})
"""Forms whose values the verifier must always be given, whatever the depth."""

FORMATS: tuple[Json, ...] = (1, "1")
_READS = frozenset(form.encode() for form in READS)
_NOTHING: Mapping[str, Json] = {}


class Chain:
    """A book under verification.

    ``state`` is where to go on (default: an empty book; its ``book`` may name the one expected),
    ``earlier`` answers about records before it. ``witnessed`` maps sizes to roots known from
    outside (paper, mirror, head file); none may be smaller than the state's: :class:`ValueError`.
    """

    def __init__(
        self,
        state: State | None = None,
        depth: Depth = Depth.FULL,
        earlier: Earlier | None = None,
        witnessed: Mapping[int, bytes] | None = None,
    ) -> None:
        start = state or State()
        self._depth, self._n = depth, start.size
        self._frontier = Frontier(start.size, start.nodes)
        self._book = start.book and b64(start.book).encode()
        self._prev, self._epoch = start.prev, start.epoch
        self._batch = start.batch and b64(start.batch).encode()
        self._series = Series(start.series)
        rings = Rings(start.rings, start.departures)
        told = (start.enrolments, start.officers, start.changes, start.authorities, rings)
        self._keys = Enrolments(*told)
        self._standing = Standing(start.given)
        self._signatures = Signatures(self._keys, held=Depth.SIGNATURES in depth)
        self._erasures = Erasures(start.missing, start.acts, start.erased)
        self._restores = Restores(self._keys)
        self._index = Index(start.size, earlier)
        self._acting = Acting(
            self._keys, self._index, earlier, self._standing, roles=Depth.ROLES in depth
        )
        self._witnessed = dict(witnessed or {})
        self._findings: list[Finding] = []
        if any(size < start.size for size in self._witnessed):
            raise ValueError("a root seen outside lies before the state")
        self._witness()

    @property
    def size(self) -> int:
        """The number of records passed."""
        return self._frontier.size

    @property
    def root(self) -> bytes:
        """The tree head over the records passed."""
        return self._frontier.root()

    @property
    def enrolments(self) -> tuple[Enrolment, ...]:
        """Who could sign from when to when, as far as the chain has been read."""
        return self._keys.all()

    @property
    def state(self) -> State:
        """Where a later check may go on; worth keeping only while nothing was found."""
        return State(
            size=self.size,
            nodes=tuple(self._frontier.nodes),
            prev=self._prev,
            book=self._book and unb64(self._book.decode()),
            epoch=self._epoch,
            batch=self._batch and unb64(self._batch.decode()),
            series=dict(self._series.last),
            enrolments=self._keys.all(),
            officers=tuple(self._keys.officers.values()),
            given=self._standing.all(),
            changes=tuple(self._keys.changes.values()),
            authorities=self._keys.authorities,
            rings=tuple(self._keys.rings.told),
            departures=self._keys.rings.departures,
            missing=tuple(self._erasures.missing.values()),
            acts=self._erasures.written(),
            erased=self._erasures.trimmed(),
        )

    def add(self, doc: bytes, sig: bytes, disclosures: Sequence[bytes] | None = None) -> None:
        """Check the next record; ``disclosures`` are its values' bytes, None if not at hand."""
        leaf = sha256(b"\0" + len(doc).to_bytes(8, "big") + doc + sig).digest()
        head = self._read(doc)
        if head is not None:
            self._record(head, doc, sig, disclosures, leaf)
        self._grow(leaf)

    def finish(self) -> tuple[Finding, ...]:
        """Everything found, with what the end of the chain leaves open."""
        gaps = [finding(Why.VALUE_MISSING, gap.n) for gap in self._erasures.missing.values()]
        beyond = [finding(Why.WITNESS_SIZE, size) for size in self._witnessed if size > self.size]
        gaps += [finding(Why.RESTORE_ALONE, self._n)] if self._restores.waits else []
        return (*self._findings, *gaps, *beyond)

    def _read(self, doc: bytes) -> Head | None:
        try:
            return read_head(doc)
        except (UnknownFormat, Altered) as error:
            self._n += 1
            self._find(Why.FORMAT if isinstance(error, UnknownFormat) else Why.BYTES)
            return None

    def _grow(self, leaf: bytes) -> None:
        self._frontier.append(leaf)
        self._prev = leaf
        self._witness()

    def _find(self, *reasons: Why | None) -> None:
        self._findings += [finding(why, self._n) for why in reasons if why]

    def _witness(self) -> None:
        known = self._witnessed.get(self.size)
        if known is not None and known != self.root:
            self._find(Why.WITNESS_ROOT)

    def _record(
        self, head: Head, doc: bytes, sig: bytes, disclosures: Sequence[bytes] | None, leaf: bytes
    ) -> None:
        self._follows(head)
        self._ordered(head)
        self._refer(head)
        self._number(head)
        values = self._values(head, disclosures)
        self._find(self._restores.next(head, values))
        self._announce(head, values, leaf)
        self._signature(head, doc, sig)
        if note.FIELD in values:
            amends = None if head.amends is None else head.amends.decode()
            self._find(*note.judge(head.id.decode(), amends, values, self._keys.of_person))
        refused = self._acting.judge(head, values)
        lacks = self._acting.seconds(head, values) if refused is None else None
        self._find(refused)
        held = head.form not in _READS or self._fold(head, values, leaf, personal=refused is None)
        self._find(lacks if held else None)
        self._index.add(self._n, head, leaf)
        self._batch = head.batch

    def _follows(self, head: Head) -> None:
        n, expected = int(head.n), self._n + 1
        self._n = n
        if n == expected:
            if head.prev != b64_digest(self._prev):
                self._find(Why.PREV)
        else:
            self._find(Why.GAP if n > expected else Why.REPEATED)
            self._n = max(n, expected - 1)
        if self._book is None:
            self._book = head.book
        if head.book != self._book:
            self._find(Why.BOOK)
        if int(head.epoch) != self._epoch + (head.form == b"restore"):
            self._find(Why.EPOCH)
        if (self.size == 0) != (head.form == b"book"):
            self._find(Why.SECOND_BOOK if self.size else Why.FIRST)

    def _refer(self, head: Head) -> None:
        self._find(*references.check(head, self._index, self._batch))

    def _number(self, head: Head) -> None:
        if head.nos:
            self._find(*self._series.check(head.nos, head.at, head.offset))

    def _ordered(self, head: Head) -> None:
        if Depth.VALUES in self._depth:
            try:
                ordered(head.values, head.nos)
            except Altered:
                self._find(Why.BYTES)

    def _values(self, head: Head, raws: Sequence[bytes] | None) -> Mapping[str, Json]:
        reads = head.form in _READS
        if raws is None:
            self._find(Why.VALUES_UNREAD if reads else None)
            return _NOTHING
        if not reads and Depth.VALUES not in self._depth:
            return _NOTHING
        try:
            values = kept(head.form, raws)
        except (CanonicalError, NotADisclosure):
            self._find(Why.DISCLOSURE)
            return _NOTHING
        found = opened(DIGEST.findall(head.values), values)
        self._find(*found.refused)
        if found.lacking:
            gap = Missing(head.id.decode(), self._n, found.lacking, frozenset(found.values))
            self._find(self._erasures.lacks(head.form.decode(), gap))
        return found.values

    def _announce(self, head: Head, values: Mapping[str, Json], leaf: bytes) -> None:
        """Record 1 and the first officer's record are signed by the key they announce."""
        said = self._said(head, values, leaf)
        if self.size == 0 and head.form == b"book":
            if values.get("format") not in FORMATS:
                self._find(Why.BOOK_FORMAT)
            self._enrol(self._keys.announce_site(said))
        elif enrols_itself(head, self.size):
            self._enrol(self._keys.fold(self._n, head.author.decode(), values), said)
        elif sheet.alone(head, values):
            self._enrol(self._keys.said(said), said)

    def _enrol(self, refused: Why | None, said: Said | None = None) -> bool:
        self._signatures.forget()
        self._find(refused)
        if refused is None and said is not None:
            self._standing.gave(said)
        return refused is None

    def _signature(self, head: Head, doc: bytes, sig: bytes) -> None:
        self._find(self._signatures.check(head, doc, sig))

    def _fold(self, head: Head, values: Mapping[str, Json], leaf: bytes, *, personal: bool) -> bool:
        """Take in what the record says; whether it may say so, where that is asked here."""
        announced = enrols_itself(head, self.size) or sheet.alone(head, values)
        if head.form == b"officer" and personal and not announced:
            said = self._said(head, values, leaf)
            return self._enrol(self._keys.said(said), said)
        if head.form == b"sheet" and personal:
            return self._enrol(self._keys.new_sheet(self._said(head, values, leaf)))
        if head.form == b"countersign":
            return self._countersign(head, values)
        if head.form == b"seal":
            self._seal(values)
        elif head.form == b"erase" and personal:
            self._erasures.write(leaf, values)
        elif head.form == b"restore":
            self._restore(head, values, leaf)
        elif head.form == b"rings":
            self._find(self._acting.told(self._said(head, values, leaf)))
        return True

    def _said(self, head: Head, values: Mapping[str, Json], leaf: bytes) -> Said:
        author, thread, at = (part.decode() for part in (head.author, head.thread, head.at))
        return Said(self._n, author, thread, values, leaf, at, (self._book or b"").decode())

    def _countersign(self, head: Head, values: Mapping[str, Json]) -> bool:
        act = acts.act_of(values)
        seen = self._index.by_leaf(act) if act else None
        allowed = self._keys.may_countersign(head.author.decode(), seen.form if seen else "")
        refused = list(acts.countersign(head, seen, allowed=allowed))
        if act and not refused and self._keys.ends_last(act):
            refused.append(Why.LAST_ADMIN)
        self._find(*refused)
        if act and not refused:
            thread, author = head.thread.decode(), head.author.decode()
            self._standing.signed(thread, act, author, self._keys.officers)
            self._erasures.confirm(act)
            if self._keys.confirm(self._n, act):
                self._signatures.forget()
        return not refused

    def _seal(self, values: Mapping[str, Json]) -> None:
        book = unb64((self._book or b"").decode())
        line = self._series.last.get(LINE, 0)
        true = Checkpoint(origin(book, self._epoch), self.size, self.root, line, 0)
        note = values.get("note")
        refused = list(acts.seal(note, true))
        self._find(*refused)
        if Depth.SIGNATURES in self._depth and Why.SEAL_NOTE not in refused:
            self._find(*acts.seal_signatures(note, self._keys.site(), self._keys.people()))

    def _restore(self, head: Head, values: Mapping[str, Json], leaf: bytes) -> None:
        self._find(*acts.restore(values, self._epoch, self.size, self.root))
        self._epoch += 1
        self._find(*self._restores.restored(head, values, leaf))
