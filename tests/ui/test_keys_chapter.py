"""The manual's chapter of keys says every action of the program, under its page, by its words."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from deskinc.app import page_specs
from deskinc.forms.taxonomy import LATE_REASONS
from deskinc.ui.book.late import KEYS as LATE_KEYS
from deskinc.ui.mainwindow import MainWindow

CHAPTER = Path(__file__).resolve().parents[2] / "docs" / "manual" / "8-keys.md"
ROW = re.compile(r"\| `(?P<key>[^`]+)` \| (?P<words>[^|]+?) \|")


def parts() -> dict[str, str]:
    """The text below each heading of the chapter."""
    text = CHAPTER.read_text(encoding="utf-8")
    heads, *bodies = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    assert heads.startswith("# ")
    return dict(zip(bodies[::2], bodies[1::2], strict=True))


def said(part: str) -> dict[str, str]:
    """Key to words, as the tables of one part give them."""
    return {row["key"]: row["words"] for row in ROW.finditer(part)}


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
