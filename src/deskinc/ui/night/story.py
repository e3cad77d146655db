"""The night in the officer's hands: signing on, the book, one incident from line to finish."""

import re

from deskinc.i18n import _
from deskinc.ui.night.cast import Hand, Night
from deskinc.ui.night.robot import Robot

PATROL = "All doors secure. Barrier lowered."
PARCEL = "Parcel for Caldwell & Reid, floor 5. Taken in, store shelf B."
REFUSED = "Mr A. Brandt for Caldwell & Reid refused, no host on site. Left by the street door."
CORRECTED = "Mr A. Brandt for Caldwell & Reid refused, no host on site. Left by the car park ramp."
WHY = "checked on camera 4"
FALL = "Mr K. Sato slipped by Lift 2 and fell on his left side. Says his wrist hurts."
NOTE = "First aid offered and declined. Mr Sato left by taxi for his own doctor."
TITLE = "Slip on wet floor"
NARRATIVE = (
    "Mr Sato told me that he stepped out of the lift, that his right foot slid and that he fell "
    "on his left side. I saw water on the tiles, about one square metre, under a dripping "
    "umbrella stand. I saw no wet-floor sign."
)
ACTION = "Area closed, floor dried, wet-floor sign placed 23:10."
FALLEN = {
    "Name": "Mr K. Sato",
    "Contact": "Caldwell & Reid, floor 5",
    "Injury": "Left wrist hurts; no wound seen.",
}
NUMBERED = re.compile(r"[0-9]+(·e[0-9]+)?, [0-9]{2}:[0-9]{2}")
"""How a line of the log that is in the book is read out."""
CAPTIONS = ("The floor in front of the lift", "The umbrella stand, dripping")


def work_the_night(night: Night) -> None:
    """All that the officer does alone, keys only."""
    sign_in(night, night.cast.officer)
    night.look("book-at-sign-in")
    _sign_on(night)
    _evening(night)
    _raise(night)
    _pin(night)
    _photos(night)
    _answer(night)
    _finish(night)
    _midnight(night)


def sign_in(night: Night, hand: Hand) -> None:
    """Name, Enter, passphrase, Enter; then the book is there."""
    robot = night.robot
    night.look("signin")
    robot.type(hand.name)
    robot.keys("Return")
    robot.type(hand.passphrase)
    robot.keys("Return")
    robot.wait_for(_("Officer {name}").format(name=hand.name))


def _sign_on(night: Night) -> None:
    robot = night.robot
    robot.find(_("Go to {page}").format(page=_("Shift")))
    robot.go_to(_("Relieved"))
    robot.write(night.cast.relief.name)
    for tick in (_("Keys and kit"), _("Assignment instructions"), _("Sound")):
        robot.go_to(tick)
        robot.keys("Space")
    night.look("shift-sign-on")
    robot.keys("Return")
    robot.wait_for(_("{name} has the desk").format(name=night.cast.officer.name))


def _evening(night: Night) -> None:
    robot = night.robot
    robot.find(_("Go to {page}").format(page=_("Book")))
    night.at("21:02")
    _line(robot, "patrol", "B1", PATROL)
    night.at("21:40")
    _line(robot, "d", "load", PARCEL)
    night.at("21:55")
    _line(robot, "v", "rec", REFUSED, happened="2131")
    robot.wait_for(_("Why?"))
    robot.keys("Return")
    night.at("21:58")
    robot.keys("Ctrl+E")
    robot.write(CORRECTED)
    robot.keys("Tab")
    robot.type(WHY)
    robot.keys("Return")
    _written(robot, CORRECTED)
    night.at("22:20")
    robot.keys("Ctrl+N")
    _written(robot, _("All correct"))


def _line(robot: Robot, kind: str, place: str, words: str, happened: str = "") -> None:
    """Type by its letter or name, place by its beginning, words, Ctrl+Enter."""
    robot.keys("F3")
    robot.type(kind)
    robot.keys("Return", "F4")
    robot.type(place)
    robot.keys("Down", "Up", "Return")
    robot.type(words)
    if happened:
        robot.go_to(_("Happened"), key="Shift+Tab")
        robot.type(happened)
        robot.keys("Return")
    robot.keys("Ctrl+Return")
    _written(robot, words)


def _raise(night: Night) -> None:
    """A line, then the incident out of it, from the menu of the line."""
    robot = night.robot
    night.at("22:59")
    _line(robot, "first", "Lobby", FALL)
    robot.keys("Ctrl+Up", "Return")
    robot.type("i")
    robot.go_to(_("Category"))
    robot.write("slip, trip")
    robot.keys("Return")
    robot.go_to(_("Summary"))
    robot.write(TITLE)
    night.look("raise")
    robot.keys("Return")
    robot.wait_for("INC-")
    robot.wait_for(_("Missing before Finish"))
    night.at("23:01")
    robot.go_to(_("What was seen, heard, done"))
    robot.type(NOTE)
    robot.keys("Ctrl+Return")
    robot.until(lambda: NOTE not in robot.screen(), "the note in the book")


def _pin(night: Night) -> None:
    robot = night.robot
    robot.find(_("Pin the incident on the plan"))
    robot.wait_for(_("Set the pin"))
    robot.keys(*["Right"] * 4, *["Shift+Up"] * 3, "2")
    night.look("plan-aiming")
    robot.keys("Return")
    robot.until(lambda: _("Set the pin") not in robot.screen(), "the pin")
    night.look("plan-pinned")
    robot.find(_("Go to {page}").format(page=_("Incidents")))


def _photos(night: Night) -> None:
    """The file dialog takes a path; each photo is asked for its caption."""
    robot = night.robot
    night.at("23:06")
    for path, words in zip(night.photos, CAPTIONS, strict=False):
        robot.find(_("Add photos and files"))
        robot.write(str(path))
        robot.keys("Return")
        robot.wait_for(_("What does {name} show?").format(name=path.name))
        robot.type(words)
        robot.keys("Return")
        robot.wait_for(_("Added to the incident."))
        robot.until(lambda: _("Caption") != robot.name(), "the end of the caption")


def _answer(night: Night) -> None:
    """F3 goes from one missing answer to the next."""
    robot = night.robot
    night.at("23:20")
    answers = {
        _("Anybody injured?"): ("Space", ""),
        _("Force used?"): ("No", ""),
        _("Immediate action"): ("", ACTION),
        _("Resolved"): ("Return", "2318"),
    }
    while _("Nothing is missing.") not in robot.screen():
        robot.keys("F3")
        _give(robot, *next(v for label, v in answers.items() if robot.name().startswith(label)))
    robot.keys("F4")
    robot.go_to(_("Narrative"))
    robot.keys("Return")
    robot.write(NARRATIVE)
    _name_person(robot)
    robot.keys("Ctrl+S")
    robot.until(lambda: _("not saved") not in robot.screen(), "the changes in the book")
    robot.wait_for(_("Nothing is missing."))
    night.look("incidents-answered")


def _name_person(robot: Robot) -> None:
    """The table of people: a row, and Tab from cell to cell."""
    people = _("People involved")
    robot.go_to(_("More fields: {names}").format(names=people))
    robot.keys("Return")
    robot.go_to(people)
    robot.keys("Return")
    robot.go_to(_("{table}: add a row").format(table=people))
    robot.keys("Return")
    for cell, words in FALLEN.items():
        robot.go_to(f"{people} 1: {_(cell)}")
        robot.type(words)


def _give(robot: Robot, key: str, words: str) -> None:
    if words:
        robot.type(words)
        robot.keys(key or "Escape")
    elif key == "No":
        robot.keys("Right", "Space", "Return")
    else:
        robot.keys("Space", "Return")


def _finish(night: Night) -> None:
    robot = night.robot
    robot.find(_("Finish the incident"))
    robot.type(night.cast.officer.passphrase)
    night.look("finish")
    robot.keys("Return")
    robot.wait_for(_("Its report can be issued."))


def _midnight(night: Night) -> None:
    """The desk turns the page by itself."""
    robot = night.robot
    robot.find(_("Go to {page}").format(page=_("Book")))
    night.at("00:00", days=1)
    robot.wait_for(f", {_('Page')}, ")
    night.look("book-page-turned")


def _written(robot: Robot, words: str) -> None:
    """The line stands in the book, with its number."""

    def there() -> bool:
        rows = robot.screen().splitlines()
        return any(words in row for row in rows if NUMBERED.match(row))

    robot.until(there, f"“{words}” in the book")
