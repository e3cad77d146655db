"""Set-up by keyboard only, from the first step to an open book; wrong answers; Esc and back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.conftest import assert_named
from tests.ui.setup_hands import NAME, PASSPHRASE, SITE, STEPS, Hands, to_step, walk

from deskinc.book.keys.vault import Vault
from deskinc.desk.incidents import plans
from deskinc.desk.office import Office, sign_in
from deskinc.ui.labelled import Labelled
from deskinc.ui.setup.country import CountryStep
from deskinc.ui.setup.officer import OfficerStep
from deskinc.ui.setup.site import SiteStep
from deskinc.ui.setup.step import FIELD
from deskinc.ui.setup.wizard import SetUp


@pytest.fixture
def wizard(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> SetUp:
    """The set-up of an empty folder, on screen."""
    made = SetUp(tmp_path / "data")
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def hands(qtbot: QtBot, wizard: SetUp) -> Hands:
    """The officer's hands."""
    return Hands(qtbot, wizard)


def test_d24_set_up_by_keyboard_only_makes_an_office_one_can_sign_in_to(
    qtbot: QtBot, wizard: SetUp, hands: Hands, tmp_path: Path
) -> None:
    assert wizard.forward.text() == "Site"
    walk(hands, tmp_path / "mirror")
    assert wizard.step is wizard.ready
    assert SITE in wizard.ready.facts()[0]
    assert not (tmp_path / "data").exists(), "nothing is written before the last step"
    assert not (tmp_path / "mirror").exists()
    words = wizard.draft.words
    with qtbot.waitSignal(wizard.finished, timeout=60_000) as caught:
        hands.enter()
    assert caught.args is not None
    office, refused = caught.args
    assert isinstance(office, Office)
    assert refused == ""
    assert (office.site.name, office.officer.name) == (SITE, NAME)
    assert office.officer.initials == "R.<.M."
    assert (wizard.draft.passphrase, wizard.draft.words) == ("", ())
    office.close()
    again = sign_in(tmp_path / "data", NAME, PASSPHRASE)
    assert again.site.emergency == "999"
    again.close()
    assert Vault.load(tmp_path / "data").open_recovery(words).database


def test_a_plan_given_at_set_up_is_in_the_book(
    qtbot: QtBot, wizard: SetUp, hands: Hands, tmp_path: Path
) -> None:
    drawing = tmp_path / "ground_floor.svg"
    drawing.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300">'
        '<rect x="10" y="10" width="380" height="280" fill="none" stroke="#000"/></svg>'
    )
    walk(hands, tmp_path / "mirror", drawing)
    with qtbot.waitSignal(wizard.finished, timeout=60_000) as caught:
        hands.enter()
    assert caught.args is not None
    office = caught.args[0]
    assert [(p.name, p.floor) for p in plans.listed(office)] == [("Ground floor", "Ground floor")]
    office.close()


def test_a_plan_that_is_refused_leaves_a_sentence_and_an_open_book(
    qtbot: QtBot, wizard: SetUp, hands: Hands, tmp_path: Path
) -> None:
    drawing = tmp_path / "bomb.svg"
    drawing.write_text("<!DOCTYPE x [<!ENTITY a 'b'>]><svg>&a;</svg>")
    walk(hands, tmp_path / "mirror", drawing)
    with qtbot.waitSignal(wizard.finished, timeout=60_000) as caught:
        hands.enter()
    assert caught.args is not None
    office, refused = caught.args
    assert "bomb.svg" in refused
    assert plans.listed(office) == []
    office.close()


def test_a_folder_that_cannot_be_written_is_said_and_can_be_tried_again(
    qtbot: QtBot, wizard: SetUp, hands: Hands, tmp_path: Path
) -> None:
    walk(hands, tmp_path / "mirror")
    (tmp_path / "data").write_text("a file in the way")
    hands.enter()
    qtbot.waitUntil(lambda: bool(wizard.ready.fault.text()), timeout=60_000)
    assert not wizard.ready.busy()
    assert wizard.forward.isVisible()
    (tmp_path / "data").unlink()
    with qtbot.waitSignal(wizard.finished, timeout=60_000) as caught:
        hands.enter()
    assert caught.args is not None
    caught.args[0].close()


def test_escape_goes_back_and_answers_stay(wizard: SetUp, hands: Hands) -> None:
    hands.key(Qt.Key.Key_Escape)
    assert isinstance(wizard.step, CountryStep)
    hands.enter()
    hands.type(SITE)
    hands.enter()
    assert isinstance(wizard.step, OfficerStep)
    hands.key(Qt.Key.Key_Escape)
    assert isinstance(wizard.step, SiteStep)
    assert wizard.step.name.text() == SITE


def test_what_is_missing_is_said_at_its_field(wizard: SetUp, hands: Hands) -> None:
    hands.enter()
    step = wizard.step
    assert isinstance(step, SiteStep)
    hands.enter()
    assert step.name_row.fault.text()
    assert hands.focus() is step.name
    hands.type("A")
    assert not step.name_row.fault.text()
    to_step(wizard, OfficerStep)
    officer = wizard.step
    assert isinstance(officer, OfficerStep)
    hands.enter()
    assert officer.name_row.fault.text()


def test_enter_in_the_address_is_a_new_line_and_ctrl_enter_goes_on(
    qtbot: QtBot, wizard: SetUp, hands: Hands
) -> None:
    hands.enter()
    step = wizard.step
    assert isinstance(step, SiteStep)
    hands.type(SITE)
    step.places.setFocus()
    hands.type("Lobby")
    hands.enter()
    hands.type("Stair <B>")
    hands.enter()
    hands.type("Lobby")
    assert wizard.step is step
    assert isinstance(hands.focus(), QPlainTextEdit)
    QTest.keyClick(hands.focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(wizard.step, OfficerStep)
    assert wizard.draft.places == ("Lobby", "Stair <B>")


def test_the_demo_is_offered_on_the_first_step_only(
    qtbot: QtBot, wizard: SetUp, hands: Hands
) -> None:
    assert wizard.demo.isVisible()
    wizard.demo.setFocus()
    with qtbot.waitSignal(wizard.demo_wanted):
        hands.enter()
    wizard.forward.setFocus()
    hands.enter()
    assert not wizard.demo.isVisible()


def test_every_control_of_every_step_has_a_name_and_the_verb_names_the_next(
    wizard: SetUp,
) -> None:
    for at in range(STEPS):
        wizard._show(at)
        assert_named(wizard)
        following = wizard.steps[at + 1].word if at + 1 < STEPS else "Make the book"
        assert wizard.forward.text() == (wizard.step.verb() or following)


def each_step(wizard: SetUp, qapp: QApplication) -> Iterator[int]:
    """The steps, each laid out on screen."""
    for at in range(STEPS):
        wizard._show(at)
        qapp.processEvents()
        yield at


@pytest.mark.parametrize("size", [(1280, 800), (853, 533), (640, 400)])
def test_no_step_is_wider_than_its_window(
    wizard: SetUp, qapp: QApplication, size: tuple[int, int]
) -> None:
    wizard.resize(*size)
    for _at in each_step(wizard, qapp):
        area = wizard.stack.currentWidget()
        assert isinstance(area, QScrollArea)
        inside = area.widget()
        assert inside is not None
        assert inside.width() <= area.viewport().width(), wizard.step.word
        for part in wizard.step.findChildren(QWidget):
            if part.isVisible():
                right = part.mapTo(wizard, part.rect().topRight()).x()
                assert right < wizard.width(), (wizard.step.word, part)
    assert (wizard.width(), wizard.height()) == size


def test_fields_are_as_high_as_they_were_drawn(wizard: SetUp, qapp: QApplication) -> None:
    for _at in each_step(wizard, qapp):
        for part in wizard.step.findChildren(Labelled):
            if part.isVisible() and not isinstance(part.field, QPlainTextEdit):
                assert part.field.height() == FIELD, (wizard.step.word, part.caption.text())


@pytest.mark.parametrize("size", [(1280, 800), (853, 533), (640, 400)])
def test_the_buttons_stay_in_the_window_at_any_size(
    wizard: SetUp, qapp: QApplication, size: tuple[int, int]
) -> None:
    wizard.resize(*size)
    for at in each_step(wizard, qapp):
        for button in (wizard.back, wizard.forward):
            corner = button.mapTo(wizard, button.rect().bottomRight())
            assert wizard.rect().contains(corner), (at, button.text())
