"""Records as papers read them: as signed, in their place under the newest seal, and all of them.

Who holds the key of the database can change every table in it, documents and registers alike, and
sign as the desk, whose key lies there too. He cannot sign as a person. So each record read here

- has exactly the values it was signed with, none missing but those that an ERASE names which is
  itself read in this way, as is its countersignature by another person;
- bears a signature that holds under a key enrolled for its author at its number, as enrolments
  say that are themselves read in this way, from the first record on;
- lies under the newest seal (:mod:`~deskinc.book.records.tree`); one written since follows the
  record before it and is followed by the one after it.

What is looked up by id, thread or amendment is compared with what the document says. A thread, or
what amends a record, is also looked for in every document written since, so that one taken out of
its place is missed.

Not seen here, but by a full verification, the mirror and any printed seal: somebody who holds the
database's key *and* the key of the author, and writes a new last seal as the desk; a whole book
written anew; and rows left out of the threads of record 1, the site, persons and plans, which run
through the whole book and are not searched. Registers are not proved at all.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from deskinc.book.disk.files import Attachment
from deskinc.book.disk.store import Link
from deskinc.book.keys.restricting import BLIND, Sight
from deskinc.book.record import Record
from deskinc.book.records import reading
from deskinc.book.records.announcing import Announcing, itself, telling
from deskinc.book.records.noted import Noted, Places, lack
from deskinc.book.records.tree import Tree, contradicted, point_of
from deskinc.book.records.unproved import (
    foreign,
    gone,
    lacking,
    misplaced,
    other,
    site_of,
    unsigned,
)
from deskinc.proof.canonical import b64
from deskinc.proof.document import DESK
from deskinc.proof.enrolment import Enrolments
from deskinc.proof.erasure import Erasures, Missing
from deskinc.proof.keys import verify_record
from deskinc.proof.seal import Checkpoint

LONG = frozenset({"book", "officer", "plan", "site"})
"""Forms whose threads run through the whole book."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A record with the very bytes it is proved by; of its values those that can be read."""

    record: Record
    doc: bytes
    sig: bytes
    raws: tuple[bytes, ...]


class Proved:
    """A look at the book in which each record is proved once; BookFault for one that is not."""

    def __init__(self, link: Link, sight: Sight = BLIND) -> None:
        self._link, self._sight = link, sight
        self._known: dict[int, Stored] = {}
        self._said = Announcing()
        self._book = b""
        self._places = Places(link, Tree(link, 0, b""))
        self._noted = Noted(link, self._places)
        self._announcing: frozenset[int] = frozenset()
        self._gaps: list[Missing] = []

    def records(self, ns: Iterable[int]) -> dict[int, Record]:
        """The records of those numbers; numbers not yet given are left out."""
        return {n: one.record for n, one in self.stored(ns).items()}

    def stored(self, ns: Iterable[int]) -> dict[int, Stored]:
        """The same with their bytes."""
        found = self._stored(ns)
        self._account()
        return found

    def _stored(self, ns: Iterable[int]) -> dict[int, Stored]:
        wanted = set(ns)
        if not wanted <= self._known.keys():
            self._prove(wanted)
        absent = min((n for n in wanted - self._known.keys() if n > 0), default=0)
        if absent and absent <= self._last():
            raise gone(absent)
        return {n: self._known[n] for n in sorted(wanted) if n in self._known}

    def by_id(self, id_: bytes) -> Record | None:
        """The record of that id."""
        n = reading.n_of(self._link, id_)
        if n is None:
            self._unnamed(b"id", id_)
            return None
        record = self.records([n])[n]
        if record.id != id_:
            raise misplaced(n)
        return record

    def amended_by(self, id_: bytes) -> Record | None:
        """The record that replaced or struck the one of that id."""
        target = self.by_id(id_)
        if target is None:
            return None
        found = reading.amended_by(self._link, id_)
        self._search(target.n)
        n = self._noted.amending(id_)
        if (found and found.n) != n:
            raise misplaced(n or target.n)
        return None if n is None else self.records([n])[n]

    def thread(self, id_: bytes) -> list[Record]:
        """All records of a thread, oldest first, and none left out (but see above)."""
        ns = reading.thread_ns(self._link, id_)
        if not ns:
            self._unnamed(b"thread", id_)
            return []
        found = list(self.records(ns).values())
        for record in found:
            if found[0].id != id_ or id_ not in {record.thread, record.id}:
                raise misplaced(record.n)
        if found[0].form not in LONG:
            self._search(found[0].n)
            left = set(self._noted.carrying_on(id_)) - set(ns)
            if left:
                raise misplaced(min(left))
        return found

    def whole_since(self, n: int) -> None:
        """BookFault unless every record from ``n`` on is there with all that it signed."""
        if self.records([n]):
            self._search(n)

    def _unnamed(self, member: bytes, id_: bytes) -> None:
        """No row bears an id: then no document may either."""
        named = b'"%s":"%s"' % (member, b64(id_).encode())
        n = self._link.one("SELECT n FROM record WHERE instr(doc, ?)", (named,))
        if n is not None:
            raise misplaced(n)

    def attachment(self, n: int, name: str) -> Attachment:
        """The file in field ``name`` of record ``n``; KeyError if there is none."""
        self.records([n])
        return reading.attachment(self._link, n, name)

    def point(self, note: str) -> Checkpoint:
        """The tree head in ``note``; BookFault unless the site signed it, for this book."""
        first = self.stored([1])[1].record
        return point_of(note, first.doc.book, site_of(first))

    def _prove(self, wanted: set[int]) -> None:
        """Prove records in their order, and before them those that say who could sign them."""
        if not self._announcing:
            self._begin()
        high = max(wanted)
        wanted = wanted | {n for n in self._announcing if n <= high}
        for n, doc, sig, raws in reading.rows(self._link, wanted - self._known.keys()):
            readable = tuple(self._sight.opened(raws))
            record = reading.record_from(doc, sig, reading.values_in(readable))
            one = Stored(record, doc, sig, readable)
            if self._sight.reads_all and len(readable) < len(raws):
                raise foreign(n)
            gap = lack(n, b64(record.id), record.form, raws, frozenset(record.doc.values))
            self._gaps += [gap] if gap else []
            self._placed(n, one)
            self._signed(one)
            self._known[n] = one

    def _account(self) -> None:
        """BookFault unless two people erased whatever is missing from what was read."""
        acts = self._acts() if self._gaps else {}
        for gap in self._gaps:
            named = {name for said in acts.values() for name in said.get(gap.record, ())}
            if len(named - gap.present) < gap.count:
                raise lacking(gap.n)
        self._gaps.clear()

    def erased(self, ns: Iterable[int]) -> dict[int, dict[str, int]]:
        """What was erased of those records: field to number of the ERASE record, by number."""
        found: dict[int, dict[str, int]] = {}
        records, acts = self.records(ns), self._acts()
        for n, record in records.items():
            for act, said in sorted(acts.items()):
                for name in said.get(b64(record.id), ()):
                    found.setdefault(n, {}).setdefault(name, act)
        return found

    def _acts(self) -> Mapping[int, Mapping[str, AbstractSet[str]]]:
        """What acts of erasure name that are signed and countersigned: by act, then record."""
        rows = self._link.run(
            "SELECT n, countersigned FROM erasure WHERE countersigned IS NOT NULL"
        ).fetchall()
        found, acts = self._stored({n for row in rows for n in row}), {}
        for n, second in rows:
            act, sign = found[n].record, found[second].record
            if (act.form, sign.form) != ("erase", "countersign") or act.thread != sign.thread:
                raise misplaced(n)
            if self.confirms(act, sign):
                erasures = Erasures()
                erasures.write(act.leaf, act.values)
                acts[n] = erasures.written()[act.leaf]
        return acts

    def confirms(self, act: Record, sign: Record) -> bool:
        """Whether another person, allowed to, countersigned a person's act; both were read here."""
        if DESK in {act.author, sign.author} or act.author == sign.author:
            return False
        by_then = Announcing()
        for n in sorted(n for n in self._announcing if n < sign.n):
            by_then.take(self._known[n].record)
        keys = by_then.keys
        known = sign.author in keys.officers and keys.may_countersign(sign.author, act.form)
        return known and sign.values.get("act") == b64(act.leaf)

    def announced(self) -> Enrolments:
        """Who is enrolled, with which roles, and which sheet proves, by all records that say so."""
        if not self._announcing:
            self._begin()
        self.stored(self._announcing)
        return self._said.keys

    def renew(self) -> None:
        """Measure by the newest seal from here on, also what was read before: one was made."""
        if not self._announcing:
            return
        self._measure()
        for n, one in self._known.items():
            if one.record.leaf != self._places.leaf(n):
                raise other(n)

    def _begin(self) -> None:
        announcing = telling(self._link)
        self._measure()
        self._announcing = announcing

    def _measure(self) -> None:
        first = next(iter(reading.rows(self._link, [1])), None)
        if first is None:
            raise contradicted()
        _n, doc, sig, raws = first
        record = reading.record_from(doc, sig, reading.values_in(raws))
        self._book = record.doc.book
        note = self._link.one("SELECT note FROM seal ORDER BY n DESC LIMIT 1")
        point = None if note is None else point_of(note, self._book, site_of(record))
        tree = Tree(self._link, point.size, point.root) if point else Tree(self._link, 0, b"")
        self._places = Places(self._link, tree)
        self._noted = Noted(self._link, self._places)

    def _placed(self, n: int, one: Stored) -> None:
        """The document is of this number and book, and lies in the tree or at the chain's end."""
        doc = one.record.doc
        after = self._places.after(n)
        if (
            (doc.n, doc.book) != (n, self._book)
            or one.record.leaf != self._places.leaf(n)
            or doc.prev != self._places.leaf(n - 1)
            or after not in {None, b64(one.record.leaf).encode()}
        ):
            raise other(n)

    def _signed(self, one: Stored) -> None:
        record = one.record
        first = itself(record)
        if first:
            self._announce(record)
        if not any(
            (known.author, known.key) == (record.author, record.doc.key)
            and known.first <= record.n <= (known.last or record.n)
            and verify_record(known.public, one.doc, one.sig)
            for known in self._said.keys.all()
        ):
            raise unsigned(record.n)
        if record.n in self._announcing and not first:
            self._announce(record)

    def _announce(self, record: Record) -> None:
        if self._said.take(record) is not None:
            raise unsigned(record.n)

    def _last(self) -> int:
        return int(self._link.one("SELECT max(n) FROM record"))

    def _search(self, low: int) -> None:
        """Note thread and amendment of every record from ``low`` on, each the one sealed."""
        last = self._last()
        self._noted.search(low, last)
        self._gaps += self._noted.gaps
        self._noted.gaps.clear()
        # what lies after the seal hangs on the last signature
        self.records([last])
