"""What the camera wrote into a photo: time, camera, which way up. Never a reason to refuse it."""

import re
import warnings
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from PIL import Image

_EXIF_IFD: Final = 0x8769
_MAKE, _MODEL, _ORIENTATION = 0x010F, 0x0110, 0x0112
_TIMES: Final = ((0x9003, 0x9011), (0x9004, 0x9012))
"""(time, its UTC offset): taken, then digitised (EXIF 3.0, 4.6.6)."""
_TIME: Final = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)")
_OFFSET: Final = re.compile(r"[+-]\d\d:\d\d")
_CAMERA_LIMIT: Final = 80


@dataclass(frozen=True, slots=True)
class Metadata:
    """``state`` is ``ok``, ``unreadable`` or ``none``; ``taken`` is ISO 8601, camera's clock."""

    state: str
    orientation: int = 1
    taken: str | None = None
    camera: str | None = None


def read(image: Image.Image) -> Metadata:
    """Read the metadata of an opened picture; never raises."""
    orientation = 1
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            exif = image.getexif()
            if not exif and not image.info.get("exif"):
                return Metadata("none")
            orientation = _orientation(exif)
            taken = _taken(_sub_ifd(exif))
            camera = _camera(exif)
    except Exception:  # noqa: BLE001 - any error here only means: no metadata
        return Metadata("unreadable", orientation)
    return Metadata("ok", orientation, taken, camera)


def _orientation(exif: Image.Exif) -> int:
    if not exif:
        raise ValueError("an EXIF block without a single tag")
    value = int(exif.get(_ORIENTATION, 1))
    return value if 1 <= value <= 8 else 1


def _sub_ifd(exif: Image.Exif) -> dict[int, Any]:
    pointer = exif.get(_EXIF_IFD)
    if pointer is not None and not isinstance(pointer, int | dict):
        raise TypeError("the EXIF directory is not where it should be")
    return exif.get_ifd(_EXIF_IFD)


def _taken(tags: dict[int, Any]) -> str | None:
    for time, offset in _TIMES:
        text = _text(tags.get(time))
        if text.strip(" 0:"):
            return _moment(text, _text(tags.get(offset)))
    return None


def _moment(text: str, offset: str) -> str:
    found = _TIME.match(text)
    if found is None:
        raise ValueError("not a time")
    numbers = (int(group) for group in found.groups())
    moment = datetime(*numbers).isoformat()  # type: ignore[arg-type]  # noqa: DTZ001 - camera's clock
    return moment + (offset if _OFFSET.fullmatch(offset) else "")


def _camera(exif: Image.Exif) -> str | None:
    make, model = _text(exif.get(_MAKE)), _text(exif.get(_MODEL))
    name = model if model.lower().startswith(make.lower()) else f"{make} {model}"
    return name.strip()[:_CAMERA_LIMIT] or None


def _text(value: object) -> str:
    """Return a tag's text up to its NUL, printable and trimmed; "" when there is none."""
    if value is None:
        return ""
    text = value.decode("ascii", "replace") if isinstance(value, bytes) else str(value)
    return "".join(c for c in text.split("\0")[0] if c.isprintable()).strip()
