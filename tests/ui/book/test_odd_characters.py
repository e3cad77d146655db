"""Whatever is typed or pasted into the line stands so in the book, or is refused with its place."""

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
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


SCRIPTS = {
    "mixed": (
        "Badge 4711 of \u0645\u062d\u0645\u062f \u0639\u0644\u064a, floor 3.",
        "\u0645\u062d\u0645\u062f",
    ),
    "rtl": (
        "\u05d4\u05d3\u05dc\u05ea \u05e0\u05e2\u05d5\u05dc\u05d4 12:30",
        "\u05e0\u05e2\u05d5\u05dc\u05d4",
    ),
    "emoji": (
        "Left by \U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1ec\U0001f1e7 at gate",
        "gate",
    ),
    "combining": ("Z\u0351\u036b\u0343algo, cafe\u0301 shut", "caf\u00e9"),
    "thai": ("\u0e1b\u0e23\u0e30\u0e15\u0e39\u0e1b\u0e34\u0e14 shut", "shut"),
    "devanagari": (
        "\u0926\u0930\u0935\u093e\u091c\u093c\u093e \u092c\u0902\u0926",
        "\u092c\u0902\u0926",
    ),
}
"""Words of many scripts, and one that finds them."""


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_stands_as_written_is_read_out_and_found(
    robot: Robot, book: BookPage, office: Office, script: str, light: QApplication
) -> None:
    words, one = SCRIPTS[script]
    book.entry.type.take("patrol")
    paste_words(robot, words)
    assert posted(robot, office) == unicodedata.normalize("NFC", words)
    said = book.log.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert unicodedata.normalize("NFC", words) in said
    robot.keys("Ctrl+F")
    paste_words(robot, one)
    robot.keys("Return")
    robot.qtbot.waitUntil(lambda: book.view.chosen_row() == 0)
    grab(book.window(), f"script-{script}")


QUERIES = (
    '"', '"open', "*", "gate*", "a AND b", "a OR b", "NOT a", "NEAR(a b)", "text:gate", "^gate",
    "(gate", "gate)", "-gate", "+gate", "{gate}", "ga?e", "gate;--", "' OR 1=1", "%", "_", "\\",
    "0", "00001", "99999999999999999999", "1\u00b7e2", "\u0664\u0668", "/", "gate\tshut",
    "\u202egate",
)  # fmt: skip


def test_every_search_syntax_and_naughty_string_is_only_words(
    robot: Robot, book: BookPage, office: Office, samples: Path
) -> None:
    raw = {"type": "patrol", "text": "Gate shut; a or b, not near."}
    entries.post(office, raw, entries.new_id()).result()
    robot.keys("Ctrl+F")
    found: list[str] = json.loads((samples / "bad/strings/blns.json").read_text("utf-8"))
    for words in (*found, *QUERIES):
        robot.keys("Ctrl+A", "Delete")
        paste_words(robot, words)
        robot.keys("Return")
        assert robot.focus() is book.finder.field
    robot.keys("Ctrl+A", "Delete")
    paste_words(robot, "gate shut")
    robot.keys("Return")
    said = book.finder._count
    robot.qtbot.waitUntil(lambda: said.text() == "1 of 1", timeout=60_000)
    assert robot.says() == []


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
