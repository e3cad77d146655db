"""Disclosures: one field's value with its salt, of which a record holds only the digest.

The shape is that of SD-JWT (RFC 9901): the exact bytes of JCS([salt, name, value]). Without the
disclosure the digest says nothing of the value, so a value can be erased or withheld and the
record still verifies.
"""

import re
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple, TypeGuard

from deskinc.proof.canonical import MAX_INT, CanonicalError, Json, b64, dumps, loads
from deskinc.proof.findings import Why
from deskinc.proof.keys import VALUE

SALT_SIZE = 16

_MOMENT = re.compile(
    r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d"
    r"[+-](?:[01]\d|2[0-3]):[0-5]\d",
    re.ASCII,
)
_DAY = "T00:00:00"
_CURRENCY = re.compile(r"[A-Z]{3}")
_SALT = re.compile(r"[A-Za-z0-9_-]{21}[AQgw]")
_SHA256 = re.compile(r"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]")


class NotADisclosure(ValueError):
    """The bytes are no disclosure, or the value has none of the agreed shapes."""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A value as it was sealed: its exact bytes, its field name, the value and the digest."""

    raw: bytes = field(repr=False)
    name: str
    value: Json = field(repr=False)
    digest: bytes


def digest(raw: bytes) -> bytes:
    """The 32 bytes by which a record holds this disclosure."""
    return sha256(VALUE + raw).digest()


def disclose(name: str, value: Json, salt: bytes | None = None) -> Disclosure:
    """Seal ``value`` of field ``name`` under ``salt`` (16 bytes, fresh and random if not given).

    Raises :class:`NotADisclosure` for a value of no agreed shape or text without canonical form.
    """
    salt = secrets.token_bytes(SALT_SIZE) if salt is None else salt
    if not name or len(salt) != SALT_SIZE or not is_value(value):
        raise NotADisclosure(f"no value for field {name!r}")
    try:
        raw = dumps([b64(salt), name, value])
    except CanonicalError as error:
        raise NotADisclosure(f"field {name!r}: {error}") from error
    return Disclosure(raw, name, value, digest(raw))


def parse(raw: bytes) -> Disclosure:
    """Read a disclosure back; :class:`NotADisclosure` unless every byte is as it must be."""
    try:
        name, value = content(loads(raw))
    except CanonicalError as error:
        raise NotADisclosure(str(error)) from error
    return Disclosure(raw, name, value, digest(raw))


def content(parsed: Json) -> tuple[str, Json]:
    """Name and value of a parsed disclosure; :class:`NotADisclosure` if it is none."""
    if not isinstance(parsed, list) or len(parsed) != 3:
        raise NotADisclosure("not [salt, name, value]")
    salted, name, value = parsed
    if not isinstance(salted, str) or not _SALT.fullmatch(salted):
        raise NotADisclosure("the salt is not 16 bytes")
    if not isinstance(name, str) or not name or not is_value(value):
        raise NotADisclosure("no field name, or a value of no agreed shape")
    return name, value


class Opened(NamedTuple):
    """The values that are a record's own, why others are not, and how many it lacks."""

    values: Mapping[str, Json]
    refused: Sequence[Why]
    lacking: int


def opened(digests: Sequence[bytes], kept: Iterable[tuple[str, Json, bytes]]) -> Opened:
    """Hold disclosures (name, value, digest) against a record's ``digests``, all in base64url."""
    left, refused = set(digests), list[Why]()
    values: dict[str, Json] = {}
    for name, value, digested in kept:
        if digested not in left:
            refused.append(Why.VALUE_TWICE if digested in digests else Why.FOREIGN_VALUE)
            continue
        left.remove(digested)
        if name in values:
            refused.append(Why.FIELD_TWICE)
        values[name] = value
    return Opened(values, refused, len(left))


def is_value(value: object) -> TypeGuard[Json]:
    """Whether ``value`` has one of the shapes a field may hold; nothing nests deeper."""
    if isinstance(value, dict):
        shape = _SHAPES.get(frozenset(value))
        return (
            shape is not None
            and all(ok(value[member]) for member, ok in shape.items())
            and (value.get("p") != "day" or _DAY in value["t"])
        )
    return value is None or isinstance(value, str) or _is_int(value) or isinstance(value, bool)


def _is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -MAX_INT <= value <= MAX_INT


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_size(value: object) -> bool:
    return isinstance(value, int) and _is_int(value) and value >= 0


def _is_precision(value: object) -> bool:
    return isinstance(value, str) and value in {"day", "min", "s"}


def _is_moment(value: object) -> bool:
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _fits(pattern: re.Pattern[str]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


_Shape = Mapping[str, Callable[[object], bool]]
_SHAPES: Mapping[frozenset[str], _Shape] = {
    frozenset(shape): shape
    for shape in (
        {"unknown": _is_text},
        {"code": _is_text, "text": _is_text},
        {"id": _is_text, "text": _is_text},
        {"t": _is_moment, "p": _is_precision},
        {"minor": _is_int, "cur": _fits(_CURRENCY)},
        {"plan": _is_text, "x": _is_int, "y": _is_int},
        {"sha256": _fits(_SHA256), "size": _is_size, "mime": _is_text, "name": _is_text},
    )
}
