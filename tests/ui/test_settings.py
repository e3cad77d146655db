"""The settings by keyboard: what changes is one record, what may not be changed is not shown."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from deskinc.book.kdf import FLOOR
from deskinc.desk import people, plans
from deskinc.desk.office import Office, sign_in
from deskinc.ui import theme
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.session import Session
from deskinc.ui.settings.computer import ComputerSection
from deskinc.ui.settings.fields import InsuranceSection, SiteSection
from deskinc.ui.settings.page import PAGE, SettingsPage
from deskinc.ui.settings.people import PeopleSection
from deskinc.ui.settings.plans import PlansSection
from deskinc.ui.settings.rows import KitSection, PlacesSection, ShiftsSection
from deskinc.ui.settings.section import Section
from deskinc.ui.settings.trust import TrustSection
from tests.ui.conftest import NAME, assert_named

OTHER = "other words for the same desk"


@pytest.fixture
def page(make_window: Callable[..., MainWindow]) -> SettingsPage:
    """The page in its window."""
    made = make_window(PAGE).page("settings")
    assert isinstance(made, SettingsPage)
    return made


def find(page: SettingsPage, kind: type[Section]) -> Section:
    """The section of that kind, shown."""
    section = next(s for s in page.sections if isinstance(s, kind))
    page.show_section(section.key)
    return section


def press(qtbot: QtBot, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    """Press a key in whatever has the focus."""
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, key, held or Qt.KeyboardModifier.NoModifier)


def save(qtbot: QtBot, page: SettingsPage, office: Office) -> None:
    """Ctrl+S, and wait until it is in the book."""
    before = office.read.last_n()
    press(qtbot, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: office.read.last_n() > before and not page.raw(), timeout=10_000)


def retype(qtbot: QtBot, field: QWidget, words: str) -> None:
    """Type ``words`` in place of what stands in a line."""
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, words)


def test_d3_changes_of_several_sections_are_one_follow_up(
    qtbot: QtBot, page: SettingsPage, office: Office
) -> None:
    site, insurance = find(page, SiteSection), find(page, InsuranceSection)
    assert isinstance(site, SiteSection)
    assert isinstance(insurance, InsuranceSection)
    retype(qtbot, insurance.editors["insurer"], "Meridian <suspect> & Co")
    page.show_section("site")
    retype(qtbot, site.editors["phone"], "020 7946 0111")
    assert page.foot.isVisible()
    assert "Site" in page.state.text()
    assert "Insurance" in page.state.text()
    before = office.read.last_n()
    save(qtbot, page, office)
    assert office.read.last_n() == before + 1
    record = office.read.record(before + 1)
    assert record.form == "site"
    assert dict(record.values) == {"insurer": "Meridian <suspect> & Co", "phone": "020 7946 0111"}
    assert office.site.insurer == "Meridian <suspect> & Co"
    assert not page.foot.isVisible()


def test_nothing_changed_shows_no_save_and_writes_nothing(
    qtbot: QtBot, page: SettingsPage, office: Office
) -> None:
    before = office.read.last_n()
    assert not page.foot.isVisible()
    page.save()
    assert office.read.last_n() == before
    for section in page.sections:
        assert section.raw() == {}


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(
    qtbot: QtBot, page: SettingsPage, office: Office
) -> None:
    site = find(page, SiteSection)
    assert isinstance(site, SiteSection)
    retype(qtbot, site.editors["idle_minutes"], "99")
    page.show_section("trust")
    before = office.read.last_n()
    page.save()
    assert site.asked["idle_minutes"].fault.text()
    assert page.section is site
    assert office.read.last_n() == before
    retype(qtbot, site.editors["idle_minutes"], "7")
    assert not site.asked["idle_minutes"].fault.text()
    save(qtbot, page, office)
    assert office.site.idle_minutes == 7


def test_put_back_gives_up_what_was_not_saved(qtbot: QtBot, page: SettingsPage) -> None:
    site = find(page, SiteSection)
    assert isinstance(site, SiteSection)
    retype(qtbot, site.editors["name"], "Another house")
    page.put_back()
    name = site.editors["name"]
    assert isinstance(name, QLineEdit)
    assert name.text() == "Harbour Court"
    assert not page.foot.isVisible()


def test_the_name_of_the_site_cannot_be_emptied(
    qtbot: QtBot, page: SettingsPage, office: Office
) -> None:
    site = find(page, SiteSection)
    assert isinstance(site, SiteSection)
    name = site.editors["name"]
    assert isinstance(name, QLineEdit)
    name.setFocus()
    name.selectAll()
    press(qtbot, Qt.Key.Key_Delete)
    page.save()
    assert site.asked["name"].fault.text()
    assert office.site.name == "Harbour Court"


def test_a_place_is_added_changed_and_removed_by_keyboard(
    qtbot: QtBot, page: SettingsPage, office: Office
) -> None:
    places = find(page, PlacesSection)
    assert isinstance(places, PlacesSection)
    names = [row.said()["name"] for row in places.lines]
    assert names == sorted(names, key=str.casefold)
    places.add.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    focus = QApplication.focusWidget()
    assert focus is places.lines[-1].cells["name"]
    qtbot.keyClicks(focus, "Stair <B>")
    press(qtbot, Qt.Key.Key_Tab)
    qtbot.keyClicks(QApplication.focusWidget(), "3")
    gone = next(row for row in places.lines if row.said()["name"] == "Lift 2")
    gone.remove.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    changed = next(row for row in places.lines if not row.gone and row.said()["name"] == "Reception")
    retype(qtbot, changed.cells["name"], "Reception desk")
    before = office.read.last_n()
    save(qtbot, page, office)
    assert office.read.last_n() == before + 1
    there = {place.name: place.floor for place in office.site.places}
    assert there["Stair <B>"] == "3"
    assert "Lift 2" not in there
    assert "Reception" not in there
    assert "Reception desk" in there


def test_a_row_without_a_name_and_a_name_given_twice_are_refused(
    qtbot: QtBot, page: SettingsPage, office: Office
) -> None:
    places = find(page, PlacesSection)
    assert isinstance(places, PlacesSection)
    places.add.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    row = places.lines[-1]
    retype(qtbot, row.cells["floor"], "9")
    before = office.read.last_n()
    page.save()
    assert "no name" in places.fault.text()
    retype(qtbot, row.cells["name"], "LIFT 2")
    page.save()
    assert "twice" in places.fault.text()
    assert office.read.last_n() == before


def test_a_shift_with_an_impossible_time_is_refused_with_a_sentence(
    qtbot: QtBot, page: SettingsPage, office: Office
) -> None:
    shifts = find(page, ShiftsSection)
    assert isinstance(shifts, ShiftsSection)
    retype(qtbot, shifts.lines[0].cells["start"], "25:10")
    page.save()
    assert shifts.fault.text()
    assert page.section is shifts
    retype(qtbot, shifts.lines[0].cells["start"], "06:30")
    save(qtbot, page, office)
    assert office.site.shifts[0].start == "06:30"


def test_kit_counts_are_saved_and_a_word_is_no_count(
    qtbot: QtBot, page: SettingsPage, office: Office
) -> None:
    kit = find(page, KitSection)
    assert isinstance(kit, KitSection)
    retype(qtbot, kit.lines[0].cells["count"], "many")
    page.save()
    assert kit.fault.text()
    retype(qtbot, kit.lines[0].cells["count"], "42")
    save(qtbot, page, office)
    assert 42 in [row.count for row in office.site.kit]


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
    qtbot.keyClicks(form.name, "T. Okafor <suspect>")
    assert form.initials.text() == "T.O.<."
    retype(qtbot, form.initials, "T.O.")
    form.first.setFocus()
    qtbot.keyClicks(form.first, OTHER)
    form.again.setFocus()
    qtbot.keyClicks(form.again, OTHER)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(people.officers(office)) == 2, timeout=30_000)
    qtbot.waitUntil(lambda: section.form is None, timeout=10_000)
    assert section.model.rowCount() == 2
    assert not office.health().provisional
    folder = office.folder
    office.close()
    second = sign_in(folder, "T. Okafor <suspect>", OTHER)
    assert second.officer.initials == "T.O."
    assert second.officer.roles == {"officer"}
    second.close()


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
    qtbot.keyClicks(form.name, NAME)
    form.enrol()
    assert form.first_row.fault.text()
    qtbot.keyClicks(form.first, OTHER)
    form.enrol()
    assert form.again_row.fault.text()
    qtbot.keyClicks(form.again, OTHER)
    form.enrol()
    qtbot.waitUntil(lambda: bool(form.name_row.fault.text()), timeout=20_000)
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
    people.enrol(office, people.Enrolment("T. Okafor", "T.O."), OTHER, kdf=FLOOR)
    office.become(office.open_person("T. Okafor", OTHER))
    page = SettingsPage(session)
    qtbot.addWidget(page)
    page.show()
    assert [s.key for s in page.sections] == ["people", "plans", "trust", "computer"]
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
    qtbot.keyClicks(section.path.field, str(drawing))
    assert section.name.text() == "Level 3"
    section.take_in()
    assert section.floor_row.fault.text()
    qtbot.keyClicks(section.floor, "3")
    section.take_in()
    qtbot.waitUntil(lambda: section.model.rowCount() == 1, timeout=30_000)
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
    qtbot.waitUntil(lambda: bool(section.fault.text()), timeout=30_000)
    assert "bomb.svg" in section.fault.text()
    assert plans.listed(office) == []


def test_seal_now_seals_and_says_when(qtbot: QtBot, page: SettingsPage, office: Office) -> None:
    section = find(page, TrustSection)
    assert isinstance(section, TrustSection)
    assert "Not sealed" in section.sealed.words()
    section.seal.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "2026" in section.sealed.words(), timeout=20_000)
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
    section.full.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    qtbot.waitUntil(section.result.isVisible, timeout=30_000)
    assert "Nothing was altered" in section.result.words()
    assert not section.table.isVisible()
    assert section.full.isEnabled()


def test_a_check_that_is_stopped_says_so(qtbot: QtBot, page: SettingsPage) -> None:
    section = find(page, TrustSection)
    assert isinstance(section, TrustSection)
    section.verify(full=True)
    section.cancel()
    qtbot.waitUntil(section.result.isVisible, timeout=30_000)
    assert section.full.isEnabled()
    assert not section.bar.isVisible()


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


def test_every_control_of_every_section_has_a_name(page: SettingsPage) -> None:
    for section in page.sections:
        page.show_section(section.key)
        assert_named(page)


def test_a_link_shows_its_section(page: SettingsPage, session: Session) -> None:
    session.go("settings", part="people")
    assert isinstance(page.section, PeopleSection)
    assert QApplication.focusWidget() is page.section.enrol


def test_country_and_zone_are_chosen_from_lists(page: SettingsPage) -> None:
    site = find(page, SiteSection)
    assert isinstance(site, SiteSection)
    for name, code in (("country", "GB"), ("zone", "Europe/London"), ("paper", "A4")):
        box = site.editors[name]
        assert isinstance(box, QComboBox)
        assert box.currentData() == code
