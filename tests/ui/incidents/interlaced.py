"""An interlaced PNG (Adam7), which no library here writes."""

import zlib
from binascii import crc32

from PIL import Image

PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
          (0, 1, 1, 2))  # fmt: skip
"""First column and row of each pass, and how far apart its columns and rows are."""


def interlaced(image: Image.Image) -> bytes:
    """The picture, eight bits for each of red, green and blue."""
    width, height = image.size
    rows = bytearray()
    for left, top, across, down in PASSES:
        for y in range(top, height, down):
            row = b"".join(bytes(_rgb(image, x, y)) for x in range(left, width, across))
            rows += b"\0" + row if row else b""
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((8, 2, 0, 0, 1))
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _rgb(image: Image.Image, x: int, y: int) -> tuple[int, ...]:
    found = image.getpixel((x, y))
    assert isinstance(found, tuple)
    return found


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + crc32(kind + data).to_bytes(4, "big")
