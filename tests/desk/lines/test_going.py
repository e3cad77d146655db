"""Where a number, a date or a time leads in the book."""

from datetime import UTC, datetime

import pytest
from tests.desk.offices import Desk, Ticking

from deskinc.desk.lines.going import going_to
from deskinc.errors import DeskError


def test_a_number_a_date_and_a_time_lead_to_their_lines(desk: Desk, clock: Ticking) -> None:
    first = desk.post("Saturday evening.")
    clock.moment = datetime(2026, 11, 21, 21, 30, tzinfo=UTC)
    second = desk.post("Saturday, later.")
    clock.moment = datetime(2026, 11, 23, 9, tzinfo=UTC)
    third = desk.post("Monday.")
    leads = {
        first.n: ("1", "2026-11-21", "21.11.2026", "21/11", "21 Nov", "21 november 2026",
                "saturday", "sat", "20:00 2026-11-21"),
        second.n: ("2", "21:00 2026-11-21"),
        third.n: ("3", "today", "yesterday", "22 Nov", "Monday"),
    }  # fmt: skip
    for n, words in leads.items():
        for typed in words:
            assert going_to(desk.office, typed) == n, typed


@pytest.mark.parametrize("typed", ["99", "2027-01-01", "31 Feb", "soon", "x"])
def test_what_leads_nowhere_is_said(desk: Desk, typed: str) -> None:
    desk.post("The only line.")
    with pytest.raises(DeskError):
        going_to(desk.office, typed)
