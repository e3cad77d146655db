"""Smoke in the canteen: the pack is printed by one key, the floors come back, all is clear."""

from tests.features.stories import LEAD, OFFICER, Desk
from tests.reports.tools import bare

from deskinc.desk.incidents import incidents
from deskinc.forms.form import rows

ALARM, EVACUATION = "INC-2026-0001", "INC-2026-0002"
ANSWERS = {
    "Reported by": "Fire panel, zone 3",
    "Narrative": "A toaster burned in the canteen.",
    "Anybody injured": "no",
    "Force used": "no",
    "Immediate action": "Building left, brigade called.",
    "Resolved": "-1m",
}


def left(desk: Desk) -> None:
    """One key: the second incident is open, and its pack is in the tray."""
    robot = desk.robot
    robot.keys("Shift+F9")
    robot.wait_for("Ctrl+F9 takes the times that come back.")
    desk.number = EVACUATION
    words = desk.paper("pack")
    for said in ("Evacuation pack INC-2026-0002", "A. Osei", "two people and the chair",
                 "Evacuation sheet 1", "Floor 1", "assembly point"):  # fmt: skip
        assert bare(said) in words, said
    assert desk.page().values["evac_trigger"] == f"{ALARM} Smoke in the canteen"


def cleared(desk: Desk) -> None:
    """What the wardens wrote is typed in one go; a time that is none is said, nothing is lost."""
    robot = desk.robot
    desk.floors("K. Ali", "-20m", "")
    robot.keys("Tab")
    desk.line("M. Roth", "noon-ish")
    robot.keys("Alt+B")
    desk.line("-18m", "41")
    robot.keys("Ctrl+Return")
    robot.wait_for("“noon-ish” is no time")
    robot.go_to("Clear, Line 2")
    robot.write("-19m")
    desk.floors_kept()
    values = desk.page().values
    floors = [cells for _row, cells in rows(values, "floors")]
    assert [one["warden"] for one in floors] == ["K. Ali", "M. Roth"]
    assert [one["source"] for one in floors] == ["sheet 1, line 1", "sheet 1, line 2"]
    assert values["staff_counted"] == 41


def all_clear(desk: Desk) -> None:
    """Steps are ticked from the line, the brigade hands the building back, all go in."""
    robot = desk.robot
    robot.go_to("What was seen, heard, done")
    robot.keys("Ctrl+1", "Ctrl+3")
    robot.wait_for("2 of 12")
    desk.fill({"Told to the fire officer, when": "Nobody missing, 23:30", "Back in": "-2m",
               "Back in on whose word": "Watch Commander Bell"})  # fmt: skip


def test_d27_a_fire_alarm_with_its_evacuation_from_panel_to_paper(desk: Desk) -> None:
    desk.raised("fire alarm, gen", "Smoke in the canteen", "Reception")
    left(desk)
    desk.go_on(minutes=30)
    cleared(desk)
    all_clear(desk)
    desk.answer({"Place": "Reception", "How reported": "Alarm", **ANSWERS})
    desk.finish(OFFICER)
    desk.turn_to(ALARM)
    desk.fill({"Activated by": "Smoke detector 3/14", "Reset by": "K. Ali"})
    desk.answer(ANSWERS)
    desk.finish(OFFICER)
    assert incidents.active(desk.office) == []
    desk.sign_on(LEAD)
    for number in (ALARM, EVACUATION):
        desk.turn_to(number)
        if number == ALARM:
            desk.debrief("Out in twelve minutes.", "Two doors were wedged open.")
        desk.close()
    words = desk.printed("incident")
    for said in (
        f"Incident report {EVACUATION}", "Status Closed", f"What led to it {ALARM} Smoke in the",
        "Time to clear 12 min 0 s", "Staff counted 41", "K. Ali", "M. Roth", "sheet 1, line 2",
        "Back in on whose word Watch Commander Bell", "Call 999. Done", ANSWERS["Narrative"],
    ):  # fmt: skip
        assert bare(said) in words, said
    assert bare("Warden Clear Known from") in words
