"""Set-up by keyboard only, from the first step to an open book; wrong answers; Esc and back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from deskinc.book.vault import Vault
from deskinc.desk import plans
from deskinc.desk.office import Office, sign_in
from deskinc.ui.setup.country import CountryStep
from deskinc.ui.setup.officer import OfficerStep
from deskinc.ui.setup.passphrase import PassphraseStep
from deskinc.ui.setup.plan import PlanStep
from deskinc.ui.setup.printing import sheet_text
from deskinc.ui.setup.sheet import SheetStep
from deskinc.ui.setup.site import SiteStep
from deskinc.ui.setup.stores import StoresStep
from deskinc.ui.setup.wizard import SetUp
from tests.ui.conftest import assert_named

PASSPHRASE = "five plain words for this desk"
SITE = "Harbour Court <suspect> & Sons"
NAME = "Rana <suspect> Malik"
STEPS = 8


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


class Hands:
    """Types into whatever has the focus."""

    def __init__(self, qtbot: QtBot, wizard: SetUp) -> None:
        self.qtbot, self.wizard = qtbot, wizard

    def focus(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def type(self, words: str) -> None:
        self.qtbot.keyClicks(self.focus(), words)

    def key(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.qtbot.keyClick(self.focus(), key)

    def enter(self) -> None:
        self.key(Qt.Key.Key_Return)

    def mirror(self, folder: Path) -> None:
        """Give the mirror's folder; the amber remark about the same disk is read and passed."""
        step = self.wizard.step
        assert isinstance(step, StoresStep)
        self.type(str(folder))
        self.enter()
        self.qtbot.waitUntil(lambda: not step.busy(), timeout=10_000)
        if self.wizard.step is step and "same disk" in step.mirror_remark.text():
            self.enter()

    def sheet(self) -> None:
        """Answer the three words asked back."""
        step = self.wizard.step
        assert isinstance(step, SheetStep)
        self.enter()
        for at in step._asked:
            self.type(self.wizard.draft.words[at].upper())
            self.enter()


@pytest.fixture
def hands(qtbot: QtBot, wizard: SetUp) -> Hands:
    """The officer's hands."""
    return Hands(qtbot, wizard)


def to_step(wizard: SetUp, kind: type[QWidget]) -> None:
    """Show the step of that kind as if the others had been answered."""
    wizard._show(next(at for at, step in enumerate(wizard.steps) if isinstance(step, kind)))


def walk(hands: Hands, mirror: Path, plan: Path | None = None) -> None:
    """Answer everything by keyboard up to the last step."""
    hands.enter()
    hands.type(SITE)
    hands.enter()
    hands.type(NAME)
    hands.enter()
    hands.type(PASSPHRASE)
    hands.key(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    hands.type(PASSPHRASE)
    hands.enter()
    hands.type(str(plan or ""))
    hands.enter()
    hands.mirror(mirror)
    hands.sheet()


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


def test_the_country_sets_what_follows_and_each_can_be_changed(
    wizard: SetUp, hands: Hands
) -> None:
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
    qtbot.keyClick(hands.focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(wizard.step, OfficerStep)
    assert wizard.draft.places == ("Lobby", "Stair <B>")


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
    qtbot.waitUntil(lambda: not step.busy(), timeout=10_000)
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
    qtbot.waitUntil(lambda: not step.busy(), timeout=10_000)
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
    qtbot.waitUntil(lambda: not step.busy(), timeout=10_000)
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


@pytest.mark.parametrize("size", [(1280, 800), (853, 533), (640, 400)])
def test_the_buttons_stay_in_the_window_at_any_size(
    wizard: SetUp, qapp: QApplication, size: tuple[int, int]
) -> None:
    wizard.resize(*size)
    for at in range(STEPS):
        wizard._show(at)
        qapp.processEvents()
        for button in (wizard.back, wizard.forward):
            corner = button.mapTo(wizard, button.rect().bottomRight())
            assert wizard.rect().contains(corner), (at, button.text())
