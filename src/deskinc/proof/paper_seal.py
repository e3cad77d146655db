"""A seal as paper carries it: the text of its QR code, and the code that is typed by hand.

The text is made of signs that a QR code packs tightly and a scanner types like a keyboard:
``DESKINC1.<book>.<epoch>.<size>.<root>.<check>``, bytes as base32 (RFC 4648 §6) without padding.
"""

import re
from base64 import b32decode, b32encode
from dataclasses import dataclass
from hashlib import sha256

from deskinc.proof.canonical import unb64
from deskinc.proof.seal import Checkpoint, paper_code

HEAD = "DESKINC1"
SIGNS, GROUP = 28, 4
CHECK = 4
"""Signs of the check at the end, of the SHA-256 of all that stands before the last point."""

_COUNT = re.compile(r"[1-9][0-9]{0,14}", re.ASCII)
_ALIKE = str.maketrans("018", "OIB")
_SWAPPED = str.maketrans("YZ", "ZY")


class BadCode(ValueError):
    """What was typed or scanned is no seal; ``group`` counts from 1, 0 where none is at fault."""

    def __init__(self, why: str, group: int = 0) -> None:
        super().__init__(why)
        self.group = group


@dataclass(frozen=True, slots=True)
class PaperSeal:
    """What a paper says: so many records, and a root or the first 140 bits of it.

    ``root``, ``book`` and ``epoch`` are None where the code was typed by hand.
    """

    size: int
    code: str
    root: bytes | None = None
    book: bytes | None = None
    epoch: int | None = None

    def is_of(self, root: bytes) -> bool:
        """Whether ``root`` is the one on the paper."""
        return short(root) == self.code if self.root is None else root == self.root


def short(root: bytes) -> str:
    """The signs of a root that paper carries, without blanks."""
    return paper_code(root).replace(" ", "")


def qr_text(point: Checkpoint) -> str:
    """The text of the QR code of a seal."""
    _name, book, epoch = point.origin.split("/")
    body = ".".join((HEAD, _b32(unb64(book, 16)), epoch, str(point.size), _b32(point.root)))
    return f"{body}.{_check(body)}"


def is_scanned(text: str) -> bool:
    """Whether ``text`` means to be the text of a QR code."""
    return text.strip().upper().startswith(HEAD)


def scanned(text: str) -> PaperSeal:
    """The seal in the text of a QR code, as a scanner types it; :class:`BadCode` if it is none.

    Capitals do not matter, nor which sign parts it: keyboards differ in those. A scanner set to
    another keyboard may exchange Y and Z; the check tells.
    """
    said = re.sub(r"[^A-Z0-9]+", ".", text.strip().upper()).strip(".")
    for read in (said, said.translate(_SWAPPED)):
        body, _point, check = read.rpartition(".")
        parts = body.split(".")
        if len(parts) == 5 and check == _check(body):
            return _seal(parts)
    raise BadCode("scan")


def typed(code: str, size: int) -> PaperSeal:
    """The seal of a code as it is printed, typed with or without its groups.

    O and 0, I and 1, B and 8 may stand for each other. Raises :class:`BadCode` with the group at
    fault: ``sign`` for a sign no code has, ``length`` for too few or too many.
    """
    plain = code.upper().translate(_ALIKE)
    groups = re.findall(r"[^\s\-‐‑–—._]+", plain)
    joined = "".join(groups)
    wrong = next((i for i, sign in enumerate(joined) if sign not in _ALPHABET), None)
    if wrong is not None:
        raise BadCode("sign", wrong // GROUP + 1)
    if len(joined) != SIGNS:
        odd = next((i for i, group in enumerate(groups, 1) if len(group) != GROUP), 0)
        raise BadCode("length", odd if len(groups) > 1 else 0)
    return PaperSeal(size, joined)


def apart(code: str, root: bytes) -> tuple[int, ...]:
    """The groups, from 1, in which a typed code differs from the code of ``root``."""
    true = short(root)
    return tuple(
        at // GROUP + 1
        for at in range(0, SIGNS, GROUP)
        if code[at : at + GROUP] != true[at : at + GROUP]
    )


_ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def _seal(parts: list[str]) -> PaperSeal:
    head, book, epoch, size, root = parts
    if head != HEAD or not _COUNT.fullmatch(epoch) or not _COUNT.fullmatch(size):
        raise BadCode("scan")
    raw_book, raw = _unb32(book, 16), _unb32(root, 32)
    return PaperSeal(int(size), short(raw), raw, raw_book, int(epoch))


def _b32(raw: bytes) -> str:
    return b32encode(raw).decode().rstrip("=")


def _unb32(text: str, size: int) -> bytes:
    try:
        raw = b32decode(text + "=" * (-len(text) % 8))
    except ValueError as error:
        raise BadCode("scan") from error
    if len(raw) != size or _b32(raw) != text:
        raise BadCode("scan")
    return raw


def _check(body: str) -> str:
    return _b32(sha256(body.encode()).digest())[:CHECK]
