"""Hands for the Plan page, plans to bring in and incidents to pin, all on a real book.

Bringing in a plan takes a child process and seconds: ``pinned`` is one office for all tests that
only look, ``planned`` a copy of an office that has its plan for each test that writes.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot
from tests.ui.conftest import NAME, PASSPHRASE, PLACES, Clock, assert_named, grab

from deskinc.book.keys.kdf import FLOOR
from deskinc.desk import setup
from deskinc.desk.incidents import incidents, plans
from deskinc.desk.incidents.plans import Pin, Plan
from deskinc.desk.lines import entries
from deskinc.desk.office import Office, sign_in
from deskinc.paths import resources
from deskinc.proof.canonical import unb64
from deskinc.ui.actions import strokes
from deskinc.ui.banner import Banner
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.plan.adding import NamePlan
from deskinc.ui.plan.page import PAGE, PlanPage

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = Path(os.environ.get("DESKINC_SAMPLES", ROOT.parent / "shared" / "data")) / "plans"
DEMO = resources() / "demo" / "plan-3.svg"
SHIFTED = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="-100 50 400 300">
<path d="M-90 60H290V340H-90Z" fill="none" stroke="#222" stroke-width="4"/></svg>"""
SPOTS = (
    ("high", "Lift entrapment", "Lift 2", 0.51, 0.42, "exact", 0),
    ("medium", "Laptop missing", "Room 3.07", 0.9, 0.15, "exact", 0),
    ("low", "Door insecure", "East stair", 0.93, 0.43, "exact", 0),
    ("critical", "Fire, contained", "Kitchen 3.12", 0.88, 0.84, "exact", 0),
    ("medium", "Purse missing", "Open office", 0.6, 0.66, "about", 60_000),
    ("low", "Leak under the sink", "Tea point", 0.85, 0.66, "exact", 0),
    ("medium", "Slip on wet floor", "Tea point", 0.855, 0.665, "exact", 0),
    ("medium", "Slip on wet floor again", "Tea point", 0.86, 0.655, "exact", 0),
    ("low", "Smell of paint", "West stair", 0.12, 0.86, "area", 70_000),
    ("low", "Lamp failed", "Room 3.01", 0.1, 0.17, "exact", 0),
    ("high", "Verbal threat", "Somewhere on 3", 0.5, 0.5, "unknown", 0),
)


def open_incident(office: Office, severity: str = "high", title: str = "Lift entrapment",
                  place: str = "Lift 2") -> str:  # fmt: skip
    thread = entries.new_id()
    raw: dict[str, object] = {
        "category": "building.lift_entrapment", "severity": severity, "title": title,
        "place": office.site.place(place), "occurred": office.now(),
    }  # fmt: skip
    incidents.open_new(office, raw, thread).result()
    return thread


def finish(office: Office, thread: str) -> None:
    done = {"state": "finished", "declaration": True}
    office.write(office.draft("incident", done, partial=True, thread=unb64(thread))).result()


def bring_in(office: Office, path: Path = DEMO, floor: str = "Floor 3") -> Plan:
    plans.import_plan(office, path, "Harbour Court", floor).result()
    return floor_of(office, floor)


def floor_of(office: Office, name: str) -> Plan:
    """The plan of a floor."""
    return next(plan for plan in plans.listed(office) if plan.floor == name)


def furnish(office: Office, plan: Plan) -> list[str]:
    """Pin one incident of each kind on the plan; the last ones are closed."""
    threads = []
    for severity, title, place, x, y, precision, radius in SPOTS:
        thread = open_incident(office, severity, title, place)
        at = plan.min_x + round(plan.width * x), plan.min_y + round(plan.height * y)
        plans.pin(office, thread, plan.thread, *at, precision, radius).result()
        threads.append(thread)
    finish(office, threads[1])
    finish(office, threads[9])
    return threads


class Desk:
    """The page in its window, and hands for it."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        page = window.page("plan")
        assert isinstance(page, PlanPage)
        self.qtbot, self.window, self.page = qtbot, window, page
        self.office = window.session.office

    def ready(self, pins: int | None = None) -> None:
        """Wait until plan, tiles and so many pins of the floor are there."""
        page = self.page

        def there() -> bool:
            sheet = page.scene.sheet
            return (
                sheet is not None
                and bool(page.tiles.levels(sheet.plan.n))
                and page.tiles.is_idle()
                and (pins is None or page.pins.model.rowCount() == pins)
            )

        self.qtbot.waitUntil(there)

    def keys(self, *chords: str) -> None:
        """Press chords one after the other."""
        for chord in chords:
            [stroke] = strokes(chord)
            focus = QApplication.focusWidget()
            assert focus is not None
            QTest.keyClick(focus, stroke.key(), stroke.keyboardModifiers())

    def at(self, x: float, y: float) -> QPoint:
        """Where a point of the plan (in plan units) lies in the view."""
        return self.page.view.mapFromScene(QPointF(x, y))

    def click(self, where: QPoint) -> None:
        """Click into the view."""
        QTest.mouseClick(self.page.view.viewport(), Qt.MouseButton.LeftButton, pos=where)

    def pins(self, count: int) -> list[Pin]:
        """The pins in the book and in the list, once there are ``count``."""
        self.qtbot.waitUntil(lambda: self.page.pins.model.rowCount() == count)
        return plans.pins(self.office)

    def aiming(self) -> None:
        """Wait until the crosshair is there."""
        self.qtbot.waitUntil(lambda: self.page.pinning.incident is not None)

    def says(self) -> list[str]:
        """The words of the banners."""
        return [banner.accessibleName() for banner in self.window.findChildren(Banner)]

    def import_file(self, path: Path, floor: str) -> None:
        """Bring a plan in as an officer does: file, name, floor, Enter."""
        self.page.adding.choose()
        dialog = self.window.findChild(QFileDialog)
        assert dialog is not None
        dialog.selectFile(str(path))
        field = dialog.findChild(QLineEdit)
        assert field is not None
        field.setText(str(path))
        dialog.accept()
        self.qtbot.waitUntil(lambda: self.window.findChild(NamePlan) is not None)
        naming = self.window.findChild(NamePlan)
        assert naming is not None
        assert_named(naming)
        grab(naming, "plan-name")
        naming.floor.setText(floor)
        QTest.keyClick(naming.floor, Qt.Key.Key_Return)


def set_up(folder: Path) -> Office:
    """An office as the ``office`` of the pages has it, with a clock of its own."""
    answers = setup.Answers(
        site="Harbour Court", officer=NAME, initials="R.M.", passphrase=PASSPHRASE,
        mirror=folder / "mirror", places=PLACES,
    )  # fmt: skip
    words = setup.recovery_words()
    return setup.set_up(folder / "data", answers, words, kdf=FLOOR, clock=Clock())


@pytest.fixture(scope="package")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Three floors, the third of them with pins of every kind."""
    made = set_up(tmp_path_factory.mktemp("furnished"))
    bring_in(made, DEMO, "B1")
    bring_in(made, resources() / "demo" / "plan-ground.svg", "Ground")
    furnish(made, bring_in(made))
    yield made
    made.close()


@pytest.fixture
def pinned(furnished: Office) -> Iterator[Office]:
    """The office of all tests that only look: a record more and the test fails."""
    before = furnished.read.last_n()
    yield furnished
    assert furnished.read.last_n() == before, "who writes takes an office of its own"


@pytest.fixture(scope="package")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the office whose third floor is brought in, and as it was then beside it."""
    folder = tmp_path_factory.mktemp("drawn")
    made = set_up(folder / "now")
    bring_in(made)
    made.close()
    shutil.copytree(folder / "now", folder / "then")
    return folder


@pytest.fixture
def planned(drawn: Path, clock: Clock) -> Iterator[Office]:
    """An office of one's own with the third floor."""
    shutil.rmtree(drawn / "now")
    shutil.copytree(drawn / "then", drawn / "now")
    clock.go_on(minutes=1)
    made = sign_in(drawn / "now" / "data", NAME, PASSPHRASE, clock=clock)
    yield made
    made.close()


@pytest.fixture
def desk(qtbot: QtBot, make_window: Callable[..., MainWindow]) -> Callable[..., Desk]:
    def make(size: tuple[int, int] = (1280, 800)) -> Desk:
        return Desk(qtbot, make_window(PAGE, size=size))

    return make


def sample(*parts: str) -> Path:
    path = SAMPLES.joinpath(*parts)
    if not path.is_file():
        pytest.skip(f"the sample {path.name} is not here; set DESKINC_SAMPLES")
    return path


def near(pin: Pin, x: float, y: float, slack: float) -> bool:
    return abs(pin.x / 1000 - x) <= slack and abs(pin.y / 1000 - y) <= slack
