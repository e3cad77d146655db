"""Developing a photo in the child: an upright working copy and a thumbnail without metadata."""

import io
from typing import Any, Final

from PIL import Image

from deskinc.intake import exif, images, sniff
from deskinc.intake.unfit import Unfit

SHOWN: Final = 2_000
"""Long side of the working copy in pixels."""
THUMB: Final = 320
QUALITY: Final = 85
KINDS: Final = ("jpeg", "png", "heic", "gif", "webp", "bmp")


def develop(data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """Return facts and [working copy, thumbnail], both JPEG; raises :class:`Unfit`."""
    kind = sniff.kind(data)
    if kind not in KINDS:
        raise Unfit("kind")
    image = images.open_image(data, kind)
    size, icc = image.size, image.info.get("icc_profile")
    _draft(image)
    images.load(image)
    metadata = exif.read(image)
    orientation = 1 if kind == "heic" else metadata.orientation  # libheif has turned it already
    shown = images.turn(_srgb(_shrunk(image), icc), orientation)
    thumb = shown.copy()
    thumb.thumbnail((THUMB, THUMB), Image.Resampling.LANCZOS)
    info = {
        "kind": kind,
        "size": size if orientation < 5 else size[::-1],
        "metadata": metadata.state,
        "taken": metadata.taken,
        "camera": metadata.camera,
    }
    return info, [_jpeg(shown), _jpeg(thumb)]


def _draft(image: Image.Image) -> None:
    """Let the JPEG decoder itself halve the picture as often as the working copy allows."""
    factor = SHOWN / max(image.size)
    if factor < 1 and image.format in {"JPEG", "MPO"}:
        image.draft("RGB", (int(image.width * factor), int(image.height * factor)))


def _shrunk(image: Image.Image) -> Image.Image:
    small = images.plain(image)
    small.thumbnail((SHOWN, SHOWN), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return images.on_white(small)


def _srgb(image: Image.Image, icc: bytes | None) -> Image.Image:
    """Return the picture in sRGB; a profile that does not fit the picture is left aside."""
    if icc and b"sRGB" not in icc:
        from PIL import ImageCms

        try:
            profile = ImageCms.ImageCmsProfile(io.BytesIO(icc))
            target = ImageCms.createProfile("sRGB")
            turned = ImageCms.profileToProfile(image, profile, target, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            turned = None
        image = turned or image
    return image.convert("RGB")


def _jpeg(image: Image.Image) -> bytes:
    image.info = {}
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
