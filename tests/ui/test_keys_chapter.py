"""The manual's chapter of keys says every action of the program, under its page, by its words."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Robot

from deskinc.forms import roles
from deskinc.forms.taxonomy import LATE_REASONS
from deskinc.ui.book.late import KEYS as LATE_KEYS
from deskinc.ui.keysheet import STEP, KeySheet
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.session import Session
from deskinc.ui.windows import page_specs

CHAPTER = Path(__file__).resolve().parents[2] / "docs" / "manual" / "8-keys.md"
ROW = re.compile(r"^\| (?P<key>[^|]*`[^|]+|arrows) \| (?P<words>[^|]+?) \|$", re.MULTILINE)


def parts() -> dict[str, str]:
    """The text below each heading of the chapter."""
    text = CHAPTER.read_text(encoding="utf-8")
    heads, *bodies = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    assert heads.startswith("# ")
    return dict(zip(bodies[::2], bodies[1::2], strict=True))


def said(part: str) -> dict[str, str]:
    """Key to words, as the table of one part gives them."""
    return dict(rows(part))


def rows(part: str) -> list[tuple[str, str]]:
    """The rows of the table of one part, as they are read aloud."""
    return [
        (row["key"].replace("`", ""), row["words"].replace("`", "")) for row in ROW.finditer(part)
    ]


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    """The window with every page of the program, its officer in all roles of the desk."""
    return make_window(*page_specs())


def test_every_action_with_a_key_stands_in_the_chapter_under_its_page(window: MainWindow) -> None:
    chapter = {head: said(part) for head, part in parts().items()}
    for action in window.all_actions():
        if action.shortcut:
            key = action.shortcut.replace("Return", "Enter")
            words = chapter[action.group].get(key, "")
            assert words.startswith(action.words), f"{action.group}: {key} {action.words}"


def test_the_sheet_of_keys_says_what_the_chapter_says(window: MainWindow) -> None:
    told = {head: rows(part) for head, part in parts().items() if rows(part)}
    sheet = {keys.heading: keys.rows for keys in window.keys_box.table()}
    assert sorted(sheet) == sorted(told)
    for head, shown in sheet.items():
        keys = [key[0].lower() + key[1:] if key.startswith("Arrows") else key for key, _ in shown]
        assert keys == [key for key, _words in told[head]], head
        for (key, words), (_key, chapter) in zip(shown, told[head], strict=True):
            assert chapter.startswith(words), f"{head}: {key}"


BOOK = [
    "Book", "In the log", "In a list of types or places", "In the field of the time it happened",
    "In the list of names over the words", "In a snippet", "In the field that finds", "A late line",
]  # fmt: skip


@pytest.mark.parametrize(
    ("page", "first"),
    [
        ("book", BOOK),
        (
            "incidents",
            [
                "Incidents",
                "On the checklist of an incident",
                "On the calls of an incident",
                "On who was sent",
                "On a field of an incident",
            ],
        ),
        ("plan", ["Plan", "On the plan", "While pinning", "In the list of pins"]),
        ("shift", ["Shift", "On the list of the handover", "Signing on"]),
        ("review", ["Review", "On the lines to review"]),
        ("reports", ["Reports", "On the pages of a paper"]),
        ("settings", ["Settings", "On the points of a routine"]),
    ],
)
def test_the_sheet_of_keys_begins_with_the_page_one_is_on_and_goes_on_as_the_chapter(
    window: MainWindow, page: str, first: list[str]
) -> None:
    window.show_page(page)
    chapter = [head for head, part in parts().items() if rows(part)]
    others = [head for head in chapter if head not in first]
    assert [keys.heading for keys in window.keys_box.table()] == first + others


def test_the_keys_of_the_book_are_all_in_sight_without_scrolling(
    make_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = make_window(*page_specs(), size=(1280, 800))
    Robot(qtbot, window).keys("F1")
    sheet = window.keys_box
    mine = {words for keys in sheet.table() if keys.heading in BOOK for _key, words in keys.rows}
    assert mine <= {label.text() for label in in_sight(sheet)}


READ_ONLY = {"In the log", "In the field that finds", "Book", "Incidents", "Plan", "On the plan",
             "In the list of pins", "Shift", "Reports", "On the pages of a paper", "Everywhere",
             "On the locked screen"}  # fmt: skip
WRITE = READ_ONLY | {*BOOK, "On the checklist of an incident", "On the calls of an incident",
                     "On who was sent", "On a field of an incident",
                     "While pinning", "Signing on", "On the list of the handover"}  # fmt: skip


@pytest.mark.parametrize(
    ("role", "heads", "lacks"),
    [
        (roles.OFFICER, WRITE, {"Alt+V", "Ctrl+Shift+X"}),
        (roles.AUDITOR, READ_ONLY, {"Alt+V", "Ctrl+N", "Ctrl+H", "F2"}),
    ],
)
def test_the_sheet_of_keys_says_only_keys_that_work_for_this_person(
    make_window: Callable[..., MainWindow], session: Session, role: str, heads: set[str],
    lacks: set[str],
) -> None:  # fmt: skip
    window = make_window(*page_specs())
    officer = replace(session.office.officer, roles=frozenset({role}))
    session.office.become(replace(session.office.person, officer=officer))
    session.officer_changed.emit()
    table = window.keys_box.table()
    assert {keys.heading for keys in table} == heads
    assert not lacks & {key for keys in table for key, _words in keys.rows}


@pytest.mark.parametrize(
    ("size", "columns"), [((640, 400), 1), ((853, 533), 2), ((1280, 800), 3), ((1920, 1080), 3)]
)
def test_the_sheet_of_keys_is_read_to_its_end_by_keyboard(
    make_window: Callable[..., MainWindow], qtbot: QtBot, size: tuple[int, int], columns: int
) -> None:
    window = make_window(*page_specs(), size=size)
    robot = Robot(qtbot, window)
    robot.keys("F1")
    sheet = window.keys_box
    assert len({label.mapTo(sheet, QPoint()).x() for label in heads(sheet)}) == columns
    bar = sheet.area.verticalScrollBar()
    assert bar.maximum() > 0
    seen = set(map(QLabel.text, in_sight(sheet)))
    for _press in range(40):
        robot.keys("PgDown")
        seen |= {label.text() for label in in_sight(sheet)}
    assert bar.value() == bar.maximum()
    assert seen >= {label.text() for label in sheet.area.findChildren(QLabel)}
    for chord, value in (("Home", 0), ("Down", STEP), ("Up", 0), ("End", bar.maximum())):
        robot.keys(chord)
        assert bar.value() == min(value, bar.maximum()), chord
    robot.keys("Return")
    assert not sheet.isVisible()


def heads(sheet: KeySheet) -> list[QLabel]:
    """The headings of the groups."""
    known = {keys.heading for keys in sheet.table()}
    return [label for label in sheet.area.findChildren(QLabel) if label.text() in known]


def in_sight(sheet: KeySheet) -> list[QLabel]:
    """The words that stand whole in the part of the sheet that is seen."""
    port = sheet.area.viewport()
    return [
        label
        for label in sheet.area.findChildren(QLabel)
        if port.rect().contains(QRect(label.mapTo(port, QPoint()), label.size()))
    ]


def test_every_action_without_a_key_is_named(window: MainWindow) -> None:
    named = parts()["Actions without a key"]
    missing = [a.words for a in window.all_actions() if not a.shortcut and a.words not in named]
    assert missing == []


def test_no_action_is_named_that_does_not_exist(window: MainWindow) -> None:
    known = {action.words for action in window.all_actions() if not action.shortcut}
    listed = parts()["Actions without a key"].split("by name: ")[1].split(". ")[0]
    assert set(listed.split(", ")) == known


def test_the_letters_of_the_rail_are_those_of_the_chapter(window: MainWindow) -> None:
    everywhere = said(parts()["Everywhere"])
    for spec in window.specs.values():
        item = window.rail.item(spec.key)
        key = item.shortcut().toString()
        assert item.text().replace("&", "") in everywhere[key], key
        assert item.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_the_keys_of_the_reasons_for_lateness_are_those_of_the_chapter() -> None:
    told = said(parts()["A late line"])
    assert {LATE_KEYS[option.code]: option.label for option in LATE_REASONS}.items() <= told.items()
