"""Reading an SVG plan safely: well-formed, closed in itself, bounded, without script.

What passes is written out again from the checked tree, so the renderer sees exactly what was
checked. Elements of other namespaces (editors' notes, HTML) draw nothing and are left out.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from deskinc.intake import svgrefs
from deskinc.intake.unfit import Unfit

NAMESPACE: Final = "{http://www.w3.org/2000/svg}"
MAX_BYTES: Final = 33_554_432
MAX_NODES: Final = 50_000
MAX_DEPTH: Final = 200
MAX_SIDE: Final = 10_000_000.0

_NUMBER: Final = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_LENGTH: Final = re.compile(rf"\s*({_NUMBER})\s*(px|pt|pc|mm|cm|in|q)?\s*", re.IGNORECASE)
_PX: Final = {"px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54,
              "in": 96.0, "q": 96 / 101.6}  # fmt: skip
"""CSS Values 4, section 6.2: absolute units in px."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A checked SVG: its area in plan units (``viewbox`` units or ``px``) and its root."""

    unit: str
    min_x: float
    min_y: float
    width: float
    height: float
    root: Element

    def at(self, scale: float, size: tuple[int, int]) -> str:
        """Return the text that draws the area at ``scale`` px per unit on ``size`` pixels."""
        root = self.root
        root.set("width", str(size[0]))
        root.set("height", str(size[1]))
        box = (self.min_x, self.min_y, size[0] / scale, size[1] / scale)
        root.set("viewBox", " ".join(repr(number) for number in box))
        root.attrib.pop("preserveAspectRatio", None)
        return tostring(root, encoding="unicode")


def read(data: bytes) -> Drawing:
    """Parse and check ``data``; raises :class:`Unfit`."""
    if len(data) > MAX_BYTES:
        raise Unfit("bytes")
    try:
        root = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Unfit("doctype") from error
    except (ParseError, ValueError, LookupError) as error:
        raise Unfit("undecodable") from error
    if root.tag != NAMESPACE + "svg":
        raise Unfit("kind")
    for element in _bounded(root):
        svgrefs.check_names(element)
    _drop_foreign(root)
    svgrefs.check(root)
    return Drawing(*_area(root), root)


def _bounded(root: Element) -> Iterator[Element]:
    """Yield every element, refusing too many or too deeply nested ones."""
    stack, count = [(root, 1)], 0
    while stack:
        element, depth = stack.pop()
        count += 1
        if count > MAX_NODES:
            raise Unfit("nodes")
        if depth > MAX_DEPTH:
            raise Unfit("nesting")
        yield element
        stack.extend((child, depth + 1) for child in element)


def _drop_foreign(root: Element) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            if not child.tag.startswith(NAMESPACE):
                parent.remove(child)


def _area(root: Element) -> tuple[str, float, float, float, float]:
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    if len(box) == 4 and all(re.fullmatch(_NUMBER, number) for number in box):
        min_x, min_y, width, height = (float(number) for number in box)
        area = ("viewbox", min_x, min_y, width, height)
    else:
        width, height = _px(root.get("width")), _px(root.get("height"))
        area = ("px", 0.0, 0.0, width, height)
    if not all(math.isfinite(number) and abs(number) <= MAX_SIDE for number in area[1:]):
        raise Unfit("size")
    if width <= 0 or height <= 0:
        raise Unfit("size")
    return area


def _px(length: str | None) -> float:
    found = _LENGTH.fullmatch(length or "")
    if found is None:
        raise Unfit("size")
    return float(found[1]) * _PX[(found[2] or "px").lower()]
