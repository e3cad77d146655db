"""Canonical JSON (RFC 8785) narrowed to what a record may hold, and base64url (RFC 4648 §5).

No floats, text in NFC, integers within ±(2^53−1). Reading and writing share the standard
library's encoder, which says the same as ``rfc8785`` but for the order of names beyond the basic
plane; texts with such signs go through the latter.
"""

import binascii
import json
import re
from collections.abc import Iterable
from typing import NoReturn, TypeAlias, cast
from unicodedata import is_normalized

import rfc8785

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"
MAX_INT = 2**53 - 1

# The last sign carries two or four bits that must be 0, else one value had several spellings.
_B64 = re.compile(
    r"(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-][AQgw]|[A-Za-z0-9_-]{2}[AEIMQUYcgkosw048])?"
)
# Sorting by code point differs from RFC 8785's UTF-16 order only beyond the basic plane.
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_TO_URL = bytes.maketrans(b"+/", b"-_")
_FROM_URL = bytes.maketrans(b"-_", b"+/")
_ENCODER = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, sort_keys=True, separators=(",", ":")
)


class CanonicalError(ValueError):
    """The value has no canonical form, or the bytes are not in it."""


def dumps(value: Json) -> bytes:
    """The canonical bytes of ``value``.

    Raises :class:`CanonicalError` for floats, tuples, keys that are no text, integers beyond
    ±(2^53−1), lone surrogates and text that is not NFC.
    """
    _only_json(value)
    text = _ENCODER.encode(value)
    if text.isascii():
        return text.encode()
    try:
        raw = _astral(value) if _ASTRAL.search(text) else text.encode()
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as error:
        raise CanonicalError(str(error)) from error
    if not _normalised(text, (value,)):
        raise CanonicalError("text is not NFC")
    return raw


def quoted(text: str) -> str:
    """``text`` as a canonical JSON string; whether it is NFC is not looked at."""
    return _ENCODER.encode(text)


def loads(raw: bytes) -> Json:
    """The value whose canonical bytes are ``raw``; :class:`CanonicalError` for anything else."""
    return loads_all((raw,))[0]


def loads_all(raws: Iterable[bytes]) -> list[Json]:
    """Like :func:`loads` for several texts at the price of one check.

    Each text is parsed by itself; the comparison of all in one array is exact because JSON
    values delimit themselves.
    """
    try:
        texts = [str(raw, "utf-8") for raw in raws]
        values = [_parse(text) for text in texts]
        _same(values, "[" + ",".join(texts) + "]")
    except (ValueError, RecursionError) as error:
        raise CanonicalError(f"not canonical JSON: {error}") from error
    return values


def b64(raw: bytes) -> str:
    """base64url without padding."""
    return binascii.b2a_base64(raw, newline=False).translate(_TO_URL).decode().rstrip("=")


def b64_digest(raw: bytes) -> bytes:
    """base64url of 32 bytes, as bytes: the verifier's hot path has a spelling of its own."""
    return binascii.b2a_base64(raw, newline=False).translate(_TO_URL)[:43]


def unb64(text: str, size: int | None = None) -> bytes:
    """The bytes of base64url ``text``; :class:`CanonicalError` unless it is their only spelling.

    ``size`` is the number of bytes there must be.
    """
    if not _B64.fullmatch(text):
        raise CanonicalError("not base64url")
    raw = binascii.a2b_base64(text.encode().translate(_FROM_URL) + b"==")
    if size not in {None, len(raw)}:
        raise CanonicalError(f"not base64url of {size} bytes")
    return raw


def _only_json(value: object) -> None:
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            raise CanonicalError("a key is no text")
        for member in value.values():
            _only_json(member)
    elif isinstance(value, list):
        for member in value:
            _only_json(member)
    else:
        _only_plain(value)


def _only_plain(value: object) -> None:
    if isinstance(value, int):
        if not -MAX_INT <= value <= MAX_INT:
            raise CanonicalError("integer beyond 2^53−1")
    elif value is not None and not isinstance(value, str):
        raise CanonicalError(f"{type(value).__name__} has no canonical form")


def _astral(value: Json) -> bytes:
    return rfc8785.dumps(cast("dict[str, None]", value))


def _normalised(text: str, values: Iterable[Json]) -> bool:
    # An escape (\n) before a combining mark makes the whole look composable, so ask each string.
    return is_normalized("NFC", text) or all(is_normalized("NFC", s) for s in _strings(values))


def _strings(values: Iterable[Json]) -> Iterable[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from _strings(value)
        elif isinstance(value, dict):
            yield from value
            yield from _strings(value.values())


def _refuse(text: str) -> NoReturn:
    raise CanonicalError(f"{text} is not allowed")


def _int(text: str) -> int:
    if len(text) > 17 or not -MAX_INT <= (number := int(text)) <= MAX_INT:
        _refuse("integer beyond 2^53−1")
    return number


_DECODER = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse, parse_int=_int)


def _parse(text: str) -> Json:
    value, end = _DECODER.raw_decode(text)
    if end != len(text):
        _refuse("text after the value")
    return cast("Json", value)


def _same(values: list[Json], text: str) -> None:
    if text.isascii() or not _ASTRAL.search(text):
        same = _ENCODER.encode(values) == text
    else:
        same = _astral(values) == text.encode()
    if not same:
        _refuse("another spelling")
    if not text.isascii() and not _normalised(text, values):
        _refuse("text that is not NFC")
