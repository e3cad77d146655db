"""What every part of the book asks the lasting tables, over any open connection."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, cast
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from deskinc.book.disk.files import Attachment, FileValue
from deskinc.book.disk.schema import FILE, RECORD, VALUE, attached, get
from deskinc.book.disk.store import Link, damaged
from deskinc.book.keys.restricting import BLIND, Sight
from deskinc.book.record import Record
from deskinc.book.records.payload import Batch, Payload
from deskinc.forms.fields import Value
from deskinc.proof.canonical import CanonicalError, b64, unb64
from deskinc.proof.document import DESK, NO_LEAF, decode, leaf
from deskinc.proof.keys import ED25519, key_id
from deskinc.proof.merkle import BLOCK, Frontier

_LANGUAGE = re.compile("[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*")
_SOME = 400
"""Numbers asked for in one statement."""


def head(link: Link) -> tuple[int, bytes]:
    """The number and leaf of the last record; 0 and zeros in an empty book."""
    row = link.run("SELECT n, doc, sig FROM record ORDER BY n DESC LIMIT 1").one_or_none()
    return (0, NO_LEAF) if row is None else (int(row.n), leaf(row.doc, row.sig))


def frontier(link: Link) -> Frontier:
    """The tree's frontier, from the stored roots of each full 256 leaves and the leaves since."""
    tree = Frontier()
    for block in link.run("SELECT root FROM block ORDER BY i").scalars():
        tree.append(block)
    tree = Frontier(tree.size * BLOCK, tree.nodes)
    for one in leaves(link, tree.size, None):
        tree.append(one)
    return tree


def leaves(link: Link, low: int, high: int | None) -> Iterator[bytes]:
    """The leaves from index ``low`` (0-based) up to ``high``, end excluded."""
    top = 2**62 if high is None else high
    ask = "SELECT leaf FROM leaf WHERE n > ? AND n <= ? ORDER BY n"
    yield from (one for (one,) in link.driver.execute(ask, (low, top)))


def blocks(link: Link, low: int, high: int) -> Iterator[bytes]:
    """The roots of full blocks of 256 leaves from index ``low`` up to ``high``, end excluded."""
    yield from link.run(
        "SELECT root FROM block WHERE i > ? AND i <= ? ORDER BY i", (low, high)
    ).scalars()


def n_of(link: Link, id_: bytes) -> int | None:
    """The number of the record with that id."""
    n: int | None = link.one("SELECT n FROM record WHERE id = ?", (id_,))
    return n


def opens_thread(link: Link, id_: bytes) -> bool:
    """Whether there is a record of that id and it is the first of its thread."""
    return link.one("SELECT 1 FROM record WHERE id = ? AND thread = id", (id_,)) is not None


def by_id(link: Link, id_: bytes, sight: Sight = BLIND) -> Record | None:
    """The record with that id."""
    n = n_of(link, id_)
    return None if n is None else records(link, [n], sight).get(n)


def amended_by(link: Link, id_: bytes) -> Record | None:
    """The record that replaced or struck the one with that id."""
    n = link.one("SELECT n FROM record WHERE amends = ?", (id_,))
    return None if n is None else records(link, [n]).get(n)


def records(link: Link, ns: Iterable[int], sight: Sight = BLIND) -> dict[int, Record]:
    """The records of those numbers, with the values still there; missing ones are left out.

    Of restricted values only those that ``sight`` opens.
    """
    return {
        n: record_from(doc, sig, values_in(raws, sight)) for n, doc, sig, raws in rows(link, ns)
    }


def rows(link: Link, ns: Iterable[int]) -> Iterator[tuple[int, bytes, bytes, list[bytes]]]:
    """Number, document, signature and disclosures of those records, in order, as they lie there."""
    for some in _chunks(sorted(set(ns))):
        raws = raws_of(link, some)
        asked = sa.select(RECORD.c.n, RECORD.c.doc, RECORD.c.sig)
        for n, doc, sig in link.execute(asked.where(RECORD.c.n.in_(some)).order_by(RECORD.c.n)):
            yield n, doc, sig, raws[n]


def record_from(doc: bytes, sig: bytes, values: Mapping[str, Value]) -> Record:
    """A record from its bytes; :class:`~deskinc.errors.BookFault` if they are none."""
    try:
        return Record(decode(doc), values, leaf(doc, sig))
    except ValueError as error:
        raise damaged() from error


def values_of(link: Link, ns: Sequence[int]) -> dict[int, dict[str, Value]]:
    """The values of some records by number and field, as the sealed bytes themselves name it."""
    return {n: values_in(raws) for n, raws in raws_of(link, ns).items()}


def fields_of(link: Link, n: int) -> frozenset[str]:
    """The fields of which record ``n`` keeps a value, also one that nobody here can open."""
    return frozenset(link.run("SELECT name FROM value WHERE n = ?", (n,)).scalars())


def values_in(raws: Iterable[bytes], sight: Sight = BLIND) -> dict[str, Value]:
    """The values in disclosures as they are kept, those that ``sight`` opens."""
    return dict(map(value_from, sight.opened(raws)))


def raws_of(link: Link, ns: Sequence[int]) -> dict[int, list[bytes]]:
    """The disclosures of some records by number, as they were sealed."""
    found: dict[int, list[bytes]] = {n: [] for n in ns}
    rows = link.execute(
        sa.select(VALUE.c.n, VALUE.c.raw).where(VALUE.c.n.in_(ns)).order_by(VALUE.c.n, VALUE.c.name)
    )
    for n, raw in rows:
        found[n].append(raw)
    return found


def value_from(raw: bytes) -> tuple[str, Value]:
    """Name and value inside a disclosure's bytes; BookFault if there is none."""
    try:
        _salt, name, value = json.loads(raw)
    except (ValueError, TypeError) as error:
        raise damaged() from error
    if not isinstance(name, str):
        raise damaged()
    return name, value


def thread(link: Link, thread_id: bytes, sight: Sight = BLIND) -> list[Record]:
    """All records of a thread, in order."""
    found = records(link, thread_ns(link, thread_id), sight)
    return [record for _n, record in sorted(found.items())]


def thread_ns(link: Link, thread_id: bytes) -> list[int]:
    """The numbers of all records of a thread, in order."""
    ns = link.run(
        """SELECT n FROM record WHERE id = ?
           UNION ALL SELECT n FROM record WHERE thread = ? AND thread <> id""",
        (thread_id, thread_id),
    ).scalars()
    return sorted(map(int, ns))


def settings(link: Link) -> dict[str, Value]:
    """The site's settings as they stand."""
    rows = link.run("SELECT name, value FROM setting ORDER BY name")
    return {row.name: json.loads(row.value) for row in rows}


def manner(link: Link) -> tuple[str, str]:
    """Time zone and language of the site; what is none of either must not stop the book."""
    said = settings(link)
    zone, lang = (
        str(value.get("code") if isinstance(value, dict) else value or "")
        for value in (said.get("zone"), said.get("language"))
    )
    with suppress(KeyError, ValueError, OSError):
        return ZoneInfo(zone).key, lang if _LANGUAGE.fullmatch(lang) else "en"
    return "UTC", lang if _LANGUAGE.fullmatch(lang) else "en"


def public(text: str) -> bytes:
    """The raw 32 bytes of a public key as a record holds it; ValueError if it is none."""
    return unb64(text, 32)


def enrolled(link: Link) -> frozenset[tuple[str, bytes]]:
    """Who may sign now: author and key id of the desk and of every active person."""
    found = set()
    founding = values_of(link, [1])[1].get("site_key")
    if isinstance(founding, str):
        found.add((DESK, key_id(ED25519, public(founding))))
    rows = link.run("SELECT thread, signing_key FROM person WHERE state = 'active'")
    for row in rows:
        try:
            raw = public(row.signing_key or "")
        except CanonicalError:
            continue
        found.add((b64(row.thread), key_id(ED25519, raw)))
    return frozenset(found)


def roles_of(link: Link, author: str) -> str:
    """The codes of the roles that a person holds now, with blanks between them."""
    return str(link.one("SELECT roles FROM person WHERE thread = ?", (unb64(author, 16),)) or "")


def batches(link: Link, since: int, room: int = 256) -> list[Batch]:
    """Whole transactions from record ``since`` on, about ``room`` records of them."""
    found: list[Batch] = []
    entries: list[Payload] = []
    first, epoch, last_batch = since, 0, None
    for n, doc, sig in link.run("SELECT n, doc, sig FROM record WHERE n >= ? ORDER BY n", (since,)):
        read = decode(doc)
        if entries and (read.batch is None or read.batch != last_batch):
            found.append(Batch(epoch, first, entries))
            if n - since >= room:
                return found
            first, entries = n, []
        epoch, last_batch = read.epoch, read.batch
        entries.append(payload(link, n, doc, sig))
    return [*found, Batch(epoch, first, entries)] if entries else found


def begin_of(link: Link, epoch: int, last: int) -> int:
    """The number of the first record of ``epoch`` or a later one; ``last`` + 1 if there is none."""
    low, high = 1, last + 1
    while low < high:
        middle = (low + high) // 2
        doc = link.one("SELECT doc FROM record WHERE n = ?", (middle,))
        if doc is None:
            raise damaged()
        low, high = (low, middle) if decode(doc).epoch >= epoch else (middle + 1, high)
    return low


def payload(link: Link, n: int, doc: bytes, sig: bytes) -> Payload:
    """One record as the mirror keeps it."""
    raws = link.run("SELECT raw FROM value WHERE n = ? ORDER BY name", (n,)).scalars()
    keys = link.run("SELECT name, key FROM file WHERE n = ?", (n,))
    return Payload(doc, sig, tuple(raws), {row.name: row.key for row in keys})


def digest_of(value: Any) -> bytes:
    """The SHA-256 inside a file's value."""
    return unb64(str(value["sha256"]), 32)


def key_of(link: Link, sha256: bytes) -> bytes | None:
    """The key of a file the book or an unsent text holds, by the SHA-256 of its plaintext."""
    found = link.execute(sa.select(FILE.c.key).where(FILE.c.sha256 == sha256).limit(1))
    key: bytes | None = found.scalar_one_or_none()
    return get(link, attached(sha256)) if key is None else key


def attachment(link: Link, n: int, name: str) -> Attachment:
    """The file in field ``name`` of record ``n``; KeyError if there is none."""
    found = link.execute(sa.select(FILE.c.key).where(FILE.c.n == n, FILE.c.name == name))
    value, key = values_of(link, [n])[n].get(name), found.scalar_one_or_none()
    if key is None or not isinstance(value, dict):
        raise KeyError(name)
    return Attachment(cast("FileValue", value), key)


def _chunks(ns: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ns), _SOME):
        yield ns[start : start + _SOME]


def folded(found: Iterable[Record]) -> dict[str, Value]:
    """The fold of a thread of a threaded form: the last that set a field wins, null clears."""
    values: dict[str, Any] = {}
    for record in found:
        values |= record.values
    return {name: value for name, value in values.items() if value is not None}
