"""Taking in a photo: the desk's side.

The original bytes stay evidence; what comes back are a working copy and a thumbnail without
metadata, and the few facts the camera wrote.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from deskinc.intake import sandbox, sniff
from deskinc.intake.sentences import refusal

MAX_BYTES: Final = 67_108_864
_JPEG: Final = b"\xff\xd8\xff"
_STATES: Final = ("ok", "unreadable", "none")


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo taken in.

    ``width`` and ``height`` are the original's in pixels, upright; ``shown`` (≤ 2000 px) and
    ``thumb`` (≤ 320 px) are upright sRGB JPEG. ``taken`` is the camera's clock, without a zone
    unless the camera wrote one. ``metadata`` is ``ok``, ``unreadable`` or ``none``.
    """

    kind: str
    mime: str
    width: int
    height: int
    shown: bytes
    thumb: bytes
    taken: datetime | None
    camera: str | None
    metadata: str


def photo(data: bytes, name: str) -> Photo:
    """Decode a photo in the child; raises :class:`~deskinc.errors.Refused`, naming ``name``."""
    if not data:
        raise refusal("empty", name, "photo")
    if len(data) > MAX_BYTES:
        raise refusal("bytes", name, "photo")
    answer = sandbox.run("photo", data, name)
    try:
        return _checked(answer)
    except (KeyError, TypeError, ValueError) as error:
        raise refusal("answer", name, "photo") from error


def _checked(answer: sandbox.Answer) -> Photo:
    info, (shown, thumb) = answer.info, answer.parts
    width, height = info["size"]
    if not all(type(side) is int and side > 0 for side in (width, height)):
        raise ValueError("a picture without size")
    if not (shown.startswith(_JPEG) and thumb.startswith(_JPEG)):
        raise ValueError("a working copy that is no JPEG")
    if info["metadata"] not in _STATES:
        raise ValueError("an unknown state of the metadata")
    taken, camera = info["taken"], info["camera"]
    return Photo(
        kind=info["kind"],
        mime=sniff.MIME[info["kind"]],
        width=width,
        height=height,
        shown=shown,
        thumb=thumb,
        taken=None if taken is None else datetime.fromisoformat(taken),
        camera=None if camera is None else str(camera)[:80],
        metadata=info["metadata"],
    )
