"""Opening raster pictures in the child: known kinds only, bounded, flat and upright."""

import io
import warnings
from typing import Final

from PIL import Image, ImageFile

from deskinc.intake import sniff
from deskinc.intake.unfit import Unfit

MAX_PIXELS: Final = 100_000_000
"""The largest picture in pixels; a 48-megapixel phone photo passes, a bomb does not."""

_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""EXIF 3.0 orientation (tag 274) → the turn that makes the picture upright."""


def open_image(data: bytes, kind: str) -> Image.Image:
    """Open ``data`` as ``kind`` without decoding it yet; raises :class:`Unfit`."""
    if kind == "heic":
        if not sniff.whole_boxes(data):
            raise Unfit("truncated")
        import pi_heif

        pi_heif.register_heif_opener()
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    formats = ["HEIF" if kind == "heic" else kind.upper()]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=formats)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unfit("pixels") from error
    except OSError as error:
        raise _unfit(error) from error
    return image


def load(image: Image.Image) -> None:
    """Decode the picture's first frame; raises :class:`Unfit` when it ends too early."""
    try:
        image.load()
    except OSError as error:
        raise _unfit(error) from error


def _unfit(error: OSError) -> Unfit:
    return Unfit("truncated" if "truncated" in str(error).lower() else "undecodable")


def plain(image: Image.Image) -> Image.Image:
    """Return the picture in a mode that can be scaled: L, RGB, CMYK or, with alpha, RGBA."""
    if image.mode.startswith("I;16"):
        return image.point(lambda value: value / 256).convert("L")
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        return image.convert("RGBA")
    if image.mode in {"L", "RGB", "CMYK"}:
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def on_white(image: Image.Image) -> Image.Image:
    """Return a plain picture without alpha, laid on white paper."""
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def turn(image: Image.Image, orientation: int) -> Image.Image:
    """Return the picture upright, given its EXIF orientation (1 to 8)."""
    method = _TURNS.get(orientation)
    return image if method is None else image.transpose(method)
