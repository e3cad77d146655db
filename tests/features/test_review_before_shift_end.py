"""The story: twenty minutes before the shift ends its lead reads the night, keys only.

A real night with a late line and two hours without a word; one line goes back with a question,
its writer answers, and the lead approves the answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.features.nights import LEAD, OFFICER, STAFF, Desk, new_desk
from tests.reports.tools import bare, text_of

from deskinc.desk import settings
from deskinc.desk.lines import entries
from deskinc.desk.lines.entries import Line
from deskinc.desk.office import Office, sign_in
from deskinc.desk.review import queue
from deskinc.desk.trust import trust
from deskinc.ui.night.robot import Robot

LONDON = ZoneInfo("Europe/London")
EVENING = datetime(2026, 11, 20, 18, 58, tzinfo=LONDON)
PATROL, PARCEL = "All doors secure.", "Parcel for Caldwell & Reid."
VISITOR = "Mr A. Brandt refused, no host on site."
KEY, ANSWER = "Key 7 handed out.", "Key 7 handed out to Ms Nair, floor 5."
RAIN = "All secure. Rain since midnight."
ASKED = "To whom?"


@dataclass(frozen=True, slots=True)
class Played:
    """What the night left, and what each record of a line was before anybody reviewed it."""

    desk: Desk
    day: Path
    signed: dict[int, tuple[bytes, dict[str, object]]]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The night and its review, played once for all that is asked of it."""
    root = tmp_path_factory.mktemp("review")
    desk, qapp = new_desk(root, EVENING, staff=STAFF[:1], also=asked_after_an_hour, kit=())
    desk.start(qapp)
    desk.sign_in(OFFICER)
    write_the_night(desk)
    signed = records(desk.office)
    the_lead_returns_a_line(desk)
    the_officer_answers(desk)
    the_lead_approves_the_answer(desk)
    the_lead_prints_the_day(desk, root / "day.pdf")
    desk.leave()
    desk.end()
    return Played(desk, root / "day.pdf", signed)


def asked_after_an_hour(office: Office) -> None:
    """An entry is asked for after an hour without one."""
    settings.change(office, {"nil_every": "60"}).result()


def at(desk: Desk, clock: str, days: int = 0) -> None:
    """A time of the night comes."""
    hour, minute = map(int, clock.split(":"))
    desk.at(EVENING.replace(hour=hour, minute=minute) + timedelta(days=days))


def write_the_night(desk: Desk) -> None:
    """On duty, four lines, one of them late, then two hours and more without a word."""
    robot = desk.robot
    robot.keys("Alt+S")
    robot.wait_for("Sign on")
    robot.go_to("Keys and kit")
    robot.keys("Space", "Return")
    robot.wait_for(f"{OFFICER.name} has the desk")
    robot.keys("Alt+B")
    for clock, kind, words, happened in (
        ("20:40", "p", PATROL, ""), ("21:15", "d", PARCEL, ""),
        ("21:55", "v", VISITOR, "2131"), ("22:05", "k", KEY, ""),
    ):  # fmt: skip
        at(desk, clock)
        desk.line(kind, words, happened)
        if happened:
            robot.wait_for("Why?")
            robot.keys("Return")
            robot.wait_for("On patrol")
    at(desk, "00:40", days=1)
    desk.written("Page 325: Saturday 21 November 2026, UTC+0.")
    desk.line("p", RAIN)
    at(desk, "01:30", days=1)
    desk.nil()


def the_lead_returns_a_line(desk: Desk) -> None:
    """F3 from one thing that stands out to the next; the line about the key goes back."""
    robot = desk.robot
    at(desk, "02:20", days=1)
    desk.change_to(LEAD, "jh")
    robot.keys("Alt+V")
    robot.wait_for("Stands out: 1 late")
    assert "2 after a silence" in robot.screen()
    assert "nothing written for 2 h 3" in robot.screen()
    assert robot.name() == "Lines to review"
    while KEY not in chosen(robot):
        robot.keys("Return")
    robot.keys("Ctrl+M")
    robot.type(ASKED)
    robot.keys("Return")
    robot.wait_for(f"goes back: {ASKED}")
    robot.keys("End", "Return")
    sign(robot)
    robot.wait_for("1 line went back to its writer.")
    robot.wait_for(f"Waits for: {OFFICER.name}.")


def the_officer_answers(desk: Desk) -> None:
    """What came back stands over the page; the correction answers it."""
    robot = desk.robot
    desk.change_to(OFFICER, "rm")
    robot.wait_for(f"J.H. returned line {serial(robot, KEY)}. {ASKED}")
    robot.keys("Ctrl+Shift+R")
    robot.wait_for("Ctrl+E corrects it")
    robot.keys("Ctrl+E")
    robot.write(ANSWER)
    robot.keys("Ctrl+Return")
    robot.type("m")
    robot.keys("Ctrl+Return")
    desk.written(ANSWER)
    robot.until(lambda: "J.H. returned line" not in robot.screen(), "the end of the amber line")


def the_lead_approves_the_answer(desk: Desk) -> None:
    """The answer says what it answers; with it nothing waits any more."""
    robot = desk.robot
    desk.change_to(LEAD, "jh")
    robot.keys("Alt+V")
    robot.wait_for(f"returned by J.H.: {ASKED}")
    robot.keys("End", "Return")
    sign(robot)
    robot.wait_for("Nothing to review")


def the_lead_prints_the_day(desk: Desk, to: Path) -> None:
    """The pages of both days of the night, as they leave the desk."""
    robot = desk.robot
    desk.go("Book")
    robot.keys("Ctrl+G")
    robot.wait_for("Go to a day or a line")
    robot.type("1")
    robot.keys("Return")
    robot.until(lambda: robot.name().startswith("Occurrence book"), "the log")
    desk.print_day(LEAD, to)


def chosen(robot: Robot) -> str:
    """The words of the chosen line."""
    view = robot.focus()
    assert hasattr(view, "currentIndex")
    return str(view.currentIndex().data())


def serial(robot: Robot, words: str) -> str:
    """The number of the line with those words, as it is read out."""
    line = next(row for row in robot.screen().splitlines() if words in row and ", " in row)
    return line.split(",")[0]


def sign(robot: Robot) -> None:
    """The passphrase under what the signature says."""
    robot.wait_for("The signature says")
    robot.wait_for(f"Passphrase of {LEAD.name}")
    robot.type(LEAD.passphrase)
    robot.keys("Return")


def records(office: Office) -> dict[int, tuple[bytes, dict[str, object]]]:
    """Every record of a line: its leaf and its values."""
    found = office.read.records(list(entries.ids(office)))
    return {n: (record.leaf, dict(record.values)) for n, record in found.items()}


@pytest.fixture
def office(played: Played) -> Iterator[Office]:
    """The office afterwards, opened by its lead."""
    opened = sign_in(played.desk.folder, LEAD.name, LEAD.passphrase, clock=played.desk.clock)
    yield opened
    opened.close()


def lines(office: Office) -> dict[str, Line]:
    """Every line by its words."""
    return {line.text: line for line in entries.lines(office, list(entries.ids(office)))}


def test_rule14_no_word_of_any_line_changed_by_its_review(played: Played, office: Office) -> None:
    after = office.read.records(list(played.signed))
    assert {n: (r.leaf, dict(r.values)) for n, r in after.items()} == played.signed
    assert {PATROL, PARCEL, VISITOR, KEY, RAIN, ANSWER} <= set(lines(office))
    verdict = trust.verify(office, full=True)
    assert verdict.ok, verdict.faults


def test_the_line_that_went_back_is_struck_and_its_answer_approved(office: Office) -> None:
    found = lines(office)
    key, answer = found[KEY], found[ANSWER]
    assert key.struck is not None
    assert key.struck.see == answer.line
    assert key.mark is not None
    assert (key.mark.verdict, key.mark.by, key.mark.comment) == ("returned", "J.H.", ASKED)
    assert answer.mark is not None
    assert (answer.mark.verdict, answer.mark.by) == ("approved", "J.H.")
    marks = {line.mark.verdict for line in found.values() if line.mark is not None}
    assert marks == {"approved", "returned"}
    assert found[VISITOR].late == 24


def test_two_records_hold_the_whole_review(office: Office) -> None:
    every = office.read.records(range(1, office.read.last_n() + 1)).values()
    reviews = [record for record in every if record.form == "review"]
    assert [[record.values["first"], record.values["last"]] for record in reviews] == [
        [1, lines(office)["All correct."].line], [lines(office)[ANSWER].line] * 2,
    ]  # fmt: skip
    left = queue.queue(office)
    assert left.returned == ()
    (shift,) = left.shifts
    (closing,) = [item.line for item in shift.items if item.new]
    assert closing.line == entries.next_serial(office) - 1, "the window closed in an open shift"


def test_rule14_the_printed_day_shows_each_mark_in_its_own_column_and_what_was_asked(
    played: Played, office: Office
) -> None:
    words, found = bare(text_of(played.day.read_bytes())), lines(office)
    key, answer, late = found[KEY], found[ANSWER], found[VISITOR]
    mark = "J.H. 21 Nov 02:20"
    struck = f"struck 21 Nov 02:20 R.M., see {answer.line}, More is known R.M."
    assert bare(f"Also signed on this page, not on duty: {LEAD.name} (J.H.)") in words
    for row in (
        f"{key.line} {key.day_no} 22:05 Keys {KEY} returned by J.H.: {ASKED} · {struck} {mark}",
        f"{late.line} {late.day_no} 21:55 Visitor {VISITOR} happened 21:31 · LATE +24 min",
        f"2 2 20:40 Patrol {PATROL} R.M. {mark}",
        f"3 3 21:15 Delivery {PARCEL} R.M. {mark}",
        f"Not closed: {EVENING:%A} 20 November 2026. Lines 1–6.",
    ):
        assert bare(row) in words, row
