"""Days as people type and say them."""

from datetime import date

import pytest

from deskinc.desk.lines.days import day_asked
from deskinc.errors import DeskError

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (" ", None), ("today", TODAY), (" Yesterday ", date(2026, 11, 21)),
        ("21 Nov", date(2026, 11, 21)), ("21. november", date(2026, 11, 21)),
        ("21.11.", date(2026, 11, 21)), ("21.11", date(2026, 11, 21)),
        ("21/11/2025", date(2025, 11, 21)), ("2026-11-21", date(2026, 11, 21)),
        ("24 Dec", date(2025, 12, 24)), ("sat", date(2026, 11, 21)),
        ("sunday", date(2026, 11, 22)), ("-7d", date(2026, 11, 15)),
        ("\u22122 w", date(2026, 11, 8)), ("24  Dec  2026", date(2026, 12, 24)),
    ],
)  # fmt: skip
def test_a_day_is_understood(typed: str, day: date | None) -> None:
    assert day_asked(typed, TODAY) == day


@pytest.mark.parametrize(
    "typed", ["soon", "31 Feb", "31.2.", "2026-13-01", "-99999w", "-7x", "7", "tomorrow", "²1 Nov"]
)
def test_what_is_no_day_is_said_with_what_to_write(typed: str) -> None:
    with pytest.raises(DeskError) as caught:
        day_asked(typed, TODAY)
    assert caught.value.what == f"“{typed}” is no day."
    assert "-7d" in caught.value.todo
