"""The settings by keyboard: what changes is one record, what may not be changed is not shown."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot
from tests.ui.conftest import assert_named
from tests.ui.settings_hands import find, press, retype, save

from deskinc.desk.erasure import erasure_search
from deskinc.desk.office import Office
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.settings.fields import InsuranceSection, SiteSection
from deskinc.ui.settings.happening import PointsSection
from deskinc.ui.settings.page import PAGE, SettingsPage
from deskinc.ui.settings.rows import KitSection, PeepsSection, PlacesSection, ShiftsSection
from deskinc.ui.setup.country import CountryStep
from deskinc.ui.setup.draft import Draft


@pytest.fixture
def page(make_window: Callable[..., MainWindow]) -> SettingsPage:
    """The page in its window."""
    made = make_window(PAGE).page("settings")
    assert isinstance(made, SettingsPage)
    return made


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
    QTest.keyClicks(focus, "Stair <B>")
    press(qtbot, Qt.Key.Key_Tab)
    floor = QApplication.focusWidget()
    assert floor is places.lines[-1].cells["floor"]
    QTest.keyClicks(floor, "3")
    gone = next(row for row in places.lines if row.said()["name"] == "Lift 2")
    gone.remove.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    changed = next(
        row for row in places.lines if not row.gone and row.said()["name"] == "Reception"
    )
    retype(qtbot, changed.cells["name"], "Reception desk")
    before = office.read.last_n()
    save(qtbot, page, office)
    assert office.read.last_n() == before + 1
    floors = {place.name: place.floor for place in office.site.places}
    assert floors["Stair <B>"] == "3"
    assert "Lift 2" not in floors
    assert "Reception" not in floors
    assert "Reception desk" in floors


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


def test_the_category_of_an_alarm_point_is_found_by_typing_and_kept_by_its_code(
    qtbot: QtBot, page: SettingsPage, office: Office
) -> None:
    points = find(page, PointsSection)
    assert isinstance(points, PointsSection)
    points.add.click()
    cells = points.lines[-1].cells
    retype(qtbot, cells["device"], "Smoke 12")
    retype(qtbot, cells["category"], "zzz")
    page.save()
    assert "no category" in points.fault.text()
    retype(qtbot, cells["category"], "lift entr")
    QTest.keyClick(cells["category"], Qt.Key.Key_Return)
    assert cells["category"].text() == "Lift entrapment"
    save(qtbot, page, office)
    assert [row.category for row in office.site.points] == ["building.lift_entrapment"]
    qtbot.waitUntil(lambda: points.lines[-1].cells["category"].text() == "Lift entrapment")
    assert points.raw() == {}


def test_every_control_of_every_section_has_a_name(page: SettingsPage) -> None:
    for section in page.sections:
        page.show_section(section.key)
        assert_named(page)


def test_country_and_zone_are_chosen_from_lists(page: SettingsPage) -> None:
    site = find(page, SiteSection)
    assert isinstance(site, SiteSection)
    for name, code in (
        ("country", "GB"), ("zone", "Europe/London"), ("paper", "A4"), ("currency", "GBP"),
    ):  # fmt: skip
        box = site.editors[name]
        assert isinstance(box, QComboBox)
        assert box.currentData() == code


def test_the_settings_call_things_as_the_set_up_does(
    qtbot: QtBot, page: SettingsPage, tmp_path: Path
) -> None:
    site = find(page, SiteSection)
    assert isinstance(site, SiteSection)
    country = CountryStep(Draft(tmp_path))
    qtbot.addWidget(country)
    said = {label.text() for label in country.findChildren(QLabel)}
    for name in ("licence_name", "regime", "zone", "paper", "emergency"):
        assert site.asked[name].caption.text() in said, name
    zone = site.editors["zone"]
    assert isinstance(zone, QComboBox)
    assert zone.currentText() == "London"


def test_each_section_has_a_sign_of_its_own(page: SettingsPage) -> None:
    signs = [section.icon for section in page.sections]
    assert len(set(signs)) == len(signs)


def test_the_words_of_all_fields_begin_in_one_column(
    page: SettingsPage, qapp: QApplication
) -> None:
    site = find(page, SiteSection)
    assert isinstance(site, SiteSection)
    name, address, zone = (site.editors[key] for key in ("name", "address", "zone"))
    assert isinstance(name, QLineEdit)
    assert isinstance(address, QPlainTextEdit)
    assert isinstance(zone, QComboBox)
    name.setText(zone.currentText())
    address.setPlainText(zone.currentText())
    qapp.processEvents()
    starts = []
    for editor in (name, address, zone):
        picture = editor.grab().toImage()
        ground = picture.pixelColor(5, 18)
        letters = range(10, 26)
        starts.append(next(
            x for x in range(5, 40) if any(picture.pixelColor(x, y) != ground for y in letters)
        ))  # fmt: skip
    assert len(set(starts)) == 1


@pytest.mark.parametrize("size", [(1024, 768), (640, 400)])
def test_where_not_all_sections_fit_the_chosen_one_is_in_sight_and_named_whole(
    make_window: Callable[..., MainWindow], qtbot: QtBot, size: tuple[int, int]
) -> None:
    page = make_window(PAGE, size=size).page("settings")
    assert isinstance(page, SettingsPage)
    page.list.setFocus()
    rows = page.list.model().rowCount()
    assert rows > 15
    for _press in range(rows - 1):
        QTest.keyClick(page.list, Qt.Key.Key_Down)
        area = page.list.visualRect(page.list.currentIndex())
        assert page.list.viewport().rect().contains(area)
        words = page.list.currentIndex().data()
        assert page.list.fontMetrics().horizontalAdvance(words) < area.width() - 40
    assert page.list.currentIndex().row() == rows - 1
    assert page.list.hasFocus()


def test_d20_who_is_helped_out_is_named_without_the_reason_and_can_be_erased_once_gone(
    qtbot: QtBot, page: SettingsPage, office: Office
) -> None:
    peeps = find(page, PeepsSection)
    assert isinstance(peeps, PeepsSection)
    peeps.add.click()
    row = peeps.lines[-1]
    row.cells["name"].setText("A. Osei")
    row.cells["help"].setText("Evac chair, asthma")
    page.save()
    assert peeps.fault.text() == "“asthma” says why. Write only what help is needed."
    assert not office.site.peeps
    retype(qtbot, row.cells["help"], "Evac chair, two people")
    save(qtbot, page, office)
    qtbot.waitUntil(lambda: bool(office.site.peeps))
    assert not peeps.left.isVisibleTo(peeps)
    peeps.lines[-1].remove.click()
    save(qtbot, page, office)
    qtbot.waitUntil(lambda: peeps.left.isVisibleTo(peeps))
    assert "still name A. Osei" in peeps.left.text()
    assert peeps.erase.isVisibleTo(peeps)
    peeps.erase.click()
    qtbot.waitUntil(lambda: page.section.key == "erasing")
    found = erasure_search.find(office, "A. Osei")
    assert [name.split("/")[::2] for one in found for name in one.fields] == [["peeps", "name"]]
