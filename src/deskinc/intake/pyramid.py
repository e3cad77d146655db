"""The tile pyramid of a plan: one file of small pictures, read piece by piece.

Layout: ``DKPY``, the length of a JSON index (32 bits, big endian), the index, then the tiles
(PNG, or JPEG where the plan itself is a photo). Index: ``{"v": 1, "extent": [min_x, min_y, width,
height], "levels": [{"scale", "size": [w, h], "tiles": [[offset, length], …]}, …]}``. The extent is
in thousandths of a plan unit; level 0 is the finest and each next one has half its ``scale``
(pixels per plan unit); tiles are 512 pixels, row by row, offsets count from the index's end.
"""

import json
import math
import struct
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

MAGIC: Final = b"DKPY"
TILE: Final = 512
HEAD: Final = struct.Struct(">4sI")
INDEX_LIMIT: Final = 4_194_304
LEVEL_LIMIT: Final = 24
_TILE_STARTS: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


class BadPyramid(ValueError):
    """The bytes are no pyramid, or one that points outside itself."""


@dataclass(frozen=True, slots=True)
class Extent:
    """The drawn area in thousandths of a plan unit; y grows downwards."""

    min_x: int
    min_y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Level:
    """One zoom step: pixels per plan unit, size in pixels, and where its tiles lie."""

    scale: float
    width: int
    height: int
    tiles: tuple[tuple[int, int], ...]

    @property
    def cols(self) -> int:
        """Tiles in a row."""
        return -(-self.width // TILE)

    @property
    def rows(self) -> int:
        """Rows of tiles."""
        return -(-self.height // TILE)


@dataclass(frozen=True, slots=True)
class Index:
    """A read pyramid header: the extent, the levels (finest first), where the tiles start."""

    extent: Extent
    levels: tuple[Level, ...]
    base: int


class Pyramid:
    """Random access to the tiles of a plan through ``read(offset, length) -> bytes``."""

    def __init__(self, read: Callable[[int, int], bytes]) -> None:
        self._read = read

    @cached_property
    def index(self) -> Index:
        """The index, read on first use; raises :class:`BadPyramid`."""
        magic, length = HEAD.unpack(_exactly(self._read(0, HEAD.size), HEAD.size))
        if magic != MAGIC or length > INDEX_LIMIT:
            raise BadPyramid("not a pyramid")
        return parse(_exactly(self._read(HEAD.size, length), length))

    @property
    def extent(self) -> Extent:
        """The drawn area in thousandths of a plan unit."""
        return self.index.extent

    @property
    def levels(self) -> tuple[Level, ...]:
        """The zoom steps, finest first."""
        return self.index.levels

    def tile(self, level: int, col: int, row: int) -> bytes:
        """Return one tile as an image file (PNG, or JPEG for photographed plans)."""
        step = self.levels[level]
        if not (0 <= col < step.cols and 0 <= row < step.rows):
            raise IndexError("no such tile")
        offset, length = step.tiles[row * step.cols + col]
        return _exactly(self._read(self.index.base + offset, length), length)

    def to_pixel(self, level: int, x: int, y: int) -> tuple[float, float]:
        """Return the pixel of ``level`` under a point in thousandths of a plan unit."""
        scale, extent = self.levels[level].scale, self.extent
        return (x - extent.min_x) * scale / 1000, (y - extent.min_y) * scale / 1000

    def level_for(self, scale: float) -> int:
        """Return the coarsest level with at least ``scale`` pixels per plan unit, else 0."""
        fine = [n for n, level in enumerate(self.levels) if level.scale >= scale * 0.999]
        return max(fine, default=0)


def of_bytes(data: bytes) -> Pyramid:
    """A pyramid held in memory."""
    return Pyramid(lambda offset, length: data[offset : offset + length])


def check(data: bytes) -> Index:
    """Check a whole pyramid, tile starts included; raises :class:`BadPyramid`."""
    index = of_bytes(data).index
    for level in index.levels:
        for offset, length in level.tiles:
            start = index.base + offset
            if start + length > len(data) or not data.startswith(_TILE_STARTS, start):
                raise BadPyramid("a tile lies outside the file or is no picture")
    return index


def parse(text: bytes) -> Index:
    """Read the JSON index; raises :class:`BadPyramid` for anything out of shape."""
    try:
        raw = json.loads(text)
        if raw["v"] != 1 or not 1 <= len(raw["levels"]) <= LEVEL_LIMIT:
            raise BadPyramid("an unknown version or no levels")
        extent = Extent(*(_whole(number) for number in raw["extent"]))
        levels = tuple(_level(level) for level in raw["levels"])
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise BadPyramid(str(error)) from error
    if extent.width < 1 or extent.height < 1:
        raise BadPyramid("a plan without area")
    return Index(extent, levels, HEAD.size + len(text))


def _level(raw: dict[str, Any]) -> Level:
    scale = raw["scale"]
    if type(scale) is not float or not math.isfinite(scale) or scale <= 0:
        raise BadPyramid("a level without scale")
    width, height = (_whole(number) for number in raw["size"])
    tiles = tuple((_whole(offset), _whole(length)) for offset, length in raw["tiles"])
    level = Level(scale, width, height, tiles)
    if min(width, height) < 1 or len(tiles) != level.cols * level.rows:
        raise BadPyramid("a level with too few or too many tiles")
    if any(offset < 0 or length < 1 for offset, length in tiles):
        raise BadPyramid("a tile before the start")
    return level


def _whole(number: object) -> int:
    if not isinstance(number, int) or isinstance(number, bool):
        raise BadPyramid("not a whole number")
    return number


def _exactly(data: bytes, length: int) -> bytes:
    if len(data) != length:
        raise BadPyramid("the pyramid ends too early")
    return data
