"""A laptop is taken: suspect and vehicle on cards, an exhibit to the police, a crime reference."""

from pathlib import Path

from tests.features.stories import LEAD, OFFICER, Desk, scanned
from tests.reports.tools import bare

from deskinc.desk.cards import cards
from deskinc.desk.evidence import exhibits, hands

ANSWERS = {
    "Reported by": "Ms A. Osei, floor 3",
    "Narrative": "Ms Osei told me that her laptop was gone from her desk when she came back.",
    "Anybody injured": "no",
    "Force used": "no",
    "Crime reference": "CR/2026/118",
    "Immediate action": "Doors watched, footage looked at, police called.",
    "Resolved": "-1m",
}
SUSPECT = {"Clothing": "Grey coat, red scarf", "Height": "About 1.80 m"}
VEHICLE = {"Colour": "Blue", "Make": "Vauxhall", "Body": "Van"}
LAPTOP = {"Item": "Laptop", "Make, model": "ThinkPad X1", "Serial number": "PF-3K2"}
BAG = {"Description": "Grey laptop bag", "Seal number": "A 1001", "Kept where": "Safe, shelf 2"}
MOVED = {
    "What happened": "Released to the police",
    "To": "Police, Harbour station",
    "Taken by: name, number, station": "PC 4471 Shaw, Harbour",
    "Receipt": "CR/9",
}


def on_cards(desk: Desk) -> None:
    """He and the van get a card each; the row says what part he played."""
    robot = desk.robot
    robot.keys("Ctrl+Shift+A")
    robot.wait_for("Add a person from a card")
    robot.type("Man in a grey coat")
    robot.keys("Alt+C")
    robot.wait_for("A new card of a person")
    desk.say(SUSPECT)
    robot.wait_for("not saved")
    desk.row("People involved", {"Role": "Suspect"}, new=False)
    desk.save()
    robot.find("Add a vehicle from a card")
    robot.wait_for("Add a vehicle from a card")
    robot.type("LK?3 ABC")
    robot.keys("Alt+C")
    robot.wait_for("A new card of a vehicle")
    desk.say(VEHICLE)
    robot.wait_for("not saved")
    desk.save()


def to_the_police(desk: Desk, page: Path) -> None:
    """The bag is sealed, then goes: he gives it by his key, the constable signs on paper."""
    robot = desk.robot
    desk.ask("Ctrl+Shift+E", "It gets the next number of its series.", BAG)
    robot.wait_for("EXH-2026-0001 is kept.")
    robot.wait_for("seal A 1001")
    robot.go_to("Exhibits")
    robot.keys("Return")
    robot.wait_for("Taken into keeping")
    robot.keys("Alt+M")
    robot.wait_for("Whoever takes it signs by hand.")
    desk.say(MOVED)
    desk.signed_by_pen(page)
    robot.wait_for("Police, Harbour station · seal")


def test_a_theft_with_suspect_vehicle_and_an_exhibit_for_the_police(
    desk: Desk, tmp_path: Path
) -> None:
    robot = desk.robot
    desk.raised("theft from prem", "Laptop taken from floor 3", "Reception")
    on_cards(desk)
    desk.row("Property", LAPTOP)
    desk.save()
    desk.go_on(minutes=30)
    to_the_police(desk, scanned(tmp_path / "receipt.png"))
    assert "Crime reference" not in robot.screen(), "asked only once the police were told"
    desk.fill({"Police told?": "yes"})
    desk.answer(ANSWERS)
    desk.finish(OFFICER)
    desk.sign_on(LEAD)
    desk.close()
    page, office = desk.page(), desk.office
    assert (page.incident.state, page.values["crime_reference"]) == ("closed", "CR/2026/118")
    (man,) = cards.found(office, "party", "grey")
    assert man.used == "Suspect, INC-2026-0001"
    (bag,) = exhibits.listed(office, page.incident.thread)
    assert (bag.number, bag.mark, bag.moves[0].signed) == ("EXH-2026-0001", "RM/1", "pen")
    assert hands.missing(office) == []
    words = desk.printed("incident")
    for said in (
        "Incident report INC-2026-0001", "Status Closed", "Role Suspect", *SUSPECT.values(),
        "LK?3 ABC", *VEHICLE.values(), *LAPTOP.values(), "Crime reference CR/2026/118",
        "EXH-2026-0001 RM/1", "Seal before: A 1001; Given by: R. Malik", MOVED["To"],
        "Taken by: name, number, station: PC 4471 Shaw, Harbour",
    ):  # fmt: skip
        assert bare(said) in words, said
