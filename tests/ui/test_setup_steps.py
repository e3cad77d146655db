"""Each step of the set-up by itself: right, wrong and doubtful answers."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from tests.ui.setup_hands import PASSPHRASE, SITE, Hands, to_step

from deskinc.ui.setup.country import CountryStep
from deskinc.ui.setup.officer import OfficerStep
from deskinc.ui.setup.passphrase import PassphraseStep
from deskinc.ui.setup.plan import PlanStep
from deskinc.ui.setup.sheet import SheetStep, sheet_text
from deskinc.ui.setup.stores import StoresStep
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


def test_the_country_sets_what_follows_and_each_can_be_changed(wizard: SetUp, hands: Hands) -> None:
    step = wizard.step
    assert isinstance(step, CountryStep)
    hands.type("United S")
    assert step.country.currentData() == "US"
    assert wizard.draft.emergency == "911"
    assert wizard.draft.paper == "Letter"
    assert step.language.currentData() == "en-US"
    step.emergency.change.setFocus()
    hands.enter()
    assert step.emergency.is_open(), "Enter presses the button that has the focus"
    hands.key(Qt.Key.Key_End)
    hands.type(" or 112")
    hands.enter()
    assert wizard.draft.emergency == "911 or 112"
    assert step.emergency.words.text() == "911 or 112"
    assert wizard.step is step, "Enter took the answer, not the step"
    hands.enter()
    hands.type("x")
    hands.key(Qt.Key.Key_Escape)
    assert wizard.draft.emergency == "911 or 112"
    assert wizard.step is step


def test_initials_follow_the_name_until_typed(wizard: SetUp, hands: Hands) -> None:
    to_step(wizard, OfficerStep)
    step = wizard.step
    assert isinstance(step, OfficerStep)
    hands.type("Rana Malik")
    assert step.initials.text() == "R.M."
    hands.key(Qt.Key.Key_Tab)
    step.initials.clear()
    hands.type("RM")
    step.name.setFocus()
    hands.type("ov")
    assert step.initials.text() == "RM"


@pytest.mark.parametrize(
    "poor", ["short", "aaaaaaaaaaaaaaaaaaaa", "correct horse battery staple", "harbour court"]
)
def test_a_poor_passphrase_is_refused_with_a_sentence(
    wizard: SetUp, hands: Hands, poor: str
) -> None:
    wizard.draft.site = "Harbour Court"
    to_step(wizard, PassphraseStep)
    step = wizard.step
    assert isinstance(step, PassphraseStep)
    hands.type(poor)
    said = step.strength()
    hands.enter()
    assert step.first_row.fault.text() == said
    assert wizard.step is step
    assert wizard.draft.passphrase == ""


def test_the_passphrase_must_be_typed_the_same_twice(wizard: SetUp, hands: Hands) -> None:
    to_step(wizard, PassphraseStep)
    step = wizard.step
    assert isinstance(step, PassphraseStep)
    hands.type(PASSPHRASE)
    hands.enter()
    assert step.again_row.fault.text()
    assert hands.focus() is step.again
    hands.type("something else entirely")
    hands.enter()
    assert "not the same" in step.again_row.fault.text()
    step.again.clear()
    hands.type(PASSPHRASE)
    hands.enter()
    assert isinstance(wizard.step, PlanStep)


def test_five_words_are_shown_and_must_be_typed_again(wizard: SetUp, hands: Hands) -> None:
    to_step(wizard, PassphraseStep)
    step = wizard.step
    assert isinstance(step, PassphraseStep)
    step.suggest.setFocus()
    hands.enter()
    words = step.first.displayText()
    assert len(words.split()) == 5
    assert hands.focus() is step.again
    hands.type(words)
    hands.enter()
    assert wizard.draft.passphrase == words
    assert step.first.displayText() != words, "hidden again once taken"


def test_a_plan_that_cannot_be_one_is_said_before_it_is_too_late(
    wizard: SetUp, hands: Hands, tmp_path: Path
) -> None:
    to_step(wizard, PlanStep)
    step = wizard.step
    assert isinstance(step, PlanStep)
    assert "Settings" in wizard.note.text()
    hands.type(str(tmp_path / "nowhere.svg"))
    hands.enter()
    assert "no such file" in step.fault.text()
    (tmp_path / "plan.docx").write_bytes(b"PK")
    step.path.field.clear()
    hands.type(str(tmp_path / "plan.docx"))
    hands.enter()
    assert "SVG" in step.fault.text()
    step.path.field.clear()
    hands.type(" ")
    hands.enter()
    assert isinstance(wizard.step, StoresStep)


def test_the_floor_of_a_plan_is_asked_and_never_assumed(
    wizard: SetUp, hands: Hands, tmp_path: Path
) -> None:
    to_step(wizard, PlanStep)
    step = wizard.step
    assert isinstance(step, PlanStep)
    (tmp_path / "plan-3.svg").write_text("<svg/>")
    hands.type(str(tmp_path / "plan-3.svg"))
    hands.enter()
    assert hands.focus() is step.floor
    assert step.floor_row.fault.text() == ""
    hands.enter()
    assert step.floor_row.fault.text() == "Say which floor it shows."
    hands.type("3")
    hands.enter()
    assert isinstance(wizard.step, StoresStep)
    assert (wizard.draft.plan_name, wizard.draft.plan_floor) == ("Plan 3", "3")


def test_d24_a_cloud_folder_is_refused_for_the_mirror(
    qtbot: QtBot, wizard: SetUp, hands: Hands, tmp_path: Path
) -> None:
    to_step(wizard, StoresStep)
    step = wizard.step
    assert isinstance(step, StoresStep)
    hands.enter()
    assert step.fault.text(), "a mirror is needed"
    hands.type(str(tmp_path / "Dropbox" / "mirror"))
    hands.enter()
    qtbot.waitUntil(lambda: not step.busy())
    assert "Dropbox" in step.fault.text()
    assert wizard.step is step
    assert wizard.draft.mirror is None


def test_the_folder_of_the_book_is_refused_for_the_mirror(
    qtbot: QtBot, wizard: SetUp, hands: Hands, tmp_path: Path
) -> None:
    to_step(wizard, StoresStep)
    step = wizard.step
    assert isinstance(step, StoresStep)
    hands.type(str(tmp_path / "data"))
    hands.enter()
    qtbot.waitUntil(lambda: not step.busy())
    assert step.fault.text()
    assert wizard.step is step


def test_d24_the_same_disk_is_amber_and_read_before_going_on(
    qtbot: QtBot, wizard: SetUp, hands: Hands, tmp_path: Path
) -> None:
    to_step(wizard, StoresStep)
    step = wizard.step
    assert isinstance(step, StoresStep)
    hands.type(str(tmp_path / "mirror"))
    hands.enter()
    qtbot.waitUntil(lambda: not step.busy())
    assert "same disk" in step.mirror_remark.text()
    assert wizard.step is step
    hands.enter()
    assert isinstance(wizard.step, SheetStep)
    assert wizard.draft.mirror == tmp_path / "mirror"


def test_d24_the_words_are_painted_asked_back_and_nowhere_else(
    wizard: SetUp, hands: Hands, qapp: QApplication
) -> None:
    to_step(wizard, SheetStep)
    step = wizard.step
    assert isinstance(step, SheetStep)
    words = wizard.draft.words
    assert len(set(words)) > 12
    assert len(words) == 24
    texts = " ".join(label.text() for label in wizard.findChildren(QLabel)).split()
    assert not set(words[:6]) <= set(texts), "painted, not put into labels"
    assert not any(word in qapp.clipboard().text() for word in words)
    assert "passphrase" not in repr(wizard.draft)
    assert repr(words) not in repr(wizard.draft)
    hands.enter()
    assert step.words._words == (), "hidden while they are asked"
    assert len(set(step._asked)) == 3
    hands.type("wrong")
    hands.enter()
    assert step.rows[0].fault.text()
    hands.key(Qt.Key.Key_Escape)
    assert step.words._words == words, "another visit shows the same words"
    hands.sheet()
    assert wizard.step is wizard.ready


def test_d24_the_printed_sheet_holds_every_word_in_order() -> None:
    words = tuple(f"word{at}" for at in range(1, 25))
    text = sheet_text(SITE, words)
    assert SITE in text
    for at, word in enumerate(words, 1):
        assert f"{at:>2}  {word}" in text
