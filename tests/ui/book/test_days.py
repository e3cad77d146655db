"""The pages of the book on screen: headings, ends, and the page that turns."""

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from tests.ui.book.test_page import settle, write
from tests.ui.conftest import Clock, grab

from deskinc.book.clock import Step
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.shift import shifts
from deskinc.ui.book.linepainter import Turn
from deskinc.ui.book.page import BookPage
from deskinc.ui.book.turner import PageTurner


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


def test_an_open_day_is_amber_only_once_the_shift_should_have_ended(
    book: BookPage, office: Office, clock: Clock, qtbot: QtBot
) -> None:
    sign_on(office)
    write(office, "Last of Sunday.")
    clock.go_on(hours=2)
    write(office, "First of Monday.")
    settle(book, qtbot, 3)
    qtbot.waitUntil(lambda: not turn_of(book, 2).closed)
    assert not turn_of(book, 2).overdue
    grab(book, "day-open-as-planned")
    clock.at = datetime(2026, 11, 23, 7, tzinfo=UTC)
    book.session.ticked.emit(office.now())
    assert turn_of(book, 2).overdue
    grab(book, "day-overdue")
    shifts.sign_off(office, {}, entries.new_id()).result()
    qtbot.waitUntil(lambda: turn_of(book, 2).closed)
    assert not turn_of(book, 2).overdue


def pages_in(office: Office) -> list[str]:
    return [line.text for line in entries.newest(office) if line.type == "page"]


def test_d05_the_page_turns_by_itself_at_midnight_also_while_the_desk_is_locked(
    book: BookPage, office: Office, clock: Clock, qtbot: QtBot
) -> None:
    write(office, "Last of Sunday.")
    PageTurner(book.session)
    book.session.lock()
    clock.at = datetime(2026, 11, 23, tzinfo=UTC)
    book.session.ticked.emit(office.now())
    qtbot.waitUntil(lambda: bool(pages_in(office)))
    assert pages_in(office) == ["Page 327: Monday 23 November 2026, UTC+0."]
    book.session.ticked.emit(office.now())
    settle(book, qtbot, 2)
    assert book.log.turn_at(1) is not None
    grab(book, "page-turned")


def test_d05_what_was_closed_over_midnight_turns_its_page_at_opening(
    book: BookPage, office: Office, clock: Clock, qtbot: QtBot
) -> None:
    write(office, "Last of Sunday.")
    clock.go_on(hours=9)
    PageTurner(book.session)
    qtbot.waitUntil(lambda: bool(pages_in(office)))
    assert pages_in(office)[0].endswith("It was not turned when the day began.")


def test_d06_a_clock_that_was_set_turns_no_page_before_somebody_answers(
    book: BookPage, office: Office, clock: Clock, qtbot: QtBot
) -> None:
    write(office, "Last of Sunday.")
    turner = PageTurner(book.session)
    qtbot.waitUntil(lambda: not turner.busy)
    stepped = replace(book.session.health, step=Step(90_000, office.now()))
    book.session.health = stepped
    clock.go_on(days=1)
    book.session.ticked.emit(office.now())
    assert not turner.busy
    book.session.health = replace(stepped, step=None)
    book.session.ticked.emit(office.now())
    qtbot.waitUntil(lambda: bool(pages_in(office)))
