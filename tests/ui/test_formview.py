"""A form on the screen: plain values that become fields, conditions, notes, changes not written."""

from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.conftest import assert_named

from deskinc.errors import InvalidForm
from deskinc.forms import form as forms
from deskinc.forms.catalogue import ALL
from deskinc.forms.fields import Choice, Flag, Moment, Option, Place, Rows, Text, Value
from deskinc.forms.form import Form, Section
from deskinc.i18n import Locale
from deskinc.ui.forms.answers import Answers
from deskinc.ui.forms.cell import FieldCell
from deskinc.ui.forms.formview import FormView
from deskinc.ui.forms.lists import Lists
from deskinc.ui.forms.manner import Manner
from deskinc.ui.parts import column

NOW = datetime(2026, 11, 22, 23, 13, 47, tzinfo=UTC)
LISTS = Lists(lambda: NOW, Locale("en-GB", "Europe/London"))
FORM = Form(
    "case", 1, "Case",
    (
        Section("What", (
            Text("title", "Summary", required=True, limit=50),
            Choice("kind", "Kind", required=True, options=(
                Option("fire", "Fire"), Option("slip", "Slip"),
            )),
            Moment("from_", "From", required=True, unknown=True),
            Moment("to", "To"),
            Text("spot", "Spot"),
        )),
        Section("Slip", (Text("shoes", "Shoes", when=("kind", "slip"), required=True),)),
        Section("People", (
            Flag("hurt", "Anybody hurt?"),
            Rows("people", "People", fields=(
                Text("name", "Name", required=True), Text("phone", "Phone"),
            )),
            Text("story", "Story", multiline=True),
            Place("place", "Place"),
        )),
    ),
    threaded=True,
)  # fmt: skip


def saved(**raw: Any) -> dict[str, Value]:
    return forms.clean(FORM, raw, partial=True, current={})


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> FormView:
    """The form over values of the book, on screen."""
    answers = Answers(FORM, saved(title="Wet floor", kind="fire", people={"001": {"name": "A. B"}}))
    return on_screen(qtbot, answers)


def on_screen(qtbot: QtBot, answers: Answers, **more: Any) -> FormView:
    holder = QWidget()
    made = FormView(answers, LISTS, manner=Manner(**more))
    answers.setParent(made)
    holder.setLayout(column(made, QLineEdit()))
    holder.resize(700, 600)
    qtbot.addWidget(holder)
    with qtbot.waitActive(holder):
        holder.show()
        holder.activateWindow()
    made.holder = holder  # type: ignore[attr-defined]
    return made


def cell(view: FormView, name: str) -> FieldCell:
    found = view.cell(name)
    assert found is not None
    return found


def at(view: FormView, name: str) -> FieldCell:
    """The cell, with the focus on its plain value."""
    found = cell(view, name)
    found.plain.setFocus()
    return found


def press(*keys: Qt.Key) -> None:
    for key in keys:
        QApplication.processEvents()
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)
        QApplication.processEvents()


def type_(words: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, words)


@pytest.mark.parametrize("key", [f"{key}-{version}" for key, version in ALL])
@pytest.mark.parametrize("always_open", [False, True])
def test_every_form_of_the_catalogue_can_be_shown_with_every_control_named(
    qtbot: QtBot, qapp: QApplication, key: str, always_open: bool
) -> None:
    name, version = key.rsplit("-", 1)
    form = ALL[name, int(version)]
    view = on_screen(qtbot, Answers(form), always_open=always_open)
    assert view.names() == [field.name for field in form.fields()]
    for each in view.names():
        cell(view, each).open(focus=False)
    assert_named(view)


def test_values_stand_as_text_and_what_is_missing_says_so(view: FormView) -> None:
    assert cell(view, "title").plain.text() == "Wet floor"
    assert cell(view, "kind").plain.text() == "Fire"
    assert cell(view, "people").plain.text() == "A. B"
    assert cell(view, "from_").plain.text() == "not yet"
    assert cell(view, "from_").mark.text() == "needed"
    assert cell(view, "title").mark.text() == ""


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_F4, Qt.Key.Key_Space])
def test_a_key_turns_the_value_into_a_field_and_enter_back(view: FormView, key: Qt.Key) -> None:
    title = at(view, "title")
    press(key)
    assert title.is_open()
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    type_(" at the sink")
    press(Qt.Key.Key_Return)
    assert not title.is_open()
    assert title.plain.text() == "Wet floor at the sink"
    assert title.mark.text() == "not saved"
    assert title.plain.hasFocus()


def test_a_value_with_an_ampersand_takes_no_key(qtbot: QtBot, qapp: QApplication) -> None:
    view = on_screen(qtbot, Answers(FORM, saved(title="R&D")))
    assert cell(view, "title").plain.text() == "R&D"
    assert cell(view, "title").plain.shortcut().isEmpty()
    focus = QApplication.focusWidget()
    QTest.keyClick(focus or view, Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
    assert not cell(view, "title").is_open()


def test_a_click_opens_the_field(view: FormView) -> None:
    title = cell(view, "title")
    QTest.mouseClick(title.plain, Qt.MouseButton.LeftButton)
    assert title.is_open()


def test_a_letter_on_the_value_begins_to_write(view: FormView) -> None:
    at(view, "title")
    type_("S")
    type_("lip")
    press(Qt.Key.Key_Return)
    assert view.answers.to_write() == {"title": "Slip"}


def test_esc_puts_back_what_stood_there(view: FormView) -> None:
    title = at(view, "title")
    press(Qt.Key.Key_Return)
    type_("zzz")
    assert view.answers.is_changed("title")
    press(Qt.Key.Key_Escape)
    assert title.plain.text() == "Wet floor"
    assert not view.answers.changed_fields()


def test_esc_keeps_a_long_text(view: FormView) -> None:
    view.sections[2].show_whole()
    at(view, "story")
    press(Qt.Key.Key_Return)
    type_("He fell.")
    press(Qt.Key.Key_Escape)
    assert view.answers.to_write() == {"story": "He fell."}


def test_tab_goes_on_to_the_next_value_and_closes_the_field(view: FormView) -> None:
    title = at(view, "title")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Tab)
    assert not title.is_open()
    assert cell(view, "kind").plain.hasFocus()


def test_what_cannot_be_read_stays_open_with_a_note(view: FormView) -> None:
    from_ = at(view, "from_")
    press(Qt.Key.Key_Return)
    type_("2590")
    press(Qt.Key.Key_Return)
    assert from_.is_open()
    assert "no time" in from_.below.fault()
    with pytest.raises(InvalidForm):
        view.answers.to_write()
    press(Qt.Key.Key_Backspace, Qt.Key.Key_Backspace, Qt.Key.Key_Backspace)
    type_("310")
    assert from_.below.fault() == ""
    press(Qt.Key.Key_Return)
    assert from_.plain.text() == "23:10"


def test_unknown_is_an_answer_with_a_reason(view: FormView) -> None:
    from_ = at(view, "from_")
    press(Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space)
    press(Qt.Key.Key_Return)
    assert from_.below.fault() == "Say why it is unknown."
    type_("nobody saw it")
    press(Qt.Key.Key_Return)
    assert from_.plain.text() == "unknown, because nobody saw it"


def test_a_field_appears_with_its_condition_and_goes_with_it(view: FormView) -> None:
    shoes = cell(view, "shoes")
    assert shoes.isHidden()
    view.answers.put("kind", {"code": "slip"})
    assert not shoes.isHidden()
    view.answers.put("shoes", "Rubber soles")
    view.answers.put("kind", {"code": "fire"})
    assert shoes.isHidden()
    assert view.answers.to_write() == {}


def test_unanswered_fields_nobody_needs_wait_behind_one_button(view: FormView) -> None:
    what = view.sections[0]
    assert cell(view, "to").isHidden()
    assert what.more.text() == "2 more fields"
    what.more.click()
    assert not cell(view, "to").isHidden()
    assert cell(view, "to").plain.hasFocus()


def test_a_jump_reveals_and_opens_a_waiting_field(view: FormView) -> None:
    assert view.focus_field("spot")
    assert cell(view, "spot").is_open()
    assert not cell(view, "spot").isHidden()
    assert not view.focus_field("shoes")
    assert not view.focus_field("nowhere")


def test_notes_stand_beside_their_fields_and_the_first_is_named(view: FormView) -> None:
    first = view.say({"people/001/name": "This is needed.", "kind": "Choose one."})
    assert first == "kind"
    assert cell(view, "kind").below.fault() == "Choose one."
    view.focus_field("people")
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "People 1: Name"
    assert focus.property("state") == "error"


def test_only_cells_that_changed_are_written(view: FormView) -> None:
    view.focus_field("people")
    type_(" C")
    press(Qt.Key.Key_Tab)
    type_("555")
    assert view.answers.to_write() == {"people/001/name": "A. B C", "people/001/phone": "555"}
    view.answers.put("title", "Wet floor")
    assert "title" not in view.answers.to_write()


def test_a_table_without_rows_opens_with_one(view: FormView) -> None:
    view.answers.turn_to(saved(title="x", kind="fire"))
    view.focus_field("people")
    type_("P. Nair")
    view.close_editors()
    assert cell(view, "people").plain.text() == "P. Nair"
    (name,) = view.answers.to_write()
    assert name.startswith("people/001-")


def test_changes_are_kept_and_taken_up_again_even_when_they_cannot_be_read(
    view: FormView,
) -> None:
    view.answers.put("title", "Another")
    view.answers.put("from_", {"typed": "25:10"}, {"": "no time"})
    kept = view.answers.to_keep()
    other = Answers(FORM, view.answers.saved)
    other.take_up(kept)
    assert other.to_keep() == kept
    assert list(other.notes()) == ["from_"]
    other.take_up({"edits": {"gone": 1}, "begun": {}})
    assert [field.name for field in other.changed_fields()] == ["title", "from_"]


def test_d33_what_somebody_else_wrote_meanwhile_is_noticed(view: FormView) -> None:
    answers = view.answers
    answers.put("title", "Mine")
    answers.put("hurt", True)
    assert answers.overtaken() == []
    answers.rebase(saved(title="Theirs", kind="fire"))
    assert [field.name for field in answers.overtaken()] == ["title"]
    assert answers.to_write() == {"title": "Mine", "hurt": True}
    answers.rebase(saved(title="Mine", kind="fire"))
    assert [field.name for field in answers.changed_fields()] == ["hurt"]


def test_another_s_row_is_not_overwritten_by_a_change_in_mine(view: FormView) -> None:
    answers = view.answers
    answers.put("people", {"001": {"name": "A. B", "phone": "1"}})
    theirs = saved(title="x", kind="fire", people={"001": {"name": "A. Better"}})
    answers.rebase(theirs)
    assert answers.to_write() == {"people/001/phone": "1"}


def test_giving_up_shows_the_book_again(view: FormView) -> None:
    view.answers.put("title", "Mine")
    view.answers.give_up()
    assert cell(view, "title").plain.text() == "Wet floor"


def test_an_open_form_follows_answers_put_elsewhere(qtbot: QtBot, qapp: QApplication) -> None:
    view = on_screen(qtbot, Answers(FORM), always_open=True)
    view.answers.put("kind", {"code": "slip", "text": "Slip"})
    kind = cell(view, "kind").editor
    assert kind is not None
    assert kind.answer() == {"code": "slip", "text": "Slip"}
    assert cell(view, "shoes").is_open()
    assert not cell(view, "shoes").isHidden()


def test_as_many_columns_as_there_is_room_for(view: FormView) -> None:
    section = view.sections[0]
    view.holder.resize(1000, 600)  # type: ignore[attr-defined]
    QApplication.processEvents()
    assert section.grid.columnCount() >= 3
    tops = {cell(view, name).y() for name in ("title", "kind", "from_")}
    assert len(tops) == 1
    view.holder.resize(260, 600)  # type: ignore[attr-defined]
    QApplication.processEvents()
    tops = {cell(view, name).y() for name in ("title", "kind", "from_")}
    assert len(tops) == 3
