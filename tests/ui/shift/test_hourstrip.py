"""The silence map in the window: a strip, a sentence and a table; the site can do without (D9)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Clock, grab

from deskinc.desk import settings
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.routine.silence import Hour
from deskinc.desk.shift import shifts
from deskinc.i18n import Locale
from deskinc.ui import theme
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.shift.hourstrip import Cells, HourByHour, silent_words
from deskinc.ui.shift.page import PAGE, ShiftPage

LONDON = Locale(zone="Europe/London")


def hours(start: datetime, *counts: int) -> list[Hour]:
    """Hours one after the other, with so many lines."""
    found = enumerate(counts)
    return [Hour(LONDON.local(start + timedelta(hours=at)), count, 0) for at, count in found]


@pytest.fixture
def page(
    make_window: Callable[..., MainWindow], office: Office, clock: Clock, qtbot: QtBot
) -> ShiftPage:
    """The Shift page five hours into a shift, silent from 01:00 to 03:00."""
    shifts.sign_on(office, {"post": "Front desk", "shift": "Night"}, entries.new_id()).result()
    for gone in (1, 3, 1):
        clock.go_on(hours=gone)
        entries.post(office, {"type": "patrol", "text": "Walked."}, entries.new_id()).result()
    window = make_window(PAGE)
    page = window.page("shift")
    assert isinstance(page, ShiftPage)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.on_duty)
    return page


def test_d09_silent_hours_are_painted_named_and_in_a_table(page: ShiftPage, qtbot: QtBot) -> None:
    shown = page.on_duty.hours
    assert isinstance(shown, HourByHour)
    assert shown.silent.text() == "Nothing written 01–03."
    assert shown.cells.accessibleName() == shown.silent.text()
    assert shown.table.words() == (
        "23:00 1 line\n00:00 1 line\n01:00 nothing\n02:00 nothing\n03:00 1 line\n04:00 1 line"
    )
    qtbot.waitUntil(lambda: shown.cells.height() >= shown.cells.sizeHint().height())
    picture = shown.cells.grab().toImage()
    amber = theme.color("pending_soft").rgb()
    found = {x for x in range(picture.width()) if picture.pixel(x, 24) == amber}
    wide = picture.width() / picture.devicePixelRatio() / 6
    assert min(found) >= 2 * wide
    assert max(found) <= 4 * wide
    grab(page.window(), "shift-hours")
    grab(shown, "hours")


def test_d09_a_site_that_wants_no_map_shows_none(
    page: ShiftPage, office: Office, qtbot: QtBot
) -> None:
    assert page.on_duty.hours.isVisible()
    settings.change(office, {"silence": False}).result()
    qtbot.waitUntil(lambda: not page.on_duty.hours.isVisible())


def test_an_hour_that_is_not_over_is_not_silent() -> None:
    start = datetime(2026, 11, 22, 23, tzinfo=UTC)
    found = hours(start, 2, 0)
    half = LONDON.local(start + timedelta(minutes=90))
    assert silent_words(found, half, LONDON) == "Something was written in every hour."
    over = LONDON.local(start + timedelta(hours=2))
    assert silent_words(found, over, LONDON) == "Nothing written 00–01."


def test_d09_of_the_doubled_hour_it_is_said_which_was_silent() -> None:
    start = datetime(2027, 10, 31, 0, tzinfo=UTC)
    now = LONDON.local(start + timedelta(hours=4))
    assert silent_words(hours(start, 0, 3, 1), now, LONDON) == "Nothing written 01–02 (UTC+1)."
    assert silent_words(hours(start, 3, 0, 1), now, LONDON) == "Nothing written 01–02 (UTC+0)."


def test_more_hours_than_fit_stand_in_rows(qtbot: QtBot) -> None:
    cells = Cells()
    qtbot.addWidget(cells)
    start = datetime(2026, 11, 22, 19, tzinfo=UTC)
    cells.show_hours(hours(start, *[1] * 14), LONDON.local(start + timedelta(hours=14)))
    assert cells.heightForWidth(400) == cells.heightForWidth(1000)
    assert cells.heightForWidth(290) == 2 * cells.heightForWidth(400)
