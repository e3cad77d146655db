"""The pages of the book on screen: headings, ends, and the page that turns."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from tests.ui.book.test_page import settle, write
from tests.ui.conftest import Clock, grab

from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.shift import shifts
from deskinc.ui.book.linepainter import Turn
from deskinc.ui.book.page import BookPage


def sign_on(office: Office) -> None:
    raw: dict[str, object] = {"shift": "Night 19:00–07:00", "kit": True}
    shifts.sign_on(office, raw, entries.new_id()).result()


def turn_of(book: BookPage, row: int) -> Turn:
    turn = book.log.turn_at(row)
    assert turn is not None
    return turn


def test_rule02_each_page_has_date_weekday_and_offset_and_names_who_is_on_duty(
    book: BookPage, office: Office, qtbot: QtBot
) -> None:
    said = book.heads.accessibleName
    assert said() == "Sunday 22 November 2026, day page 326, UTC+0"
    sign_on(office)
    qtbot.waitUntil(lambda: said().endswith(", Night 19:00–07:00 R. Malik (R.M.)"))


def test_rule13_an_unclosed_day_stays_visibly_open_and_rule04_a_closed_one_is_ruled_off(
    book: BookPage, office: Office, clock: Clock, qtbot: QtBot
) -> None:
    sign_on(office)
    write(office, "Last of Sunday.")
    clock.go_on(hours=2)
    write(office, "First of Monday.")
    settle(book, qtbot, 3)
    qtbot.waitUntil(lambda: not turn_of(book, 2).closed)
    assert turn_of(book, 2).ended == (
        "Not closed: Sunday 22 November 2026. Lines 1–2. Signed on and not off: R. Malik 23:13."
    )
    grab(book, "day-open")
    shifts.sign_off(office, {}, entries.new_id()).result()
    qtbot.waitUntil(lambda: turn_of(book, 2).closed)
    qtbot.waitUntil(lambda: "Closed by R. Malik 23 Nov 01:13." in turn_of(book, 2).ended)
    grab(book, "day-closed")
    role = Qt.ItemDataRole.AccessibleDescriptionRole
    said = book.log.data(book.log.index(2, 0), role)
    assert "Closed by R. Malik" in said
    assert "Monday 23 November 2026, day page 327, UTC+0" in said
