"""Clocks and order of the active strip."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from deskinc.ui.pieces import GAP, width_of
from deskinc.ui.strip import Active, ActiveStrip, StripItem, by_severity, elapsed, remaining

NOW = datetime(2026, 11, 22, 23, 13, 47, tzinfo=UTC)


LONG = "Water through the ceiling of the comms room on floor 6, two racks wet, power cut off"
STEP = "Ask the tenant of floor 7 whether the valve behind their kitchen is shut. " * 6
NARROW, FULL = 777, 1132
"""Widths of the strip at 150 % of 1280 and at 1280 itself."""


def thing(
    severity: str, minutes: int, due: datetime | None = None, what: str = "Lift", step: str = "call"
) -> Active:
    since = NOW - timedelta(minutes=minutes)
    return Active(f"t{minutes}", f"INC-2026-{minutes:04d}", severity, what, since, due, step)


def strip_with(qtbot: QtBot, width: int, *items: Active) -> ActiveStrip:
    made = ActiveStrip()
    qtbot.addWidget(made)
    made.resize(width, 40)
    made.set_size(narrow=width == NARROW, low=False)
    made.show_items(items, NOW)
    made.show()
    return made


def words_of(item: StripItem) -> list[str]:
    """What is painted of an item, which must lie inside it and inside the strip."""
    shown = item.shown()
    assert width_of(shown) <= item.width() + GAP
    strip = item.parentWidget()
    assert strip is not None
    assert item.geometry().right() < strip.width()
    return [piece.words for piece in shown if piece.words]


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(minutes=14, seconds=21), "00:14:21"),
        (timedelta(days=2, hours=3, minutes=10), "2 d 03:10"),
        (timedelta(seconds=-5), "00:00:00"),
    ],
)
def test_elapsed_time_is_read_at_a_glance(span: timedelta, words: str) -> None:
    assert elapsed(span) == words


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(minutes=3, seconds=12), "3:12"),
        (timedelta(hours=2, minutes=5), "2 h 05"),
        (timedelta(seconds=-43), "0:43 over"),
    ],
)
def test_a_deadline_counts_down_and_then_over(span: timedelta, words: str) -> None:
    assert remaining(span) == words


def test_the_most_severe_comes_first_then_the_oldest() -> None:
    items = [thing("low", 50), thing("high", 3), thing("critical", 1), thing("high", 9)]
    assert [(i.severity, i.thread) for i in by_severity(items)] == [
        ("critical", "t1"), ("high", "t9"), ("high", "t3"), ("low", "t50"),
    ]  # fmt: skip


def test_what_is_real_stands_before_every_exercise() -> None:
    drill = replace(thing("critical", 9), number="XINC-2026-0001")
    real = thing("low", 1)
    assert by_severity([drill, real]) == [real, drill]


def test_what_does_not_fit_is_counted(qtbot: QtBot) -> None:
    strip = ActiveStrip()
    qtbot.addWidget(strip)
    strip.resize(700, 40)
    strip.show_items([thing("high", at, NOW) for at in range(1, 5)], NOW)
    strip.show()
    assert strip._items[0].isVisible()
    assert strip._more.isVisible()
    assert "more active incidents" in strip._more.accessibleName()


def test_a_narrow_strip_shows_the_worst_only(qtbot: QtBot) -> None:
    strip = ActiveStrip()
    qtbot.addWidget(strip)
    strip.resize(900, 36)
    strip.set_size(narrow=True, low=False)
    strip.show_items([thing("low", 2), thing("critical", 1)], NOW)
    strip.show()
    assert [item.isVisible() for item in strip._items] == [True, False]
    assert strip._items[0].active.severity == "critical"
    assert strip._more.text() == "1 more"


@pytest.mark.parametrize("width", [NARROW, FULL])
def test_a_long_title_gives_way_to_number_clock_step_and_time_left(
    qtbot: QtBot, width: int
) -> None:
    assert len(LONG) == 84
    wet = thing("high", 14, NOW + timedelta(minutes=3, seconds=12), LONG, "call the plumber")
    strip = strip_with(qtbot, width, wet, thing("low", 50))
    severity, number, what, clock, step, left = words_of(strip._items[0])
    assert (severity, number, clock) == ("High", "INC-2026-0014", "00:14:00")
    assert (step, left) == ("call the plumber", "3:12")
    assert LONG.startswith(what.removesuffix("…"))
    assert strip._items[0].toolTip() == f"{LONG}\ncall the plumber"


@pytest.mark.parametrize("width", [NARROW, FULL])
def test_a_long_next_step_never_hides_a_clock_or_what_is_left(qtbot: QtBot, width: int) -> None:
    wet = thing("critical", 14, NOW - timedelta(seconds=43), LONG, STEP)
    strip = strip_with(qtbot, width, wet)
    _severity, number, what, clock, step, left = words_of(strip._items[0])
    assert (number, clock, left) == ("INC-2026-0014", "00:14:00", "0:43 over")
    assert what.endswith("…")
    assert step.endswith("…")


def test_the_words_go_altogether_before_a_clock_does(qtbot: QtBot) -> None:
    strip = strip_with(qtbot, 420, thing("high", 14, NOW, LONG, STEP))
    assert words_of(strip._items[0]) == ["High", "INC-2026-0014", "00:14:00", "0:00"]


def test_items_share_the_strip_and_the_most_severe_gets_its_words_first(qtbot: QtBot) -> None:
    long = [thing("high", 9, what=LONG), thing("medium", 5, what=LONG), thing("low", 3)]
    strip = strip_with(qtbot, FULL, *long)
    assert [item.isVisible() for item in strip._items] == [True, True, False]
    assert strip._more.text() == "1 more"
    assert strip._more.geometry().right() < strip.width()
    first, second = (words_of(item)[2] for item in strip._items[:2])
    assert len(first) > len(second)
    assert second.endswith("…")


def test_a_quiet_strip_is_gone(qtbot: QtBot) -> None:
    strip = ActiveStrip()
    qtbot.addWidget(strip)
    strip.show_items([thing("low", 2)], NOW)
    strip.show_items([], NOW)
    assert strip.isHidden()
