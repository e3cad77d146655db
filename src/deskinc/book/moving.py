"""Giving an open book another mirror: filled, read through and compared, and only then its own.

The old mirror goes on meanwhile, and is left as it is. What was begun in the new folder is taken
away again where it does not come to an end.
"""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from deskinc.book.checking import mirror_check
from deskinc.book.checking.mirror_check import Mirrored
from deskinc.book.disk import doubt
from deskinc.book.disk.station import Station
from deskinc.book.disk.store import Link
from deskinc.book.mirror.lane import MirrorLane
from deskinc.book.mirror.standing import Standing
from deskinc.book.opened import Opened
from deskinc.book.records.following import Cancel, Cancelled
from deskinc.errors import BookFault
from deskinc.i18n import _
from deskinc.proof.canonical import b64
from deskinc.proof.findings import Finding

Told = Callable[[float, str], None]
"""``told(fraction 0–1, words)``."""

Made = Callable[[Opened], MirrorLane | None]
"""The lane to the mirror that the parts name."""

STEP = 0.5
"""Seconds between two looks at how far it is."""


def filled(
    opened: Opened, folder: Path, made: Made, link: Link, told: Told, cancel: Cancel
) -> tuple[Opened, MirrorLane]:
    """The parts with a mirror below ``folder`` that holds the whole book, and its lane. Blocks.

    Raises BookFault where something lies there already, or the disk does not take or give back
    all of it; Cancelled if ``cancel`` says so. Then the folder is as it was.
    """
    there = folder.absolute() / b64(opened.founding.book)
    try:
        there.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        raise BookFault(
            _("In this folder lies a mirror of this book already."),
            _("Choose another folder, or an empty one on that disk."),
        ) from None
    except OSError as error:
        raise _refused(error.strerror or "") from error
    station = replace(opened.station, mirror=folder.absolute())
    moved = replace(opened, station=station, mirrored=Standing(0))
    lane = made(moved)
    assert lane is not None  # noqa: S101 - the station names its folder
    try:
        _fill(lane, opened, told, cancel)
        _compare(Mirrored(there, opened.keys.mirror, lane.done), moved, link, told, cancel)
    except BaseException:
        if lane.close(STEP):
            shutil.rmtree(there, ignore_errors=True)
        raise
    return moved, lane


def settle(opened: Opened, lane: MirrorLane) -> MirrorLane | None:
    """From here on, and at the next opening, this mirror is the book’s; the lane it had. OSError.

    On the writer’s lane: nothing is written meanwhile.
    """
    known, writer = Station.load(opened.folder) or opened.station, opened.writer
    replace(known, mirror=opened.station.mirror).save(opened.folder)
    before, writer.mirror = writer.mirror, lane
    for words in (doubt.unknown_mirror(), doubt.emptied()):
        if words in opened.doubts:
            opened.doubts.remove(words)
    lane.nudge(writer.state.n)
    return before


def _fill(lane: MirrorLane, opened: Opened, told: Told, cancel: Cancel) -> None:
    high = opened.writer.state.n
    lane.nudge(high)
    while not lane.settled(STEP) or lane.done < high or lane.files_behind:
        if cancel():
            raise Cancelled(_("It was stopped."))
        if lane.missing or lane.fault is not None:
            raise _refused("")
        told(0.6 * lane.done / max(1, high), _("Writing every record into the new mirror"))


def _compare(there: Mirrored, moved: Opened, link: Link, told: Told, cancel: Cancel) -> None:
    """Read everything back and hold it against the book."""
    done = 0
    try:
        for one in mirror_check.findings(there, moved.folder, link):
            if cancel():
                raise Cancelled(_("It was stopped."))
            if isinstance(one, Finding):
                raise _refused("")
            done += one
            share = min(1.0, done / max(1, there.last))
            told(0.6 + 0.4 * share, _("Reading it back and comparing it with the book"))
    except OSError as error:
        raise _refused(error.strerror or "") from error


def _refused(why: str) -> BookFault:
    what = _("The new folder did not take the whole book, or did not give it back.")
    return BookFault(
        f"{what} {why}".strip(),
        _("The old mirror is as it was. See how much room is there, or choose another disk."),
    )
