"""Notes written while their book was closed: the message, its signature, and what it must agree on.

A note is kept word for word in the record it became (field ``spooled``), so that whoever reads the
book later can see what was written then, when, and by whose key.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from deskinc.proof.canonical import CanonicalError, Json, b64, dumps, loads, unb64
from deskinc.proof.disclosure import is_value
from deskinc.proof.document import Clock
from deskinc.proof.enrolment import Enrolment
from deskinc.proof.findings import Why
from deskinc.proof.keys import ED25519, SIGNATURE_SIZE, SPOOL, key_id, public_raw, verify

FIELD = "spooled"
"""Where a record keeps the note it was chained from."""
NOTED_AT = "spooled_at"
"""Where it keeps when the note was written."""
CORRECTS = "corrects"
"""By which a note names the record that it is to replace: the only one its record may amend."""
OWN = frozenset({FIELD, NOTED_AT})
"""Fields that chaining adds; a note never says them itself."""

_FORM = re.compile(r"[a-z][a-z0-9_]{0,39}")
_AT = re.compile(r"[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)
_COUNT = 10**15
_DAY = 24 * 60


class NotANote(ValueError):
    """The bytes are not a note this version would write."""


@dataclass(frozen=True, slots=True)
class Note:
    """What was written: a form's values, when (UTC text, minutes of offset, clock), and by whom.

    ``author`` is the writer's OFFICER thread where it was known; ``key`` and ``sig`` are both there
    or both None.
    """

    id: bytes
    form: str
    form_v: int
    values: Mapping[str, Json] = field(repr=False)
    at: str
    offset: int
    clock: Clock | None = None
    author: str | None = None
    key: bytes | None = None
    sig: bytes | None = None

    @property
    def written(self) -> datetime:
        """When it was written, by the clock on the wall."""
        zone = timezone(timedelta(minutes=self.offset))
        return datetime.fromisoformat(self.at).astimezone(zone)


def stamp(moment: datetime) -> tuple[str, int]:
    """``at`` and ``offset`` of a note written at ``moment`` (aware)."""
    utc = moment.astimezone(UTC)
    offset = moment.utcoffset() or timedelta()
    at = f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}Z"
    return at, round(offset.total_seconds() / 60)


def pack(note: Note) -> bytes:
    """The message: canonical JSON of all ten members; CanonicalError for text without such."""
    return dumps({**_signed(note), "sig": None if note.sig is None else b64(note.sig)})


def parse(raw: bytes) -> Note:
    """Read a message back; :class:`NotANote` for any byte :func:`pack` would not write."""
    try:
        said = loads(raw)
        if not isinstance(said, dict) or said.keys() != _MEMBERS:
            raise NotANote("unknown or missing members")
        note = _note(said)
    except (CanonicalError, ValueError) as error:
        raise NotANote(str(error)) from error
    return note


def sign(note: Note, private: Ed25519PrivateKey) -> Note:
    """The note signed by that key."""
    keyed = replace(note, key=key_id(ED25519, public_raw(private)), sig=None)
    return replace(keyed, sig=private.sign(_message(keyed)))


def holds(note: Note, public: bytes) -> bool:
    """Whether the note is signed by that raw public key."""
    return (
        note.sig is not None
        and note.key == key_id(ED25519, public)
        and verify(public, _message(note), note.sig)
    )


def judge(
    id_: str, amends: str | None, values: Mapping[str, Json],
    find: Callable[[bytes], Enrolment | None],
) -> Iterator[Why]:  # fmt: skip
    """Why the note that a record (its id, what it amends, the values shown) keeps is not its own.

    ``find`` gives the enrolment of a person's key that was ever opened. What the note says and the
    record withholds, or has erased, is not judged.
    """
    raw = values.get(FIELD)
    if raw is None:
        return
    try:
        note = parse(raw.encode() if isinstance(raw, str) else b"")
    except (NotANote, UnicodeEncodeError):
        yield Why.NOTE
        return
    if b64(note.id) != id_:
        yield Why.NOTE
    differs = any(values.get(name, said) != said for name, said in note.values.items())
    allowed = {None} if note.key is None else {None, _corrected(note)}
    if differs or amends not in allowed:
        yield Why.NOTE_VALUES
    if note.key is None:
        return
    enrolment = find(note.key)
    if enrolment is None:
        yield Why.NOTE_KEY
    elif note.author not in {None, enrolment.author} or not holds(note, enrolment.public):
        yield Why.NOTE_SIGNATURE


def _corrected(note: Note) -> str | None:
    said = note.values.get(CORRECTS)
    found = said.get("id") if isinstance(said, dict) else None
    return found if isinstance(found, str) else None


def _message(note: Note) -> bytes:
    return SPOOL + dumps(_signed(note))


def _signed(note: Note) -> dict[str, Json]:
    clock: Json = None
    if note.clock is not None:
        clock = {"boot": b64(note.clock.boot), "ms": note.clock.ms}
    return {
        "id": b64(note.id),
        "form": note.form,
        "form_v": note.form_v,
        "values": dict(note.values),
        "at": note.at,
        "offset": note.offset,
        "clock": clock,
        "author": note.author,
        "key": None if note.key is None else b64(note.key),
    }


_MEMBERS = frozenset(
    {"id", "form", "form_v", "values", "at", "offset", "clock", "author", "key", "sig"}
)


def _note(said: Mapping[str, Json]) -> Note:
    form, values, at = said["form"], said["values"], said["at"]
    if not isinstance(form, str) or not _FORM.fullmatch(form):
        raise NotANote("no form")
    if not isinstance(at, str) or not _AT.fullmatch(at):
        raise NotANote("no time")
    datetime.fromisoformat(at)
    if not isinstance(values, dict) or not all(map(_is_field, values.items())):
        raise NotANote("no values")
    author = said["author"]
    if author is not None:
        author = b64(_raw(author, 16))
    key, sig = said["key"], said["sig"]
    if (key is None) != (sig is None):
        raise NotANote("a key without a signature, or a signature without its key")
    return Note(
        _raw(said["id"], 16),
        form,
        _whole(said["form_v"], 1, _COUNT - 1),
        values,
        at,
        _whole(said["offset"], 1 - _DAY, _DAY - 1),
        _clock(said["clock"]),
        author,
        None if key is None else _raw(key, 16),
        None if sig is None else _raw(sig, SIGNATURE_SIZE),
    )


def _is_field(item: tuple[str, Json]) -> bool:
    name, value = item
    return bool(name) and name not in OWN and is_value(value)


def _clock(said: Json) -> Clock | None:
    if said is None:
        return None
    if not isinstance(said, dict) or said.keys() != {"boot", "ms"}:
        raise NotANote("no clock")
    return Clock(_raw(said["boot"], 16), _whole(said["ms"], 0, _COUNT - 1))


def _raw(said: Json, size: int) -> bytes:
    if not isinstance(said, str):
        raise NotANote("no bytes")
    return unb64(said, size)


def _whole(said: Json, low: int, high: int) -> int:
    if type(said) is not int or not low <= said <= high:
        raise NotANote("no count")
    return said
