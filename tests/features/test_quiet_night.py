"""The story: a quiet night alone, keys only. What was due was done but once, and the rest said."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.features.nights import LEAD, OFFICER, RELIEF, Desk, new_desk, printed

from deskinc.desk.lines import entries
from deskinc.desk.lines.entries import Line
from deskinc.desk.office import Office, sign_in
from deskinc.desk.trust import trust

LONDON = ZoneInfo("Europe/London")
EVENING = datetime(2026, 11, 20, 18, 58, tzinfo=LONDON)
CALL = {
    "name": "Check call to control", "type": "check_call", "times": ["23:30", "03:30"],
    "tolerance": 15, "text": "Check call made, all well.",
    "procedure": "Call the mobile of the patrol, then the shift lead.",
}  # fmt: skip
PATROL = {
    "name": "Patrol of the ground floor", "type": "patrol", "place": "Lobby", "every": 240,
    "from": "22:00", "until": "06:00", "tolerance": 20,
    "points": ["East stair", "Loading bay door", "Roof"],
}  # fmt: skip
MISSED = "Check call to control, due 03:30, was not ticked by 03:45."
ICE = "Iced over, closed"


@dataclass(frozen=True, slots=True)
class Played:
    """What the night left."""

    desk: Desk
    paper: Path
    alarm: Path
    shift: str
    """The words of the Shift page in the morning."""


def clock(words: str) -> datetime:
    """A time of the night."""
    hour, minute = map(int, words.split(":"))
    day = EVENING.date() + timedelta(days=hour < 12)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)


@pytest.fixture(scope="module")
def player(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The only player of sounds on the path; it notes that it played."""
    if os.name != "posix":
        pytest.skip("the player here is a shell script")
    programs = tmp_path_factory.mktemp("programs")
    script = programs / "aplay"
    script.write_text(f"#!/bin/sh\necho played >> {programs}/log\n")
    script.chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{programs}:/usr/bin:/bin")
        for other in ("pw-play", "paplay"):
            (programs / other).symlink_to(script)
        yield programs / "log"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, player: Path) -> Played:
    """One night, played once for all that is asked of it."""
    root = tmp_path_factory.mktemp("quiet")
    desk, qapp = new_desk(root, EVENING, (CALL, PATROL))
    desk.start(qapp)
    desk.sign_in(OFFICER)
    desk.sign_on(OFFICER, RELIEF.name)
    for time in ("20:00", "21:00"):
        desk.at(clock(time))
        desk.nil()
    _patrol(desk, "22:01")
    _call(desk)
    desk.at(clock("00:00"))
    desk.written("Page 325: Saturday 21 November 2026, UTC+0.")
    desk.at(clock("01:00"))
    desk.nil()
    _break(desk)
    _patrol(desk, "02:03")
    _locked(desk, player)
    _deliveries(desk)
    _patrol(desk, "06:04")
    desk.at(clock("06:52"))
    desk.go("Shift")
    desk.robot.wait_for("Lines 1–15, 15 in all")
    words = desk.robot.screen()
    desk.hand_over(OFFICER, RELIEF, (42, 6), root / "handover.pdf")
    desk.leave()
    desk.end()
    return Played(desk, root / "handover.pdf", player, words)


def _patrol(desk: Desk, time: str) -> None:
    """Two points passed, one not, with the reason."""
    desk.at(clock(time))
    robot = desk.robot
    robot.wait_for("Patrol of the ground floor")
    before = desk.count("Not passed")
    robot.keys("Ctrl+T")
    robot.wait_for("Tick each point that was passed.")
    robot.go_to("East stair")
    robot.keys("Space")
    robot.go_to("Loading bay door")
    robot.keys("Space")
    robot.go_to("Roof: note")
    robot.type(ICE)
    robot.keys("Ctrl+Return")
    robot.until(lambda: desk.count("Not passed") > before, "the patrol in the book")


def _call(desk: Desk) -> None:
    """The check call in time: Ctrl+T, Enter."""
    desk.at(clock("23:32"))
    robot = desk.robot
    robot.wait_for("Check call to control")
    robot.keys("Ctrl+T")
    robot.wait_for("Check call made, all well.")
    robot.keys("Return")
    desk.written("Check call made, all well.")


def _break(desk: Desk) -> None:
    """Twenty minutes, the post covered by control."""
    robot = desk.robot
    desk.at(clock("01:10"))
    desk.go("Shift")
    robot.wait_for("On duty")
    robot.keys("Ctrl+B")
    robot.wait_for("Leave the post for a while?")
    robot.type("Control room")
    robot.keys("Return")
    robot.wait_for("Back from the break")
    desk.at(clock("01:31"))
    robot.keys("Ctrl+B")
    robot.wait_for("Break, relief…")
    desk.go("Book")
    desk.written("R. Malik back from the break, after 21 min.")


def _locked(desk: Desk, player: Path) -> None:
    """A locked desk, and a check call that nobody makes in time; then it is made."""
    robot = desk.robot
    desk.at(clock("03:20"))
    robot.keys("Ctrl+L")
    robot.wait_for("Check call")
    assert "control" not in robot.screen()
    desk.at(clock("03:44"))
    played = player.read_text() if player.exists() else ""
    desk.at(clock("03:45") + timedelta(seconds=30))
    robot.until(lambda: player.exists() and player.read_text() != played, "the alarm")
    robot.until(lambda: desk.office.read.last_by_desk("missed"), "the line by the desk")
    desk.at(clock("03:46"))
    robot.type(OFFICER.passphrase)
    robot.keys("Return")
    robot.wait_for(f"Officer {OFFICER.name}")
    desk.written(MISSED)
    robot.keys("Ctrl+T")
    robot.wait_for("Check call made, all well.")
    robot.keys("Return")
    robot.until(lambda: desk.count("Check call made, all well.") == 2, "the second check call")


def _deliveries(desk: Desk) -> None:
    """Two come in and one is refused."""
    robot = desk.robot
    desk.at(clock("05:10"))
    for _one in range(2):
        robot.keys("Ctrl+Shift+D")
        robot.wait_for("Count a delivery")
        robot.keys("Return")
        robot.until(lambda: "Count a delivery" not in robot.screen(), "the end of the dialog")
    robot.keys("Ctrl+Shift+D", "Alt+R")
    robot.wait_for("Why refused")
    robot.type("Nobody of that name")
    robot.keys("Return")
    desk.written("Delivery refused. Reason: Nobody of that name")
    desk.at(clock("06:00"))
    desk.written("Deliveries 05–06: 2 in, 1 refused.")


@pytest.fixture
def office(played: Played) -> Iterator[Office]:
    """The office afterwards, opened by its lead."""
    opened = sign_in(played.desk.folder, LEAD.name, LEAD.passphrase, clock=played.desk.clock)
    yield opened
    opened.close()


def lines(office: Office) -> list[Line]:
    """Every line, the oldest first."""
    return sorted(entries.newest(office), key=lambda line: line.line)


def test_rule11_quiet_hours_stand_as_nil_returns(office: Office) -> None:
    nil = [line for line in lines(office) if line.type == "nil"]
    assert [line.written.strftime("%H:%M") for line in nil] == ["20:00", "21:00", "01:00"]
    assert {(line.by, line.text, line.late) for line in nil} == {("R.M.", "All correct.", None)}


def test_each_thing_that_was_due_is_ticked_once_and_what_was_missed_said_once(
    office: Office,
) -> None:
    there = lines(office)
    patrols = [line for line in there if line.type == "patrol"]
    assert [line.written.strftime("%H:%M") for line in patrols] == ["22:01", "02:03", "06:04"]
    for line in patrols:
        assert line.text == f"Patrol of the ground floor. Not passed: Roof ({ICE})."
        assert [(one.point, one.note) for one in line.points] == [
            ("East stair", ""), ("Loading bay door", ""),
        ]  # fmt: skip
    (missed,) = [line for line in there if line.type == "missed"]
    assert (missed.by, missed.automatic) == ("desk", True)
    assert missed.text == f"{MISSED}\nTo be done: {CALL['procedure']}"
    calls = [line.written.strftime("%H:%M") for line in there if line.type == "check_call"]
    assert calls == ["23:32", "03:46"]


def test_d08_the_desk_itself_wrote_three_lines_in_the_whole_night(office: Office) -> None:
    said = [line.text.split(",")[0].split(":")[0] for line in lines(office) if line.by == "desk"]
    assert said == ["Page 325", "Check call to control", "Deliveries 05–06"]


def test_rule10_the_first_line_says_relieved_whom_and_what_was_checked_the_last_who_took_over(
    office: Office,
) -> None:
    there = lines(office)
    assert re.fullmatch(
        r"R\. Malik on duty, Night 19:00–07:00\. Relieved D\. Novak\. Keys and kit checked\. "
        r"Instructions read\. Sound tested\.", there[0].text,
    )  # fmt: skip
    off = next(line for line in there if line.form == "shift_off")
    assert off.text.startswith("R. Malik off duty. Relieved by D. Novak.")
    assert [line.line for line in there] == list(range(1, len(there) + 1))


def test_d09_the_shift_page_showed_the_silent_hours_and_the_figures(played: Played) -> None:
    for words in (
        "Nothing written 19–20, 00–01, 04–05.", "22:00 1 line, 1 ticked", "04:00 nothing",
        "01:00 3 lines", "Deliveries 2 in, 1 refused",
    ):  # fmt: skip
        assert words in played.shift, words


def test_rule15_the_printed_night_holds_every_line_in_order(played: Played, office: Office) -> None:
    words = printed(played.paper)
    for row in (
        r"1 1 18:58 On duty R\. Malik on duty, Night 19:00–07:00\.",
        r"20:00 All correct All correct\. R\.M\.",
        r"22:01 Patrol, .*Patrol of the ground floor\. Not passed: Roof",
        r"6 1 00:00 Page Page 325: Saturday 21 November",
        r"8 3 01:10 Break R\. Malik on a break\.",
        r"11 6 03:45 Missed Check call to control, due 03:30,",
        r"14 9 06:00 Hourly summary Deliveries 05–06: 2 in, 1 refused\. desk",
        r"16 11 06:52 Handover Shift handed over to D\. Novak, lines 1–17\. R\.M\.",
    ):
        assert re.search(row, words), row
    verdict = trust.verify(office, full=True)
    assert verdict.ok, verdict.faults
