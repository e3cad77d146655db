"""The story: the night the clock goes back, keys only. Both half past ones stand, once each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.features.nights import LEAD, OFFICER, RELIEF, Desk, new_desk, printed

from deskinc.desk.lines import entries
from deskinc.desk.lines.entries import Line
from deskinc.desk.office import Office, sign_in
from deskinc.desk.trust import trust

LONDON = ZoneInfo("Europe/London")
EVENING = datetime(2026, 10, 24, 18, 58, tzinfo=LONDON)
CHANGE = datetime(2026, 10, 25, 1, tzinfo=UTC)
CALL = {
    "name": "Check call to control", "type": "check_call", "times": ["01:30"], "tolerance": 20,
    "text": "Check call made, all well.",
}  # fmt: skip
ROUND = {
    "name": "Hourly round", "type": "patrol", "every": 60, "from": "00:30", "until": "02:30",
    "tolerance": 20, "text": "Round made, all secure.",
}  # fmt: skip
FIRST, SECOND = "Seen at the first half past one.", "Seen at the second half past one."
LATE = "Fire door found ajar, shut."


@dataclass(frozen=True, slots=True)
class Played:
    """What the night left."""

    desk: Desk
    handover: Path
    day: Path
    found: str
    """The words on screen while the book was searched."""


def moment(minutes: int) -> datetime:
    """So many minutes after the change, or before it."""
    return (CHANGE + timedelta(minutes=minutes)).astimezone(LONDON)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """One night, played once for all that is asked of it."""
    root = tmp_path_factory.mktemp("dst")
    desk, qapp = new_desk(root, EVENING, (CALL, ROUND))
    desk.start(qapp)
    desk.sign_in(OFFICER)
    desk.sign_on(OFFICER, RELIEF.name)
    desk.at(moment(-120))
    desk.written("Page 298: Sunday 25 October 2026")
    desk.at(moment(-89))
    _tick(desk, "Round made")
    _first_hour(desk)
    _second_hour(desk)
    desk.at(moment(91))
    _tick(desk, "Round made")
    found = _look_for(desk)
    desk.at(moment(352))
    handover, day = root / "handover.pdf", root / "day.pdf"
    desk.hand_over(OFFICER, RELIEF, (42, 6), handover)
    desk.go("Book")
    desk.print_day(RELIEF, day)
    desk.leave()
    desk.end()
    return Played(desk, handover, day, found)


def _tick(desk: Desk, words: str) -> None:
    """Ctrl+T, Ctrl+Enter, and one more line that says so."""
    before = desk.count(words)
    desk.robot.keys("Ctrl+T")
    desk.robot.wait_for("Tick what was done")
    desk.robot.keys("Ctrl+Return")
    desk.robot.until(lambda: desk.count(words) > before, f"“{words}”")


def _first_hour(desk: Desk) -> None:
    """01:30 in summer time: both are due, a line, a delivery, a break begins."""
    robot = desk.robot
    desk.at(moment(-30))
    robot.wait_for("Check call to control 01:30 (UTC+1)")
    _tick(desk, "Check call made")
    _tick(desk, "Round made")
    desk.line("n", FIRST)
    _delivery(desk)
    desk.at(moment(-10))
    desk.go("Shift")
    robot.wait_for("On duty")
    robot.keys("Ctrl+B")
    robot.wait_for("Leave the post for a while?")
    robot.keys("Return")
    robot.wait_for("Back from the break")


def _second_hour(desk: Desk) -> None:
    """01:20 and 01:30 again: the break ends, the round is due once more, the call is not."""
    robot = desk.robot
    desk.at(moment(20))
    robot.keys("Ctrl+B")
    robot.wait_for("Break, relief…")
    desk.go("Book")
    desk.written("back from the break, after 30 min.")
    desk.written("Deliveries 01–02 (UTC+1): 1 in.")
    desk.at(moment(30))
    robot.wait_for("Hourly round 01:30 (UTC+0)")
    assert "Check call to control 01:30" not in robot.screen()
    _tick(desk, "Round made")
    desk.line("n", SECOND)
    _delivery(desk)
    desk.at(moment(40))
    desk.line("o", LATE, "0130 first")
    robot.wait_for("Why?")
    robot.keys("Return")
    desk.at(moment(60))
    desk.written("Deliveries 01–02 (UTC+0): 1 in.")


def _delivery(desk: Desk) -> None:
    robot = desk.robot
    robot.keys("Ctrl+Shift+D")
    robot.wait_for("Count a delivery")
    robot.keys("Return")
    robot.until(lambda: "Count a delivery" not in robot.screen(), "the end of the dialog")


def _look_for(desk: Desk) -> str:
    """Both are found, and Ctrl+G goes to the line of the first."""
    robot = desk.robot
    robot.keys("Ctrl+G")
    robot.wait_for("Go to a day or a line")
    robot.type("01:30 first")
    robot.keys("Return")
    robot.until(lambda: robot.name().startswith("Occurrence book"), "the log")
    robot.keys("Escape", "Ctrl+F")
    robot.type("half past one")
    robot.wait_for("1 of 2, 2 lines")
    words = robot.screen()
    robot.keys("Escape")
    return words


@pytest.fixture
def office(played: Played) -> Iterator[Office]:
    """The office afterwards, opened by its lead."""
    opened = sign_in(played.desk.folder, LEAD.name, LEAD.passphrase, clock=played.desk.clock)
    yield opened
    opened.close()


def lines(office: Office) -> list[Line]:
    """Every line, the oldest first."""
    return sorted(entries.newest(office), key=lambda line: line.line)


def written(office: Office, words: str) -> list[tuple[str, str]]:
    """When the lines that say so were written, with their offset."""
    locale = office.locale
    there = [line for line in lines(office) if words in line.text]
    return [(f"{one.written:%H:%M}", locale.utc_offset(one.written)) for one in there]


def test_rule02_lines_of_both_half_past_ones_stand_with_their_offsets_in_order(
    office: Office,
) -> None:
    assert written(office, FIRST) == [("01:30", "UTC+1")]
    assert written(office, SECOND) == [("01:30", "UTC+0")]
    there = lines(office)
    assert [line.line for line in there] == list(range(1, len(there) + 1))
    moments = [line.written for line in there]
    assert moments == sorted(moments)
    days = [int(line.day_no) for line in there if line.written.astimezone(LONDON).day == 25]
    assert days == list(range(1, len(days) + 1))


def test_each_act_that_was_due_stands_once(office: Office) -> None:
    assert written(office, "Check call made") == [("01:30", "UTC+1")]
    assert written(office, "Round made") == [
        ("00:31", "UTC+1"), ("01:30", "UTC+1"), ("01:30", "UTC+0"), ("02:31", "UTC+0"),
    ]  # fmt: skip
    assert [line for line in lines(office) if line.type == "missed"] == []
    ticks = office.read.ticks(CHANGE - timedelta(hours=2))
    due = [datetime.fromtimestamp(row.due / 1000, UTC) - CHANGE for row in ticks]
    assert sorted(due) == [timedelta(minutes=at) for at in (-90, -30, -30, 30, 90)]


def test_what_happened_at_the_first_and_was_written_after_the_second_is_late_by_its_time(
    office: Office,
) -> None:
    (late,) = [line for line in lines(office) if line.text == LATE]
    assert late.happened == CHANGE - timedelta(minutes=30)
    assert (late.late, late.late_reason != "") == (70, True)


def test_d08_each_of_the_two_hours_has_its_line_of_deliveries(office: Office) -> None:
    assert written(office, "Deliveries 01–02 (UTC+1): 1 in.") == [("01:20", "UTC+0")]
    assert written(office, "Deliveries 01–02 (UTC+0): 1 in.") == [("02:00", "UTC+0")]


def test_the_log_reads_each_with_its_offset_and_finds_both(played: Played) -> None:
    rows = [row for row in played.found.splitlines() if "half past one" in row]
    assert any("01:30 (UTC+1)" in row and FIRST in row for row in rows)
    assert any("01:30 (UTC+0)" in row and SECOND in row for row in rows)


@pytest.mark.parametrize("paper", ["handover", "day"])
def test_rule02_the_printed_page_says_the_offsets(played: Played, paper: str) -> None:
    words = printed(getattr(played, paper))
    rows = [
        rf"{no} {no - 1} 01:30 Information {re.escape(text)} R\.M\. \(UTC{offset}\)"
        for no, text, offset in ((6, FIRST, r"\+1"), (11, SECOND, r"\+0"))
    ]
    found = [re.search(row, words) for row in rows]
    assert all(found), rows
    places = [match.start() for match in found if match]
    assert places == sorted(places)
    late = (
        r"12 11 01:40 Door Fire door found ajar, shut\. R\.M\. \(UTC\+0\) happened 01:30 \(UTC\+1\)"
    )
    assert re.search(rf"{late} · LATE \+70 min, On patrol", words)


def test_the_whole_book_verifies(office: Office) -> None:
    verdict = trust.verify(office, full=True)
    assert verdict.ok, verdict.faults
