"""Reading the book: one query-only connection per thread, and the registers as rows."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from deskinc.book.asking import restricted_search
from deskinc.book.asking.asked import Asked
from deskinc.book.asking.learned import Learned
from deskinc.book.asking.outgoing import Outgoing
from deskinc.book.asking.saying import saying
from deskinc.book.asking.search import search
from deskinc.book.disk.store import Link, Mode, Store
from deskinc.book.keys.restricting import BLIND, Sight
from deskinc.book.record import Record
from deskinc.book.records import reading
from deskinc.book.records.numbering import lines_of_day
from deskinc.book.records.proved import Proved
from deskinc.book.records.tree import root_over
from deskinc.book.registers import kept, rows
from deskinc.forms.fields import Value

PASSING_CACHE = 1024
"""KiB of pages kept during a look through the whole book, which asks for none twice."""


class Reader(Asked, Learned, Outgoing):
    """Everything that can be asked of the book; used by the thread it was made for."""

    def __init__(self, store: Store, sight: Callable[[], Sight] = lambda: BLIND) -> None:
        self.link = Link(store, Mode.READ)
        self._sight = sight
        self._proved: Proved | None = None

    @contextmanager
    def checked(self) -> Iterator[Proved]:
        """Inside, records are read only as they were signed and sealed, else BookFault.

        For papers: what leaves the house in print must be what was signed. It is so for what is
        read by number, id or thread; registers are not proved.
        """
        before = self._proved
        self._proved = before or Proved(self.link, self._sight())
        try:
            yield self._proved
        finally:
            self._proved = before

    def renew(self) -> None:
        """Inside :meth:`checked`, measure by the newest seal from here on."""
        if self._proved is not None:
            self._proved.renew()

    def close(self) -> None:
        """Close the connection."""
        self.link.close()

    def __del__(self) -> None:
        # whoever collects cycles may have closed what lies below already
        with suppress(Exception):
            self.link.close()

    def last_n(self) -> int:
        """The number of the last record; that is also how many there are."""
        return int(self.link.run("SELECT coalesce(max(n), 0) FROM record").scalar_one())

    def last_of(self, author: str) -> int:
        """The number of the last record that ``author`` wrote; 0 for none."""
        said = b'"author":"%s"' % author.encode()
        sql = "SELECT n FROM record WHERE instr(doc, ?) ORDER BY n DESC LIMIT 1"
        return int(self.link.run(sql, (said,)).scalar_one_or_none() or 0)

    def record(self, n: int) -> Record:
        """The record of that number; KeyError if there is none."""
        return self.records([n])[n]

    def records(self, ns: Iterable[int]) -> dict[int, Record]:
        """The records of those numbers; unknown ones are left out."""
        proved = self._proved
        return (
            reading.records(self.link, ns, self._sight()) if proved is None else proved.records(ns)
        )

    def by_id(self, id_: bytes) -> Record | None:
        """The record of that id."""
        proved = self._proved
        sight = self._sight()
        return reading.by_id(self.link, id_, sight) if proved is None else proved.by_id(id_)

    def amended_by(self, id_: bytes) -> Record | None:
        """The record that replaced or struck the one of that id."""
        proved = self._proved
        return reading.amended_by(self.link, id_) if proved is None else proved.amended_by(id_)

    def thread(self, thread: bytes) -> list[Record]:
        """All records of a thread, oldest first."""
        proved = self._proved
        sight = self._sight()
        return reading.thread(self.link, thread, sight) if proved is None else proved.thread(thread)

    def whole_since(self, n: int) -> None:
        """Inside :meth:`checked`, BookFault unless all from record ``n`` on is as it was signed."""
        if self._proved is not None:
            self._proved.whole_since(n)

    def folded(self, thread: bytes, *forms: str) -> dict[str, Value]:
        """The values of a thread as they stand: of the records of ``forms``, the last one wins."""
        return reading.folded(r for r in self.thread(thread) if r.form in forms)

    def entry_ns(self) -> "array[int]":
        """The numbers of all lines, oldest first."""
        found: array[int] = array("q")
        with _passing(self.link):
            found.extend(n for (n,) in self.link.driver.execute("SELECT n FROM entry ORDER BY n"))
        return found

    def newest(self, limit: int) -> list[int]:
        """The numbers of the last ``limit`` lines, oldest of them first."""
        ns = self.link.run("SELECT n FROM entry ORDER BY n DESC LIMIT ?", (limit,)).scalars()
        return [int(n) for n in ns][::-1]

    def last_line(self) -> int:
        """The serial of the last line; 0 before the first."""
        found = self.link.run("SELECT line FROM entry ORDER BY n DESC LIMIT 1")
        return int(found.scalar_one_or_none() or 0)

    def by_line(self, line: int) -> rows.EntryRow | None:
        """The line of that serial."""
        return self._one(rows.ENTRY, rows.EntryRow, rows.ENTRY.c.line == line)

    def entries(self, ns: Sequence[int]) -> list[rows.EntryRow]:
        """The lines of those record numbers, in their order; unknown ones are left out."""
        found = self._some(rows.ENTRY, rows.EntryRow, rows.ENTRY.c.n.in_(list(ns)))
        by_n = {row.n: row for row in found}
        return [by_n[n] for n in ns if n in by_n]

    def lines_between(self, first: int, last: int) -> list[rows.EntryRow]:
        """The lines with serials ``first`` to ``last``, both included."""
        return self._some(rows.ENTRY, rows.EntryRow, rows.ENTRY.c.line.between(first, last))

    def day_span(self, day: str) -> tuple[int, int] | None:
        """The first and last serial of a local day (``2026-11-22``)."""
        found = lines_of_day(self.link, date.fromisoformat(day))
        return (found[0], found[-1]) if found else None

    def texts(self, ns: Sequence[int]) -> dict[int, str]:
        """The text of those records, as search reads it."""
        words = rows.WORDS
        found = self.link.execute(sa.select(words.c.n, words.c.body).where(words.c.n.in_(list(ns))))
        return {row.n: row.body for row in found}

    def search(self, query: str, **filters: Any) -> list[int]:
        """Record numbers, newest first; filters as in :func:`deskinc.book.asking.search.search`."""
        return search(self.link, query, **filters)

    def restricted(self, query: str, folder: Path) -> list[int]:
        """The first line of each incident whose restricted part says ``query``, if readable."""
        found = restricted_search.threads(self.link, folder, self._sight(), query)
        asked = "SELECT min(n) FROM entry WHERE incident = ?"
        return [n for thread in found if (n := self.link.one(asked, (thread,))) is not None]

    def incidents(self, state: str | None = None) -> list[rows.IncidentRow]:
        """All incidents, oldest first; those that stand so if asked."""
        where = [] if state is None else [rows.INCIDENT.c.state == state]
        return self._some(rows.INCIDENT, rows.IncidentRow, *where)

    def incident(self, thread: bytes) -> rows.IncidentRow | None:
        """The incident of that thread."""
        return self._one(rows.INCIDENT, rows.IncidentRow, rows.INCIDENT.c.thread == thread)

    def incidents_of(self, threads: Iterable[bytes]) -> list[rows.IncidentRow]:
        """The incidents of those threads."""
        where = rows.INCIDENT.c.thread.in_(list(threads))
        return self._some(rows.INCIDENT, rows.IncidentRow, where)

    def incidents_numbered(self, numbers: Iterable[str]) -> list[rows.IncidentRow]:
        """The incidents of those numbers; what is no number of one is left out."""
        where = rows.INCIDENT.c.number.in_(list(numbers))
        return self._some(rows.INCIDENT, rows.IncidentRow, where)

    def pins(self, incident: bytes | None = None, plan: str | None = None) -> list[rows.PinRow]:
        """Pins, also those gone; of one incident or on one plan if asked."""
        where = [] if incident is None else [rows.PIN.c.incident == incident]
        where += [] if plan is None else [rows.PIN.c.plan == plan]
        return self._some(rows.PIN, rows.PinRow, *where)

    def photos(self, incident: bytes | None = None) -> list[rows.PhotoRow]:
        """Photos, also those gone; of one incident if asked."""
        where = [] if incident is None else [rows.PHOTO.c.incident == incident]
        return self._some(rows.PHOTO, rows.PhotoRow, *where)

    def plans(self) -> list[rows.PlanRow]:
        """All plans, oldest first."""
        return self._some(rows.PLAN, rows.PlanRow)

    def persons(self) -> list[rows.PersonRow]:
        """Everybody ever enrolled, oldest first."""
        found = self._some(rows.PERSON, rows.PersonRow)
        return [replace(row, roles=frozenset(str(row.roles).split())) for row in found]

    def exports(self, about: str | None = None) -> list[rows.ExportRow]:
        """Papers that left the book, oldest first; those about one incident if asked."""
        where = [] if about is None else [rows.EXPORT.c.about == about]
        return self._some(rows.EXPORT, rows.ExportRow, *where)

    def seals(self) -> list[rows.SealRow]:
        """Seals, oldest first."""
        return self._some(rows.SEAL, rows.SealRow)

    def last_seal(self) -> rows.SealRow | None:
        """The newest seal."""
        seal = rows.SEAL
        found = self.link.execute(sa.select(seal).order_by(seal.c.n.desc()).limit(1)).one_or_none()
        return None if found is None else rows.SealRow(*found)

    def stamps(self) -> list[kept.StampRow]:
        """Outside timestamps, oldest first."""
        return self._some(kept.STAMP, kept.StampRow)

    def withdrawn(self, after: int = 0) -> list[kept.WithdrawnRow]:
        """Lists of withdrawn certificates after record ``after``, oldest first."""
        return self._some(kept.WITHDRAWN, kept.WithdrawnRow, kept.WITHDRAWN.c.n > after)

    def saying(
        self, words: Sequence[str], stop: Callable[[], bool]
    ) -> Iterator[tuple[int, str, Value]]:
        """Every value that says all of ``words``, with number and field, until ``stop`` says so."""
        return saying(self.link, words, stop, self._sight())

    def holds(self) -> list[kept.HoldRow]:
        """Holds, oldest first; also those released."""
        return self._some(kept.HOLD, kept.HoldRow)

    def erasures(self) -> list[kept.ErasureRow]:
        """Acts of erasure, oldest first; one that nobody countersigned erased nothing."""
        return self._some(kept.ERASURE, kept.ErasureRow)

    def last_erasure(self) -> int:
        """The newest record that confirmed an erasure; 0 where nothing was erased."""
        return int(self.link.one("SELECT max(countersigned) FROM erasure") or 0)

    def erased(self, ns: Iterable[int]) -> dict[int, dict[str, int]]:
        """What was erased of those records: field to number of the ERASE record, by number."""
        if self._proved is not None:
            return self._proved.erased(ns)
        found: dict[int, dict[str, int]] = {}
        erased = kept.ERASED
        where = erased.c.n.in_(sorted(set(ns))), erased.c.confirmed.is_not(None)
        for row in self.link.execute(sa.select(erased).where(*where).order_by(erased.c.act)):
            found.setdefault(row.n, {}).setdefault(row.field, row.act)
        return found

    def accesses(
        self, limit: int, *, officer: str = "", whats: Sequence[str] = (), before: int = 0,
        until: int = 0,
    ) -> list[kept.AccessRow]:  # fmt: skip
        """Entries of the access log, newest first: of one officer, of some kinds, if asked.

        ``before`` is the number before which to go on, ``until`` milliseconds none may pass.
        """
        log = kept.ACCESS
        where = [log.c.officer == officer] if officer else []
        where += [log.c.what.in_(list(whats))] if whats else []
        where += [log.c.n < before] if before else []
        where += [log.c.at < until] if until else []
        asked = sa.select(log).where(*where).order_by(log.c.n.desc()).limit(limit)
        return [kept.AccessRow(*row) for row in self.link.execute(asked)]

    def root_over(self, size: int) -> bytes | None:
        """The root over the first ``size`` records; None where there are not so many."""
        return root_over(self.link, size)

    def settings(self) -> dict[str, Value]:
        """The site's settings as they stand: name to value."""
        return reading.settings(self.link)

    def unsent(self) -> dict[str, bytes]:
        """Every unsent text by its key."""
        found = self.link.run("SELECT key, data FROM unsent ORDER BY key")
        return {row.key: row.data for row in found}


@contextmanager
def _passing(link: Link) -> Iterator[None]:
    """What is read inside is not kept: a look through the whole book fills no page cache."""
    before = link.one("PRAGMA cache_size")
    link.put(f"PRAGMA cache_size=-{PASSING_CACHE}")
    try:
        yield
    finally:
        link.put(f"PRAGMA cache_size={before}")
