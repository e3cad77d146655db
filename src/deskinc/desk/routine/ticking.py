"""Ticking what is due: it writes the line, for now only and one at a time (D9)."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime

from deskinc.book.record import Saved
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.routine.due import Due, key, told
from deskinc.errors import DeskError
from deskinc.i18n import _


@dataclass(frozen=True, slots=True)
class Passed:
    """A point that was passed at ``at``; ``at`` None for one that was not."""

    point: str
    at: datetime | None
    note: str = ""


def raw(
    office: Office, due: Due, *, text: str = "", passed: Sequence[Passed] = ()
) -> dict[str, object]:
    """The line that a tick writes: ``text`` instead of the routine's own words, if given.

    Points that were not passed stand among its words.
    """
    routine = due.routine
    words = [text.strip() or routine.text or routine.name]
    if passed and words[0][-1] not in ".!?":
        words[0] += "."
    left = [one.point + (f" ({one.note})" if one.note else "") for one in passed if one.at is None]
    if left:
        words.append(_("Not passed: {points}.").format(points=", ".join(left)))
    points = [
        {"point": one.point, "at": one.at} | ({"note": one.note} if one.note else {})
        for one in passed if one.at is not None
    ]  # fmt: skip
    if not routine.thread:
        return {"type": routine.type, "text": words[0]}
    said: dict[str, object] = {
        "type": routine.type, "place": routine.place, "text": " ".join(words),
        "routine": {"id": routine.thread, "text": routine.name}, "due": office.locale.local(due.at),
    }  # fmt: skip
    return said | ({"points": points} if points else {})


def tick(office: Office, due: Due, said: Mapping[str, object], id: str) -> "Future[Saved]":  # noqa: A002
    """Write the line ``said`` (:func:`raw`) for what is ``due``; DeskError where one stands."""
    if not due.routine.thread:
        return entries.post(office, said, id)
    if told(office.read.ticks(due.at)).get(key(due.routine, due.at)) is False:
        raise DeskError(
            _("{what} was ticked before.").format(what=due.routine.name),
            _("Look at the last lines of the book."),
        )
    if due.opens > office.now().astimezone(UTC):
        raise DeskError(
            _("{what} is not due yet.").format(what=due.routine.name),
            _("It can be ticked when its time has come."),
        )
    return entries.post(office, said, id)
