"""An officer on duty leaves the post: for a break, or relieved there; and is back."""

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

from deskinc.book.record import Saved
from deskinc.desk.office import Office
from deskinc.desk.shift import shifts
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms.moments import passed
from deskinc.i18n import _
from deskinc.proof.canonical import b64, unb64

BREAK, RELIEVED = "begun", "relieved"
_BACK = {BREAK: "ended", RELIEVED: "back"}


@dataclass(frozen=True, slots=True)
class Away:
    """Since when an officer has been away, and how: :data:`BREAK` or :data:`RELIEVED`."""

    kind: str
    since: datetime


def away(office: Office, shift: shifts.Shift) -> Away | None:
    """How the officer of ``shift`` is away; None for one at the post."""
    mine = [row for row in office.read.breaks(shift.n) if row.officer == shift.officer]
    if not mine or mine[-1].kind not in _BACK:
        return None
    return Away(mine[-1].kind, office.moment(mine[-1].at))


def begin(office: Office, raw: Mapping[str, object], id: str) -> "Future[Saved]":  # noqa: A002
    """Write that the officer signed in leaves the post, and who has it meanwhile.

    ``kind`` is :data:`BREAK`, or :data:`RELIEVED`: then somebody must have it (InvalidForm).
    """
    shift, kind = _own(office), raw.get("kind") or BREAK
    if away(office, shift) is not None:
        raise DeskError(_("You are away from the post already."), _("Say first that you are back."))
    by = str(raw.get("covered_by") or "").strip()
    if kind == RELIEVED and not by:
        raise InvalidForm({"covered_by": _("Say who has relieved you.")})
    known = _known(office, by)
    name = known["text"] if known else by
    words = [_words(kind == BREAK, name).format(name=office.officer.name, other=name)]
    if raw.get("reason"):
        words.append(str(raw["reason"]))
    said = {"post": shift.post, "text": " ".join(words), **raw, "kind": kind}
    if by:
        said["covered_by"] = known or by
    return office.write(office.draft("shift_break", said, id=unb64(id)))


def _words(pause: bool, by: str) -> str:
    if not pause:
        return _("{name} relieved at the post by {other}.")
    if by:
        return _("{name} on a break. The post is covered by {other}.")
    return _("{name} on a break.")


def _known(office: Office, typed: str) -> dict[str, str] | None:
    """Whoever is enrolled under that name or those initials."""
    wanted = typed.casefold()
    for row in office.read.persons():
        if row.state == "active" and wanted in {
            (row.name or "").casefold(), (row.initials or "").casefold(),
        }:  # fmt: skip
            return {"id": b64(row.thread), "text": row.name or typed}
    return None


def end(office: Office, id: str) -> "Future[Saved]":  # noqa: A002
    """Write that the officer signed in is back, and after how long."""
    shift = _own(office)
    gone = away(office, shift)
    if gone is None:
        raise DeskError(_("You are not away from the post."))
    minutes = round(passed(gone.since, office.now()).total_seconds() / 60)
    words = _("{name} back from the break, after {minutes} min.")
    if gone.kind == RELIEVED:
        words = _("{name} back at the post, after {minutes} min.")
    text = words.format(name=office.officer.name, minutes=minutes)
    said = {"kind": _BACK[gone.kind], "post": shift.post, "text": text}
    return office.write(office.draft("shift_break", said, id=unb64(id)))


def _own(office: Office) -> shifts.Shift:
    office.allow("shift")
    mine = shifts.current(office)
    if mine is None or mine.officer != office.officer.thread:
        raise DeskError(_("You are not on duty."), _("Sign on first."))
    return mine
