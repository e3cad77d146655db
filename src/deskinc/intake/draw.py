"""Drawing a plan in the child: SVG, PDF, PNG or JPEG becomes a tile pyramid."""

import io
import math
from typing import Any, Final

from PIL import Image

from deskinc import paths
from deskinc.intake import exif, images, sniff, svg, tiles
from deskinc.intake.pyramid import Extent
from deskinc.intake.unfit import Unfit

DRAWN: Final = 5_120
"""Long side in pixels of a vector plan's finest level."""
MAX_POINTS: Final = 1_000_000
FONT: Final = "Inter"


def draw(data: bytes, page: int) -> tuple[dict[str, Any], list[bytes]]:
    """Return facts and [pyramid]; ``page`` counts from 0 and matters to PDF only."""
    kind = sniff.kind(data)
    if kind == "svg":
        return _svg(data)
    if kind == "pdf":
        return _pdf(data, page)
    if kind in {"png", "jpeg"}:
        return _raster(data, kind)
    raise Unfit("kind")


def _svg(data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    import resvg_py

    drawing = svg.read(data)
    scale = DRAWN / max(drawing.width, drawing.height)
    size = _pixels(drawing.width * scale), _pixels(drawing.height * scale)
    fonts = paths.resources() / "fonts"
    png = resvg_py.svg_to_bytes(
        svg_string=drawing.at(scale, size),
        background="#ffffff",
        skip_system_fonts=True,
        font_dirs=[str(fonts)] if fonts.is_dir() else None,
        font_family=FONT,
        serif_family=FONT,
        sans_serif_family=FONT,
        cursive_family=FONT,
        fantasy_family=FONT,
        monospace_family=FONT,
    )
    Image.MAX_IMAGE_PIXELS = images.MAX_PIXELS
    image = Image.open(io.BytesIO(png), formats=["PNG"]).convert("RGB")
    extent = _extent(drawing.min_x, drawing.min_y, drawing.width, drawing.height)
    return _answer("svg", drawing.unit, extent, 1, tiles.cut(image, extent, scale))


def _pdf(data: bytes, page: int) -> tuple[dict[str, Any], list[bytes]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise Unfit("encrypted" if locked else "undecodable") from error
    if not 0 <= page < len(document):
        raise Unfit("page")
    sheet = document[page]
    width, height = sheet.get_size()
    if not (0 < width <= MAX_POINTS and 0 < height <= MAX_POINTS):
        raise Unfit("size")
    scale = DRAWN / max(width, height)
    image = sheet.render(scale=scale).to_pil().convert("RGB")
    extent = _extent(0, 0, width, height)
    return _answer("pdf", "pt", extent, len(document), tiles.cut(image, extent, scale))


def _raster(data: bytes, kind: str) -> tuple[dict[str, Any], list[bytes]]:
    image = images.open_image(data, kind)
    images.load(image)
    orientation = exif.read(image).orientation
    flat = images.turn(images.on_white(images.plain(image)), orientation)
    flat = flat if flat.mode == "L" else flat.convert("RGB")
    extent = _extent(0, 0, *flat.size)
    return _answer(kind, "px", extent, 1, tiles.cut(flat, extent, 1.0))


def _pixels(length: float) -> int:
    return max(1, math.ceil(length - 1e-6))


def _extent(min_x: float, min_y: float, width: float, height: float) -> Extent:
    numbers = (round(number * 1000) for number in (min_x, min_y, width, height))
    extent = Extent(*numbers)
    if extent.width < 1 or extent.height < 1:
        raise Unfit("size")
    return extent


def _answer(
    kind: str, unit: str, extent: Extent, pages: int, pyramid: bytes
) -> tuple[dict[str, Any], list[bytes]]:
    area = [extent.min_x, extent.min_y, extent.width, extent.height]
    return {"kind": kind, "unit": unit, "extent": area, "pages": pages}, [pyramid]
