"""People in the settings: vouched for, suspended, given roles and papers, enrolled again."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.conftest import NAME, PASSPHRASE, Clock, Makes, NewOffice, Robot, assert_named
from tests.ui.relief import OTHER, RELIEF, office_of_two
from tests.ui.settings_hands import faults, find, guessed, says, standing_still

from deskinc.book.keys.kdf import FLOOR
from deskinc.desk.office import Office
from deskinc.desk.people import people
from deskinc.errors import DeskError
from deskinc.ui import tasks
from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.settings.page import PAGE, SettingsPage
from deskinc.ui.settings.people import PeopleSection
from deskinc.ui.settings.person_dialogs import (
    PapersDialog,
    RolesDialog,
    SuspendDialog,
    VouchDialog,
)

CHIEF, WORDS = "E. Marsh", "ribbon cedar window nine"


def of_three(below: Path, clock: Clock) -> Office:
    """Harbour Court with an officer and a facilities manager beside the first person."""
    made = office_of_two(below, clock)
    who = people.Enrolment(CHIEF, "E.M.", roles=frozenset({"manager"}), identity="Passport")
    people.enrol(made, who, WORDS, kdf=FLOOR)
    return made


@pytest.fixture
def office(
    tmp_path: Path, clock: Clock, prepared: Callable[[Makes], NewOffice]
) -> Iterator[Office]:
    """Three people."""
    made = prepared(of_three).opened(tmp_path, clock)
    yield made
    tasks.drain()
    made.close()


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    """The window with the settings."""
    return make_window(PAGE)


@pytest.fixture
def section(window: MainWindow) -> PeopleSection:
    """The section, the first person chosen."""
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    made = find(page, PeopleSection)
    assert isinstance(made, PeopleSection)
    choose(made, NAME)
    return made


def choose(section: PeopleSection, name: str) -> None:
    """Put the cursor on a person."""
    at = [one.officer.name for one in section._there].index(name)
    section.table.setCurrentIndex(section.model.index(at, 0))


def state(section: PeopleSection, name: str) -> str:
    """The state a person is listed in."""
    return next(one.words for one in section._there if one.officer.name == name)


def asked(qtbot: QtBot, window: QWidget, kind: type[QWidget]) -> QWidget:
    """The dialog of that kind that is open."""
    (found,) = (one for one in window.findChildren(kind) if one.isVisible())
    assert_named(found)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is found)
    return found


def fill(field: QWidget, words: str) -> None:
    """Type into a field from its beginning."""
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, words)


def enter() -> None:
    """Press Enter in whatever has the focus."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Return)


def test_d19_a_second_person_vouches_in_a_small_dialog(
    qtbot: QtBot, section: PeopleSection, window: MainWindow, office: Office
) -> None:
    office.waits = standing_still()
    assert "enrolled alone" in window.people.accessibleName()
    assert state(section, NAME) == "Not vouched for"
    section.vouch.click()
    dialog = asked(qtbot, window, VouchDialog)
    assert isinstance(dialog, VouchDialog)
    fill(dialog.name, CHIEF)
    fill(dialog.passphrase, "not this one at all")
    enter()
    qtbot.waitUntil(lambda: "wrong" in dialog.hand.row.fault.text())
    assert QApplication.focusWidget() is dialog.passphrase
    fill(dialog.passphrase, WORDS)
    enter()
    qtbot.waitUntil(lambda: "waits. Try again" in faults(dialog))
    assert state(section, NAME) == "Not vouched for", "nothing was tried"
    office.waits.clear()  # the time went by
    fill(dialog.passphrase, WORDS)
    enter()
    qtbot.waitUntil(lambda: state(section, NAME) == "Vouched for")
    assert office.officer.name == NAME
    assert guessed(office) == [f"passphrase of {CHIEF}"]
    assert "enrolled alone" not in window.people.accessibleName()
    Robot(qtbot, window).hears("E. Marsh has vouched")
    assert not section.vouch.isEnabled()


def test_d19_suspending_asks_the_passphrase_and_says_what_it_signs(
    qtbot: QtBot, section: PeopleSection, window: MainWindow, office: Office
) -> None:
    choose(section, RELIEF)
    section.suspend.click()
    dialog = asked(qtbot, window, SuspendDialog)
    assert isinstance(dialog, SuspendDialog)
    assert f"the key of {RELIEF} signs nothing" in says(dialog)
    assert dialog.go.isDefault(), "Enter does what the button says that bears it"
    assert dialog.leave.property("kind") == "plain"
    dialog.go.click()
    assert "Type the passphrase." in faults(dialog)
    fill(dialog.own, PASSPHRASE)
    enter()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible(), "what is being signed is not left half-way"
    qtbot.waitUntil(lambda: state(section, RELIEF) == "Suspended")
    said = Robot(qtbot, window).says
    qtbot.waitUntil(lambda: any(f"{RELIEF} is suspended." in one for one in said()))
    with pytest.raises(DeskError):
        office.open_person(RELIEF, OTHER)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    choose(section, RELIEF)
    assert not section.suspend.isEnabled()
    assert section.again.isEnabled()
    choose(section, NAME)
    section.suspend.click()
    mine = asked(qtbot, window, SuspendDialog)
    assert isinstance(mine, SuspendDialog)
    fill(mine.own, PASSPHRASE)
    enter()
    qtbot.waitUntil(lambda: "cannot suspend yourself" in mine.fault.text())
    mine.reject()


def test_d19_roles_are_changed_by_two(
    qtbot: QtBot, section: PeopleSection, window: MainWindow, office: Office
) -> None:
    choose(section, RELIEF)
    section.roles.click()
    dialog = asked(qtbot, window, RolesDialog)
    assert isinstance(dialog, RolesDialog)
    dialog.ticks["lead"].setChecked(True)
    assert f"From now on {RELIEF} is: Officer, Shift lead." in says(dialog)
    fill(dialog.own, PASSPHRASE)
    fill(dialog.other, CHIEF)
    fill(dialog.theirs, WORDS)
    enter()
    qtbot.waitUntil(lambda: people.officers(office)[1].may("review"))
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)


def test_a_typed_passphrase_does_not_outlive_a_lock(
    qtbot: QtBot, section: PeopleSection, window: MainWindow
) -> None:
    section.open_form()
    form = section.form
    assert form is not None
    fill(form.name, "T. Okafor")
    form.phrase.suggest.click()
    fill(form.phrase.again, form.phrase.text())
    window.session.lock()
    fields = form.phrase.first, form.phrase.again
    assert [(one.text(), one.echoMode()) for one in fields] == [
        ("", QLineEdit.EchoMode.Password), ("", QLineEdit.EchoMode.Password),
    ]  # fmt: skip
    window.session.unlock()
    assert form.name.text() == "T. Okafor", "what is no secret stays"
    assert not form.phrase.note.isVisible()


def test_all_roles_of_whoever_is_chosen_are_read_in_full(section: PeopleSection) -> None:
    roles = "Officer, Shift lead, Facilities manager, Administrator"
    assert section.in_full.text() == f"{NAME}: {roles} · {state(section, NAME)}"
    choose(section, CHIEF)
    assert section.in_full.text().startswith(f"{CHIEF}: Facilities manager · ")


def test_d22_papers_with_their_last_days_turn_amber(
    qtbot: QtBot, section: PeopleSection, window: MainWindow
) -> None:
    choose(section, RELIEF)
    section.papers.click()
    dialog = asked(qtbot, window, PapersDialog)
    assert isinstance(dialog, PapersDialog)
    fill(dialog.licence_until, "tomorrow")
    enter()
    assert "no day" in dialog.until_row.fault.text()
    fill(dialog.licence_until, "2026-12-31")
    enter()
    said = window.people.accessibleName
    qtbot.waitUntil(lambda: "And 3 more" in said())
    assert "D. Novak" in " ".join(window.session.health.people)


def test_whoever_forgot_the_passphrase_is_enrolled_again_under_the_same_name(
    qtbot: QtBot, section: PeopleSection, office: Office
) -> None:
    before = people.officers(office)[1]
    choose(section, RELIEF)
    section.again.click()
    form = section.form
    assert form is not None
    assert form.name.isReadOnly()
    assert not form.roles["lead"].isVisible()
    fill(form.identity, "Passport")
    fill(form.own.field, PASSPHRASE)
    assert form.second is not None
    fill(form.second.name_field, CHIEF)
    fill(form.second.field, WORDS)
    QTest.keyClick(form.identity, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    words = form.phrase.text()
    assert (len(words.split()), form.phrase.first.echoMode()) == (5, QLineEdit.EchoMode.Normal)
    qtbot.waitUntil(form.phrase.again.hasFocus)
    QTest.keyClicks(form.phrase.again, words)
    enter()
    assert form.phrase.first.echoMode() == QLineEdit.EchoMode.Password, "hidden once it is taken"
    qtbot.waitUntil(lambda: section.form is None)
    after = office.open_person(RELIEF, words).officer
    assert (after.thread, after.roles) == (before.thread, before.roles)
    assert state(section, RELIEF) == "Vouched for", "who signed beside it has seen the document"


def test_what_is_done_about_people_is_found_by_name_from_any_page(
    qtbot: QtBot, make_window: Callable[..., MainWindow]
) -> None:
    window = make_window(BOOK, PAGE)
    robot = Robot(qtbot, window)
    robot.keys("Ctrl+K")
    robot.type("enrol a person")
    robot.keys("Return")
    section = window.findChild(PeopleSection)
    assert section is not None
    qtbot.waitUntil(lambda: section.form is not None)
    robot.keys("Escape", "Ctrl+K")
    robot.type("somebody leaves")
    robot.keys("Return")
    qtbot.waitUntil(section.table.hasFocus)
    robot.keys("Down", "Alt+N")
    dialog = asked(qtbot, window, SuspendDialog)
    assert isinstance(dialog, SuspendDialog)
    dialog.reject()


def test_an_officer_is_offered_the_vouching_of_others_and_nothing_more(
    qtbot: QtBot, office: Office, make_window: Callable[..., MainWindow]
) -> None:
    office.become(office.open_person(RELIEF, OTHER))
    page = make_window(PAGE).page("settings")
    assert isinstance(page, SettingsPage)
    section = find(page, PeopleSection)
    assert isinstance(section, PeopleSection)
    choose(section, NAME)
    there = {
        button.text().replace("&", "")
        for button in (section.enrol, section.vouch, section.papers, section.roles, section.again,
                       section.suspend)
        if button.isVisible()
    }  # fmt: skip
    assert there == {"Vouch…"}
