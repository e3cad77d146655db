"""Clocks and order of the active strip."""

from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from deskinc.ui.strip import Active, ActiveStrip, by_severity, elapsed, remaining

NOW = datetime(2026, 11, 22, 23, 13, 47, tzinfo=UTC)


def thing(severity: str, minutes: int, due: datetime | None = None) -> Active:
    since = NOW - timedelta(minutes=minutes)
    return Active(f"t{minutes}", f"INC-2026-{minutes:04d}", severity, "Lift", since, due, "call")


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


def test_a_quiet_strip_is_gone(qtbot: QtBot) -> None:
    strip = ActiveStrip()
    qtbot.addWidget(strip)
    strip.show_items([thing("low", 2)], NOW)
    strip.show_items([], NOW)
    assert strip.isHidden()
