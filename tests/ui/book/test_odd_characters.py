"""Whatever is typed or pasted into the line stands so in the book, or is refused with its place."""

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication
from tests.ui.conftest import Robot, grab

from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.ui import plainpaste, theme
from deskinc.ui.book.page import BookPage

AT_ONCE = 20
"""Strings that are posted as one line."""


@pytest.fixture(autouse=True)
def emptied(qapp: QApplication) -> Iterator[None]:
    """The clipboard outlives Python: it must hold nothing that was made here."""
    yield
    qapp.clipboard().clear()


def paste(robot: Robot, mime: QMimeData) -> None:
    QApplication.clipboard().setMimeData(mime)
    robot.keys("Ctrl+V")


def paste_words(robot: Robot, words: str) -> None:
    mime = QMimeData()
    mime.setText(words)
    paste(robot, mime)


def posted(robot: Robot, office: Office, serial: int = 2) -> str:
    robot.keys("Ctrl+Return")
    robot.wait_serial(serial)
    return entries.newest(office, 1)[0].text


def is_refused(words: str) -> bool:
    return any(unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t" for c in words)


def test_every_naughty_string_goes_through_the_line(
    robot: Robot, book: BookPage, office: Office, samples: Path
) -> None:
    found: list[str] = json.loads((samples / "bad/strings/blns.json").read_text("utf-8"))
    lines = str.maketrans({"\r": "\n", "\u2029": "\n"})  # each of them is a new line
    good = [one.replace("\r\n", "\n").translate(lines) for one in found]
    good = [one for one in good if not is_refused(one)]
    assert len(good) > 480
    for serial, first in enumerate(range(0, len(good), AT_ONCE), 2):
        words = "\n".join(["so:", *good[first : first + AT_ONCE], "end"])
        book.entry.type.take("information")
        paste_words(robot, words)
        assert posted(robot, office, serial) == unicodedata.normalize("NFC", words)


def test_a_control_character_is_refused_and_the_cursor_stands_before_it(
    robot: Robot, book: BookPage, office: Office
) -> None:
    book.entry.type.take("patrol")
    paste_words(robot, "  Gate 🙂\x07 shut\x00.")
    robot.keys("Ctrl+Return")
    assert "Character 9 (U+0007)" in book.entry.note.text()
    assert robot.focus() is book.entry.text
    robot.keys("Delete", "Ctrl+Return")
    assert "(U+0000)" in book.entry.note.text()
    robot.keys("Delete")
    assert posted(robot, office) == "Gate 🙂 shut."


def test_no_break_spaces_and_line_separators_stand_as_typed(
    robot: Robot, book: BookPage, office: Office
) -> None:
    book.entry.type.take("patrol")
    paste_words(robot, "Gate\u00a03\u202fshut.\u2028Next.")
    robot.keys("Shift+Return")
    robot.type("Last.")
    assert posted(robot, office) == "Gate\u00a03\u202fshut.\u2028Next.\nLast."


def test_a_pasted_table_becomes_lines_and_tabs(
    robot: Robot, book: BookPage, office: Office
) -> None:
    mime = QMimeData()
    mime.setHtml("<table><tr><td>Gate</td><td><b>shut</b></td></tr><tr><td>Roof</td></tr></table>")
    book.entry.type.take("patrol")
    paste(robot, mime)
    assert posted(robot, office) == "Gate\tshut\nRoof"


def test_more_than_a_line_takes_is_cut_and_said(
    robot: Robot, book: BookPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plainpaste, "MOST", 500)
    paste_words(robot, "x" * 501)
    robot.qtbot.waitUntil(lambda: "the first 500 characters" in book.entry.note.text())
    assert len(book.entry.text.words()) == 500


def test_twenty_thousand_characters_and_a_word_of_five_thousand_letters(
    robot: Robot, book: BookPage, office: Office
) -> None:
    words = "a" * 5000 + " " + "gate " * 2999
    book.entry.type.take("patrol")
    paste_words(robot, words)
    assert posted(robot, office) == words.strip()
    paste_words(robot, "b" * 20_001)
    book.entry.type.take("patrol")
    robot.keys("Ctrl+Return")
    assert "20001 characters long" in book.entry.note.text()


def test_direction_marks_are_shown_while_one_types(
    robot: Robot, book: BookPage, light: QApplication
) -> None:
    paste_words(robot, "Pass \u202e4711 to\u2066 him, שלום 12")
    assert "U+202E" in book.entry.text.toolTip()
    assert "U+2066" in book.entry.text.toolTip()
    for scheme in ("light", "dark"):
        theme.apply(light, scheme)
        grab(book.window(), f"marks-{scheme}")
    robot.keys("Ctrl+A", "Delete")
    assert not book.entry.text.toolTip()
