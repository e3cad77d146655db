"""Settings that are no fields: people, plans, trust, this computer."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.conftest import NAME, PASSPHRASE, assert_named
from tests.ui.settings_hands import find, press, retype

from deskinc.book.keys.kdf import FLOOR
from deskinc.desk.incidents import plans
from deskinc.desk.office import Office
from deskinc.desk.people import people
from deskinc.ui import theme
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.session import Session
from deskinc.ui.settings.computer import ComputerSection
from deskinc.ui.settings.page import PAGE, SettingsPage
from deskinc.ui.settings.people import PeopleSection
from deskinc.ui.settings.plans import PlansSection
from deskinc.ui.settings.trust import TrustSection

OTHER = "other words for the same desk"


@pytest.fixture
def page(make_window: Callable[..., MainWindow]) -> SettingsPage:
    """The page in its window."""
    made = make_window(PAGE).page("settings")
    assert isinstance(made, SettingsPage)
    return made


def test_a_person_is_enrolled_by_keyboard_and_can_sign_in(
    qtbot: QtBot, page: SettingsPage, office: Office
) -> None:
    section = find(page, PeopleSection)
    assert isinstance(section, PeopleSection)
    section.enrol.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    form = section.form
    assert form is not None
    assert QApplication.focusWidget() is form.name
    assert_named(form)
    QTest.keyClicks(form.name, "T. Okafor <suspect>")
    assert form.initials.text() == "T.O.<."
    retype(qtbot, form.initials, "T.O.")
    QTest.keyClicks(form.identity, "Passport")
    QTest.keyClicks(form.own.field, PASSPHRASE)
    form.phrase.first.setFocus()
    QTest.keyClicks(form.phrase.first, OTHER)
    form.phrase.again.setFocus()
    QTest.keyClicks(form.phrase.again, OTHER)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(people.officers(office)) == 2)
    qtbot.waitUntil(lambda: section.form is None)
    assert section.model.rowCount() == 2
    assert not office.health().provisional
    second = office.open_person("T. Okafor <suspect>", OTHER).officer
    assert (second.initials, second.roles) == ("T.O.", frozenset({"officer"}))


def test_what_is_wrong_with_an_enrolment_is_said_in_place(
    qtbot: QtBot, page: SettingsPage, office: Office
) -> None:
    section = find(page, PeopleSection)
    assert isinstance(section, PeopleSection)
    section.open_form()
    form = section.form
    assert form is not None
    form.enrol()
    assert form.name_row.fault.text()
    QTest.keyClicks(form.name, NAME)
    form.enrol()
    assert "which document" in form.identity_row.fault.text()
    QTest.keyClicks(form.identity, "Passport")
    form.enrol()
    assert form.own.row.fault.text()
    QTest.keyClicks(form.own.field, PASSPHRASE)
    form.enrol()
    assert form.phrase.first_row.fault.text()
    QTest.keyClicks(form.phrase.first, OTHER)
    form.enrol()
    assert form.phrase.again_row.fault.text()
    QTest.keyClicks(form.phrase.again, OTHER)
    form.enrol()
    qtbot.waitUntil(lambda: bool(form.name_row.fault.text()))
    assert "enrolled" in form.name_row.fault.text()
    assert form.initials_row.fault.text()
    assert len(people.officers(office)) == 1
    press(qtbot, Qt.Key.Key_Escape)
    assert section.form is None
    assert QApplication.focusWidget() is section.enrol


def test_d19_several_roles_in_one_hand_say_what_that_weakens(page: SettingsPage) -> None:
    section = find(page, PeopleSection)
    assert isinstance(section, PeopleSection)
    section.open_form()
    form = section.form
    assert form is not None
    assert not form.weak.text()
    form.roles["lead"].setChecked(True)
    assert "nobody else checks" in form.weak.text()


def test_an_officer_without_the_role_sees_only_what_he_may_do(
    qtbot: QtBot, office: Office, session: Session
) -> None:
    people.enrol(
        office, people.Enrolment("T. Okafor", "T.O.", identity="Passport"), OTHER, kdf=FLOOR
    )
    office.become(office.open_person("T. Okafor", OTHER))
    page = SettingsPage(session)
    qtbot.addWidget(page)
    page.show()
    assert [s.key for s in page.sections] == [
        "routines", "people", "certificates", "plans", "trust", "computer",
    ]  # fmt: skip
    shown = {type(s): s for s in page.sections}
    listed, drawn = shown[PeopleSection], shown[PlansSection]
    assert isinstance(listed, PeopleSection)
    assert isinstance(drawn, PlansSection)
    assert not listed.enrol.isVisibleTo(page)
    assert not drawn.form.isVisibleTo(page)


def test_a_plan_is_taken_in_and_listed(
    qtbot: QtBot, page: SettingsPage, office: Office, tmp_path: Path
) -> None:
    drawing = tmp_path / "level-3.svg"
    drawing.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300">'
        '<rect x="10" y="10" width="380" height="280" fill="none" stroke="#000"/></svg>'
    )
    section = find(page, PlansSection)
    assert isinstance(section, PlansSection)
    assert section.none.isVisible()
    section.path.field.setFocus()
    QTest.keyClicks(section.path.field, str(drawing))
    assert section.name.text() == "Level 3"
    section.take_in()
    assert section.floor_row.fault.text()
    QTest.keyClicks(section.floor, "3")
    section.take_in()
    qtbot.waitUntil(lambda: section.model.rowCount() == 1)
    assert [(p.name, p.floor) for p in plans.listed(office)] == [("Level 3", "3")]
    assert not section.none.isVisible()


def test_a_plan_that_is_a_bomb_is_refused_in_place(
    qtbot: QtBot, page: SettingsPage, office: Office, tmp_path: Path
) -> None:
    drawing = tmp_path / "bomb.svg"
    drawing.write_text("<!DOCTYPE x [<!ENTITY a 'b'>]><svg>&a;</svg>")
    section = find(page, PlansSection)
    assert isinstance(section, PlansSection)
    section.path.set_path(drawing)
    section.floor.setText("3")
    section.take_in()
    qtbot.waitUntil(lambda: bool(section.fault.text()))
    assert "bomb.svg" in section.fault.text()
    assert plans.listed(office) == []


def test_seal_now_seals_and_says_when(qtbot: QtBot, page: SettingsPage, office: Office) -> None:
    section = find(page, TrustSection)
    assert isinstance(section, TrustSection)
    assert "Not sealed" in section.sealed.words()
    section.seal.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "2026" in section.sealed.words())
    assert "mirror complete to line" in section.sealed.words()
    assert office.health().sealed is not None


def test_d19_one_officer_alone_is_said(page: SettingsPage) -> None:
    section = find(page, TrustSection)
    assert isinstance(section, TrustSection)
    assert "Nobody else" in section.people.words()


def test_checking_everything_says_that_nothing_was_altered(
    qtbot: QtBot, page: SettingsPage
) -> None:
    section = find(page, TrustSection)
    assert isinstance(section, TrustSection)
    panel = section.panel
    panel.full.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    qtbot.waitUntil(panel.result.isVisible)
    assert "Nothing was altered" in panel.result.words()
    assert not panel.table.isVisible()
    assert panel.full.isEnabled()


def test_a_check_that_is_stopped_says_so(qtbot: QtBot, page: SettingsPage) -> None:
    section = find(page, TrustSection)
    assert isinstance(section, TrustSection)
    section.panel.verify(full=True)
    section.panel.cancel()
    qtbot.waitUntil(section.panel.result.isVisible)
    assert section.panel.full.isEnabled()
    assert not section.panel.bar.isVisible()


def test_colours_change_at_once_and_the_size_with_the_next_start(
    page: SettingsPage, session: Session, light: QApplication
) -> None:
    section = find(page, ComputerSection)
    assert isinstance(section, ComputerSection)
    before = session.office.read.last_n()
    section.scheme.setCurrentIndex(section.scheme.findData("dark"))
    assert theme.is_dark()
    section.scale.setCurrentIndex(section.scale.findData("150"))
    assert session.prefs.looks().scale == 150
    assert session.prefs.looks().scheme == "dark"
    assert "next start" in section.scale_row.hint()
    assert session.office.read.last_n() == before, "looks are no record"


def test_a_link_shows_its_section(page: SettingsPage, session: Session) -> None:
    session.go("settings", part="people")
    assert isinstance(page.section, PeopleSection)
    assert QApplication.focusWidget() is page.section.enrol
