"""Settings, Guides: the words of the site are found, changed, put back, and taken up at once."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from tests.ui.settings_hands import press

from deskinc.desk.incidents import guiding
from deskinc.desk.incidents.guides import guide_of
from deskinc.desk.office import Office
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.settings.guideform import GuideForm
from deskinc.ui.settings.guides import FAMILIES, GuidesSection
from deskinc.ui.settings.page import PAGE, SettingsPage


@pytest.fixture
def section(make_window: Callable[..., MainWindow]) -> GuidesSection:
    window = make_window(PAGE)
    window.session.go("settings", part="guides")
    page = window.findChild(SettingsPage)
    assert page is not None
    assert isinstance(page.section, GuidesSection)
    return page.section


def opened(qtbot: QtBot, section: GuidesSection, words: str) -> GuideForm:
    section.wanted.setFocus()
    section.wanted.clear()
    QTest.keyClicks(section.wanted, words)
    press(qtbot, Qt.Key.Key_Return)
    assert section.form is not None
    return section.form


def test_d30_a_guide_is_found_changed_and_put_back(
    qtbot: QtBot, section: GuidesSection, office: Office
) -> None:
    shipped = guide_of(office, "building.lift_entrapment")
    form = opened(qtbot, section, "lift entrap")
    assert "As shipped" in form.history.text()
    form.steps.move_line(1)
    form.calls.add_empty()
    cells = form.calls.rows[-1][0]
    for name, words in (("who", "Duty engineer"), ("number", "4711"), ("within", "10")):
        cell = cells[name]
        assert isinstance(cell, QLineEdit)
        QTest.keyClicks(cell, words)
    assert {name for name, value in form.raw().items() if value} == {"steps", "calls"}
    form.go.click()
    qtbot.waitUntil(lambda: section.form is None)
    now = guide_of(office, "building.lift_entrapment")
    assert now is not None
    assert shipped is not None
    assert now.steps[:2] == (shipped.steps[1], shipped.steps[0])
    assert (now.calls[-1].who, now.calls[-1].number, now.calls[-1].minutes) == (
        "Duty engineer", "4711", 10
    )  # fmt: skip
    assert now.criteria == shipped.criteria
    assert section.model.index(0, 2).data() == "Checklist, Whom to call"
    form = opened(qtbot, section, "lift entrap")
    assert "Checklist, Whom to call" in form.history.text()
    form.as_shipped.click()
    qtbot.waitUntil(lambda: section.form is None)
    assert guide_of(office, "building.lift_entrapment") == shipped


def test_d30_a_card_that_says_what_another_says_is_told_before_it_is_saved(
    qtbot: QtBot, section: GuidesSection, office: Office
) -> None:
    theirs = guide_of(office, "fire.drill")
    assert theirs is not None
    form = opened(qtbot, section, "evacuation")
    form.criteria.setPlainText(theirs.criteria)
    form.go.click()
    assert "Drill" in form.asked["criteria"].fault.text()
    assert guiding.values(office, "fire.evacuation") == {}
    press(qtbot, Qt.Key.Key_Escape)
    assert section.form is None


def test_what_is_missing_is_said_and_nothing_is_lost(
    qtbot: QtBot, section: GuidesSection, office: Office
) -> None:
    form = opened(qtbot, section, "graffiti")
    form.words.add_empty()
    cell = form.words.rows[-1][0]["title"]
    assert isinstance(cell, QLineEdit)
    QTest.keyClicks(cell, "Lobby")
    form.go.click()
    assert section.form is form
    assert not form.fault.isHidden()
    assert cell.text() == "Lobby"
    press(qtbot, Qt.Key.Key_Escape)
    section.wanted.setText("no such words at all")
    assert not section.none.isHidden()


def test_every_category_is_offered_and_what_is_saved_of_one_is_a_version_of_a_record(
    qtbot: QtBot, section: GuidesSection, office: Office
) -> None:
    rows = [section.model.index(at, 0) for at in range(section.model.rowCount())]
    assert {section.model.key_at(one) for one in rows} == set(guiding.subjects())
    form = opened(qtbot, section, "graffiti")
    form.criteria.setPlainText("Any paint that does not come off with water.")
    form.severity.setCurrentIndex(form.severity.findData("high"))
    form.go.click()
    qtbot.waitUntil(lambda: section.form is None)
    form = opened(qtbot, section, "graffiti")
    form.steps.move_line(1)
    form.go.click()
    qtbot.waitUntil(lambda: section.form is None)
    said = [one.fields for one in guiding.versions(office, "damage.graffiti")]
    assert [set(one) for one in said] == [
        {"Checklist"},
        {"Raise an incident if", "Severity at first"},
    ]
    records = [r for r in office.read.records(range(1, office.read.last_n() + 1)).values()
               if r.form == "guide"]  # fmt: skip
    assert [r.author for r in records] == [office.officer.thread] * 2
    assert len({r.thread for r in records}) == 1
    assert guiding.severity_of(office, "damage.graffiti") == "high"
    again = opened(qtbot, section, "graffiti")
    assert again.history.text().count(office.officer.initials) == 2


def test_each_family_has_its_name(section: GuidesSection) -> None:
    assert set(FAMILIES) == {each for each in guiding.subjects() if "." not in each}


def test_what_is_typed_of_a_guide_outlives_esc_and_can_be_begun_anew(
    qtbot: QtBot, section: GuidesSection, office: Office
) -> None:
    form = opened(qtbot, section, "graffiti")
    calls = form.calls.said()
    form.criteria.setPlainText("Any paint that does not come off with water.")
    form.calls.add_empty()
    cell = form.calls.rows[-1][0]["who"]
    assert isinstance(cell, QLineEdit)
    QTest.keyClicks(cell, "Cleaner")
    press(qtbot, Qt.Key.Key_Escape)
    assert section.form is None
    form = opened(qtbot, section, "graffiti")
    qtbot.waitUntil(form.afresh.isVisible)
    assert form.criteria.toPlainText() == "Any paint that does not come off with water."
    assert [one["who"] for one in form.calls.said()][-1] == "Cleaner"
    form.afresh.click()
    assert form.calls.said() == calls
    qtbot.waitUntil(lambda: office.kept_under() == frozenset())
    form.steps.move_line(1)
    form.steps.setFocus()
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: section.form is None)
    assert guiding.filled(office, "damage.graffiti") == ("Checklist",)
