"""Every page of the demo office, light and dark, in three measures, into ``docs/pictures``.

``python -m tests.screens.pictures [folder]``. Each measure is a process of its own, since Qt takes
the scale once; the clock of the office stands at a night in November, so that pictures differ
only where the program does (and in the book's own random keys).
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from PIL import Image, ImageChops
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from tests.conftest import ROOT

from deskinc import app
from deskinc.desk import demo, incidents
from deskinc.desk.office import Office, sign_in
from deskinc.ui import theme
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.night.robot import Robot
from deskinc.ui.pictures import settle, shut
from deskinc.ui.prefs import Prefs
from deskinc.ui.setup.wizard import SetUp
from deskinc.ui.signin import SignIn

NOW: Final = datetime(2026, 11, 22, 23, 13, 47, tzinfo=demo.ZONE)
MEASURES: Final = {"1280": (1280, 800, 1.0), "1920": (1920, 1080, 1.0), "150": (853, 533, 1.5)}
"""Logical width and height, and the scale."""
SCHEMES: Final[tuple[theme.Scheme, ...]] = ("light", "dark")
ALIKE: Final = 8
FEW: Final = 0.002
"""A palette will do where less than this share of pixels is so many of 256 steps apart."""
WAVES: Final = 12
"""How often reads come home and are painted, at most, until a page stands still."""


class Stands:
    """A clock that stands but for the thousandth that tells two records apart."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def __call__(self) -> datetime:
        """The time it is."""
        self._at += timedelta(microseconds=100)
        return self._at


@dataclass(frozen=True, slots=True)
class Studio:
    """What one process takes its pictures with."""

    folder: Path
    out: Path
    measure: str
    clock: Stands
    robot: Robot

    def shoot(self, widget: QWidget, name: str) -> None:
        """Take ``name`` in both schemes."""
        qapp = QApplication.instance()
        assert isinstance(qapp, QApplication)
        for scheme in SCHEMES:
            theme.apply(qapp, scheme)
            if isinstance(widget, MainWindow):
                widget.session.looks_changed.emit()
            keep(still(widget), self.out / f"{name}-{scheme}-{self.measure}.png")
        theme.apply(qapp, "light")

    def show(self, widget: QWidget) -> None:
        """Open a window in the measure of this process."""
        widget.resize(*MEASURES[self.measure][:2])
        widget.show()
        widget.activateWindow()
        settle()


def still(widget: QWidget) -> QImage:
    """The picture of a widget once nothing changes in it any more."""
    before, now = QImage(), widget.grab().toImage()
    for _wave in range(WAVES):
        if before == now:
            break
        settle()
        before, now = now, widget.grab().toImage()
    return now


def keep(picture: QImage, path: Path) -> None:
    """Write a picture as small as it gets without looking different."""
    whole = Image.fromqimage(picture).convert("RGB")
    small = whole.quantize(256, method=Image.Quantize.MEDIANCUT, kmeans=4, dither=Image.Dither.NONE)
    apart = ImageChops.difference(whole, small.convert("RGB")).convert("L").histogram()
    same = sum(apart[ALIKE:]) < FEW * whole.width * whole.height
    (small if same else whole).save(path, optimize=True)


def main_pages(studio: Studio, window: MainWindow) -> None:
    """The pages an officer works with, and what lies over them."""
    session, robot = window.session, studio.robot
    lift = next(i for i in incidents.listed(session.office) if "Lift" in i.title)
    studio.shoot(window, "book")
    robot.keys("Ctrl+K")
    robot.type("lift")
    studio.shoot(window, "palette")
    robot.keys("Escape", "F1")
    studio.shoot(window, "keys")
    robot.keys("Escape")
    session.go("incidents", thread=lift.thread)
    studio.shoot(window, "incidents")
    session.go("plan", thread=lift.thread)
    studio.shoot(window, "plan")
    window.show_page("shift")
    studio.shoot(window, "shift")
    _handover(studio, robot)
    studio.shoot(window, "handover")
    session.lock()
    studio.shoot(window, "locked")


def _handover(studio: Studio, robot: Robot) -> None:
    """Step 2: the newcomer is chosen, one item is read, two things are counted."""
    robot.keys("Ctrl+H")
    robot.wait_for("R. Malik prepares")
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
    session.go("reports", thread=slip.thread)
    studio.robot.wait_for("Page 1 of")
    studio.shoot(window, "reports")
    window.show_page("settings")
    studio.shoot(window, "settings")


def doors(studio: Studio) -> None:
    """What stands before a book is open."""
    door = SignIn(studio.folder / "book", clock=studio.clock)
    studio.show(door)
    studio.robot.type("R. Malik")
    studio.shoot(door, "signin")
    door.close()
    first = SetUp(studio.folder / "new")
    studio.show(first)
    studio.shoot(first, "setup")
    first.close()


def take(measure: str, out: Path) -> None:
    """All pictures of one measure."""
    qapp = app.application("light")
    qapp.setCursorFlashTime(0)
    with tempfile.TemporaryDirectory() as folder:
        clock = Stands(NOW)
        studio = Studio(Path(folder), out, measure, clock, Robot())
        demo.build(studio.folder, NOW)
        doors(studio)
        for name, pages in (("R. Malik", main_pages), (demo.FIRST, office_pages)):
            for window in _windows(studio, name):
                pages(studio, window)


def _windows(studio: Studio, name: str) -> Iterator[MainWindow]:
    """The one window of an officer, closed after."""
    office: Office = sign_in(studio.folder / "book", name, demo.PASSPHRASE, clock=studio.clock)
    window = app.main_window(office, Prefs(studio.folder))
    studio.show(window)
    yield window
    shut(window)
    office.close()


def main(out: Path) -> None:
    """Take all measures, each in a process of its own, and say what it came to."""
    out.mkdir(parents=True, exist_ok=True)
    for measure, (_width, _height, scale) in MEASURES.items():
        subprocess.run(
            [sys.executable, "-m", "tests.screens.pictures", str(out), measure], check=True,
            cwd=ROOT, env=os.environ | {
                "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(scale),
                "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            },
        )  # fmt: skip
    made = list(out.glob("*.png"))
    size = sum(path.stat().st_size for path in made) / 1e6
    sys.stdout.write(f"{len(made)} pictures, {size:.1f} MB, in {out}\n")


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures"
    if len(sys.argv) > 2:
        take(sys.argv[2], folder)
    else:
        main(folder)
