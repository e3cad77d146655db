"""What is asked at each record and each look at a page reads no table that grows with the years.

Whatever reaches the database is taken down, while records of every kind are written and while the
book is asked as the desk asks it, and the engine is asked how it finds each of them.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from tests.book.asking.test_asked import DUE, EARLY, STAMPED, code, ref, strike
from tests.book.houses import House, line

from deskinc.book.disk.failures import Cursor
from deskinc.book.disk.store import Link, Mode
from deskinc.book.record import Draft
from deskinc.book.registers.known import PERSON
from deskinc.forms.fields import Value
from deskinc.proof.canonical import b64

FEW = {"person", "routine", "place", "setting", "unsent", "plan", "erasure", "blanks", "hold"}
"""Tables that stay small in a life of the book: names, places, plans, acts that take two."""

SHOWN = "found"
"""The names found for a word, of which no more are made than are shown."""

PARTIAL = {"anchor_open", "copying_bare", "mark_returned"}
"""Indexes of what waits, of which there are a few at a time."""

NEWEST = re.compile(r"\bORDER BY (\w+\.)?n DESC\s+LIMIT", re.ASCII)
"""The newest of a table: a look at its end, whatever lies before."""

ASKED = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b", re.ASCII)


@contextmanager
def taken_down(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """Every statement that reaches the driver meanwhile, on whatever connection."""
    said = set[str]()

    def listening(name: str) -> Any:
        before = getattr(Cursor, name)

        def method(self: Cursor, sql: str, *given: Any) -> Any:
            said.add(sql)
            return before(self, sql, *given)

        return method

    with monkeypatch.context() as patch:
        for name in ("execute", "executemany"):
            patch.setattr(Cursor, name, listening(name))
        yield said


def scanned(link: Link, sql: str) -> list[str]:
    """The steps by which the engine would read a whole table for a statement."""
    named = re.findall(r":(\w+)", sql)
    given: Any = dict.fromkeys(named) if named else [None] * sql.count("?")
    steps = [str(row[-1]) for row in link.driver.execute(f"EXPLAIN QUERY PLAN {sql}", given)]
    return [step for step in steps if step.startswith("SCAN ") and _grows(step, sql)]


def _grows(step: str, sql: str) -> bool:
    table, _using, index = step.removeprefix("SCAN ").partition(" USING INDEX ")
    bounded = NEWEST.search(sql) is not None or index in PARTIAL or "VIRTUAL TABLE" in step
    return (
        not bounded
        and table.split()[0] not in {*FEW, SHOWN}
        and not table.startswith(("(", "CONSTANT"))
    )


def every_kind(house: House) -> None:
    """One record of each kind that a night at the desk writes."""
    lead, post = house.enrol("Ada Lund", "lead"), house.post
    post(Draft("shift_on", {"post": "Gate"}), line("Round one.", reported_by="K. Meier"))
    stamps = post(*(Draft("anchor", {"stamped": STAMPED}) for _no in range(3)))
    post(line("Shut.", anchor=ref(stamps[0]), stamped=STAMPED), strike(stamps[1]))
    (routine,) = post(Draft("routine", {"name": "Lock-up", "tolerance": 10}))
    post(line("Locked.", routine=ref(routine), due=DUE))
    (parcel,) = post(Draft("delivery", {"what": "Parcels"}))
    post(strike(parcel), Draft("shift_break", {"kind": code("begun"), "text": "Break."}))
    (case,) = post(Draft("incident", {"title": "Theft", "severity": code("low")}))
    post(
        Draft("incident", {"title": "Theft of a bag"}, thread=case.id),
        line("More.", incident=ref(case)),
    )
    (wrong,) = post(Draft("incident", {"title": "Twice"}))
    post(strike(wrong))
    (first,) = post(line("Door 3."))
    post(Draft("occurrence", {"text": "Door 4."}, amends=first.id))
    back: dict[str, Value] = {"returned/a/line": ref(first), "returned/a/comment": "Which?"}
    post(Draft("review", {"first": 1, "last": 4, **back}), signer=lead)
    post(Draft("blanks", {"kind": code("occurrence"), "first": 1, "last": 5}))
    head = Draft("import", {"sheets": code("occurrence"), "sheet": 2, "reason": "Power cut."})
    post(head, line("By hand.", sheet=2, sheet_line=3))
    (over,) = post(Draft("handover", {"first": 1, "last": 5}))
    sign: dict[str, Value] = {"act": b64(over.leaf), "meaning": "Taken over."}
    post(Draft("countersign", sign, thread=over.id), signer=lead)
    (off,) = post(Draft("shift_off", {}))
    post(strike(off))


def looked_at(house: House) -> None:
    """What the pages ask, with something there of everything."""
    read = house.book.reader()
    ns = read.newest(30)
    known = read.incidents("open")
    threads = [row.thread for row in known]
    late = EARLY + timedelta(days=2)
    read.stubs(), read.open_shifts(), read.shifts_between(EARLY, late), read.last_handover()
    read.last_shift(of=house.me.author, before=ns[-1]), read.handovers_before(ns)
    read.ticks(EARLY), read.breaks(ns[0]), read.deliveries(EARLY), read.last_by_desk("turn")
    read.seconds(ns), read.marks(ns), read.returned(), read.returned(house.me.author)
    read.unreviewed(ns[0]), read.reviews(ns[0]), read.routines(), read.blanks(), read.places()
    read.sheet_lines(2), read.copies(2), read.unscanned(), read.known(PERSON, "k", 9)
    read.entries(ns), read.texts(ns), read.by_line(2), read.lines_between(1, 4), read.last_line()
    read.day_span("2026-11-21"), read.erased(ns), read.last_erasure(), read.last_of("desk")
    read.incidents_of(threads), read.incidents_numbered([str(known[0].number)]), read.last_seal()
    read.pins(threads[0]), read.photos(threads[0]), read.thread(threads[0]), read.withdrawn(ns[0])
    read.accesses(9), read.accesses(9, officer=house.me.author, whats=("printed",), before=9)
    read.records(ns), read.amended_by(read.record(ns[-1]).id), read.persons(), read.settings()


@pytest.mark.parametrize("what", [every_kind, looked_at])
def test_no_statement_of_the_night_reads_a_table_that_grows(
    house: House, monkeypatch: pytest.MonkeyPatch, what: Any
) -> None:
    house.book.seal(None).result()  # which reads the tree itself, a row for 256 records
    if what is looked_at:
        every_kind(house)
    with taken_down(monkeypatch) as said:
        what(house)
    assert len(said) > 30
    with Link(house.book.parts.store, Mode.READ) as link:
        found = {sql: scanned(link, sql) for sql in said if ASKED.match(sql)}
    assert {sql: steps for sql, steps in found.items() if steps} == {}
