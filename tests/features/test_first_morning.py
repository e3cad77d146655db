"""The first morning alone, from an empty folder until everybody is vouched for."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication
from tests.features.hands import Hands
from tests.ui import setup_hands
from tests.ui.setup_hands import NAME, PASSPHRASE, SITE

from deskinc.desk.lines import entries
from deskinc.desk.people import people
from deskinc.desk.trust import trust
from deskinc.ui.night.robot import Robot
from deskinc.ui.setup.wizard import SetUp

SECOND, HERS = "T. Okafor", "walnut shelf beside the front desk"
THIRD, HIS = "D. Novak", "early tram and black coffee"
FIRST_LINE, HER_LINE = "All doors of the house locked, keys counted.", "Relief came at seven."


def set_up(hands: Hands, mirror: Path) -> None:
    """Answer every step by keyboard; the program opens its window itself."""
    wizard = hands.program.window
    assert isinstance(wizard, SetUp)
    typing = setup_hands.Hands(hands.qtbot, wizard)
    setup_hands.walk(typing, mirror)
    typing.enter()
    window = hands.window()
    hands.qtbot.waitUntil(window.isActiveWindow)


def amber(hands: Hands) -> str:
    """What stands in amber about the people; nothing where it is gone."""
    shown = hands.window().people
    return shown.accessibleName() if shown.isVisible() else ""


def sign_on(robot: Robot) -> None:
    """On duty, nobody to relieve."""
    robot.find("Go to Shift")
    robot.go_to("Relieved")
    for tick in ("Keys and kit", "Assignment instructions", "Sound"):
        robot.go_to(tick)
        robot.keys("Space")
    robot.keys("Return")
    robot.wait_for(f"{NAME} has the desk")


def line(robot: Robot, text: str) -> None:
    """A line of the book."""
    robot.find("Go to Book")
    robot.keys("F3")
    robot.type("patrol")
    robot.keys("Return")
    robot.type(text)
    robot.keys("Ctrl+Return")
    robot.wait_for(text)


def enrol(robot: Robot, name: str, passphrase: str) -> None:
    """By Find anything: who it is and what was seen, signed; then the passphrase of the new one."""
    robot.find("enrol a person")
    robot.go_to("Name, as it will be typed")
    robot.type(name)
    robot.go_to("Document seen")
    robot.type("Passport")
    robot.go_to("Shift lead")
    robot.keys("Space")
    robot.go_to(f"Passphrase of {NAME}")
    robot.type(PASSPHRASE)
    for field in ("Passphrase, 15 characters", "The same again"):
        robot.go_to(field)
        robot.type(passphrase)
    robot.keys("Return")
    robot.wait_for(f"{name} is enrolled and can sign in.")


def write_as(robot: Robot, name: str, initials: str, passphrase: str) -> None:
    """F8: somebody else writes."""
    robot.keys("F8")
    robot.wait_for("Who writes now?")
    robot.type(initials)
    robot.keys("Return")
    robot.type(passphrase)
    robot.keys("Return")
    robot.wait_for(f"Officer {name}")


def vouch(robot: Robot, at: int, name: str, passphrase: str) -> None:
    """Whoever writes now vouches for the one so far down the list."""
    robot.find("vouch for somebody")
    robot.until(lambda: robot.name() == "People of the desk", "the list")
    robot.keys("Home", *["Down"] * at, "Alt+C")
    robot.wait_for(f"Vouch for {name}")
    robot.type(passphrase)
    robot.keys("Return")
    robot.wait_for(f"has vouched for {name}.")


def test_d19_the_first_morning_alone_until_everybody_is_vouched_for(
    start: Callable[[Path], Hands], tmp_path: Path, qapp: QApplication
) -> None:
    hands = start(tmp_path / "book")
    set_up(hands, tmp_path / "mirror")
    robot, office = Robot(), hands.window().session.office
    assert (office.site.name, office.officer.name) == (SITE, NAME)
    assert "One person is enrolled." in amber(hands)
    sign_on(robot)
    line(robot, FIRST_LINE)
    enrol(robot, SECOND, HERS)
    assert f"{NAME} enrolled alone, and nobody has vouched" in amber(hands)
    write_as(robot, SECOND, "to", HERS)
    line(robot, HER_LINE)
    vouch(robot, 0, NAME, HERS)
    robot.until(lambda: "enrolled alone" not in amber(hands), "the end of that amber line")
    assert f"Enrolled by one person alone: {SECOND}. Nobody else is here" in amber(hands)
    write_as(robot, NAME, "R.<.M.", PASSPHRASE)
    enrol(robot, THIRD, HIS)
    write_as(robot, SECOND, "to", HERS)
    vouch(robot, 2, THIRD, HERS)
    write_as(robot, THIRD, "dn", HIS)
    vouch(robot, 1, SECOND, HIS)
    robot.until(lambda: not amber(hands), "the end of the amber line")
    told = {line.text: line.by for line in entries.newest(office)}
    assert (told[FIRST_LINE], told[HER_LINE]) == ("R.<.M.", "T.O.")
    assert {one.name: one.vouched for one in people.officers(office)} == {
        NAME: 1,
        SECOND: 1,
        THIRD: 1,
    }
    assert trust.verify(office, full=True).ok
