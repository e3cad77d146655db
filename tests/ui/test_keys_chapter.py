"""The manual's chapter of keys says every action of the program, under its page, by its words."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Robot

from deskinc.forms.taxonomy import LATE_REASONS
from deskinc.ui.book.late import KEYS as LATE_KEYS
from deskinc.ui.keysheet import STEP, KeySheet
from deskinc.ui.mainwindow import MainWindow
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
    assert list(sheet) == list(told)
    for head, shown in sheet.items():
        keys = [key[0].lower() + key[1:] if key.startswith("Arrows") else key for key, _ in shown]
        assert keys == [key for key, _words in told[head]], head
        for (key, words), (_key, chapter) in zip(shown, told[head], strict=True):
            assert chapter.startswith(words), f"{head}: {key}"


@pytest.mark.parametrize(
    ("size", "columns"), [((853, 533), 1), ((1280, 800), 2), ((1920, 1080), 3)]
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
