"""Verifying an open book beside the writer: records, files, registers, search, pages.

Everything is read in one snapshot by a connection of the caller's own; nothing is changed. The
registers are built again into an encrypted scratch copy and compared row by row.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path

import sqlalchemy as sa
from sqlcipher3 import dbapi2 as driver

from deskinc.book import files, opening, reading
from deskinc.book.following import Cancel, Cancelled, Progress, feed, resume
from deskinc.book.opened import Opened
from deskinc.book.registers.rebuild import rebuild
from deskinc.book.registers.rows import derived
from deskinc.book.store import Link, Mode, Store, trouble
from deskinc.errors import BookFault
from deskinc.i18n import _
from deskinc.proof.canonical import b64
from deskinc.proof.document import decode
from deskinc.proof.findings import Finding, Kind
from deskinc.proof.verify import Chain

SCRATCH = "scratch.db"


def verify(opened: Opened, *, full: bool, progress: Progress, cancel: Cancel) -> list[Finding]:
    """Everything found wrong since the last seal or, if ``full``, in the whole book."""
    with Link(opened.store, Mode.READ) as link, link.snapshot():
        n = reading.head(link)[0]
        found: list[Finding] = []
        try:
            if full:
                found.extend(_full(opened, link, n, progress, cancel))
            else:
                found.extend(_chain(resume(link), link, n, progress, cancel))
        except (BookFault, sa.exc.DatabaseError, driver.Error) as error:
            fault = trouble(error)
            found.append(Finding(Kind.ALTERED, 0, str(error) if fault is None else fault.what))
        return found


def _chain(
    chain: Chain, link: Link, n: int, progress: Progress, cancel: Cancel
) -> Iterator[Finding]:
    feed(chain, link, n, progress, cancel)
    yield from chain.finish()


def _full(
    opened: Opened, link: Link, n: int, progress: Progress, cancel: Cancel
) -> Iterator[Finding]:
    opening.check_pages(link, still=False, cancel=cancel)
    yield from _chain(Chain(), link, n, lambda done, _all: progress(done, 2 * n), cancel)
    for beside in (columns(link), values(link), attachments(opened, link)):
        yield from _unless(beside, cancel)
    with scratch(opened.folder) as copy:
        rebuild(link, copy, n, lambda done, _all: progress(n + done, 2 * n), cancel)
        yield from registers(link, copy)


def _unless(found: Iterator[Finding | None], cancel: Cancel) -> Iterator[Finding]:
    """The findings of a check that yields None between its steps; Cancelled if ``cancel`` says."""
    for finding in found:
        if finding is not None:
            yield finding
        elif cancel():
            raise Cancelled(_("The check was stopped."))


def columns(link: Link) -> Iterator[Finding | None]:
    """What stands beside a document for look-up must say the same as the document."""
    for n, id_, thread, amends, doc in link.driver.execute(
        "SELECT n, id, thread, amends, doc FROM record ORDER BY n"
    ):
        yield None
        try:
            said = decode(doc)
        except ValueError:
            continue
        if (said.n, said.id, said.thread, said.amends) != (n, id_, thread, amends):
            yield Finding(Kind.ALTERED, n, "The index of the record is not true to it.")


def values(link: Link) -> Iterator[Finding | None]:
    """What stands beside a value must be true to it, and every file must have its key."""
    keys = {(n, name): digest for n, name, digest in link.run("SELECT n, name, sha256 FROM file")}
    for n, name, raw in link.driver.execute("SELECT n, name, raw FROM value ORDER BY n"):
        yield None
        try:
            said, value = reading.value_from(raw)
        except BookFault:
            continue
        if said != name:
            yield Finding(Kind.ALTERED, n, "The index of a value is not true to it.")
        if isinstance(value, dict) and "sha256" in value:
            digest = keys.pop((n, said), None)
            if digest is None:
                yield Finding(Kind.INCOMPLETE, n, f"The key of an attachment ({said}) is missing.")
            elif b64(digest) != value["sha256"]:
                yield Finding(Kind.ALTERED, n, "The index of an attachment is not true to it.")
    for n, name in keys:
        yield Finding(Kind.ALTERED, n, f"There is a key of an attachment ({name}) but no file.")


def attachments(opened: Opened, link: Link) -> Iterator[Finding | None]:
    """Every file is read to its end and hashed."""
    for n, name in link.run("SELECT n, name FROM file ORDER BY n, name").fetchall():
        yield None
        try:
            attachment = reading.attachment(link, n, name)
        except KeyError:
            continue
        found = files.check(opened.attachments, opened.name_key, attachment)
        if found != "good":
            kind = Kind.INCOMPLETE if found == "missing" else Kind.ALTERED
            yield Finding(kind, n, f"An attachment ({name}) is {found}.")


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


def registers(link: Link, copy: Link) -> Iterator[Finding]:
    """Each register and the search index against the copy built from the records."""
    for table in derived.sorted_tables:
        first = next(iter(table.primary_key)).name
        ask = f"SELECT * FROM {table.name} ORDER BY {first}"  # noqa: S608 - our own names
        yield from _same(table.name, link, copy, ask)
    yield from _same("search", link, copy, "SELECT term, doc, cnt FROM vocabulary")


def _same(name: str, link: Link, copy: Link, ask: str) -> Iterator[Finding]:
    here, there = link.driver.execute(ask), copy.driver.execute(ask)
    if any(mine != true for mine, true in zip_longest(here, there)):
        yield Finding(Kind.ALTERED, 0, f"The register “{name}” is not true to the records.")
