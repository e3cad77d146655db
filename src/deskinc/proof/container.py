"""The container of an evidence bundle: a zip of which every byte is fixed by what lies in it.

Any tool opens it, but it is read here by itself and only in the one form in which it is written:
stored, flat, two kinds of names, one date, nothing before, between or after. So nothing is ever
unpacked, no name is ever used as a path, and no byte can be changed without a reason being given.
"""

import re
from collections.abc import Iterator, Mapping
from struct import Struct
from typing import TypeAlias
from zlib import crc32

from deskinc.proof.findings import Why
from deskinc.proof.reasons import Reason

JSON_NAME = "bundle.json"
MAX_TOTAL = 2**31 - 1
MAX_FILES = 10_000

Entry: TypeAlias = tuple[str, int, int, int]
"""Name, CRC-32, size, and where the member stands."""

_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_HEADER = Struct("<4s5H3L2H")
_RECORD = Struct("<4s6H3L5H2L")
_TAIL = Struct("<4s4H2LH")
_VERSION, _DATE = 20, 33  # 1 January 1980, the first day a zip can name
_FIXED = (_VERSION, 0, 0, 0, _DATE)
_OVERHEAD = 256  # more than headers and names of one member take
_NAME = re.compile(rb"bundle\.json|[0-9a-f]{64}")


class Unread(ValueError):
    """The bytes cannot be read as a bundle; ``why`` is the reason."""

    def __init__(self, why: Reason | Why) -> None:
        super().__init__(str(why))
        self.why = why


def is_container(data: bytes | memoryview) -> bool:
    """Whether the bytes begin as a zip does."""
    return bytes(data[:2]) == _LOCAL[:2]


def pack(text: bytes, files: Mapping[str, bytes]) -> bytes:
    """The container of a bundle's JSON and its files by their SHA-256 in hexadecimal.

    Raises ValueError for another name, or where it would be larger than one may be.
    """
    if JSON_NAME in files or not all(_NAME.fullmatch(name.encode()) for name in files):
        raise ValueError("no names of a bundle")
    members = {JSON_NAME: text, **{name: files[name] for name in sorted(files)}}
    total = sum(len(member) + _OVERHEAD for member in members.values())
    if total > MAX_TOTAL or len(members) > MAX_FILES:
        raise ValueError("too large for a bundle")
    parts: list[bytes] = []
    entries: list[Entry] = []
    at = 0
    for name, member in members.items():
        entries.append((name, crc32(member), len(member), at))
        parts += [_header(*entries[-1][:3]), member]
        at += len(parts[-2]) + len(member)
    return b"".join([*parts, _directory(entries, at)])


def unpack(data: memoryview) -> dict[str, memoryview]:
    """The members by name, as views into ``data``; :class:`Unread` unless every byte is right."""
    if len(data) > MAX_TOTAL:
        raise Unread(Reason.TOO_LARGE)
    entries: list[Entry] = []
    found: dict[str, memoryview] = {}
    at = 0
    for name, crc, size, start in _members(data):
        if name in found:
            raise Unread(Reason.NAME_TWICE)
        if crc32(data[start : start + size]) != crc:
            raise Unread(Reason.DAMAGED)
        entries.append((name, crc, size, at))
        found[name] = data[start : start + size]
        at = start + size
    _closes(data[at:], entries, at)
    if JSON_NAME not in found:
        raise Unread(Reason.JSON_MISSING)
    if list(found) != [JSON_NAME, *sorted(found.keys() - {JSON_NAME})]:
        raise Unread(Reason.CONTAINER)
    return found


def _members(data: memoryview) -> Iterator[Entry]:
    """Each member as name, CRC-32, size, and where its bytes begin."""
    at = count = 0
    while bytes(data[at : at + 4]) == _LOCAL:
        if len(data) - at < _HEADER.size:
            raise Unread(Reason.CUT)
        _mark, *fixed, crc, packed, size, length, extra = _HEADER.unpack_from(data, at)
        if fixed[1] & 0x49 or fixed[2] or packed != size:
            raise Unread(Reason.PACKED)
        start = at + _HEADER.size + length
        name = bytes(data[at + _HEADER.size : start])
        if len(name) < length or len(data) - start < size:
            raise Unread(Reason.CUT)
        if not _NAME.fullmatch(name):
            raise Unread(Reason.NAME)
        count += 1
        if count > MAX_FILES:
            raise Unread(Reason.TOO_LARGE)
        if tuple(fixed) != _FIXED or extra:
            raise Unread(Reason.CONTAINER)
        yield name.decode(), crc, size, start
        at = start + size


def _closes(tail: memoryview, entries: list[Entry], at: int) -> None:
    """The rest must be the directory of exactly these members, and nothing else."""
    expected = _directory(entries, at)
    if tail == expected:
        return
    raise Unread(Reason.CUT if expected.startswith(tail) else Reason.CONTAINER)


def _header(name: str, crc: int, size: int) -> bytes:
    return _HEADER.pack(_LOCAL, *_FIXED, crc, size, size, len(name), 0) + name.encode()


def _directory(entries: list[Entry], at: int) -> bytes:
    records = b"".join(
        _RECORD.pack(
            _CENTRAL, _VERSION, *_FIXED, crc, size, size, len(name), 0, 0, 0, 0, 0, where
        ) + name.encode()
        for name, crc, size, where in entries
    )  # fmt: skip
    count = len(entries)
    return records + _TAIL.pack(_END, 0, 0, count, count, len(records), at, 0)
