"""Cutting a drawn plan into the tile pyramid (in the child)."""

import io
import json
from typing import Any, Final

from PIL import Image

from deskinc.intake.pyramid import HEAD, MAGIC, TILE, Extent

DRAWN_COLOURS: Final = 4_096
"""A tile with more colours than this is photographic and kept as JPEG."""
JPEG_QUALITY: Final = 90
PNG_EFFORT: Final = 5


class _Store:
    """The tiles written so far; equal tiles (blank paper) are kept once."""

    def __init__(self) -> None:
        self._places: dict[bytes, tuple[int, int]] = {}
        self.chunks: list[bytes] = []
        self._end = 0

    def add(self, tile: bytes) -> tuple[int, int]:
        """Keep ``tile`` and return its offset and length."""
        if tile not in self._places:
            self._places[tile] = (self._end, len(tile))
            self.chunks.append(tile)
            self._end += len(tile)
        return self._places[tile]


def cut(image: Image.Image, extent: Extent, scale: float) -> bytes:
    """Return the pyramid of ``image`` (L or RGB) drawn at ``scale`` pixels per plan unit."""
    store, levels = _Store(), []
    while True:
        levels.append(_level(image, scale, store))
        if max(image.size) <= TILE:
            break
        image, scale = image.reduce(2), scale / 2
    area = [extent.min_x, extent.min_y, extent.width, extent.height]
    index = json.dumps({"v": 1, "extent": area, "levels": levels}).encode()
    return b"".join((HEAD.pack(MAGIC, len(index)), index, *store.chunks))


def _level(image: Image.Image, scale: float, store: _Store) -> dict[str, Any]:
    tiles = [
        store.add(_encode(image.crop(
            (x, y, min(x + TILE, image.width), min(y + TILE, image.height)))))
        for y in range(0, image.height, TILE)
        for x in range(0, image.width, TILE)
    ]  # fmt: skip
    return {"scale": float(scale), "size": image.size, "tiles": tiles}


def _encode(tile: Image.Image) -> bytes:
    """Return ``tile`` without loss, grey where it is grey; a photographic one as JPEG."""
    out = io.BytesIO()
    if tile.mode == "RGB":
        red, green, blue = (band.tobytes() for band in tile.split())
        if red == green == blue:
            tile = tile.getchannel(0)
    if tile.mode == "RGB" and tile.getcolors(DRAWN_COLOURS) is None:
        tile.save(out, "JPEG", quality=JPEG_QUALITY, subsampling=0)
        return out.getvalue()
    tile.save(out, "PNG", compress_level=PNG_EFFORT)
    return out.getvalue()
