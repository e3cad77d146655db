"""Floor plans and the pins on them."""

import re
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from deskinc.book.record import Saved
from deskinc.book.records.following import never
from deskinc.book.registers.rows import PinRow as _Pin
from deskinc.desk.office import Office, note_access
from deskinc.errors import DeskError, Refused
from deskinc.i18n import _
from deskinc.intake import files
from deskinc.intake import plans as intake
from deskinc.intake.pyramid import TILE, Level, Pyramid
from deskinc.proof.canonical import b64, unb64

LARGEST = intake.MAX_BYTES
"""Bytes of the largest plan file taken in."""

_BELOW = re.compile(
    r"\b[bu] ?\d|(?<!\w)-\s*\d|\b(ug|lg|lower|minus|basement|cellar)\b", re.IGNORECASE
)
_TOP = re.compile(r"\b(roof|rooftop|attic|loft)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}")
ABOVE_ALL = 1000
"""The rank of a roof."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A floor plan: sizes in thousandths of its own units; ``n`` is the record with its tiles."""

    thread: str
    n: int
    name: str
    floor: str
    order: int
    kind: str
    unit: str
    min_x: int
    min_y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Pin:
    """A pin of an incident on a plan, in thousandths of plan units."""

    id: str
    n: int
    thread: str
    number: str
    severity: str
    title: str
    plan: str
    x: int
    y: int
    precision: str
    radius: int
    at: datetime
    place: str
    open: bool


def listed(office: Office) -> list[Plan]:
    """The plans, lowest floor first."""
    rows = [row for row in office.read.plans() if row.struck is None and row.file_n is not None]
    found = [
        Plan(
            b64(row.thread), row.file_n or 0, row.name or "", row.floor or "", row.rank or 0,
            row.kind or "", row.unit or "", row.min_x or 0, row.min_y or 0,
            row.width or 1, row.height or 1,
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda plan: (plan.order, plan.floor))


def rank_of(floor: str) -> int:
    """Where a floor stands among others by its name: B2 below B1 below Ground below 3."""
    number, below = _NUMBER.search(floor), _BELOW.search(floor)
    if number is None:
        return -1 if below else ABOVE_ALL if _TOP.search(floor) else 0
    return -int(number[0]) if below else int(number[0])


def import_plan(
    office: Office, path: Path, name: str, floor: str,
    report: Callable[[float, str], None] = lambda _fraction, _words: None,
    stopped: Callable[[], bool] = never,
) -> "Future[Saved]":  # fmt: skip
    """Take in an SVG, PNG, JPEG or PDF plan: the original is kept, its tiles beside it.

    Blocks while the child decodes; ``report(fraction, words)`` says how far it is, ``stopped()``
    is asked between the steps. The floor's name says where it stands among the others. Raises
    Refused with a sentence for what is no plan.
    """
    office.allow("import_plan")
    order = rank_of(floor)
    office.draft("plan", {"name": name, "floor": floor, "order": order}, partial=True)
    report(0.1, _("Reading {name}.").format(name=path.name))
    try:
        data = files.read(path, LARGEST, _("Export the plan again with fewer details, or as PNG."))
        _go_on(stopped, path)
        report(0.2, _("Checking and drawing {name}.").format(name=path.name))
        plan = intake.plan(data, path.name)
    except Refused:
        note_access(office, "plan_refused", path.name)
        raise
    _go_on(stopped, path)
    report(0.8, _("Encrypting {name}.").format(name=path.name))
    original = office.book.attach(data, path.name, MIME[plan.kind])
    pyramid = office.book.attach(plan.pyramid, "tiles", "application/octet-stream")
    raw: dict[str, object] = {
        "name": name, "floor": floor, "order": order, "kind": plan.kind, "unit": plan.unit,
        "original": original.value, "pyramid": pyramid.value,
        "width": plan.width, "height": plan.height, "min_x": plan.min_x, "min_y": plan.min_y,
    }  # fmt: skip
    keys = {"original": original.key, "pyramid": pyramid.key}
    report(0.9, _("Writing it in the book."))
    return office.write(office.draft("plan", raw, files=keys))


def _go_on(stopped: Callable[[], bool], path: Path) -> None:
    if stopped():
        raise DeskError(_("{name} was not added.").format(name=path.name))


MIME = {
    "svg": "image/svg+xml", "png": "image/png", "jpeg": "image/jpeg", "pdf": "application/pdf",
}  # fmt: skip


def pyramid(office: Office, plan: Plan) -> Pyramid:
    """The plan's tiles, read and decrypted piece by piece."""
    return Pyramid(lambda offset, length: office.book.file_range(plan.n, "pyramid", offset, length))


def levels(office: Office, plan: Plan) -> tuple[Level, ...]:
    """The levels of the plan's tiles, finest first."""
    return pyramid(office, plan).levels


def tile(office: Office, plan: Plan, level: int, col: int, row: int) -> bytes:
    """One tile of a level as PNG bytes."""
    return pyramid(office, plan).tile(level, col, row)


def pins(office: Office, plan: str | None = None) -> list[Pin]:
    """The pins that stand, of one plan or of all, newest first."""
    office.allow("read_incidents")
    rows = [row for row in office.read.pins(plan=plan) if row.gone is None]
    incidents = {row.thread: row for row in office.read.incidents_of({r.incident for r in rows})}
    found = []
    for row in rows:
        incident = incidents.get(row.incident)
        if incident is None or incident.struck is not None or incident.state == "void":
            continue
        found.append(
            Pin(
                b64(row.id), row.n, b64(row.incident), incident.number or "",
                incident.severity or "low", incident.title or "", row.plan, row.x, row.y,
                row.precision or "exact", row.radius or 0, office.moment(incident.opened_at),
                incident.place_text or "", incident.state == "open",
            )
        )  # fmt: skip
    return sorted(found, key=lambda pin: -pin.n)


def pin(
    office: Office,
    incident: str,
    plan: str,
    x: int,
    y: int,
    precision: str = "exact",
    radius: int = 0,
    id: str | None = None,  # noqa: A002
) -> "Future[Saved]":
    """Pin an incident at (x, y); the pin it has on that plan moves (both stay in the book)."""
    office.allow("pin")
    raw: dict[str, object] = {"point": {"plan": plan, "x": x, "y": y}, "precision": precision}
    if radius:
        raw["radius"] = radius
    before = _standing(office, incident, plan)
    draft = office.draft(
        "pin",
        raw,
        thread=unb64(incident),
        amends=before.id if before else None,
        **({"id": unb64(id)} if id else {}),
    )
    return office.write(draft)


def _standing(office: Office, incident: str, plan: str) -> _Pin | None:
    mine = office.read.pins(plan=plan, incident=unb64(incident))
    return next((row for row in mine if row.gone is None), None)


__all__ = [
    "TILE", "Level", "Pin", "Plan", "Pyramid", "import_plan", "levels", "listed", "pin", "pins",
    "pyramid", "rank_of", "tile",
]  # fmt: skip
