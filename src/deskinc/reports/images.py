"""Pictures made fit for paper: RGB or grey, opaque, and without anything but their pixels."""

from collections.abc import Iterator
from io import BytesIO

from PIL import Image
from reportlab.lib.utils import ImageReader

_KEPT = (0xE0, 0xEE)  # JFIF, and Adobe's colour transform, which decoding needs
_SCAN = 0xDA
_COMMENT = 0xFE


def bare_jpeg(data: bytes) -> bytes:
    """The JPEG without its application segments and comments (camera, place, thumbnail).

    ITU-T T.81, annex B: segments are a marker and a length up to the start of scan.
    """
    return b"".join(_segments(data))


def _segments(data: bytes) -> Iterator[bytes]:
    yield data[:2]
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        kind = data[at + 1]
        if kind == _SCAN:
            break
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if (kind & 0xF0 != 0xE0 and kind != _COMMENT) or kind in _KEPT:
            yield data[at:end]
        at = end
    yield data[at:]


def printable(data: bytes) -> ImageReader:
    """The picture as reportlab draws it: JPEG pixels pass through untouched, others opaque."""
    image: Image.Image = Image.open(BytesIO(data))
    if image.format == "JPEG" and image.mode in {"RGB", "L"}:
        return ImageReader(BytesIO(bare_jpeg(data)))
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        clear = image.convert("RGBA")
        image = Image.new("RGB", clear.size, "white")
        image.paste(clear, mask=clear.getchannel("A"))
    flat = image.convert("RGB")
    flat.info.clear()
    return ImageReader(flat)


def fitted(image: ImageReader, width: float, height: float) -> tuple[float, float]:
    """The size of the picture within ``width`` by ``height`` points, its shape kept."""
    across, down = image.getSize()
    scale = min(width / across, height / down)
    return across * scale, down * scale
