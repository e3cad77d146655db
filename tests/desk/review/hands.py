"""What a shift lead does in a few words."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tests.desk.offices import BOSS, PHRASES, Desk

from deskinc.book.record import Record
from deskinc.desk.review import reviewing
from deskinc.desk.review.items import Item
from deskinc.desk.review.queue import Queue, is_alone, queue
from deskinc.desk.review.reviewing import Pass


def waiting(desk: Desk) -> Queue:
    """What waits for whoever has the desk."""
    return queue(desk.office)


def texts(desk: Desk) -> list[list[str]]:
    """The words of the lines that wait, shift by shift."""
    return [[item.line.text for item in shift.new] for shift in waiting(desk).shifts]


def item(desk: Desk, record: Record) -> Item:
    """A line as it waits."""
    found = (one for shift in waiting(desk).shifts for one in shift.items)
    return next(one for one in found if one.line.n == record.n)


def passed(first: int, last: int, returned: Mapping[int, str] | None = None, **more: Any) -> Pass:
    """The pass over these lines."""
    back = returned or {}
    named = {n: str(n) for n in {*back, *more.get("after_all", ())}}
    return Pass(first, last, back, (str(first), str(last)), **{"named": named, **more})


def review(
    desk: Desk, first: int, last: int, returned: Mapping[int, str] | None = None, **more: Any
) -> Record:
    """Review these lines as the first person, in whose name the desk stays."""
    desk.sit(BOSS)
    made = replace(passed(first, last, returned, **more), alone=is_alone(desk.office))
    return signed(desk, made)


def signed(desk: Desk, made: Pass) -> Record:
    """Sign a pass as the first person."""
    desk.sit(BOSS)
    return reviewing.write(desk.office, made, PHRASES[BOSS])
