"""How long nobody wrote while somebody was on duty (rule 11); of no officer in particular."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from deskinc.book.registers.day import ShiftRow
from deskinc.desk.site import Site

Span = tuple[int, int]
"""From when until when, in milliseconds since 1970."""


def allowed(site: Site) -> timedelta:
    """How long nobody need write: what the site asks for, else an hour as on the silence map.

    Nothing where the site asks for no entry and wants no such map.
    """
    return timedelta(minutes=site.nil_every or (60 if site.silence else 0))


def on_duty(shifts: Iterable[ShiftRow], now: int) -> list[Span]:
    """When somebody was on duty: stretches that do not touch, in order."""
    found: list[Span] = []
    for row in sorted(shifts, key=lambda row: row.on_at):
        begin, end = row.on_at, now if row.off_at is None else row.off_at
        if found and begin <= found[-1][1]:
            begin, end = found[-1][0], max(end, found[-1][1])
            found.pop()
        found.append((begin, end))
    return found


def longest(duty: Sequence[Span], since: int, until: int) -> timedelta:
    """The longest stretch of duty between the two, in whole minutes."""
    inside = (min(end, until) - max(begin, since) for begin, end in duty)
    return timedelta(minutes=max(0, *inside, 0) // 60_000)
