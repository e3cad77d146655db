"""The piece of plan around an incident's pin, and where on the floor it lies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deskinc.book.record import Record
from deskinc.book.records.reading import folded
from deskinc.book.registers.values import member, number, whole
from deskinc.desk.lines.counting import counting
from deskinc.desk.papers.insurance_case import Case
from deskinc.desk.site import plain
from deskinc.forms.catalogue.evidence import PRECISIONS
from deskinc.forms.fields import Value
from deskinc.forms.showing import floor_words
from deskinc.forms.taxonomy import SEVERITIES
from deskinc.i18n import _
from deskinc.intake.excerpts import excerpt, overview
from deskinc.intake.pyramid import Pyramid
from deskinc.proof.canonical import unb64
from deskinc.reports.document import Answer, KeyPlan, Pin, PlanExcerpt

SIZE = (1200, 800)
SHARE = 0.4
"""How much of the plan's width the excerpt shows."""


@dataclass(frozen=True, slots=True)
class Pinned:
    """A pin and the plan it stands on: their records, and what of them stands."""

    pin: Record
    plan: Sequence[Record]

    def tiles(self) -> int:
        """The number of the record that brought the tiles; 0 where none did."""
        return max((r.n for r in self.plan if "pyramid" in r.values), default=0)


def pinned(case: Case) -> Pinned | None:
    """The newest pin that stands, if its plan is there."""
    standing = [pin for pin in case.standing("pin") if "point" in pin.values]
    if not standing:
        return None
    thread = member(standing[-1].values, "point", "plan")
    plan = case.source.read.thread(unb64(thread)) if thread else []
    plan = counting(case.source.read, plan)
    found = Pinned(standing[-1], [r for r in plan if r.form == "plan"])
    return found if found.tiles() else None


def excerpt_of(case: Case, there: Pinned | None) -> tuple[PlanExcerpt | None, Answer]:
    """The plan excerpt for print, and how exactly the place is known."""
    if there is None:
        return None, ""
    said, plan, n = there.pin.values, folded(there.plan), there.tiles()
    x, y = number(said, "point", "x") or 0, number(said, "point", "y") or 0
    code = plain(said.get("precision"))
    precision = next((_(o.label) for o in PRECISIONS if o.code == code), "")
    data = case.source.office.book.read_file(n, "pyramid")
    tiles = Pyramid(lambda offset, length: data[offset : offset + length])
    span = max(1, round((whole(plan, "width") or 1) * SHARE))
    severity = plain(case.values.get("severity"))
    severity = severity if severity in _CODES else "low"
    radius = (whole(said, "radius") or 0) / span
    mark = Pin(0.5, 0.5, severity, min(0.45, radius))  # type: ignore[arg-type]
    words = _("{name}: {number} at the pin, {precision}").format(
        name=_name(plan), number=case.number, precision=precision
    )
    piece = excerpt(tiles, x, y, span, SIZE)
    return PlanExcerpt(piece, mark, words, words, _key(tiles, plan, (x, y), span)), precision


def _name(plan: Mapping[str, Value]) -> str:
    return f"{plain(plan.get('name'))}, {floor_words(plain(plan.get('floor')))}"


_CODES = frozenset(severity.code for severity in SEVERITIES)


def _key(tiles: Pyramid, plan: Mapping[str, Value], at: tuple[int, int], span: int) -> KeyPlan:
    width, height = whole(plan, "width") or 1, whole(plan, "height") or 1
    tall = span * SIZE[1] / SIZE[0]
    x, y = at[0] - (whole(plan, "min_x") or 0), at[1] - (whole(plan, "min_y") or 0)
    frame = (
        max(0.0, (x - span / 2) / width),
        max(0.0, (y - tall / 2) / height),
        min(1.0, (x + span / 2) / width),
        min(1.0, (y + tall / 2) / height),
    )
    return KeyPlan(overview(tiles, (480, 480)), frame, _name(plan))
