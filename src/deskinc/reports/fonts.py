"""The faces of printed papers: Noto Sans, with Arabic, Hebrew and symbols to fall back on.

Widths are in thousandths of the type size.
"""

from functools import cache, lru_cache
from typing import Literal

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from deskinc.paths import resources

Weight = Literal["regular", "strong"]

FACES: dict[Weight, str] = {"regular": "NotoSans-Regular", "strong": "NotoSans-SemiBold"}
ARABIC = "NotoSansArabic-Regular"
FALLBACKS = (ARABIC, "NotoSansHebrew-Regular", "NotoSansSymbols-Regular")

rl_config.useA85 = 0  # ASCII armour makes every stream a quarter larger


@cache
def face(name: str) -> TTFont:
    """The font ``name``, read and made known to reportlab on its first use."""
    font = TTFont(name, str(resources() / "fonts" / f"{name}.ttf"))
    pdfmetrics.registerFont(font)
    return font


@lru_cache(maxsize=65536)
def find(character: str, weight: Weight) -> str | None:
    """The name of the first face that has ``character``, or None."""
    code = ord(character)
    for name in (FACES[weight], *FALLBACKS):
        if code in face(name).face.charToGlyph:
            return name
    return None


@lru_cache(maxsize=65536)
def advance(character: str, name: str) -> float:
    """The width of one character in a face that has it."""
    widths = face(name).face
    return float(widths.charWidths.get(ord(character), widths.defaultWidth))
