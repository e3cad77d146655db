"""An evacuation drill: an exercise with its own number, whose score is printed."""

from tests.features.stories import LEAD, NOTE, OFFICER, Desk
from tests.reports.tools import bare

from deskinc.desk.evacuation import score
from deskinc.desk.incidents import incidents

DRILL = "XINC-2026-0001"
ANSWERS = {
    "Place": "Reception",
    "Reported by": "E. Marsh, facilities",
    "How reported": "In person",
    "Narrative": "The drill of the quarter.",
    "Anybody injured": "no",
    "Force used": "no",
    "Immediate action": "Building left and counted.",
    "Resolved": "-1m",
}


def begun(desk: Desk) -> None:
    """Its pack calls for nobody."""
    robot = desk.robot
    robot.find("Evacuation drill: print the pack")
    robot.wait_for("Ctrl+F9 takes the times that come back.")
    desk.number = DRILL
    words = desk.paper("drill-pack")
    assert words.count(bare("Tell the monitoring centre and the fire brigade beforehand")) == 2
    assert bare("Call 999") not in words, "nobody is called in a drill"
    assert bare("Only if it becomes real: emergency services") in words
    assert words.count(bare("Emergency services")) == 0
    assert incidents.listed(desk.office) == []


def worked(desk: Desk) -> None:
    """Three steps are ticked, one of them late; after five minutes more the building is clear."""
    robot = desk.robot
    robot.go_to(NOTE)
    for at, step in enumerate((1, 3, 2), 1):
        desk.clock.go_on(seconds=20)
        robot.keys(f"Ctrl+{step}")
        robot.wait_for(f"{at} of ")
    desk.go_on(minutes=5)
    desk.floors()
    robot.keys("Alt+B")
    desk.line("-0m", "41")
    desk.floors_kept()


def test_d27_a_drill_has_its_own_number_and_its_score_is_printed(desk: Desk) -> None:
    robot = desk.robot
    begun(desk)
    worked(desk)
    desk.answer(ANSWERS)
    desk.finish(OFFICER)
    robot.wait_for("It can be seen how it went.")
    robot.find("How the last exercise went")
    robot.wait_for(f"EXERCISE {DRILL}")
    robot.wait_for("Steps 2 of 10 in order, 1 out of order, 7 missed")
    robot.wait_for("Alarm to building clear 6:00")
    robot.go_to("Print")
    robot.keys("Space")
    words = desk.paper("score")
    for said in (
        f"EXERCISE {DRILL}: Evacuation drill",
        "done, out of order",
        "building clear 6:00",
    ):
        assert bare(said) in words, said
    found = score.newest(desk.office)
    assert found is not None
    assert score.printed(desk.office, found)[2] == f"exercise-{DRILL}.pdf"
    robot.keys("Escape")
    desk.sign_on(LEAD)
    desk.close()
    words = desk.printed("incident")
    for said in (
        f"EXERCISE · Incident report {DRILL}", "This was an exercise. Nothing of it happened.",
        "Status Closed", "Time to clear 6 min 0 s", "Staff counted 41", ANSWERS["Narrative"],
    ):  # fmt: skip
        assert bare(said) in words, said
    assert incidents.listed(desk.office) == [], "it is none of the incidents"
