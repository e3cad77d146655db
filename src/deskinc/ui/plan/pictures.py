"""Tiles as pictures: decoded, turned to dark paper in the dark scheme, asked where words stand.

For worker threads.
"""

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QColor, QImage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_JPEG: Final = b"\xff\xd8\xff"
_MOSTLY_PAPER: Final = 150
"""Mean brightness (0–255) above which a plan counts as drawn on light paper."""

Tint = tuple[QColor, QColor]
"""What white and black of a drawing become in the dark scheme."""


def decoded(raw: bytes, tint: Tint | None = None) -> QImage:
    """The tile as a picture; ValueError when it is none. With ``tint`` light turns to dark."""
    image = QImage.fromData(raw).convertToFormat(QImage.Format.Format_RGB32)
    if image.isNull():
        raise ValueError("a tile that is no picture")
    return image if tint is None else _tinted(image, tint)


def is_drawing(raw: bytes) -> bool:
    """Whether a plan, judged by its smallest picture, is a drawing on light paper.

    Photographs and plans on a dark ground are shown as they are in both schemes.
    """
    image = QImage.fromData(raw).convertToFormat(QImage.Format.Format_RGB32)
    return not raw.startswith(_JPEG) and bool(_pixels(image)[..., :3].mean() > _MOSTLY_PAPER)


def strokes(image: QImage) -> "NDArray[np.int64]":
    """How much changes from left to right, summed from the top left corner to each pixel.

    Letters change at every stroke, walls twice, even grounds never.
    """
    import numpy as np

    grey = _pixels(image)[..., :3].astype(np.int64).sum(axis=2)
    changes = np.abs(np.diff(grey, axis=1, prepend=grey[:, :1]))
    return np.pad(changes.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))


def _pixels(image: QImage) -> "NDArray[np.uint8]":
    import numpy as np

    flat = np.frombuffer(image.constBits(), np.uint8)
    return flat.reshape(image.height(), image.bytesPerLine() // 4, 4)[:, : image.width()]


def _tinted(image: QImage, tint: Tint) -> QImage:
    """Lightness turned round, hue kept; then white lies on the first colour, black on the other."""
    import numpy as np

    pixels = _pixels(image)
    turned = np.empty_like(pixels)
    colour = pixels[..., :3].astype(np.int16)
    shift = 255 - colour.max(axis=2, keepdims=True) - colour.min(axis=2, keepdims=True)
    white, black = (np.array((c.blue(), c.green(), c.red()), np.int16) for c in tint)
    turned[..., :3] = white + (colour + shift) * (black - white) // 255
    turned[..., 3] = 255
    height, width = turned.shape[:2]
    return QImage(turned.tobytes(), width, height, width * 4, QImage.Format.Format_RGB32).copy()
