"""The typeface: Inter, bundled, with tabular figures, in eight named sizes."""

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

from deskinc.paths import resources

FAMILY: Final = "Inter"


@dataclass(frozen=True, slots=True)
class Size:
    """One step of the type scale, in logical pixels."""

    pixels: int
    line: int


SIZES: Final = MappingProxyType({
    "small": Size(12, 16),
    "note": Size(13, 18),
    "base": Size(14, 20),
    "text": Size(15, 22),
    "entry": Size(17, 24),
    "title": Size(20, 28),
    "large": Size(28, 36),
    "lock": Size(112, 120),
})  # fmt: skip


def load() -> None:
    """Register the bundled faces with Qt; once, after the QApplication is made."""
    for path in sorted((resources() / "fonts").glob("Inter-*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


@cache
def font(step: str = "base", weight: int = 400, *, tabular: bool = True) -> QFont:
    """The font of one step of the scale (``SIZES``) with ``tnum`` on; treat it as read only.

    ``tabular=False`` is for running words: Inter's tabular hyphen is as wide as a figure.
    """
    made = QFont(FAMILY)
    made.setPixelSize(SIZES[step].pixels)
    made.setWeight(QFont.Weight(weight))
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if step == "lock":
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, -3)
    return made


def font_for(words: str, step: str = "base", weight: int = 400) -> QFont:
    """The font for ``words``: tabular figures unless a hyphen among them would gape."""
    return font(step, weight, tabular="-" not in words)
