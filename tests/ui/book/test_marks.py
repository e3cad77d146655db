"""What stands beside the words of a line: on screen, and for a screen reader."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from tests.ui.book.test_page import settle, write
from tests.ui.conftest import Clock, grab

from deskinc.desk.lines import entries
from deskinc.desk.lines.marks import Mark, Signed
from deskinc.desk.office import Office
from deskinc.i18n import Locale
from deskinc.ui.book.columns import FULL
from deskinc.ui.book.laying import lay, words_of
from deskinc.ui.book.meta import Marks, meta_of, spoken
from deskinc.ui.book.model import grey_line
from deskinc.ui.book.page import BookPage


def said(book: BookPage, row: int) -> str:
    return str(book.log.data(book.log.index(row, 0), Qt.ItemDataRole.AccessibleTextRole))


def small(book: BookPage, row: int) -> list[str]:
    """The words under a line."""
    return [piece.words for piece in meta_of(book.log.line_at(row), book.log.marks_at(row))]


def test_rule02_in_the_doubled_hour_each_time_says_its_offset(
    book: BookPage, office: Office, clock: Clock, qtbot: QtBot
) -> None:
    for hour in (0, 1):
        clock.at = datetime(2027, 10, 31, hour, 30, tzinfo=UTC)
        before = office.locale.local(clock.at - timedelta(minutes=5))
        raw = {"type": "patrol", "text": "All secure.", "happened": before}
        entries.post(office, raw, entries.new_id()).result()
    clock.go_on(hours=2)
    write(office, "The hours are one again.")
    settle(book, qtbot, 3)
    assert small(book, 0) == ["written 01:30 (UTC+1)", "happened 01:25 (UTC+1)"]
    assert small(book, 1) == ["written 01:30 (UTC+0)", "happened 01:25 (UTC+0)"]
    assert small(book, 2) == []
    assert said(book, 0).startswith("1, 01:30 (UTC+1), Patrol, All secure., happened 01:25 (UTC+1)")
    assert said(book, 2).startswith("3, 03:30, Patrol")
    assert book.heads.accessibleName() == "Sunday 31 October 2027, day page 304, UTC+1, then UTC+0"
    grab(book, "doubled-hour")


def test_rule01_the_day_number_stands_beside_the_serial(
    book: BookPage, office: Office, clock: Clock, qtbot: QtBot
) -> None:
    write(office, "Last of Sunday.")
    clock.go_on(hours=2)
    write(office, "First of Monday.")
    settle(book, qtbot, 2)
    line = book.log.line_at(1)
    laid = lay(line, FULL, 1000, Marks())
    assert [cell.layout.text() for cell in laid.cells[:3]] == ["2", "1", "01:13"]
    assert "line 1 of its day" in said(book, 1)


def test_rule05_a_struck_line_says_who_when_by_date_and_why(
    book: BookPage, office: Office, clock: Clock, qtbot: QtBot
) -> None:
    struck, corrected = write(office, "Written twice."), write(office, "Left by the street door.")
    clock.go_on(hours=2)
    entries.strike(office, struck, "written twice", entries.new_id()).result()
    raw = {**entries.values(office, corrected), "text": "Left by the ramp."}
    entries.correct(office, corrected, raw, "camera 4", entries.new_id()).result()
    settle(book, qtbot, 4)
    assert small(book, 0) == ["struck 23 Nov 01:13 R.M.", "Reason: written twice"]
    assert small(book, 1) == ["struck 23 Nov 01:13 R.M., see", "4", "Reason: camera 4"]
    assert "struck 23 Nov 01:13 R.M., see 4, Reason: camera 4" in said(book, 1)


def test_d04_a_time_up_to_two_minutes_ahead_is_marked(
    book: BookPage, office: Office, qtbot: QtBot
) -> None:
    raw = {"type": "patrol", "text": "x", "happened": office.now() + timedelta(seconds=100)}
    entries.post(office, raw, entries.new_id()).result()
    settle(book, qtbot, 1)
    assert small(book, 0) == ["the time given lies ahead of the clock"]
    assert "ahead of the clock" in said(book, 0)


def test_direction_marks_are_seen(book: BookPage, office: Office, qtbot: QtBot) -> None:
    write(office, "Badge \u202e4321\u202c shown.", place="Gate \u202eA")
    settle(book, qtbot, 1)
    line = book.log.line_at(0)
    assert line.text == "Badge \u202e4321\u202c shown.", "the book keeps what was typed"
    assert words_of(line)[0] == "Badge [U+202E]4321[U+202C] shown."
    assert "Gate [U+202E]A, Badge [U+202E]4321[U+202C] shown." in said(book, 0)


def test_rule14_the_mark_of_a_review_says_who_and_when_apart_from_the_words(
    book: BookPage, office: Office, qtbot: QtBot
) -> None:
    n = write(office, "All secure.")
    write(office, "All secure again.")
    raw = {"first": 1, "last": 1, "own": True, "meaning": "I have read line 1."}
    office.write(office.draft("review", raw)).result()
    settle(book, qtbot, 2)
    tips = [book.log.data(book.log.index(row, 0), Qt.ItemDataRole.ToolTipRole) for row in (0, 1)]
    assert tips == [f"reviewed by R.M. {office.now():%H:%M}", None]
    assert f"reviewed by R.M. {office.now():%H:%M}" in said(book, 0)
    assert small(book, 0) == []
    assert entries.lines(office, [n])[0].text == "All secure."


def test_a_second_signature_and_a_review_stand_beside_the_words(office: Office) -> None:
    line = replace(
        grey_line(office, {"text": "Keys counted."}, "Keys"),
        seconds=(Signed("J.H.", "J. Harding", office.now(), "I counted too."),),
        mark=Mark("approved", "J.H.", office.now(), ""),
    )
    marks = Marks(locale=Locale())
    at = f"{office.now():%H:%M}"
    assert [piece.words for piece in meta_of(line, marks)] == [
        f"signed by J.H. {at}: I counted too."
    ]
    assert "check" in [sign.icon for sign in lay(line, FULL, 1000, marks).signs]
    assert "reviewed by J.H." in spoken(line, marks)
    returned = replace(line, seconds=(), mark=Mark("returned", "J.H.", office.now(), "Which keys?"))
    assert [piece.words for piece in meta_of(returned, marks)] == ["returned by J.H.: Which keys?"]
