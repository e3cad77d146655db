"""Two people are shut in a lift for half an hour: from the intercom to the printed report."""

from tests.features.stories import LEAD, OFFICER, Desk
from tests.reports.tools import bare

from deskinc.desk.incidents import incidents

ANSWERS = {
    "Reported by": "Car intercom",
    "Narrative": "Lift 2 stopped between floors 3 and 4. Two people inside spoke to us.",
    "Anybody injured": "no",
    "Force used": "no",
    "Immediate action": "Spoke to them, called the lift firm.",
    "Resolved": "-1m",
}


def begin(desk: Desk) -> None:
    """Those inside are spoken to, and somebody goes there."""
    robot = desk.robot
    robot.keys("Ctrl+Shift+W")
    robot.wait_for("Word for word, nothing added")
    robot.keys("Space")
    robot.wait_for("Read out: “We can hear you")
    robot.keys("Escape")
    robot.keys("Ctrl+Shift+G")
    robot.wait_for("A name or initials.")
    robot.type("D. Novak")
    robot.keys("Return")
    robot.wait_for("D. Novak sent")


def call(desk: Desk) -> None:
    """The lift firm does not answer, the shift lead does, then the lift firm; Novak arrives."""
    robot = desk.robot
    desk.call("Lift firm", "2", "no answer")
    desk.call("Shift lead")
    desk.go_on(minutes=3)
    desk.call("Lift firm")
    robot.find("Go to who was sent")
    robot.keys("Space")
    robot.wait_for("D. Novak arrived")


def grow_graver(desk: Desk) -> None:
    """After half an hour it is critical, and others are due; then they are let out."""
    robot = desk.robot
    desk.go_on(minutes=28)
    robot.wait_for("Raise to Critical")
    robot.keys("F6")
    robot.wait_for("1 of 5")
    desk.call("Emergency services")
    robot.find("Go to who was sent")
    robot.keys("Space")
    robot.wait_for("D. Novak clear")
    desk.go_on(minutes=2)
    desk.fill({"Condition of those inside": "Shaken, unhurt.", "Released": "-1m"})


def test_two_people_are_shut_in_a_lift_for_half_an_hour(desk: Desk) -> None:
    assert desk.raised("lift entr", "Lift 2 stopped, two inside", "Lift 2") == "INC-2026-0001"
    begin(desk)
    call(desk)
    grow_graver(desk)
    desk.answer(ANSWERS)
    desk.finish(OFFICER)
    filled = {"acknowledged", "responded", "arrived", "contractor_called", "released"}
    assert filled <= desk.page().values.keys()
    assert incidents.active(desk.office) == []
    desk.sign_on(LEAD)
    desk.debrief("Out in half an hour.", "The lift firm did not answer at first.")
    desk.close()
    page = desk.page()
    assert page.incident.severity == "critical"
    words = desk.printed("incident")
    assert words.index(bare("Lift 2 stopped, two inside R.M.")) < words.index("D.Novaksent")
    for said in (
        "INC-2026-0001", "Critical", "Somebody has been shut in for more than 30 minutes.",
        "Shaken, unhurt.", "Closed", LEAD.name, OFFICER.name, ANSWERS["Narrative"],
    ):  # fmt: skip
        assert bare(said) in words, said
