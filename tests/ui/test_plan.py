"""The Plan page on a real book: plans in, pins by mouse and keyboard, the list, the tiles."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.conftest import assert_named, grab

from deskinc.desk import entries, incidents, plans
from deskinc.desk.office import Office
from deskinc.desk.plans import Pin, Plan
from deskinc.paths import resources
from deskinc.proof.canonical import unb64
from deskinc.ui import theme
from deskinc.ui.actions import strokes
from deskinc.ui.banner import Banner
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.plan.adding import NamePlan
from deskinc.ui.plan.clusters import by_gravity, grouped
from deskinc.ui.plan.floors import with_keys
from deskinc.ui.plan.page import PAGE, PlanPage
from deskinc.ui.session import Session

ROOT = Path(__file__).resolve().parents[2]
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
    plans.import_plan(office, path, "Harbour Court", floor, plans.rank_of(floor)).result()
    return next(plan for plan in plans.listed(office) if plan.floor == floor)


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

        self.qtbot.waitUntil(there, timeout=20_000)

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
        self.qtbot.waitUntil(lambda: self.page.pins.model.rowCount() == count, timeout=10_000)
        return plans.pins(self.office)

    def aiming(self) -> None:
        """Wait until the crosshair is there."""
        self.qtbot.waitUntil(lambda: self.page.pinning.incident is not None, timeout=10_000)

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


def test_without_a_plan_the_page_offers_the_first_step(desk: Callable[..., Desk]) -> None:
    made = desk()
    assert made.page.first.isVisible()
    made.qtbot.waitUntil(made.page.first.hasFocus)
    grab(made.window, "plan-empty")


def test_a_plan_comes_in_through_the_page(desk: Callable[..., Desk]) -> None:
    made = desk()
    made.import_file(DEMO, "Floor 3")
    made.ready(pins=0)
    assert [plan.floor for plan in plans.listed(made.office)] == ["Floor 3"]
    assert plans.listed(made.office)[0].order == 3
    assert made.page.head.floors.count() == 1
    assert made.page.view.accessibleName() == "Floor plan, Floor 3"


def test_a_file_that_is_no_plan_is_refused_with_a_sentence(
    desk: Callable[..., Desk], tmp_path: Path
) -> None:
    made = desk()
    bad = tmp_path / "minutes.svg"
    bad.write_text("<svg><script>alert(1)</script></svg>", encoding="utf-8")
    made.import_file(bad, "3")
    made.qtbot.waitUntil(lambda: bool(made.says()), timeout=20_000)
    assert "minutes.svg" in made.says()[0]
    assert plans.listed(made.office) == []
    assert made.page.first.isVisible()


@pytest.mark.parametrize(
    "parts",
    [("png", "wrld_wph.PNG"), ("svg", "mit_hobbyshop_n51.svg"),
     ("pdf", "mit_hobbyshop_n51 Floor Plan.pdf")],
)  # fmt: skip
def test_a_real_plan_is_pinned_by_mouse_where_it_was_clicked(
    desk: Callable[..., Desk], parts: tuple[str, str], light: QApplication
) -> None:
    path = sample(*parts)
    made = desk()
    thread = open_incident(made.office)
    made.import_file(path, "Ground")
    made.ready(pins=0)
    plan = plans.listed(made.office)[0]
    x, y = (plan.min_x + plan.width * 0.3) / 1000, (plan.min_y + plan.height * 0.7) / 1000
    made.window.session.go("plan", pin=thread)
    made.aiming()
    made.click(made.at(x, y))
    [pin] = made.pins(1)
    assert near(pin, x, y, 1 / made.page.view.scale_now())
    assert (pin.plan, pin.thread, pin.precision) == (plan.thread, thread, "exact")
    made.ready(pins=1)
    grab(made.window, f"plan-{parts[0]}")
    theme.apply(light, "dark")
    made.window.session.looks_changed.emit()
    made.ready()
    grab(made.window, f"plan-{parts[0]}-dark")


def test_a_shifted_view_box_keeps_its_own_units(desk: Callable[..., Desk], tmp_path: Path) -> None:
    drawing = tmp_path / "shifted.svg"
    drawing.write_text(SHIFTED, encoding="utf-8")
    made = desk()
    plan = bring_in(made.office, drawing, "1")
    assert (plan.min_x, plan.min_y, plan.width, plan.height) == (-100_000, 50_000, 400_000, 300_000)
    thread = open_incident(made.office)
    made.ready(pins=0)
    made.window.session.go("plan", pin=thread)
    made.aiming()
    made.click(made.at(-60, 300))
    [pin] = made.pins(1)
    assert near(pin, -60, 300, 1 / made.page.view.scale_now())
    assert pin.x < 0


def test_the_keyboard_alone_sets_a_pin(desk: Callable[..., Desk]) -> None:
    made = desk()
    plan = bring_in(made.office)
    open_incident(made.office, "low", "Door insecure")
    thread = open_incident(made.office)
    made.ready(pins=0)
    made.qtbot.waitUntil(lambda: len(made.page._read.incidents) == 2)
    made.page.view.setFocus()
    made.keys("Return")
    assert made.page.choosing.isVisible()
    assert made.page.choosing.list.hasFocus()
    assert_named(made.page)
    grab(made.window, "plan-choose")
    made.keys("Return")
    assert made.page.pinning.incident is not None
    assert made.page.pinning.incident.thread == thread
    scale = made.page.view.scale_now()
    middle = made.page.scene.paper().center()
    start = made.page.scene.aim.pos()
    assert abs(start.x() - middle.x()) < 2 / scale
    made.keys("Right", "Right", "Down", "Shift+Left", "2", "PgUp", "Return")
    [pin] = made.pins(1)
    assert near(pin, start.x() + 31 / scale, start.y() + 16 / scale, 0.002)
    assert pin.precision == "about"
    assert pin.radius == pytest.approx(plan.width * 0.05 * 1.25, abs=1)
    assert made.page.pinning.incident is None
    assert made.page.view.hasFocus()
    assert made.page.pins.chosen_thread() == thread


def test_escape_leaves_without_a_pin(desk: Callable[..., Desk]) -> None:
    made = desk()
    bring_in(made.office)
    thread = open_incident(made.office)
    made.ready(pins=0)
    made.window.session.go("plan", pin=thread)
    made.aiming()
    assert made.page.bar.isVisible()
    made.keys("Right", "Escape")
    assert not made.page.bar.isVisible()
    assert not made.page.scene.aim.isVisible()
    assert plans.pins(made.office) == []


def test_pinning_again_moves_the_pin_from_where_it_was(desk: Callable[..., Desk]) -> None:
    made = desk()
    plan = bring_in(made.office)
    thread = open_incident(made.office)
    plans.pin(made.office, thread, plan.thread, 200_000, 300_000, "area", 50_000).result()
    made.ready(pins=1)
    made.window.session.go("plan", pin=thread)
    made.aiming()
    assert made.page.scene.aim.pos() == QPointF(200, 300)
    assert made.page.scene.aim.precision == "area"
    scale = made.page.view.scale_now()
    made.keys("1", "Shift+Right", "Return")
    made.qtbot.waitUntil(lambda: plans.pins(made.office)[0].precision == "exact")
    [pin] = made.pins(1)
    assert near(pin, 200 + 1 / scale, 300, 0.002)
    gone = [row for row in made.office.read.pins() if row.gone is not None]
    assert len(gone) == 1, "the earlier pin stays in the book"


def test_an_unknown_place_stands_in_the_list_only(desk: Callable[..., Desk]) -> None:
    made = desk()
    bring_in(made.office)
    thread = open_incident(made.office)
    made.ready(pins=0)
    made.window.session.go("plan", pin=thread)
    made.aiming()
    made.keys("4", "Return")
    [pin] = made.pins(1)
    assert pin.precision == "unknown"
    assert made.page.scene.marks() == []
    row = made.page.pins.model.row_at(made.page.pins.model.index(0, 0))
    assert row is not None
    assert row.note.endswith("place not known")


def test_the_list_names_every_pin_and_follows_the_plan(desk: Callable[..., Desk]) -> None:
    made = desk()
    furnish(made.office, bring_in(made.office))
    made.ready(pins=len(SPOTS))
    page = made.page
    spoken = [
        page.pins.model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for at in range(len(SPOTS))
    ]
    assert spoken[-1].startswith("High, Lift entrapment, INC-2026-0001, 0001, Lift 2")
    assert spoken[-1].endswith("open")
    assert "closed" in spoken[1]
    page.pins.list.setFocus()
    made.keys("Down", "End")
    assert page.pins.list.currentIndex().row() == len(SPOTS) - 1
    pin = page.scene.pin_of(page.pins.chosen_thread())
    assert pin is not None
    assert (page.scene.chosen, pin.title) == (pin.thread, "Lift entrapment")
    made.click(made.at(plans.listed(made.office)[0].width * 0.88 / 1000,
                       plans.listed(made.office)[0].height * 0.84 / 1000))  # fmt: skip
    row = page.pins.model.row_at(page.pins.list.currentIndex())
    assert row is not None
    assert row.title == "Fire, contained"
    with made.qtbot.waitSignal(made.window.session.wanted) as went:
        page.pins.list.setFocus()
        made.keys("Return")
    assert went.args == ["incidents", {"thread": row.key}]


def test_choosing_in_the_list_centres_the_pin(desk: Callable[..., Desk]) -> None:
    made = desk()
    plan = bring_in(made.office)
    furnish(made.office, plan)
    made.ready(pins=len(SPOTS))
    for _turn in range(6):
        made.page.view.zoom(1.25)
    made.page.pins.list.setFocus()
    made.keys("Down", "End")
    x, y = plan.width * 0.51 / 1000, plan.height * 0.42 / 1000
    off = made.at(x, y) - made.page.view.viewport().rect().center()
    assert off.manhattanLength() <= 4


def test_near_pins_become_one_mark_that_opens_up(desk: Callable[..., Desk]) -> None:
    made = desk()
    furnish(made.office, bring_in(made.office))
    made.ready(pins=len(SPOTS))
    page = made.page
    several = [mark for mark in page.scene.marks() if len(mark.held.pins) > 1]
    assert [len(mark.held.pins) for mark in several] == [3]
    assert several[0].held.worst.severity == "medium"
    made.click(made.at(several[0].held.x, several[0].held.y))
    assert all(len(mark.held.pins) == 1 for mark in page.scene.marks())


def test_pins_in_the_very_same_spot_are_chosen_in_turn(desk: Callable[..., Desk]) -> None:
    made = desk()
    plan = bring_in(made.office)
    threads = {open_incident(made.office, "low", title) for title in ("One", "Two", "Three")}
    for thread in threads:
        plans.pin(made.office, thread, plan.thread, 600_000, 450_000).result()
    made.ready(pins=3)
    seen = set()
    for _turn in threads:
        made.click(made.at(600, 450))
        seen.add(made.page.scene.chosen)
    assert seen == threads


def test_grouping_does_not_depend_on_the_order_of_the_pins(office: Office) -> None:
    furnish(office, bring_in(office))
    pins = plans.pins(office)
    once = {frozenset(p.id for p in group.pins) for group in grouped(by_gravity(pins), 0.6)}
    again = {frozenset(p.id for p in group.pins) for group in grouped(by_gravity(pins[::-1]), 0.6)}
    assert once == again
    assert sum(len(group) for group in once) == len(SPOTS) - 1, "all but the unknown one"


def wheel(view: QWidget, where: QPoint, notches: int) -> None:
    at = QPointF(where)
    event = QWheelEvent(
        at, QPointF(view.mapToGlobal(where)), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


def test_the_wheel_zooms_at_the_mouse_and_the_whole_floor_comes_back(
    desk: Callable[..., Desk],
) -> None:
    made = desk()
    bring_in(made.office)
    made.ready()
    view = made.page.view
    fitted = view.scale_now()
    where = QPoint(300, 200)
    before = view.mapToScene(where)
    wheel(view.viewport(), where, 4)
    after = view.mapToScene(where)
    assert view.scale_now() == pytest.approx(fitted * 1.25**4)
    assert (after - before).manhattanLength() * view.scale_now() < 4
    wheel(view.viewport(), where, -40)
    assert view.scale_now() == pytest.approx(fitted)
    view.setFocus()
    made.keys("+", "+", "-")
    assert view.scale_now() == pytest.approx(fitted * 1.25)
    made.keys("Ctrl+0")
    assert view.scale_now() == pytest.approx(fitted)
    for _turn in range(40):
        view.zoom(1.25)
    assert not view.can_zoom_in()
    made.ready()


def test_the_paper_is_pulled_by_mouse_and_moved_by_arrows(desk: Callable[..., Desk]) -> None:
    made = desk()
    bring_in(made.office)
    made.ready()
    view = made.page.view
    for _turn in range(6):
        view.zoom(1.25)
    view.setFocus()
    here = view.middle()
    made.keys("Right", "Down")
    assert view.middle().x() > here.x()
    assert view.middle().y() > here.y()
    here, port = view.mapToScene(QPoint(300, 200)), view.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    for x in (320, 360, 400):
        move = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(x, 220), QPointF(port.mapToGlobal(QPoint(x, 220))),
            Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(port, move)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=QPoint(400, 220))
    there = view.mapToScene(QPoint(400, 220))
    assert (there - here).manhattanLength() * view.scale_now() < 4
    assert made.page.scene.chosen == ""


def test_floors_are_tabs_with_digits_of_their_own(desk: Callable[..., Desk]) -> None:
    assert with_keys(["B1", "Ground", "1", "10", "Floor 3"]) == [
        "B1", "Ground", "&1", "1&0", "Floor &3",
    ]  # fmt: skip
    made = desk()
    for floor in ("Floor 3", "B1", "Ground"):
        bring_in(made.office, DEMO, floor)
    made.qtbot.waitUntil(lambda: made.page.head.floors.count() == 3)
    made.ready()
    floors = made.page.head.floors
    assert [floors.tabText(at).replace("&", "") for at in range(3)] == ["B1", "Ground", "Floor 3"]
    floors.setFocus()
    made.keys("Home", "Right", "Right")
    made.ready()
    assert made.page.view.accessibleName() == "Floor plan, Floor 3"
    made.page.view.setFocus()
    made.keys("PgDown")
    assert made.page.view.accessibleName() == "Floor plan, Ground"
    made.keys("Alt+3")
    assert made.page.view.accessibleName() == "Floor plan, Floor 3"


def test_an_incident_pinned_on_another_floor_is_shown_there(desk: Callable[..., Desk]) -> None:
    made = desk()
    ground, third = bring_in(made.office, DEMO, "Ground"), bring_in(made.office, DEMO, "Floor 3")
    thread, other = open_incident(made.office), open_incident(made.office, "low", "Door insecure")
    plans.pin(made.office, thread, third.thread, 600_000, 400_000).result()
    plans.pin(made.office, other, ground.thread, 600_000, 400_000).result()
    made.ready(pins=1)
    made.window.session.go("plan", thread=thread)
    made.qtbot.waitUntil(lambda: made.page.scene.chosen == thread)
    assert made.page.pins.chosen_thread() == thread
    assert made.page.pins.list.hasFocus()
    made.window.session.go("plan", thread=other)
    made.qtbot.waitUntil(lambda: made.page.scene.chosen == other)
    assert made.page.view.accessibleName() == "Floor plan, Ground"


def test_without_an_open_incident_there_is_nothing_to_pin(desk: Callable[..., Desk]) -> None:
    made = desk()
    bring_in(made.office)
    made.ready(pins=0)
    made.page.view.setFocus()
    made.keys("Return")
    assert made.says() == ["No incident is open. Raise it first, then pin it."]


def test_no_tile_lies_in_plain_on_the_disk(desk: Callable[..., Desk], tmp_path: Path) -> None:
    made = desk()
    made.import_file(DEMO, "Floor 3")
    made.ready(pins=0)
    for _turn in range(8):
        made.page.view.zoom(1.25)
    made.ready()
    marks = (b"\x89PNG\r\n\x1a\n", b"IHDR", b"DKPY", b"<svg", b"Harbour Court, floor 3")
    seen = 0
    for path in sorted(tmp_path.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            seen += 1
            assert not any(mark in data for mark in marks), path.name
    assert seen > 4


def test_tiles_are_kept_within_bounds(desk: Callable[..., Desk]) -> None:
    made = desk()
    bring_in(made.office)
    made.ready()
    tiles, view = made.page.tiles, made.page.view
    tiles._room = 4
    for _turn in range(10):
        view.zoom(1.25)
        made.ready()
    assert len(tiles._kept) <= tiles._room
    sheet = made.page.scene.sheet
    assert sheet is not None
    for key in sheet.keys(made.page.scene.paper(), 1e9):
        assert tiles.find(key) is not None, "a coarser picture always stands in"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 800), (853, 533), (760, 1000), (640, 400), (1920, 1080)])
def test_every_control_has_a_name_in_every_size(
    desk: Callable[..., Desk], light: QApplication, session: Session, scheme: theme.Scheme,
    size: tuple[int, int],
) -> None:  # fmt: skip
    theme.apply(light, scheme)
    made = desk(size)
    bring_in(made.office, resources() / "demo" / "plan-ground.svg", "Ground")
    threads = furnish(made.office, bring_in(made.office))
    made.ready(pins=len(SPOTS))
    made.window.session.go("plan", thread=threads[0])
    made.qtbot.waitUntil(lambda: made.page.scene.chosen == threads[0])
    made.ready()
    assert_named(made.page)
    picture = f"plan-{scheme}-{size[0]}"
    grab(made.window, picture)
    made.window.session.go("plan", pin=threads[4])
    made.aiming()
    assert_named(made.page)
    assert made.page.bar.width() <= made.page.width()
    made.ready()
    grab(made.window, f"{picture}-pinning")
