"""Taking in a floor plan: the desk's side."""

from dataclasses import dataclass
from typing import Final

from deskinc.intake import pyramid, sandbox
from deskinc.intake.sentences import refusal

MAX_BYTES: Final = 134_217_728
_UNITS: Final = {
    "svg": ("viewbox", "px"),
    "pdf": ("pt",),
    "png": ("px",),
    "jpeg": ("px",),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """A floor plan taken in.

    ``unit`` is ``px``, ``viewbox`` or ``pt``; the area is in thousandths of it, y downwards.
    ``pyramid`` is read with :class:`~deskinc.intake.pyramid.Pyramid`; ``pages`` is 1 but for PDF.
    """

    kind: str
    unit: str
    min_x: int
    min_y: int
    width: int
    height: int
    pyramid: bytes
    pages: int


def plan(data: bytes, name: str, page: int = 0) -> Plan:
    """Draw a plan in the child (``page`` of a PDF counts from 0).

    Raises :class:`~deskinc.errors.Refused`, naming ``name``.
    """
    if not data:
        raise refusal("empty", name, "plan")
    if len(data) > MAX_BYTES:
        raise refusal("bytes", name, "plan")
    answer = sandbox.run("plan", data, name, page=page)
    try:
        return _checked(answer)
    except (KeyError, TypeError, ValueError) as error:
        raise refusal("answer", name, "plan") from error


def _checked(answer: sandbox.Answer) -> Plan:
    info, (tiles,) = answer.info, answer.parts
    if info["unit"] not in _UNITS[info["kind"]]:
        raise ValueError("an unknown unit")
    if type(info["pages"]) is not int or info["pages"] < 1:
        raise ValueError("a plan without pages")
    extent = pyramid.check(tiles).extent
    return Plan(
        kind=info["kind"],
        unit=info["unit"],
        min_x=extent.min_x,
        min_y=extent.min_y,
        width=extent.width,
        height=extent.height,
        pyramid=tiles,
        pages=info["pages"],
    )
