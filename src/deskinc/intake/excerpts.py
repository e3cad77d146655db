"""Cutting a picture out of a plan's own tiles, for paper."""

import io
from typing import TYPE_CHECKING, Final

from deskinc.intake.pyramid import TILE, Pyramid

if TYPE_CHECKING:
    from PIL import Image

PAPER: Final = (255, 255, 255)


def excerpt(pyramid: Pyramid, x: int, y: int, span: int, size: tuple[int, int]) -> bytes:
    """Return a PNG of ``size`` pixels with ``x, y`` in its very middle.

    ``x``, ``y`` and ``span``, the width shown, are in thousandths of a plan unit; paper beyond
    the plan's edge is white.
    """
    scale = size[0] * 1000 / span
    level = pyramid.level_for(scale)
    centre_x, centre_y = pyramid.to_pixel(level, x, y)
    half = size[0] / 2 * pyramid.levels[level].scale / scale
    tall = half * size[1] / size[0]
    return _png(_region(
        pyramid, level, (centre_x - half, centre_y - tall, centre_x + half, centre_y + tall), size
    ))  # fmt: skip


def overview(pyramid: Pyramid, size: tuple[int, int]) -> bytes:
    """Return a PNG of the whole plan, as large as fits into ``size`` pixels."""
    extent, finest = pyramid.extent, pyramid.levels[0]
    fit = min(size[0] / extent.width, size[1] / extent.height, finest.scale / 1000)
    level = pyramid.level_for(fit * 1000)
    step = pyramid.levels[level]
    whole = (max(1, round(extent.width * fit)), max(1, round(extent.height * fit)))
    area = (0.0, 0.0, extent.width * step.scale / 1000, extent.height * step.scale / 1000)
    return _png(_region(pyramid, level, area, whole))


def _region(
    pyramid: Pyramid, level: int, area: tuple[float, float, float, float], size: tuple[int, int]
) -> "Image.Image":
    """Return ``area`` (pixels of ``level``: left, top, right, bottom) scaled to ``size``."""
    from PIL import Image

    step = pyramid.levels[level]
    left, top = int(area[0] // 1), int(area[1] // 1)
    right, bottom = int(-(-area[2] // 1)), int(-(-area[3] // 1))
    canvas = Image.new("RGB", (max(1, right - left), max(1, bottom - top)), PAPER)
    for row in range(max(0, top // TILE), min(step.rows, -(-bottom // TILE))):
        for col in range(max(0, left // TILE), min(step.cols, -(-right // TILE))):
            data = io.BytesIO(pyramid.tile(level, col, row))
            with Image.open(data, formats=["PNG", "JPEG"]) as tile:
                canvas.paste(tile.convert("RGB"), (col * TILE - left, row * TILE - top))
    box = (
        area[0] - left,
        area[1] - top,
        min(area[2] - left, canvas.width),
        min(area[3] - top, canvas.height),
    )
    return canvas.resize(size, Image.Resampling.LANCZOS, box=box)


def _png(image: "Image.Image") -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=6)
    return out.getvalue()
