"""Records as papers read them: as signed, in their place under the newest seal, and all of them.

Who holds the key of the database can change every table in it, documents and registers alike, and
sign as the desk, whose key lies there too. He cannot sign as a person. So each record read here

- has exactly the values it was signed with, none missing: no form of this version erases;
- bears a signature that holds under a key enrolled for its author at its number, as enrolments
  say that are themselves read in this way, from the first record on;
- lies under the newest seal (:mod:`~deskinc.book.tree`); one written since follows the record
  before it and is followed by the one after it.

What is looked up by id, thread or amendment is compared with what the document says. A thread, or
what amends a record, is also looked for in every document written since, so that one taken out of
its place is missed.

Not seen here, but by a full verification, the mirror and any printed seal: somebody who holds the
database's key *and* the key of the author, and writes a new last seal as the desk; a whole book
written anew; and rows left out of the threads of the site, of persons and of plans, which run
through the whole book and are not searched; nor a whole value row taken out of a line that
names an incident. Registers are not proved at all.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from deskinc.book import reading
from deskinc.book.files import Attachment
from deskinc.book.record import Record
from deskinc.book.store import Link
from deskinc.book.tree import Tree, call_somebody, contradicted, point_of
from deskinc.errors import BookFault
from deskinc.i18n import _
from deskinc.proof.canonical import b64
from deskinc.proof.disclosure import digest
from deskinc.proof.document import DESK, NO_LEAF, leaf
from deskinc.proof.enrolment import Enrolments
from deskinc.proof.keys import SIGNATURE_SIZE, verify_record
from deskinc.proof.seal import Checkpoint

LONG = frozenset({"officer", "plan", "site"})
"""Forms whose threads run through the whole book."""

_REFERS = re.compile(
    rb'\{"amends":(?:null|"([^"]{22})").*"prev":"([^"]{43})".*"thread":"([^"]{22})"'
)
"""What a document amends, the leaf before it, and its thread."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A record with the very bytes it is proved by."""

    record: Record
    doc: bytes
    sig: bytes
    raws: tuple[bytes, ...]


class Proved:
    """A look at the book in which each record is proved once; BookFault for one that is not."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._known: dict[int, Stored] = {}
        self._keys = Enrolments()
        self._book = b""
        self._tree: Tree | None = None
        self._announcing: frozenset[int] = frozenset()
        self._threads: defaultdict[bytes, set[int]] = defaultdict(set)
        self._amends: dict[bytes, int] = {}
        self._low = self._high = 0

    def records(self, ns: Iterable[int]) -> dict[int, Record]:
        """The records of those numbers; numbers not yet given are left out."""
        return {n: one.record for n, one in self.stored(ns).items()}

    def stored(self, ns: Iterable[int]) -> dict[int, Stored]:
        """The same with their bytes."""
        wanted = set(ns)
        if not wanted <= self._known.keys():
            self._prove(wanted)
        absent = min((n for n in wanted - self._known.keys() if n > 0), default=0)
        if absent and absent <= self._last():
            raise _gone(absent)
        return {n: self._known[n] for n in sorted(wanted) if n in self._known}

    def by_id(self, id_: bytes) -> Record | None:
        """The record of that id."""
        n = reading.n_of(self._link, id_)
        if n is None:
            self._unnamed(b"id", id_)
            return None
        record = self.records([n])[n]
        if record.id != id_:
            raise _misplaced(n)
        return record

    def amended_by(self, id_: bytes) -> Record | None:
        """The record that replaced or struck the one of that id."""
        target = self.by_id(id_)
        if target is None:
            return None
        found = reading.amended_by(self._link, id_)
        self._search(target.n)
        n = self._amends.get(b64(id_).encode())
        if (found and found.n) != n:
            raise _misplaced(n or target.n)
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
                raise _misplaced(record.n)
        if found[0].form not in LONG:
            self._search(found[0].n)
            left = self._threads[b64(id_).encode()] - set(ns)
            if left:
                raise _misplaced(min(left))
        return found

    def _unnamed(self, member: bytes, id_: bytes) -> None:
        """No row bears an id: then no document may either."""
        named = b'"%s":"%s"' % (member, b64(id_).encode())
        n = self._link.one("SELECT n FROM record WHERE instr(doc, ?)", (named,))
        if n is not None:
            raise _misplaced(n)

    def attachment(self, n: int, name: str) -> Attachment:
        """The file in field ``name`` of record ``n``; KeyError if there is none."""
        self.records([n])
        return reading.attachment(self._link, n, name)

    def point(self, note: str) -> Checkpoint:
        """The tree head in ``note``; BookFault unless the site signed it, for this book."""
        first = self.stored([1])[1].record
        return point_of(note, first.doc.book, _site(first))

    def _prove(self, wanted: set[int]) -> None:
        """Prove records in their order, and before them those that say who could sign them."""
        if self._tree is None:
            self._begin()
        high = max(wanted)
        wanted = wanted | {n for n in self._announcing if n <= high}
        for n, doc, sig, raws in reading.rows(self._link, wanted - self._known.keys()):
            record = reading.record_from(doc, sig, dict(map(reading.value_from, raws)))
            one = Stored(record, doc, sig, tuple(raws))
            self._whole(one)
            self._placed(n, one)
            self._signed(one)
            self._known[n] = one

    def _begin(self) -> None:
        people = self._link.run("SELECT thread FROM person").scalars().all()
        threads = (reading.thread_ns(self._link, thread) for thread in people)
        self._announcing = frozenset({1, *chain.from_iterable(threads)})
        first = next(iter(reading.rows(self._link, [1])), None)
        if first is None:
            raise contradicted()
        _n, doc, sig, raws = first
        record = reading.record_from(doc, sig, dict(map(reading.value_from, raws)))
        self._book = record.doc.book
        note = self._link.one("SELECT note FROM seal ORDER BY n DESC LIMIT 1")
        point = None if note is None else point_of(note, self._book, _site(record))
        self._tree = Tree(self._link, point.size, point.root) if point else Tree(self._link, 0, b"")

    def _whole(self, one: Stored) -> None:
        given, signed = frozenset(map(digest, one.raws)), frozenset(one.record.doc.values)
        if not given <= signed or len(given) < len(one.raws):
            raise _fault(
                _("A value of record {n} is not the one that was signed.").format(n=one.record.n)
            )
        if given < signed:
            raise _fault(_("A value of record {n} is missing.").format(n=one.record.n))

    def _placed(self, n: int, one: Stored) -> None:
        """The document is of this number and book, and lies in the tree or at the chain's end."""
        doc = one.record.doc
        after = self._after(n)
        if (
            (doc.n, doc.book) != (n, self._book)
            or one.record.leaf != self._leaf(n)
            or doc.prev != self._leaf(n - 1)
            or after not in {None, b64(one.record.leaf).encode()}
        ):
            raise _other(n)

    def _leaf(self, n: int) -> bytes | None:
        if n == 0:
            return NO_LEAF
        if self._tree is not None and n <= self._tree.size:
            return self._tree.leaf(n)
        found: bytes | None = self._link.one("SELECT leaf FROM leaf WHERE n = ?", (n,))
        return found

    def _after(self, n: int) -> bytes | None:
        """The leaf the record after ``n`` names, base64url; None if sealed or at the end."""
        if self._tree is not None and n <= self._tree.size:
            return None
        doc = self._link.one("SELECT doc FROM record WHERE n = ?", (n + 1,))
        said = None if doc is None else _REFERS.match(doc)
        return b"" if doc is not None and said is None else said and said[2]

    def _signed(self, one: Stored) -> None:
        record = one.record
        itself = _announces_itself(record)
        if itself:
            self._announce(record)
        if not any(
            (known.author, known.key) == (record.author, record.doc.key)
            and known.first <= record.n <= (known.last or record.n)
            and verify_record(known.public, one.doc, one.sig)
            for known in self._keys.all()
        ):
            raise _unsigned(record.n)
        if record.form == "officer" and not itself:
            self._announce(record)

    def _announce(self, record: Record) -> None:
        if record.form == "book":
            refused = self._keys.announce_site(record.n, record.values.get("site_key"))
        else:
            refused = self._keys.fold(record.n, b64(record.thread), record.values)
        if refused is not None or (record.form == "officer" and record.author == DESK):
            raise _unsigned(record.n)

    def _last(self) -> int:
        return int(self._link.one("SELECT max(n) FROM record"))

    def _search(self, low: int) -> None:
        """Note thread and amendment of every record from ``low`` on, each the one sealed."""
        last = self._last()
        spans = [(low, self._low - 1), (self._high + 1, last)] if self._low else [(low, last)]
        for first, end in spans:
            self._noted(first, end)
        self._low = min(low, self._low or low)
        self._high = last
        # what lies after the seal hangs on the last signature
        self.records([last])

    def _noted(self, first: int, end: int) -> None:
        sql = "SELECT n, doc, sig FROM record WHERE n BETWEEN ? AND ? ORDER BY n"
        sealed = self._tree.size if self._tree is not None else 0
        before, expected = self._leaf(first - 1) or b"", first
        for n, doc, sig in self._link.driver.execute(sql, (first, end)):
            said = _REFERS.match(doc)
            if said is None or n != expected or len(sig) != SIGNATURE_SIZE:
                raise _other(expected)
            own = leaf(doc, sig)
            if own != self._leaf(n) if n <= sealed else said[2] != b64(before).encode():
                raise _other(n)
            self._threads[said[3]].add(n)
            if said[1]:
                self._amends[said[1]] = n
            before, expected = own, n + 1
        if expected <= end:
            raise _gone(expected)


def _announces_itself(record: Record) -> bool:
    """The first record, and the first officer's, are signed by the key they announce."""
    if record.n == 1:
        return record.form == "book" and record.author == DESK
    own = record.form == "officer" and record.id == record.thread
    return record.n == 2 and own and record.author == b64(record.id)


def _site(record: Record) -> bytes:
    try:
        return reading.public(str(record.values.get("site_key")))
    except ValueError as error:
        raise _unsigned(record.n) from error


def _fault(what: str) -> BookFault:
    return BookFault(what, call_somebody())


def _gone(n: int) -> BookFault:
    return _fault(_("Record {n} is missing.").format(n=n))


def _other(n: int) -> BookFault:
    return _fault(_("Record {n} is not the one that was sealed.").format(n=n))


def _unsigned(n: int) -> BookFault:
    return _fault(_("Record {n} is not signed by its author.").format(n=n))


def _misplaced(n: int) -> BookFault:
    return _fault(_("The book finds record {n} in a place that is not its own.").format(n=n))
