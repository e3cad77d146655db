r"""One file of the mirror: its header, its key, and frames that cannot be moved or cut unseen.

Header, 93 bytes: ``deskinc/mirror/v1\0`` ‖ kind (``V`` values, ``L`` lines) ‖ book (16) ‖
u64 epoch ‖ UTC date as ten ASCII characters ‖ u32 part (1, 2, …) ‖ u32 number of the mirror key
from 0 ‖ random salt (32).
Key: HKDF-SHA-256 of the mirror key of that number, salt from the header, info
``deskinc/mirror/v1\0`` ‖
book ‖ u64 epoch ‖ date. Frame: u64 first n ‖ u32 length of the plaintext ‖ random nonce (12) ‖
AES-256-GCM-SIV (RFC 8452) ciphertext and tag ‖ u32 length again. The associated data are header ‖
u64 frame index from 0 ‖ u64 first n ‖ u32 length ‖ tag of the frame before (16 zero bytes at the
first). All integers are big-endian.
"""

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from deskinc.book.disk import ring
from deskinc.proof.keys import MIRROR

Kind = Literal["values", "lines"]
Problem = Literal["altered", "torn"]

_HEADER = struct.Struct(">18s1s16sQ10sII32s")
_LEADER = struct.Struct(">QI")
_AAD = struct.Struct(">QQI")
_TRAILER = struct.Struct(">I")
_NONCE = 12
_TAG = 16
HEADER_SIZE = _HEADER.size
OVERHEAD = _LEADER.size + _NONCE + _TAG + _TRAILER.size
NO_TAG = bytes(_TAG)
END = _TAG + _TRAILER.size
"""The last bytes of a frame, tag and length: no other frame ends in the same."""


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """The pair of files a frame lies in: UTC date (``2026-11-22``) and part of that day."""

    date: str
    part: int

    def name(self, kind: Kind) -> str:
        """``2026-11-22.lines``, ``2026-11-22-2.values``."""
        return f"{self.date}{'' if self.part == 1 else f'-{self.part}'}.{kind}"


@dataclass(frozen=True, slots=True)
class Header:
    """What identifies one file; the salt makes its key its own."""

    kind: Kind
    book: bytes
    epoch: int
    day: Day
    salt: bytes
    key: int = 0
    """The number of the mirror key it lies under."""

    def pack(self) -> bytes:
        """The 93 bytes at the head of the file."""
        letter = self.kind[:1].upper().encode()
        date = self.day.date.encode()
        part, key = self.day.part, self.key
        return _HEADER.pack(MIRROR, letter, self.book, self.epoch, date, part, key, self.salt)


def fresh(kind: Kind, book: bytes, epoch: int, day: Day, key: int = 0) -> Header:
    """The header of a new file, under a salt never used before and the key of that number."""
    return Header(kind, book, epoch, day, os.urandom(32), key)


def parse(raw: bytes, kind: Kind, book: bytes, day: Day) -> Header | None:
    """The header of a file of that name and book (at least 93 bytes); None if it says otherwise."""
    _, _, _, epoch, _, _, key, salt = _HEADER.unpack_from(raw)
    header = Header(kind, book, epoch, day, salt, key)
    return header if header.pack() == raw[:HEADER_SIZE] else None


def epoch_of(raw: bytes) -> int:
    """The epoch that the head of a file claims (at least 93 bytes), before any frame proves it."""
    epoch: int = _HEADER.unpack_from(raw)[3]
    return epoch


def key_in(raw: bytes) -> int:
    """The number of the key that the head of a file claims (at least 93 bytes)."""
    number: int = _HEADER.unpack_from(raw)[6]
    return number


@dataclass(frozen=True, slots=True)
class Cipher:
    """The key of one file, bound to its header."""

    header: bytes = field(repr=False)
    aead: AESGCMSIV = field(repr=False)

    @property
    def key(self) -> int:
        """The number of the mirror key it follows from."""
        return key_in(self.header)

    def seal(self, index: int, first: int, tag: bytes, plain: bytes) -> bytes:
        """The frame number ``index`` that follows the frame ending in ``tag``."""
        nonce = os.urandom(_NONCE)
        leader = _LEADER.pack(first, len(plain))
        sealed = self.aead.encrypt(nonce, plain, self._aad(index, first, len(plain), tag))
        return leader + nonce + sealed + _TRAILER.pack(len(plain))

    def open(self, index: int, tag: bytes, frame: bytes) -> bytes | None:
        """The plaintext of a frame of that place; None if it is not the one written there."""
        size = len(frame) - OVERHEAD
        first = _LEADER.unpack_from(frame)[0]
        nonce = frame[_LEADER.size : _LEADER.size + _NONCE]
        sealed = frame[_LEADER.size + _NONCE : -_TRAILER.size]
        try:
            return self.aead.decrypt(nonce, sealed, self._aad(index, first, size, tag))
        except InvalidTag:
            return None

    def _aad(self, index: int, first: int, size: int, tag: bytes) -> bytes:
        return self.header + _AAD.pack(index, first, size) + tag


def cipher(mirror_key: bytes, header: Header) -> Cipher:
    """The cipher of the file with that header."""
    info = MIRROR + header.book + struct.pack(">Q", header.epoch) + header.day.date.encode()
    # of a key that there is not, nothing opens
    own = ring.numbered(mirror_key, header.key) or os.urandom(32)
    key = HKDF(SHA256(), 32, salt=header.salt, info=info).derive(own)
    return Cipher(header.pack(), AESGCMSIV(key))


def tag_of(frame: bytes) -> bytes:
    """The tag at the end of a frame, which the next one is bound to."""
    return frame[-_TRAILER.size - _TAG : -_TRAILER.size]


@dataclass(frozen=True, slots=True)
class Span:
    """Where frame ``index`` lies in its file; ``problem`` None if both lengths say the same."""

    index: int
    start: int
    end: int
    problem: Problem | None = None


def spans(raw: bytes) -> list[Span]:
    """The frames of a file in order, found from both ends so that one bad length hides one frame.

    Between the two runs lies at most one span with a problem: ``torn`` at the end of the file
    (cut off or never filled by the disk), ``altered`` anywhere.
    """
    ahead = list(_ahead(raw))
    start = ahead[-1][1] if ahead else HEADER_SIZE
    behind = list(_behind(raw, start))[::-1]
    end = behind[0][0] if behind else len(raw)
    found = [Span(index, *place) for index, place in enumerate(ahead)]
    if start < end:
        cut = not behind and not _whole(raw, start)
        found.append(Span(len(found), start, end, "torn" if cut else "altered"))
    return found + [Span(index, *place) for index, place in enumerate(behind, len(found))]


def first_of(raw: bytes, start: int) -> int:
    """The first n a frame claims, before its tag has been checked."""
    first: int = _LEADER.unpack_from(raw, start)[0]
    return first


def length_of(raw: bytes, start: int) -> int:
    """The length of the plaintext a frame claims, before its tag has been checked."""
    length: int = _LEADER.unpack_from(raw, start)[1]
    return length


def _ahead(raw: bytes) -> Iterator[tuple[int, int]]:
    start = HEADER_SIZE
    while start + OVERHEAD <= len(raw):
        size = _LEADER.unpack_from(raw, start)[1]
        end = start + OVERHEAD + size
        if not size or end > len(raw) or _TRAILER.unpack_from(raw, end - 4)[0] != size:
            return
        yield start, end
        start = end


def _behind(raw: bytes, floor: int) -> Iterator[tuple[int, int]]:
    end = len(raw)
    while end - OVERHEAD >= floor:
        size = _TRAILER.unpack_from(raw, end - 4)[0]
        start = end - OVERHEAD - size
        if not size or start < floor or _LEADER.unpack_from(raw, start)[1] != size:
            return
        yield start, end
        end = start


def _whole(raw: bytes, start: int) -> bool:
    """Whether the rest of the file could be one frame with a damaged length."""
    size = len(raw) - start - OVERHEAD
    if size <= 0:
        return False
    lengths = _LEADER.unpack_from(raw, start)[1], _TRAILER.unpack_from(raw, len(raw) - 4)[0]
    return size in lengths
