"""Editors: one for every kind of field, named, keeping what they show, saying what they read."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from tests.forms.answers import fitting
from tests.ui.conftest import assert_named

from deskinc.errors import InvalidForm
from deskinc.forms import form as forms
from deskinc.forms.catalogue import ALL
from deskinc.forms.fields import (
    KINDS,
    Choice,
    Field,
    Flag,
    Moment,
    Money,
    Number,
    Option,
    Person,
    Place,
    Ref,
    Rows,
    Text,
)
from deskinc.forms.form import Form, Section
from deskinc.i18n import Locale
from deskinc.ui.completing import Offer
from deskinc.ui.forms.choosing import ChoiceEditor, NamedEditor
from deskinc.ui.forms.editor import Editor, FlagEditor
from deskinc.ui.forms.kinds import gather, is_wide, make_editor, plain
from deskinc.ui.forms.lists import Lists
from deskinc.ui.forms.moment import MomentEditor
from deskinc.ui.forms.table import TableEditor
from deskinc.ui.forms.unknown import MaybeUnknown

NOW = datetime(2026, 11, 22, 23, 13, 47, tzinfo=UTC)
PLACES = (Offer("", "Lift 1"), Offer("", "Lift 2"), Offer("", "Loading bay", "Ground"))
PEOPLE = (Offer("cGVyc29u", "R. Malik", "R.M."), Offer("b3RoZXI", "D. Novak", "D.N."))
OPEN = (Offer("dGhyZWFk", "INC-2026-0042", "Lift"),)
LISTS = Lists(
    lambda: NOW, Locale("en-GB", "Europe/London"), lambda: PLACES, lambda: PEOPLE, lambda: OPEN
)
MANY = tuple(Option(f"c{n}", f"Answer {n}") for n in range(20))
FIELDS = [field for form in ALL.values() for field in form.fields()]


@pytest.fixture
def show(qtbot: QtBot, qapp: QApplication) -> Any:
    """Puts an editor on screen with the cursor in it."""
    holder = QWidget()
    layer = QVBoxLayout(holder)
    qtbot.addWidget(holder)
    holder.resize(640, 480)

    def place(field: Field) -> Any:
        editor = make_editor(field, LISTS)
        editor.name_it(field.label)
        layer.addWidget(editor)
        with qtbot.waitActive(holder):
            holder.show()
            holder.activateWindow()
        editor.inner().setFocus()
        return editor

    return place


def type_into(words: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, words)


def press(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_of_field_has_an_editor_with_named_controls(
    kind: type[Field], show: Any
) -> None:
    more: dict[str, Any] = {}
    if kind is Choice:
        more = {"options": MANY[:3]}
    elif kind is Rows:
        more = {"fields": (Text("who", "Who"), Flag("signed", "Signed?"))}
    editor = show(kind("field", "A question", **more))
    if isinstance(editor, TableEditor):
        editor.add_row()
    assert isinstance(editor, Editor)
    assert_named(editor)


@pytest.mark.parametrize(
    "field", FIELDS, ids=[f"{f.key}.{x.name}" for f in ALL.values() for x in f.fields()]
)
def test_every_field_of_the_catalogue_has_a_named_editor(field: Field, qapp: QApplication) -> None:
    editor = make_editor(field, LISTS)
    editor.name_it(field.label)
    if isinstance(editor, TableEditor):
        editor.add_row()
    assert_named(editor)
    assert isinstance(is_wide(field), bool)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_an_untouched_editor_gives_back_what_it_shows(data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(FIELDS))
    form = Form("one", 1, "One", (Section("", (field,)),))
    try:
        values = forms.clean(form, {field.name: data.draw(fitting(field))}, partial=True)
    except InvalidForm:
        return
    editor = make_editor(field, LISTS)
    editor.show_answer(gather(field, values))
    assert forms.clean(form, {field.name: editor.answer()}, partial=True) == values
    assert isinstance(plain(field, values, LISTS), str)


@pytest.mark.parametrize(
    ("typed", "at", "said"),
    [
        ("2131", "2026-11-22T21:31:00+00:00", "21:31, Sunday 22 November 2026"),
        ("-10m", "2026-11-22T23:03:47+00:00", "23:03, Sunday 22 November 2026"),
        ("21:31 yesterday", "2026-11-21T21:31:00+00:00", "21:31, Saturday 21 November 2026"),
        ("06:00 2026-11-16", "2026-11-16T06:00:00+00:00", "06:00, Monday 16 November 2026"),
    ],
)
def test_a_time_is_typed_as_the_desk_types_times(show: Any, typed: str, at: str, said: str) -> None:
    editor = show(Moment("at", "When"))
    type_into(typed)
    assert editor.answer() == {"t": at, "p": "min"}
    assert editor.say() == said
    assert editor.faults() == {}


def test_what_is_no_time_is_said_and_kept_as_typed(show: Any) -> None:
    editor = show(Moment("at", "When"))
    type_into("25:10")
    assert "no time" in editor.faults()[""]
    assert editor.answer() == {"typed": "25:10"}
    other = MomentEditor(Moment("at", "When"), LISTS)
    other.show_answer(editor.answer())
    assert other.line.text() == "25:10"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-11-22T21:31:00+00:00", "21:31"),
        ("2026-11-21T21:31:00+00:00", "21:31 yesterday"),
        ("2026-11-16T06:00:00+00:00", "06:00 2026-11-16"),
    ],
)
def test_a_stored_time_is_shown_in_words_that_read_as_itself(
    qapp: QApplication, at: str, words: str
) -> None:
    editor = MomentEditor(Moment("at", "When"), LISTS)
    editor.show_answer({"t": at, "p": "min"})
    assert editor.line.text() == words


def test_a_day_is_typed_alone_where_the_field_is_exact_to_the_day(show: Any) -> None:
    editor = show(Moment("until", "Valid until", precision="day"))
    type_into("2027-03-01")
    assert editor.answer() == {"t": "2027-03-01T00:00:00+00:00", "p": "day"}
    assert editor.say() == "Monday 1 March 2027"


def test_a_place_completes_with_enter_and_other_words_are_kept(show: Any) -> None:
    editor = show(Place("place", "Place"))
    type_into("lo")
    assert editor.line.popup_open()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Return)
    assert editor.answer() == {"id": "", "text": "Loading bay"}
    editor.line.selectAll()
    type_into("Roof hatch")
    press(Qt.Key.Key_Return)
    assert editor.answer() == {"id": "", "text": "Roof hatch"}


def test_a_person_from_the_list_keeps_the_id_and_a_stranger_is_refused(show: Any) -> None:
    editor = show(Person("owner", "Owner"))
    type_into("nov")
    press(Qt.Key.Key_Return)
    assert editor.answer() == {"id": "b3RoZXI", "text": "D. Novak"}
    editor.line.selectAll()
    type_into("Nobody Known")
    press(Qt.Key.Key_Return)
    assert editor.faults() == {"": "Choose from the list."}


def test_a_typed_person_may_be_anybody(show: Any) -> None:
    editor = show(Person("owner", "Owner", typed=True))
    type_into("Ms Orton")
    assert editor.faults() == {}
    assert editor.answer() == {"id": "", "text": "Ms Orton"}


def test_a_long_choice_is_found_by_typing_and_esc_closes_the_list(show: Any) -> None:
    editor = show(Choice("kind", "Kind", options=MANY))
    assert isinstance(editor, NamedEditor)
    type_into("answer 17")
    press(Qt.Key.Key_Escape)
    assert not editor.line.popup_open()
    assert editor.answer() == {"code": "c17", "text": "answer 17"}


def test_a_short_choice_is_a_box_turned_by_keys_and_not_by_the_wheel(show: Any) -> None:
    editor = show(Choice("kind", "Kind", options=MANY[:4]))
    assert isinstance(editor, ChoiceEditor)
    for _step in range(3):
        press(Qt.Key.Key_Down)
    assert editor.answer() == {"code": "c2", "text": "Answer 2"}
    nowhere, down = QPointF(5, 5), QPoint(0, -120)
    wheel = QWheelEvent(
        nowhere, nowhere, down, down, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(editor.combo, wheel)
    assert editor.answer() == {"code": "c2", "text": "Answer 2"}


def test_another_word_once_shown_for_a_code_is_no_change(qapp: QApplication) -> None:
    field = Choice("kind", "Kind", options=MANY[:4])
    editor = make_editor(field, LISTS)
    editor.show_answer({"code": "c2", "text": "An older word"})
    assert editor.answer() == {"code": "c2", "text": "An older word"}


def test_a_flag_is_yes_or_no_or_neither(show: Any) -> None:
    editor = show(Flag("hurt", "Anybody hurt?"))
    assert isinstance(editor, FlagEditor)
    assert editor.answer() is None
    type_into(" ")
    assert editor.answer() is True
    press(Qt.Key.Key_Right)
    assert editor.answer() is False
    press(Qt.Key.Key_Delete)
    assert editor.answer() is None
    press(Qt.Key.Key_Right)
    assert editor.answer() is True, "an arrow goes to the other and takes it"
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Return)
    assert editor.answer() is True, "Enter takes the one it is on"


def test_money_is_typed_in_the_currency_of_the_site(show: Any) -> None:
    editor = show(Money("value", "Value"))
    type_into("1,250.50")
    assert editor.answer() == {"amount": "1,250.50", "cur": "GBP"}


def test_money_of_another_currency_is_shown_and_left_alone(qapp: QApplication) -> None:
    editor = make_editor(Money("value", "Value"), LISTS)
    editor.show_answer({"minor": 990, "cur": "CHF"})
    assert editor.answer() == {"minor": 990, "cur": "CHF"}


def test_unknown_asks_why_and_known_asks_again(show: Any) -> None:
    editor = show(Moment("at", "When", unknown=True))
    assert isinstance(editor, MaybeUnknown)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    assert editor.is_unknown()
    type_into("camera was off")
    assert editor.answer() == {"unknown": "camera was off"}
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    type_into("2200")
    assert editor.answer() == {"t": "2026-11-22T22:00:00+00:00", "p": "min"}


def test_a_table_adds_rows_by_keyboard_and_takes_them_out(show: Any) -> None:
    field = Rows("people", "People", fields=(Text("name", "Name"), Number("age", "Age")))
    editor = show(field)
    assert isinstance(editor, TableEditor)
    press(Qt.Key.Key_Space)
    type_into("P. Nair")
    press(Qt.Key.Key_Tab)
    type_into("41")
    (first,) = editor.rows()
    assert editor.answer() == {first: {"name": "P. Nair", "age": "41"}}
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    type_into("T. Aldous")
    second = editor.rows()[1]
    assert second > first
    editor.show_answer({first: {"name": "P. Nair"}, second: {"name": "T. Aldous"}})
    editor._rows[first].out.click()
    assert editor.answer() == {first: None, second: {"name": "T. Aldous", "age": None}}


def test_what_is_wrong_in_a_table_stands_at_its_cell(show: Any) -> None:
    editor = show(Rows("told", "Told", fields=(Text("who", "Who"), Moment("at", "When"))))
    row = editor.add_row()
    QTest.keyClicks(editor.cell(row, "at").inner(), "25:99")
    assert list(editor.faults()) == [f"{row}/at"]
    editor.mark(editor.faults())
    assert editor.first_fault(editor.faults()) is editor.cell(row, "at").inner()
    assert editor.cell(row, "at").inner().property("state") == "error"


def test_a_record_is_chosen_by_its_number(show: Any) -> None:
    editor = show(Ref("incident", "Incident"))
    type_into("0042")
    press(Qt.Key.Key_Return)
    assert editor.answer() == {"id": "dGhyZWFk", "text": "INC-2026-0042"}


def test_several_options_are_ticked_each_on_its_own(show: Any) -> None:
    editor = show(Choice("roles", "Roles", options=MANY[:3], many=True))
    press(Qt.Key.Key_Space)
    assert editor.answer() == {"c0": True, "c1": False, "c2": False}


def test_tab_leaves_a_long_text_and_enter_begins_a_line(show: Any) -> None:
    editor = show(Text("story", "Story", multiline=True))
    type_into("One")
    press(Qt.Key.Key_Return)
    type_into("two")
    words = editor.inner()
    assert isinstance(words, QPlainTextEdit)
    assert editor.answer() == "One\ntwo"
    assert words.tabChangesFocus()


def test_a_one_line_text_takes_no_more_than_its_limit(show: Any) -> None:
    editor = show(Text("title", "Summary", limit=5))
    type_into("abcdefgh")
    line = editor.inner()
    assert isinstance(line, QLineEdit)
    assert editor.answer() == "abcde"
