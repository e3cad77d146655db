"""What stands beside the records, held against them: look-up columns, files, registers, search.

Each check yields a number for what it has looked at since, and a finding for what is wrong.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path

from deskinc.book.disk import files
from deskinc.book.disk.store import Link, Mode, Store
from deskinc.book.keys import older
from deskinc.book.keys.slots import Keys
from deskinc.book.records import announcing, reading
from deskinc.book.registers.rows import derived
from deskinc.errors import BookFault
from deskinc.forms.catalogue.duty import SHEETS
from deskinc.proof.canonical import b64
from deskinc.proof.document import decode
from deskinc.proof.findings import Finding, Why, finding
from deskinc.proof.restricted import is_closed, name_of

SCRATCH = "scratch.db"
"""The name of the copy that registers are built into."""

_STEP = 500

Steps = Iterator[Finding | int]


def columns(link: Link) -> Steps:
    """What stands beside a document for look-up must say the same as the document."""
    for done, (n, id_, thread, amends, doc) in enumerate(
        link.driver.execute("SELECT n, id, thread, amends, doc FROM record ORDER BY n"), 1
    ):
        if done % _STEP == 0:
            yield _STEP
        try:
            said = decode(doc)
        except ValueError:
            continue
        if (said.n, said.id, said.thread, said.amends) != (n, id_, thread, amends):
            yield finding(Why.INDEX_RECORD, n)


def values(link: Link) -> Steps:
    """What stands beside a value must be true to it, and every file must have its key."""
    keys = {(n, name): digest for n, name, digest in link.run("SELECT n, name, sha256 FROM file")}
    for done, (n, name, raw) in enumerate(
        link.driver.execute("SELECT n, name, raw FROM value ORDER BY n"), 1
    ):
        if done % _STEP == 0:
            yield _STEP
        try:
            said, value = (name_of(raw), None) if is_closed(raw) else reading.value_from(raw)
        except (BookFault, ValueError):
            continue
        if said != name:
            yield finding(Why.INDEX_VALUE, n, said)
        if isinstance(value, dict) and "sha256" in value:
            yield from _key(keys.pop((n, said), None), str(value["sha256"]), n, said)
    for n, name in keys:
        yield finding(Why.FILE_ALONE, n, name)


def _key(digest: bytes | None, signed: str, n: int, field: str) -> Steps:
    if digest is None:
        yield finding(Why.FILE_KEY, n, field)
    elif b64(digest) != signed:
        yield finding(Why.INDEX_FILE, n, field)


def older_keys(link: Link, keys: Keys) -> Steps:
    """The keys from before somebody left must be those that the book announces."""
    for number in sorted(older.settle(keys, announcing.by_now(link).rings).lacking):
        yield finding(Why.OLDER_KEY, 0, str(number))


def sheets(link: Link) -> Steps:
    """The numbers of printed sheets count up, none given twice; erased ones tell nothing."""
    highest = 0
    told = "SELECT n, first, last FROM blanks WHERE last - first IS NOT NULL ORDER BY n"
    for n, first, last in link.run(told).fetchall():
        if not highest < first <= last < first + SHEETS:
            yield finding(Why.SHEETS, n)
        else:
            highest = last
    yield 1


def attachments(folder: Path, name_key: bytes, link: Link) -> Steps:
    """Every file is read to its end and hashed."""
    for n, name in link.run("SELECT n, name FROM file ORDER BY n, name").fetchall():
        try:
            attachment = reading.attachment(link, n, name)
        except KeyError:
            continue
        found = files.check(folder, name_key, attachment)
        if found != "good":
            yield finding(Why.FILE_MISSING if found == "missing" else Why.FILE_ALTERED, n, name)
        yield 1


@contextmanager
def scratch(folder: Path) -> Iterator[Link]:
    """An empty encrypted database under a key nobody keeps, gone at the end."""
    path = folder / SCRATCH
    path.unlink(missing_ok=True)
    path.touch(0o600)
    try:
        with Link(Store(path, os.urandom(32)), Mode.SCRATCH) as link:
            yield link
    finally:
        path.unlink(missing_ok=True)


def registers(link: Link, copy: Link) -> Steps:
    """Each register against the copy built from the records."""
    for table in derived.sorted_tables:
        first = next(iter(table.primary_key)).name
        ask = f"SELECT * FROM {table.name} ORDER BY {first}"  # noqa: S608 - our own names
        for same in _same(link, copy, ask):
            if not same:
                yield finding(Why.REGISTER, 0, table.name)
            yield 0
        yield 1


def search(link: Link, copy: Link) -> Steps:
    """Every term of the search index against the copy."""
    for same in _same(link, copy, "SELECT term, doc, cnt FROM vocabulary"):
        yield same or finding(Why.SEARCH, 0)


def _same(link: Link, copy: Link, ask: str) -> Iterator[int]:
    """How many rows are the same, some at a time; 0 at the first difference, where it ends."""
    here, there = link.driver.execute(ask), copy.driver.execute(ask)
    count = 0
    for count, (mine, true) in enumerate(zip_longest(here, there), 1):
        if mine != true:
            yield 0
            return
        if count % _STEP == 0:
            yield _STEP
    if count % _STEP:
        yield count % _STEP
