"""The two papers of the night: the handover book, and the insurance report of the incident."""

from pathlib import Path

from deskinc.i18n import _
from deskinc.ui.night.cast import Night
from deskinc.ui.night.robot import Robot

HANDOVER, INSURANCE = "handover.pdf", "insurance.pdf"
ITEM = ("Wet-floor sign stays in the lobby until the cleaners have been", "D. Novak", "At 07:30")


def hand_over(night: Night) -> None:
    """Items, counts and both passphrases; the signed paper and the certificate are saved."""
    robot = night.robot
    night.at("06:52", days=1)
    robot.find(_("Go to {page}").format(page=_("Shift")))
    robot.wait_for(_("Counted at handover"))
    robot.keys("Ctrl+H")
    robot.wait_for(_("Prepare"))
    robot.keys("Ctrl+I")
    for words in ITEM:
        robot.type(words)
        robot.keys("Return")
    night.look("shift-prepare")
    robot.keys("Ctrl+Return")
    _exchange(night)
    robot.wait_for(_("Both sign the same pages"))
    for hand in (night.cast.officer, night.cast.relief):
        robot.type(hand.passphrase)
        robot.keys("Return")
    robot.wait_for(_("{name} has the desk").format(name=night.cast.relief.name))
    night.look("shift-signed")
    robot.go_to(_("Write site-ca.cer"))
    robot.keys("Space")
    _save(robot, night.papers / HANDOVER)
    robot.keys("Ctrl+Return")


def _exchange(night: Night) -> None:
    """The newcomer reads each item and counts; the field after the last count is the clock."""
    robot = night.robot
    robot.wait_for(_("Taken over by"))
    if robot.name() == _("Taken over by"):
        robot.pick(night.cast.relief.name)
        robot.go_to(_("Carried to the next shift"), key="Shift+Tab")
    while robot.name().startswith(_("Carried to the next shift")):
        robot.keys("Return")
    for count in night.counts:
        robot.type(str(count))
        night.look("shift-exchange")
        robot.keys("Return")
    robot.type("+1")
    robot.keys("Return")


def _save(robot: Robot, path: Path) -> None:
    """Into the file dialog goes the path."""
    robot.keys("Ctrl+S")
    robot.write(str(path))
    robot.keys("Return")
    robot.wait_for(_("{name} is saved.").format(name=path.name))


def leave(night: Night) -> None:
    """Close the window in the open shift, which the book gets a line of."""
    robot = night.robot
    robot.go_to(_("Officer"))
    robot.keys("Space")
    robot.type("c")
    robot.wait_for(_("Close the window in an open shift?"))
    robot.go_to(_("Close"))
    robot.keys("Space")


def issue(night: Night) -> None:
    """The manager's morning: the lead reviews, the manager issues, both sign the report."""
    robot = night.robot
    robot.find(_("Go to {page}").format(page=_("Reports")))
    robot.wait_for(_("what you see is what is signed"))
    robot.go_to(_("Reviewing lead"))
    robot.pick(night.cast.lead.name)
    robot.wait_for(_("what you see is what is signed"))
    for hand in (night.cast.lead, night.cast.manager):
        robot.go_to(_("Passphrase of {name}").format(name=hand.name))
        robot.type(hand.passphrase)
    night.look("reports-ready")
    robot.keys("Return")
    robot.wait_for(_("Save it or print it; the book keeps it too."))
    night.look("reports-signed")
    _save(robot, night.papers / INSURANCE)
