"""Breaks of an officer on duty: when one began, who has the post, when it ended."""

from collections.abc import Mapping
from concurrent.futures import Future
from datetime import datetime

from deskinc.book.record import Saved
from deskinc.desk.office import Office
from deskinc.desk.shift import shifts
from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.proof.canonical import unb64

_AWAY = frozenset({"begun", "relieved"})


def on_break(office: Office, shift: shifts.Shift) -> datetime | None:
    """Since when the officer of ``shift`` has been away; None for one at the post."""
    mine = [row for row in office.read.breaks(shift.n) if row.officer == shift.officer]
    return office.moment(mine[-1].at) if mine and mine[-1].kind in _AWAY else None


def begin(office: Office, raw: Mapping[str, object], id: str) -> "Future[Saved]":  # noqa: A002
    """Write that the break of the officer signed in has begun, and who covers the post."""
    shift = _own(office)
    if on_break(office, shift) is not None:
        raise DeskError(_("Your break has begun before."), _("End it first."))
    words = [_("{name} on a break.").format(name=office.officer.name)]
    if raw.get("covered_by"):
        words.append(_("The post is covered by {name}.").format(name=raw["covered_by"]))
    if raw.get("reason"):
        words.append(str(raw["reason"]))
    said = {"kind": "begun", "post": shift.post, "text": " ".join(words), **raw}
    return office.write(office.draft("shift_break", said, id=unb64(id)))


def end(office: Office, id: str) -> "Future[Saved]":  # noqa: A002
    """Write that the officer signed in is back, and after how long."""
    shift = _own(office)
    since = on_break(office, shift)
    if since is None:
        raise DeskError(_("No break of yours has begun."))
    minutes = round((office.now().timestamp() - since.timestamp()) / 60)
    words = _("{name} back from the break, after {minutes} min.")
    text = words.format(name=office.officer.name, minutes=minutes)
    said = {"kind": "ended", "post": shift.post, "text": text}
    return office.write(office.draft("shift_break", said, id=unb64(id)))


def _own(office: Office) -> shifts.Shift:
    office.allow("shift")
    mine = shifts.current(office)
    if mine is None or mine.officer != office.officer.thread:
        raise DeskError(_("You are not on duty."), _("Sign on first."))
    return mine
