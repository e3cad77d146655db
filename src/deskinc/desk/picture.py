"""The piece of plan around an incident's pin, and where on the floor it lies."""

from deskinc.book.registers.rows import IncidentRow, PlanRow
from deskinc.desk.office import Office
from deskinc.forms.catalogue.evidence import PRECISIONS
from deskinc.forms.taxonomy import SEVERITIES
from deskinc.i18n import _
from deskinc.intake.excerpts import excerpt, overview
from deskinc.intake.pyramid import Pyramid
from deskinc.proof.canonical import b64
from deskinc.reports.document import Answer, KeyPlan, Pin, PlanExcerpt

SIZE = (1200, 800)
SHARE = 0.4
"""How much of the plan's width the excerpt shows."""


def excerpt_of(office: Office, incident: IncidentRow) -> tuple[PlanExcerpt | None, Answer]:
    """The plan excerpt for print, and how exactly the place is known."""
    pins = [pin for pin in office.read.pins(incident=incident.thread) if pin.gone is None]
    plans = {b64(row.thread): row for row in office.read.plans()}
    if not pins or pins[-1].plan not in plans:
        return None, ""
    pin, plan = pins[-1], plans[pins[-1].plan]
    precision = next((_(o.label) for o in PRECISIONS if o.code == pin.precision), "")
    n = plan.file_n or plan.n
    tiles = Pyramid(lambda offset, length: office.book.file_range(n, "pyramid", offset, length))
    span = max(1, round((plan.width or 1) * SHARE))
    severity = incident.severity if incident.severity in _CODES else "low"
    mark = Pin(0.5, 0.5, severity, min(0.45, (pin.radius or 0) / span))  # type: ignore[arg-type]
    name = f"{plan.name}, {plan.floor}"
    data = excerpt(tiles, pin.x, pin.y, span, SIZE)
    words = _("{name}: {number} at the pin, {precision}").format(
        name=name, number=incident.number or "", precision=precision
    )
    return PlanExcerpt(data, mark, words, words, _key(tiles, plan, (pin.x, pin.y), span)), precision


_CODES = frozenset(severity.code for severity in SEVERITIES)


def _key(tiles: Pyramid, plan: PlanRow, at: tuple[int, int], span: int) -> KeyPlan:
    width, height = plan.width or 1, plan.height or 1
    tall = span * SIZE[1] / SIZE[0]
    x, y = at[0] - (plan.min_x or 0), at[1] - (plan.min_y or 0)
    frame = (
        max(0.0, (x - span / 2) / width),
        max(0.0, (y - tall / 2) / height),
        min(1.0, (x + span / 2) / width),
        min(1.0, (y + tall / 2) / height),
    )
    return KeyPlan(overview(tiles, (480, 480)), frame, f"{plan.name}, {plan.floor}")
