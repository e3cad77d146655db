"""An evidence bundle by keyboard: what, which values, saved and checked; a file brought back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.conftest import (
    NAME,
    PASSPHRASE,
    PLACES,
    Clock,
    Makes,
    NewOffice,
    Robot,
    assert_named,
    grab,
)
from tests.ui.settings_hands import faults, guessed, says

from deskinc.book.keys.kdf import FLOOR
from deskinc.desk import setup
from deskinc.desk.incidents import incidents
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.people import people
from deskinc.proof.bundle import judge
from deskinc.proof.findings import Kind
from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.incidents.page import PAGE as INCIDENTS
from deskinc.ui.incidents.page import IncidentsPage
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.reports.bundle import BundleDialog
from deskinc.ui.reports.page import PAGE, ReportsPage
from deskinc.ui.reports.verdict import CheckDialog

LEAD, OTHER = "J. Harding", "another five words for her"
SECRETS = ("Mr T. Aldous", "07700 900123", "Left wrist painful")


def with_incident(below: Path, clock: Clock) -> Office:
    """An office of two, one incident in its book."""
    answers = setup.Answers(
        site="Harbour Court", officer=NAME, initials="R.M.", passphrase=PASSPHRASE,
        mirror=below / "mirror", places=PLACES,
    )  # fmt: skip
    made = setup.set_up(below / "data", answers, setup.recovery_words(), kdf=FLOOR, clock=clock)
    people.enrol(
        made,
        people.Enrolment(LEAD, "J.H.", "", frozenset({"lead"}), identity="Passport"),
        OTHER,
        kdf=FLOOR,
    )
    line = {"type": "first_aid", "place": PLACES[0], "text": "He slid by the sink."}
    n = entries.post(made, line, entries.new_id()).result().records[0].n
    raw: dict[str, object] = {
        **incidents.start(made, [n]), "title": "Slip on wet floor", "category": "injury.slip",
        "severity": "medium", "reported_by": "Ms P. Nair", "injuries": True, "force": False,
        "narrative": "He slid forward.", "immediate": "First aid offered.",
        "people": {"01": {"name": SECRETS[0], "contact": SECRETS[1], "injury": SECRETS[2]}},
    }  # fmt: skip
    incidents.open_new(made, raw, entries.new_id()).result()
    return made


@pytest.fixture
def office(
    tmp_path: Path, clock: Clock, prepared: Callable[[Makes], NewOffice]
) -> Iterator[Office]:
    """An office of two, one incident in its book."""
    made = prepared(with_incident).opened(tmp_path, clock)
    yield made
    made.close()


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    """The window with Book, Incidents and Reports."""
    return make_window(BOOK, INCIDENTS, PAGE)


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> ReportsPage:
    """The Reports page."""
    window.show_page("reports")
    made = window.page("reports")
    assert isinstance(made, ReportsPage)
    return made


def dialog_of(qtbot: QtBot, kind: type) -> object:
    """The dialog of that kind in front, with the focus."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    found = QApplication.activeModalWidget()
    assert found is not None
    qtbot.waitUntil(lambda: QApplication.focusWidget() in found.findChildren(QWidget))
    return found


def asked(qtbot: QtBot, robot: Robot, page: ReportsPage) -> BundleDialog:
    """The dialog, opened by its letter, the incident chosen."""
    robot.keys("Alt+E")
    dialog = dialog_of(qtbot, BundleDialog)
    assert isinstance(dialog, BundleDialog)
    qtbot.waitUntil(lambda: dialog.what.what.count() == 2)
    return dialog


def kinds(office: Office) -> list[str]:
    """What left the book."""
    return [row.kind or "" for row in office.read.exports()]


def test_a_bundle_of_an_incident_is_made_saved_and_checked(
    page: ReportsPage, robot: Robot, qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    dialog = asked(qtbot, robot, page)
    assert_named(dialog)
    robot.keys("End")
    assert not dialog.what.first_row.isVisible()
    robot.keys("Tab")
    robot.type("County Court")
    robot.keys("Return")
    qtbot.waitUntil(lambda: dialog.made.made is not None)
    assert kinds(office) == [], "nobody has it yet"
    assert "County Court" in dialog.made.facts.words()
    assert "leave the book, for County Court." in says(dialog)
    grab(dialog, "bundle-made")
    robot.type(PASSPHRASE)
    robot.save_as(path := tmp_path / "for the court.zip", "Ctrl+S")
    qtbot.waitUntil(lambda: dialog.made.saved == path)
    left = office.read.record(office.read.exports()[-1].n).values
    assert left["signers/01/meaning"] == "These records leave the book, for County Court."
    dialog.activateWindow()
    assert kinds(office) == ["bundle"]
    assert judge(path.read_bytes()).kind is Kind.VALID
    qtbot.waitUntil(dialog.go.hasFocus)
    robot.keys("Space")
    qtbot.waitUntil(lambda: dialog.made.verdict.verdict is not None)
    told = dialog.made.verdict.verdict
    assert told is not None
    assert (told.kind, told.good) == ("VALID", True)
    assert "Mr T. Aldous" in dialog.made.verdict.text.toPlainText()
    assert_named(dialog)
    robot.keys("Escape")
    assert QApplication.activeModalWidget() is None


def test_d12_no_bundle_leaves_without_the_passphrase_of_whoever_lets_it(
    page: ReportsPage, robot: Robot, qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    dialog, path = asked(qtbot, robot, page), tmp_path / "for nobody.zip"
    robot.keys("End", "Tab", "Return")
    qtbot.waitUntil(lambda: dialog.made.made is not None)
    robot.keys("Ctrl+S")
    assert faults(dialog) == "Type the passphrase."
    robot.type("not these words of mine")
    robot.save_as(path, "Ctrl+S")
    qtbot.waitUntil(lambda: "wrong" in faults(dialog))
    assert (kinds(office), path.exists()) == ([], False), "nothing has left"
    assert guessed(office) == [f"passphrase of {NAME}"]


def test_a_redacted_copy_withholds_people_and_one_value_more(
    page: ReportsPage, robot: Robot, qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    dialog = asked(qtbot, robot, page)
    robot.keys("End", "Tab", "Tab", "End", "Return")
    qtbot.waitUntil(lambda: dialog.step() is dialog.values)
    assert_named(dialog)
    step = dialog.values
    titles = [part.title for part in step._parts]
    assert titles[:3] == ["Everything", "Names of people", "Reported by"]
    before = len(step.shown)
    robot.keys(*["Down"] * titles.index("Narrative"), "Tab", "Space")
    assert len(step.shown) == before - 1
    assert "only proved to exist" in str(step.values_model.row_at(step.values.currentIndex()))
    robot.keys("Shift+Tab", *["Up"] * (titles.index("Narrative") - titles.index("Reported by")))
    robot.keys("Space")
    assert len(step.shown) == before
    grab(dialog, "bundle-values")
    robot.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: dialog.made.made is not None)
    path = tmp_path / "redacted.zip"
    robot.type(PASSPHRASE)
    robot.save_as(path, "Ctrl+S")
    qtbot.waitUntil(lambda: dialog.made.saved == path)
    dialog.activateWindow()
    assert kinds(office) == ["redacted"]
    told = judge(path.read_bytes())
    assert told.kind is Kind.VALID
    said = {str(value) for one in told.records for _name, value in one.values}
    assert said.isdisjoint({*SECRETS, "He slid forward."})
    assert {"Ms P. Nair", "He slid by the sink.", "First aid offered."} <= said
    assert sum(one.withheld for one in told.records if one.form == "incident") >= 4


def test_everything_or_nothing_is_one_key_away(
    page: ReportsPage, robot: Robot, qtbot: QtBot
) -> None:
    dialog = asked(qtbot, robot, page)
    robot.keys("End", "Tab", "Tab", "End", "Return")
    qtbot.waitUntil(lambda: dialog.step() is dialog.values)
    every = len(dialog.values._parts[0].keys)
    robot.keys("Space")
    assert len(dialog.values.shown) == every
    robot.keys("Space")
    assert len(dialog.values.shown) == 0
    assert f"{every} only prove to exist" in dialog.values.sum.text()
    robot.keys("Alt+B")
    qtbot.waitUntil(lambda: dialog.step() is not dialog.values)
    robot.keys("Return")
    qtbot.waitUntil(lambda: dialog.step() is dialog.values)
    assert len(dialog.values.shown) == 0, "what was chosen before stays"


def test_lines_are_asked_for_until_they_are_there(
    page: ReportsPage, robot: Robot, qtbot: QtBot, office: Office
) -> None:
    dialog = asked(qtbot, robot, page)
    assert "lines 1 to 1" in dialog.what.first_row.hint()
    robot.keys("Return")
    assert dialog.what.first_row.fault.text()
    robot.type("1")
    robot.keys("Tab")
    robot.type("9")
    robot.keys("Return")
    qtbot.waitUntil(lambda: "no lines 1 to 9" in dialog.fault.text())
    robot.keys("Shift+Tab", "Shift+Tab", "Home", "Tab", "Tab", "Ctrl+A")
    robot.type("1")
    robot.keys("Return")
    qtbot.waitUntil(lambda: dialog.made.made is not None)
    assert dialog.made.made is not None
    assert dialog.made.made.name == "evidence-lines-1-1.zip"
    robot.keys("Escape")
    assert kinds(office) == [], "it never left"


def test_an_older_seal_is_asked_for_by_its_number(
    page: ReportsPage, robot: Robot, qtbot: QtBot, office: Office
) -> None:
    office.book.seal(office.person.signer()).result()
    seal = office.read.last_seal()
    assert seal is not None
    dialog = asked(qtbot, robot, page)
    robot.keys("End", "Tab", "Tab", "Tab", "End")
    assert dialog.what.sealed_row.isVisible()
    robot.keys("Return")
    assert dialog.what.sealed_row.fault.text()
    robot.type("7,000")
    robot.keys("Return")
    qtbot.waitUntil(lambda: "no seal over 7000 records" in dialog.fault.text())
    dialog.what.sealed.setText(str(seal.size))
    dialog.what.sealed.setFocus()
    robot.keys("Return")
    qtbot.waitUntil(lambda: dialog.made.made is not None)
    assert dialog.made.made is not None
    assert dialog.made.made.size == seal.size


def test_where_it_cannot_be_saved_it_is_kept_and_recorded_once(
    page: ReportsPage, robot: Robot, qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    dialog = asked(qtbot, robot, page)
    robot.keys("End", "Return")
    qtbot.waitUntil(lambda: dialog.made.made is not None)
    robot.type(PASSPHRASE)
    dialog.made._save(tmp_path / "nowhere" / "bundle.zip")
    qtbot.waitUntil(lambda: "could not be saved" in dialog.made.fault.text())
    dialog.made._save(tmp_path / "bundle.zip")
    qtbot.waitUntil(lambda: dialog.made.saved is not None)
    assert kinds(office) == ["bundle"]


def test_the_incident_on_screen_is_the_one_that_is_offered(
    window: MainWindow, robot: Robot, qtbot: QtBot, office: Office
) -> None:
    (known,) = incidents.listed(office)
    window.session.go("incidents", thread=known.thread)
    page = window.page("incidents")
    assert isinstance(page, IncidentsPage)
    qtbot.waitUntil(lambda: page.detail.is_open() and page.first_focus().hasFocus())
    robot.keys("Ctrl+K")
    robot.type("evidence bundle of")
    robot.keys("Return")
    dialog = dialog_of(qtbot, BundleDialog)
    assert isinstance(dialog, BundleDialog)
    qtbot.waitUntil(lambda: dialog.what.what.currentData() == known.thread)
    robot.keys("Escape")


def test_who_may_not_export_is_not_offered_it(
    window: MainWindow, page: ReportsPage, robot: Robot, office: Office
) -> None:
    assert page.bundle.isVisible()
    who = people.Enrolment("A. Officer", "A.O.", "", frozenset({"officer"}), identity="Passport")
    people.enrol(office, who, "five words of an officer now", kdf=FLOOR)
    office.become(office.open_person("A. Officer", "five words of an officer now"))
    window.show_page("book")
    window.show_page("reports")
    assert not page.bundle.isVisible()
    assert page.check.isVisible()


def test_a_file_brought_back_is_checked_and_so_is_another(
    page: ReportsPage, robot: Robot, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = asked(qtbot, robot, page)
    robot.keys("End", "Return")
    qtbot.waitUntil(lambda: dialog.made.made is not None)
    assert dialog.made.made is not None
    good, bad = tmp_path / "good.zip", tmp_path / "bad.zip"
    good.write_bytes(dialog.made.made.data)
    bad.write_bytes(dialog.made.made.data[:-7])
    robot.keys("Escape")
    page.window().activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    robot.save_as(good, "Alt+K")
    check = dialog_of(qtbot, CheckDialog)
    assert isinstance(check, CheckDialog)
    qtbot.waitUntil(lambda: check.part.verdict is not None)
    assert check.part.answer.accessibleName().startswith("VALID. Everything in it")
    assert_named(check)
    grab(check, "check-valid")
    check.show_file(bad)
    qtbot.waitUntil(lambda: check.part.verdict is not None)
    assert check.part.answer.accessibleName().startswith("INCOMPLETE.")
    check.activateWindow()
    check.show_file(tmp_path)
    qtbot.waitUntil(lambda: "cannot be read" in check.part.fault.text())
    assert not check.part.answer.isVisible()
    robot.keys("Escape")
    assert QApplication.activeModalWidget() is None


def test_locking_closes_what_is_not_saved(
    window: MainWindow, page: ReportsPage, robot: Robot, qtbot: QtBot, office: Office
) -> None:
    dialog = asked(qtbot, robot, page)
    robot.keys("End", "Return")
    qtbot.waitUntil(lambda: dialog.made.made is not None)
    window.session.lock()
    assert QApplication.activeModalWidget() is None
    assert kinds(office) == []
    assert window.layers.currentWidget() is not window.shell
