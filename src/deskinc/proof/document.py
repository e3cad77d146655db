"""The record's document, version 1: its exact bytes, what they say, and the leaf they make.

Version 1 is a regular language: fixed members in RFC 8785 order, each of one shape. One pattern
over the bytes therefore proves canonical form and types at once; what is written must satisfy it.
"""

import re
from binascii import a2b_base64
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from deskinc.proof.canonical import CanonicalError, b64, loads, quoted
from deskinc.proof.keys import SIGNATURE_SIZE

VERSION = 1
NO_LEAF = bytes(32)
DIGEST = re.compile(rb'"([^"]{43})"')
NUMBER = re.compile(rb'"([A-Za-z]+)":(?:"([^"]*)"|(\d+))')
DESK = "desk"


class UnknownFormat(ValueError):
    """A document of another version, or with a member this version does not know or lacks."""


class Altered(ValueError):
    """Bytes that no program of this version ever wrote."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The machine's own clock: 16 bytes naming the boot, milliseconds since it with sleep."""

    boot: bytes
    ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What is signed of a record; of its values only the digests, ordered as their base64url.

    ``prev`` and each of ``values`` are 32 bytes, ``book``, ``id``, ``station``, ``key``,
    ``thread``, ``amends`` and ``batch`` 16. ``at`` is UTC to the millisecond, ``offset`` minutes.
    """

    book: bytes
    epoch: int
    n: int
    prev: bytes
    id: bytes
    form: str
    form_v: int
    nos: Mapping[str, str | int]
    at: str
    offset: int
    clock: Clock | None
    station: bytes
    author: str
    key: bytes
    lang: str
    thread: bytes
    amends: bytes | None
    batch: bytes | None
    values: tuple[bytes, ...]
    app: str


class Head(NamedTuple):
    """The members the chain is checked by, as they stand in the bytes (null: None)."""

    n: bytes
    prev: bytes
    book: bytes
    epoch: bytes
    id: bytes
    form: bytes
    nos: bytes
    at: bytes
    offset: bytes
    author: bytes
    key: bytes
    thread: bytes
    amends: bytes | None
    batch: bytes | None
    values: bytes


MEMBERS = frozenset({"v"}.union(field.name for field in fields(Document)))


def encode(document: Document) -> bytes:
    """The canonical bytes of ``document``; :class:`ValueError` if a member is not as it must be."""
    d = document
    clock = "null" if d.clock is None else f'{{"boot":{_b64(d.clock.boot)},"ms":{d.clock.ms!r}}}'
    nos = ",".join(
        f"{quoted(name)}:{quoted(no) if isinstance(no, str) else repr(no)}"
        for name, no in sorted(d.nos.items())
    )
    values = ",".join(sorted(map(_b64, d.values)))
    raw = (
        f'{{"amends":{_or_null(d.amends)},"app":{quoted(d.app)},"at":{quoted(d.at)},'
        f'"author":{quoted(d.author)},"batch":{_or_null(d.batch)},"book":{_b64(d.book)},'
        f'"clock":{clock},"epoch":{d.epoch!r},"form":{quoted(d.form)},"form_v":{d.form_v!r},'
        f'"id":{_b64(d.id)},"key":{_b64(d.key)},"lang":{quoted(d.lang)},"n":{d.n!r},'
        f'"nos":{{{nos}}},"offset":{d.offset!r},"prev":{_b64(d.prev)},"station":{_b64(d.station)},'
        f'"thread":{_b64(d.thread)},"v":{VERSION},"values":[{values}]}}'
    ).encode()
    ordered(match(raw).group("values"), b"")
    return raw


def decode(raw: bytes) -> Document:
    """Read a document; :class:`UnknownFormat` or :class:`Altered` unless every byte is right."""
    found = match(raw)
    boot, ms, amends, batch, nos, values = found.group(
        "boot", "ms", "amends", "batch", "nos", "values"
    )
    ordered(values, nos)
    book, prev, id_, station, key, thread = map(_unb64, found.group(*_BYTES))
    at, author, form, lang, app = (text.decode() for text in found.group(*_TEXTS))
    epoch, n, form_v, offset = map(int, found.group(*_INTS))
    return Document(
        book=book,
        epoch=epoch,
        n=n,
        prev=prev,
        id=id_,
        form=form,
        form_v=form_v,
        nos=read_nos(nos),
        at=at,
        offset=offset,
        clock=None if boot is None else Clock(_unb64(boot), int(ms)),
        station=station,
        author=author,
        key=key,
        lang=lang,
        thread=thread,
        amends=None if amends is None else _unb64(amends),
        batch=None if batch is None else _unb64(batch),
        values=tuple([_unb64(digest) for digest in DIGEST.findall(values)]),
        app=app,
    )


def leaf(doc: bytes, sig: bytes) -> bytes:
    """The tree's leaf for a record: SHA-256(0 ‖ u64 length ‖ document ‖ signature)."""
    if len(sig) != SIGNATURE_SIZE:
        raise ValueError("a signature has 64 bytes")
    return sha256(b"\0" + len(doc).to_bytes(8, "big") + doc + sig).digest()


def ordered(values: bytes, nos: bytes) -> None:
    """Raise :class:`Altered` unless digests and numbers stand in order, each but once."""
    if not _ascending(DIGEST.findall(values)):
        raise Altered("digests are out of order or stand twice")
    if nos and not _ascending([name for name, _, _ in NUMBER.findall(nos)]):
        raise Altered("numbers are out of order or stand twice")


def read_nos(raw: bytes) -> dict[str, str | int]:
    """The numbers on paper from the bytes between the braces of ``nos``."""
    return {
        name.decode(): int(number) if number else text.decode()
        for name, text, number in NUMBER.findall(raw)
    }


_ID = rb"[A-Za-z0-9_-]{21}[AQgw]"
_HASH = rb"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]"
_COUNT = rb"[1-9]\d{0,14}"
_OFFSET = rb"(?:[1-9]\d{0,2}|1[0-3]\d\d|14[0-3]\d)"
_DATE = rb"[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
_AT = _DATE + rb"T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z"
_NOS = rb'(?:"[A-Za-z]{1,8}":(?:"[0-9/-]{1,24}"|[1-9]\d{0,14})(?:,(?=")|(?=\})))*'
_VALUES = rb'(?:"' + _HASH + rb'"(?:,(?=")|(?=\])))*'
_SHAPE = re.compile(
    rb'\{"amends":(?:null|"(?P<amends>' + _ID + rb')"),"app":"(?P<app>[ !#-\[\]-~]{1,100})"'
    rb',"at":"(?P<at>' + _AT + rb')","author":"(?P<author>desk|' + _ID + rb')"'
    rb',"batch":(?:null|"(?P<batch>' + _ID + rb')"),"book":"(?P<book>' + _ID + rb')"'
    rb',"clock":(?:null|\{"boot":"(?P<boot>' + _ID + rb')","ms":(?P<ms>0|' + _COUNT + rb")\})"
    rb',"epoch":(?P<epoch>' + _COUNT + rb'),"form":"(?P<form>[a-z][a-z0-9_]{0,39})"'
    rb',"form_v":(?P<form_v>' + _COUNT + rb'),"id":"(?P<id>' + _ID + rb')"'
    rb',"key":"(?P<key>' + _ID + rb')","lang":"(?P<lang>[A-Za-z0-9]{1,8}(?:-[A-Za-z0-9]{1,8})*)"'
    rb',"n":(?P<n>' + _COUNT + rb'),"nos":\{(?P<nos>' + _NOS + rb")\}"
    rb',"offset":(?P<offset>0|-?' + _OFFSET + rb'),"prev":"(?P<prev>' + _HASH + rb')"'
    rb',"station":"(?P<station>' + _ID + rb')","thread":"(?P<thread>' + _ID + rb')"'
    rb',"v":1,"values":\[(?P<values>' + _VALUES + rb")\]\}"
)
_BYTES = ("book", "prev", "id", "station", "key", "thread")
_TEXTS = ("at", "author", "form", "lang", "app")
_INTS = ("epoch", "n", "form_v", "offset")
_TO_PLAIN = bytes.maketrans(b"-_", b"+/")


def read_head(raw: bytes) -> Head:
    """The members the chain is checked by; raises as :func:`decode` does."""
    return Head(*match(raw).group(*Head._fields))


def is_line(head: Head) -> bool:
    """Whether the record bears a line's number."""
    return b'"line":' in head.nos


def match(raw: bytes) -> re.Match[bytes]:
    """The members of a document as they stand in its bytes, but for the order inside them.

    Raises as :func:`decode` does, which also asks :func:`ordered`.
    """
    found = _SHAPE.fullmatch(raw)
    if found is None:
        raise _why(raw)
    try:
        datetime.fromisoformat(found["at"].decode())
    except ValueError as error:
        raise Altered("no such moment") from error
    return found


def _why(raw: bytes) -> UnknownFormat | Altered:
    try:
        parsed = loads(raw)
    except CanonicalError as error:
        return Altered(str(error))
    if not isinstance(parsed, dict) or (parsed.get("v") == VERSION and set(parsed) == MEMBERS):
        return Altered("a member is not as it must be")
    return UnknownFormat("another version, or a member unknown or missing")


def _ascending(texts: list[bytes]) -> bool:
    return len(texts) < 2 or sorted(set(texts)) == texts


def _b64(raw: bytes) -> str:
    return f'"{b64(raw)}"'


def _or_null(raw: bytes | None) -> str:
    return "null" if raw is None else _b64(raw)


def _unb64(text: bytes) -> bytes:
    return a2b_base64(text.translate(_TO_PLAIN) + b"==")
