"""Ticking a step of a checklist by hand, correcting its tick, and taking it out (D25)."""

from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

from deskinc.book.record import Saved
from deskinc.desk.incidents.checks import DONE, NA
from deskinc.desk.incidents.guides import Step, row_of
from deskinc.desk.incidents.incidents import follow_up
from deskinc.desk.incidents.response import acts
from deskinc.desk.office import Office
from deskinc.errors import DeskError, InvalidForm
from deskinc.i18n import _


@dataclass(frozen=True, slots=True)
class How:
    """How a step is ticked: when (None is now), by whom ("" is whoever is signed in).

    ``reason`` says why it is not applicable; "" ticks it as done.
    """

    at: datetime | None = None
    by: str = ""
    reason: str = ""


def tick(
    office: Office,
    thread: str,
    step: Step,
    id: str,  # noqa: A002
    how: How = How(),
    *,
    na: bool = False,
) -> "Future[Saved]":
    """Tick a step as done, or as not applicable with a reason: one follow-up (D25).

    The tick of a step that bears one is corrected (D3).
    """
    if na and not how.reason.strip():
        raise InvalidForm({"reason": _("Say why it is not applicable.")})
    said: dict[str, object] = {
        "step": step.words, "result": NA if na else DONE, "at": acts.moment(office, how.at),
        "by": acts.person(office, how.by), "reason": how.reason if na else None,
    }  # fmt: skip
    row = step.tick.row if step.tick else row_of(step)
    return follow_up(office, thread, {"checks": {row: said}}, id)


def untick(
    office: Office,
    thread: str,
    step: Step,
    id: str,  # noqa: A002
) -> "Future[Saved]":
    """Take a tick out that was set by mistake; that it was there stays in the book."""
    values = acts.values(office, thread)
    row = step.tick.row if step.tick else ""
    cells = [name.rsplit("/", 1)[1] for name in values if name.startswith(f"checks/{row}/")]
    if not row or not cells:
        raise DeskError(_("This step bears no tick."))
    return follow_up(office, thread, {"checks": {row: dict.fromkeys(cells)}}, id)
