"""How a job and its answer cross the pipe.

A frame is ``DKI1``, the length of a JSON header (32 bits, big endian), the header, then the raw
parts whose lengths the header lists under ``parts``. Nothing that runs (pickle) is ever sent.
"""

import json
import struct
from collections.abc import Mapping, Sequence
from typing import Any, Final

MAGIC: Final = b"DKI1"
HEADER_LIMIT: Final = 65_536
_HEAD: Final = struct.Struct(">4sI")


class BadFrame(ValueError):
    """The bytes are not one whole frame."""


def pack(header: Mapping[str, Any], parts: Sequence[bytes] = ()) -> bytes:
    """Return ``header`` and ``parts`` as one frame."""
    text = json.dumps({**header, "parts": [len(part) for part in parts]}).encode()
    return b"".join((_HEAD.pack(MAGIC, len(text)), text, *parts))


def unpack(frame: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """Return header and parts of one whole frame; raises :class:`BadFrame`."""
    if len(frame) < _HEAD.size:
        raise BadFrame("no header")
    magic, length = _HEAD.unpack_from(frame)
    if magic != MAGIC or length > HEADER_LIMIT:
        raise BadFrame("not a frame")
    body = _HEAD.size + length
    header = _header(frame[_HEAD.size : body])
    return header, _parts(memoryview(frame)[body:], header.pop("parts"))


def _header(text: bytes) -> dict[str, Any]:
    try:
        header = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadFrame("the header is not JSON") from error
    if not isinstance(header, dict) or not isinstance(header.get("parts"), list):
        raise BadFrame("the header lists no parts")
    return header


def _parts(body: memoryview, lengths: list[Any]) -> list[bytes]:
    if any(type(length) is not int or length < 0 for length in lengths):
        raise BadFrame("a part has no length")
    if sum(lengths) != len(body):
        raise BadFrame("the parts do not fill the frame")
    parts, start = [], 0
    for length in lengths:
        parts.append(bytes(body[start : start + length]))
        start += length
    return parts
