r"""The head file: a third place that remembers how far the book had come.

Two slots of 512 bytes written in turn, so that an interrupted write leaves the other one good.
Slot: ``deskinc/head/v1\0`` ‖ u64 turn ‖ u64 epoch ‖ u64 n ‖ leaf (32) ‖ u64 line serial ‖ root (32)
‖ u64 size of the last seal ‖ zeros up to byte 480 ‖ HMAC-SHA-256 of those 480 bytes under
HKDF-SHA-256(mirror key, info ``deskinc/head/v1\0`` ‖ book). Integers are big-endian.
"""

import hmac
import os
import struct
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from deskinc.book.disk import ring
from deskinc.book.disk.durable import WRITE, TooLarge, read_up_to, replace, sync, write_all
from deskinc.errors import BookFault
from deskinc.i18n import _
from deskinc.proof.keys import HEAD

_FIELDS = struct.Struct(">16sQQQ32sQ32sQ")
_MAC = 32
SLOT = 512


@dataclass(frozen=True, slots=True)
class Head:
    """The book after record ``n``: its leaf, the last line serial, the tree's root.

    ``sealed`` is the tree size of the last seal, 0 before the first.
    """

    epoch: int
    n: int
    leaf: bytes
    line: int
    root: bytes
    sealed: int


class HeadFile:
    """Reads and writes one head file; used by one thread. Write failures are OSErrors."""

    def __init__(self, path: Path, mirror_key: bytes, book: bytes) -> None:
        self._path = path
        self._key = HKDF(SHA256(), 32, salt=None, info=HEAD + book).derive(ring.newest(mirror_key))
        self._turn: int | None = None

    def read(self) -> Head | None:
        """The newest good slot; None if there is no file.

        Raises BookFault if there is a file without one good slot. Changes nothing.
        """
        found = self._newest()
        return found[1] if found else None

    def write(self, head: Head, *, sync_now: bool = False) -> None:
        """Put ``head`` into the older slot; ``sync_now`` (at seals) waits for the disk.

        A missing or wholly damaged file is made anew: compare before the first write.
        """
        turn = self._last_turn() + 1
        if turn == 0:
            replace(self._path, self._slot(0, head) + bytes(SLOT))
        else:
            self._overwrite(turn, head, sync_now=sync_now)
        self._turn = turn

    def _overwrite(self, turn: int, head: Head, *, sync_now: bool) -> None:
        self._turn = None
        handle = os.open(self._path, WRITE)
        try:
            os.lseek(handle, turn % 2 * SLOT, os.SEEK_SET)
            write_all(handle, self._slot(turn, head))
            if sync_now:
                sync(handle)
        finally:
            os.close(handle)

    def _last_turn(self) -> int:
        if self._turn is None or not self._path.exists():
            try:
                found = self._newest()
            except BookFault:
                found = None
            self._turn = found[0] if found else -1
        return self._turn

    def _newest(self) -> tuple[int, Head] | None:
        try:
            raw = read_up_to(self._path)
        except FileNotFoundError:
            return None
        except TooLarge:
            raw = b""
        slots = [self._parse(raw[:SLOT], 0), self._parse(raw[SLOT:], 1)]
        found = [slot for slot in slots if slot]
        if not found:
            raise BookFault(
                _("The head file of the book is damaged."),
                _("The book is checked against its mirror and its last seal instead."),
            )
        return max(found, key=lambda slot: slot[0])

    def _slot(self, turn: int, head: Head) -> bytes:
        said = _FIELDS.pack(
            HEAD, turn, head.epoch, head.n, head.leaf, head.line, head.root, head.sealed
        )
        body = said.ljust(SLOT - _MAC, b"\0")
        return body + hmac.digest(self._key, body, "sha256")

    def _parse(self, slot: bytes, place: int) -> tuple[int, Head] | None:
        body, mac = slot[: SLOT - _MAC], slot[SLOT - _MAC :]
        if not hmac.compare_digest(hmac.digest(self._key, body, "sha256"), mac):
            return None
        _magic, turn, *fields = _FIELDS.unpack_from(body)
        return (turn, Head(*fields)) if turn % 2 == place else None
