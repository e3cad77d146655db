"""Registers: readings of the book kept as tables, for speed.

Each is a pure fold over the records in their order; all of them can be dropped and built again
from the book, and full verification does exactly that and compares.
"""

from collections.abc import Callable, Mapping

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable, DDLElement

from deskinc.book.disk.store import Link
from deskinc.book.record import Record
from deskinc.book.registers import (
    accesses,
    cards,
    cases,
    claims,
    doing,
    evidence,
    keeping,
    known,
    learning,
    lines,
    outgoing,
    papers,
    people,
    permitted,
)
from deskinc.book.registers.pen import Pen
from deskinc.book.registers.rows import derived

VERSION = 30
"""Counted up with every change of a fold, a column or the search index."""

ROOM = 2**20
"""Bytes of words the search index gathers before it writes a segment."""

Fold = Callable[[Pen, Record], None]

_ALWAYS: tuple[Fold, ...] = (papers.fold_leaf, lines.fold_line)
BY_FORM: Mapping[str, tuple[Fold, ...]] = {
    "occurrence": (doing.fold_occurrence, known.fold_occurrence),
    "anchor": (doing.fold_anchor,),
    "routine": (doing.fold_routine,),
    "channel": (outgoing.fold_channel,),
    "notice": (outgoing.fold_notice,),
    "sent": (outgoing.fold_sent,),
    "delivery": (doing.fold_delivery, known.fold_delivery),
    "shift_break": (doing.fold_break,),
    "review": (doing.fold_review,),
    "blanks": (doing.fold_blanks,),
    "import": (doing.fold_import,),
    "debrief": (learning.fold,),
    "measure": (learning.fold,),
    "problem": (learning.fold,),
    "incident": (cases.fold_incident, known.fold_incident, cards.fold_uses),
    "restricted": (cases.fold_restricted,),
    "pin": (cases.fold_pin,),
    "photo": (cases.fold_photo,),
    "document": (evidence.fold_document,),
    "exhibit": (evidence.fold_thread, evidence.fold_hands),
    "statement": (evidence.fold_thread, evidence.fold_hands),
    "plan": (cases.fold_plan,),
    "shift_on": (people.fold_shift_on,),
    "shift_off": (people.fold_shift_off,),
    "handover": (people.fold_handover,),
    "countersign": (
        people.fold_countersign,
        doing.fold_second,
        keeping.confirm_erase,
        outgoing.confirm_channel,
        accesses.fold_countersign,
    ),
    "officer": (people.fold_person, accesses.fold_officer),
    "sheet": (accesses.fold_sheet,),
    "site": (people.fold_setting, accesses.fold_site),
    "export": (papers.fold_export, accesses.fold_export),
    "access": (accesses.fold_access,),
    "backup": (accesses.fold_backup,),
    "restore": (accesses.fold_restore,),
    "seal": (papers.fold_seal,),
    "stamp": (keeping.fold_stamp,),
    "withdrawn": (keeping.fold_withdrawn, accesses.fold_withdrawn),
    "party": (cards.fold_party,),
    "vehicle": (cards.fold_vehicle,),
    "claim": (claims.fold_claim,),
    "hold": (keeping.fold_hold,),
    "erase": (keeping.fold_erase, accesses.fold_erase),
    "strike": (
        cases.strike_case,
        evidence.strike_held,
        people.strike_people,
        keeping.strike_hold,
        doing.strike_anchor,
        doing.strike_delivery,
        outgoing.strike_channel,
    ),
}
_SEARCH = (
    """CREATE VIRTUAL TABLE search USING fts5(
        body, more, tags, content='words', content_rowid='n', columnsize=0,
        tokenize="unicode61 remove_diacritics 2")""",
    "INSERT INTO search(search, rank) VALUES ('secure-delete', 1)",
    "INSERT INTO search(search, rank) VALUES ('automerge', 0)",
    "INSERT INTO search(search, rank) VALUES ('crisismerge', 1999)",
    "CREATE VIRTUAL TABLE vocabulary USING fts5vocab('search', 'row')",
)
_INDEX = """INSERT INTO search(rowid, body, more, tags)
    SELECT n, body, more, tags FROM words WHERE n > ? AND n <= ?"""


def fold(pen: Pen, record: Record) -> None:
    """Take one record into every register it concerns, if its author may write such."""
    taken = permitted.counts(pen, record)
    for one in _ALWAYS:
        one(pen, record)
    for one in BY_FORM.get(record.form, ()) if taken else ():
        one(pen, record)
    permitted.forget(pen, record)


def create(link: Link) -> None:
    """Make the empty tables."""
    for table in derived.sorted_tables:
        for statement in _ddl(table.name):
            link.run(statement)
    for statement in _SEARCH:
        link.run(statement)


def index(link: Link, low: int, high: int) -> None:
    """Take the words of the records after ``low`` up to ``high`` into the search index at once."""
    link.put(_INDEX, (low, high))


def room(link: Link, size: int = ROOM) -> None:
    """Let the search index gather ``size`` bytes of words before it writes a segment."""
    link.put("INSERT INTO search(search, rank) VALUES ('hashsize', ?)", (size,))


def merge(link: Link) -> None:
    """Make one segment of the search index: built in steps it has hundreds, and is slow."""
    link.run("INSERT INTO search(search) VALUES ('optimize')")


def drop(link: Link) -> None:
    """Remove every register and the search index."""
    for name in ("vocabulary", "search", *(table.name for table in derived.sorted_tables)):
        link.run(f"DROP TABLE IF EXISTS {name}")


def _ddl(name: str) -> list[str]:
    table, dialect = derived.tables[name], sqlite.dialect()
    indexes = sorted(table.indexes, key=lambda index: str(index.name))
    made: list[DDLElement] = [CreateTable(table), *map(CreateIndex, indexes)]
    return [str(one.compile(dialect=dialect)) for one in made]
