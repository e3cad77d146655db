"""Every page of the demo office, light and dark, in four measures, into ``docs/pictures``.

``python -m tests.screens.pictures [folder [measure [german]]]``. Each measure is a process of its
own, since Qt takes the scale once; the clock of the office stands at a night in November, so that
pictures differ only where the program does (and in the book's own random keys). What is seldom seen
is taken in light 1280 only; at 200 % only the book and an incident. Below ``german`` stands every
page once more, with labels as long as in German: of an empty book, one with five lines, and the
million lines of the bench (written first where they are not there yet, which takes minutes).
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from tests.conftest import ROOT
from tests.screens import alarm, cards, claims, downtime, incident, matrix, notices, seldom
from tests.screens.studio import MEASURES, Stands, Studio

from deskinc import app
from deskinc.desk import demo
from deskinc.desk.incidents import incidents
from deskinc.desk.office import sign_in
from deskinc.desk.trust import trust
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.night.robot import Robot
from deskinc.ui.pictures import shut
from deskinc.ui.prefs import Prefs
from deskinc.ui.settings.trust import TrustSection
from deskinc.ui.setup.wizard import SetUp
from deskinc.ui.signin import SignIn
from deskinc.ui.windows import main_window

GERMAN: Final = "german"
NOW: Final = datetime(2026, 11, 22, 23, 13, 47, tzinfo=demo.ZONE)


def main_pages(studio: Studio, window: MainWindow) -> None:
    """The pages an officer works with, and what lies over them."""
    session, robot = window.session, studio.robot
    lift = next(i for i in incidents.listed(session.office) if "Lift" in i.title)
    studio.shoot(window, "book")
    if studio.measure == "200":
        session.go("incidents", thread=lift.thread)
        studio.shoot(window, "incidents")
        return
    robot.keys("Ctrl+K")
    robot.type("lift")
    studio.shoot(window, "palette")
    robot.keys("Escape", "F1")
    studio.shoot(window, "keys")
    robot.keys("Escape")
    session.go("incidents", thread=lift.thread)
    studio.shoot(window, "incidents")
    incident.asked(studio, window)
    session.go("plan", thread=lift.thread)
    studio.shoot(window, "plan")
    window.show_page("shift")
    studio.shoot(window, "shift")
    seldom.duty(studio)
    _handover(studio, robot)
    studio.shoot(window, "handover")
    seldom.to_sign(studio)
    session.lock()
    studio.shoot(window, "locked")
    seldom.note(studio)
    alarm.call(studio, window)


def _handover(studio: Studio, robot: Robot) -> None:
    """Step 2: the newcomer is chosen, one item is read, two things are counted."""
    robot.keys("Ctrl+H")
    robot.wait_for("R. Malik prepares")
    studio.beside("prepare")
    robot.keys("Ctrl+Return")
    robot.wait_for("Taken over by")
    robot.pick("D. Novak")
    robot.go_to("Carried to the next shift", key="Shift+Tab")
    robot.keys("Return")
    robot.go_to("Counted: Key sets")
    for count in ("41", "6"):
        robot.type(count)
        robot.keys("Return")


def office_pages(studio: Studio, window: MainWindow) -> None:
    """The pages of the lead and administrator."""
    session = window.session
    slip = next(i for i in incidents.listed(session.office) if "Slip" in i.title)
    claims.pages(studio, window, slip.thread)
    cards.pages(studio, window, slip.thread)
    session.go("reports", thread=slip.thread)
    studio.robot.wait_for("Page 1 of")
    studio.shoot(window, "reports")
    seldom.bundle(studio, window, slip.thread)
    seldom.day_page(studio, window)
    window.show_page("review")
    studio.robot.wait_for("Stands out")
    studio.shoot(window, "review")
    seldom.review(studio)
    window.show_page("settings")
    studio.shoot(window, "settings")
    for part in ("people", "contacts", "points", "certificates", "access", "trust", "mirror",
                 "opening", "sheet", "backups", "erasing", "time", "guides"):  # fmt: skip
        session.go("settings", part=part)
        studio.beside(f"settings-{part}", window)
    seldom.leaving(studio, window)
    seldom.paper_seal(studio, window)
    _checked(studio, window)


def _checked(studio: Studio, window: MainWindow) -> None:
    """Trust once everything was checked."""
    session = window.session
    verdict = trust.verify(session.office, full=True)
    session.go("settings", part="trust")
    section = window.findChild(TrustSection)
    assert section is not None
    section.load()
    section.panel.show_verdict(verdict)
    studio.shoot(window, "checked")


def doors(studio: Studio) -> None:
    """What stands before a book is open."""
    door = SignIn(studio.folder / "book", clock=studio.clock)
    studio.show(door)
    studio.robot.type("R. Malik")
    studio.shoot(door, "signin")
    seldom.forgotten(studio, door)
    door.close()
    first = SetUp(studio.folder / "new")
    studio.show(first)
    studio.shoot(first, "setup")
    if studio.measure == "1280":
        seldom.lost(studio, first)
        seldom.set_up(studio, first)
    first.close()


def take(measure: str, out: Path) -> None:
    """All pictures of one measure."""
    qapp = app.application("light")
    qapp.setCursorFlashTime(0)
    with tempfile.TemporaryDirectory() as folder:
        studio = Studio(Path(folder), out, measure, Stands(NOW), Robot())
        demo.build(studio.folder, NOW)
        visits = [("R. Malik", main_pages), (demo.FIRST, office_pages)]
        if measure == "200":
            del visits[1]
        else:
            doors(studio)
        if measure == "1280":
            seldom.found(studio)
            visits += [("D. Novak", seldom.relief), ("R. Malik", seldom.line)]
        if measure != "200":
            visits += [(demo.FIRST, downtime.sheets), (demo.FIRST, alarm.drill)]
            visits += [(demo.FIRST, notices.told), (demo.FIRST, incident.crowded)]
        for name, pages in visits:
            for window in windows(studio, studio.folder, name):
                pages(studio, window)
        if measure == "1280":
            for window in windows(studio, studio.folder / "empty", demo.FIRST):
                seldom.empty_pages(studio, window)
        if measure != "200":
            seldom.trouble(studio)


def take_german(measure: str, out: Path) -> None:
    """All pages of three books at German length, in one measure."""
    out.mkdir(parents=True, exist_ok=True)
    app.application("light").setCursorFlashTime(0)
    with tempfile.TemporaryDirectory() as folder:
        matrix.take(Studio(Path(folder), out, measure, Stands(NOW), Robot()))


def windows(studio: Studio, folder: Path, name: str) -> Iterator[MainWindow]:
    """The one window of an officer, closed after."""
    office = sign_in(folder / "book", name, demo.PASSPHRASE, clock=studio.clock)
    window = main_window(office, Prefs(folder))
    studio.show(window)
    yield window
    shut(window)
    office.close()


def main(out: Path) -> None:
    """Take all measures, each in a process of its own, and say what it came to."""
    out.mkdir(parents=True, exist_ok=True)
    asked = [(measure,) for measure in MEASURES] + [(one, GERMAN) for one in matrix.MEASURES]
    for measure, *more in asked:
        subprocess.run(
            [sys.executable, "-m", "tests.screens.pictures", str(out), measure, *more], check=True,
            cwd=ROOT, env=os.environ | {
                "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(MEASURES[measure][2]),
                "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            },
        )  # fmt: skip
    made = list(out.rglob("*.png"))
    size = sum(path.stat().st_size for path in made) / 1e6
    sys.stdout.write(f"{len(made)} pictures, {size:.1f} MB, in {out}\n")


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures"
    if len(sys.argv) > 3:
        take_german(sys.argv[2], folder / GERMAN)
    elif len(sys.argv) > 2:
        take(sys.argv[2], folder)
    else:
        main(folder)
