"""A boy is lost in the lobby: words read out, the police after fifteen minutes, his name kept."""

from tests.features.stories import LEAD, OFFICER, RELIEF, Desk
from tests.reports.tools import bare

BOYS = "Children and young people"
BOY = {
    "Name": "Tom Barker", "Age": "5", "Height, hair, clothing, shoes": "Yellow coat, red boots",
    "Parent or guardian, contact": "Mrs Barker, 07700 900123",
}  # fmt: skip
SEEN = {"Last seen where, with whom": "Lobby, with his mother", "Exits watched by": "D. Novak"}
FOUND = {
    "Found": "-2m",
    "Found where, by whom": "Loading bay, K. Ali",
    "Who stayed with the person": "K. Ali and M. Roth, at the front desk",
    "How identity and relationship were checked": "Mother’s passport; the boy ran to her",
    "Reunited": "-1m",
}
ANSWERS = {
    "Reported by": "His mother, at the desk",
    "Narrative": "His mother lost sight of him at the lifts.",
    "Anybody injured": "no",
    "Force used": "no",
    "Immediate action": "Exits watched, floors searched.",
    "Resolved": "-1m",
}


def sought(desk: Desk) -> None:
    """What he looks like is written, and the words are read out that give no name."""
    robot = desk.robot
    desk.row(BOYS, BOY)
    desk.save()
    robot.keys("Ctrl+Shift+W")
    robot.wait_for("Word for word, nothing added")
    robot.keys("Space")
    robot.wait_for("Read out: “")
    robot.keys("Escape")
    desk.fill(SEEN)


def missing_for_long(desk: Desk) -> None:
    """After fifteen minutes it is critical and the police are due; then he is found."""
    robot = desk.robot
    desk.go_on(minutes=16)
    robot.wait_for("Raise to Critical")
    desk.call("Police")
    robot.keys("F6")
    robot.until(lambda: desk.page().incident.severity == "critical", "the severity")
    desk.go_on(minutes=5)
    desk.fill(FOUND)
    assert "Raise to" not in robot.screen()


def test_a_lost_child_is_sought_found_and_his_name_is_for_few(desk: Desk) -> None:
    robot = desk.robot
    desk.raised("lost child", "Boy of five lost in the lobby", "Lobby, Harbour Street")
    sought(desk)
    missing_for_long(desk)
    desk.answer(ANSWERS)
    desk.finish(OFFICER)
    assert "Tom Barker" in robot.screen()
    desk.sign_on(RELIEF)
    robot.wait_for("Restricted: INC-2026-0001, Lost child")
    assert "Barker" not in robot.screen()
    desk.sign_on(LEAD)
    desk.debrief("Found in twenty minutes.", "The loading bay was searched last.")
    desk.close()
    assert "Tom Barker" in robot.screen()
    words = desk.printed("incident")
    for said in (
        "Incident report INC-2026-0001", "Severity Critical", "Status Closed", "Tom Barker",
        "A child has been missing for more than 15 minutes.", *list(FOUND.values())[1:4],
        "Police called: reached", "Read out: “Would the family of a child that has lost",
    ):  # fmt: skip
        assert bare(said) in words, said
