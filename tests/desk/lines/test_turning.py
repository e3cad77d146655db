"""The page turns by itself: what is due, and what the desk writes (D5)."""

from datetime import UTC, date, datetime

from tests.desk.offices import Desk, Ticking

from deskinc.desk.lines import turning


def turned(desk: Desk) -> list[str]:
    saved = turning.turn(desk.office, turning.due_turns(desk.office)).result()
    return [str(record.values["text"]) for record in saved.records]


def test_d05_a_book_that_began_today_needs_no_page(desk: Desk) -> None:
    assert turning.due_turns(desk.office) == []
    desk.post("The first line.")
    assert turning.due_turns(desk.office) == []


def test_d05_the_desk_begins_each_page_once(desk: Desk, clock: Ticking) -> None:
    desk.post("Before midnight.")
    clock.moment = datetime(2026, 11, 22, tzinfo=UTC)
    assert turning.due_turns(desk.office) == [date(2026, 11, 22)]
    assert turned(desk) == ["Page 326: Sunday 22 November 2026, UTC+0."]
    line = desk.line(desk.office.read.newest(1)[0])
    assert (line.type, line.automatic, line.day_no) == ("page", True, "1")
    assert turning.due_turns(desk.office) == []
    assert desk.verifies()


def test_d05_missed_midnights_are_told_once_and_claim_no_time_of_theirs(
    desk: Desk, clock: Ticking
) -> None:
    desk.post("Before midnight.")
    clock.moment = datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert turned(desk) == [
        "Page 326: Sunday 22 November 2026, UTC+0. Nothing was written on it.",
        "Page 327: Monday 23 November 2026, UTC+0. It was not turned when the day began.",
    ]
    assert turning.due_turns(desk.office) == []


def test_d05_after_a_long_absence_seven_pages_are_told_one_by_one(
    desk: Desk, clock: Ticking
) -> None:
    desk.post("Before midnight.")
    clock.moment = datetime(2026, 12, 10, 8, tzinfo=UTC)
    texts = turned(desk)
    assert len(texts) == 8
    assert texts[0] == (
        "Pages 326 to 337, Sunday 22 November 2026 to Thursday 3 December 2026, were not turned."
    )
    assert texts[1].startswith("Page 338: Friday 4 December 2026")
    assert turning.due_turns(desk.office) == []
