"""The power goes in mid-sentence: after the new start everything stands there, and once."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.conftest import ROOT
from tests.features.cut import CALL, HALF, LAST, PARKED, POSTED
from tests.features.faults import LINES
from tests.features.hands import Hands
from tests.reports.tools import bare, text_of

from deskinc.desk.lines import entries
from deskinc.desk.lines.entries import Line
from deskinc.desk.office import Office
from deskinc.desk.papers import day_pages
from deskinc.ui.book.page import BookPage

BEFORE = LINES + 1
"""Lines of the good book."""

pytestmark = pytest.mark.timeout(300)


def cut_off(folder: Path, moment: str) -> None:
    """Let an officer write in a process of its own until its power goes."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.features.cut", str(folder), moment],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    if moment in {"typing", "call"}:
        child.kill()
    child.communicate(timeout=60)
    assert child.returncode == -signal.SIGKILL


def started(hands: Hands, qtbot: QtBot) -> BookPage:
    """The Book page after the new start, with what was kept."""
    hands.sign_in()
    window = hands.window()
    with qtbot.waitActive(window):
        window.activateWindow()
    book = window.page("book")
    assert isinstance(book, BookPage)
    qtbot.waitUntil(lambda: len(book.poster.parked.lines) == 1)
    return book


def texts(book: BookPage) -> list[str]:
    return [line.text for line in entries.newest(book.session.office)[BEFORE:]]


def typed_as(hands: Hands, kind: str) -> None:
    """The type of the line, and back into its words."""
    hands.keys("F3")
    hands.type(kind)
    hands.keys("Return")


def assert_printed(office: Office, lines: Sequence[Line]) -> None:
    """Each line stands once on the pages of its days, the stamped ones with type and stamp."""
    days = [office.locale.local(line.written).date() for line in lines]
    paper = bare(text_of(day_pages.print_day(office, min(days), max(days)).pdf))
    for line in lines:
        assert paper.count(bare(line.text)) == 1
        if line.stamped is not None:
            at = f"{office.locale.local(line.stamped):%H:%M:%S}"
            assert bare(f"{line.type_text} {line.text} stamped {at}") in paper


def test_a_power_cut_in_mid_sentence_loses_nothing(
    folder: Path, start: Callable[[Path], Hands], qtbot: QtBot
) -> None:
    cut_off(folder, "typing")
    hands = start(folder)
    book = started(hands, qtbot)
    entry, office = book.entry, book.session.office
    qtbot.waitUntil(lambda: entry.text.words().startswith(HALF))
    assert texts(book) == [POSTED], "posted, and there once"
    stamp = entry.stamp
    assert stamp is not None
    (parked,) = book.poster.parked.lines
    assert parked["text"] == PARKED
    assert parked["anchor"] != stamp.id
    whole = entry.text.words()
    typed_as(hands, "information")
    hands.type("irs.")
    hands.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: texts(book) == [POSTED, f"{whole}irs."])
    hands.keys("Shift+F6")
    qtbot.waitUntil(lambda: entry.text.words() == PARKED)
    assert entry.stamp is not None
    assert (entry.stamp.id, entry.stamp.at.isoformat()) == (parked["anchor"], parked["stamped"])
    typed_as(hands, "defect")
    hands.type("mp.")
    hands.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: len(texts(book)) == 3)
    lines = entries.newest(office)[BEFORE:]
    assert [line.stamped is not None for line in lines] == [False, True, True]
    assert [line.stamped for line in lines[1:]] == [
        stamp.at,
        datetime.fromisoformat(parked["stamped"]),
    ]
    assert [line.line for line in lines] == [BEFORE + 1, BEFORE + 2, BEFORE + 3]
    assert_printed(office, lines)


def test_a_line_posted_as_the_power_goes_stands_in_the_book_or_in_the_entry_line_once(
    folder: Path, start: Callable[[Path], Hands], qtbot: QtBot
) -> None:
    cut_off(folder, "posting")
    hands = start(folder)
    book = started(hands, qtbot)
    entry = book.entry
    qtbot.waitUntil(lambda: texts(book) == [POSTED, HALF] or entry.text.words() == HALF)
    if texts(book) == [POSTED]:
        typed_as(hands, "information")
        hands.keys("Ctrl+Return")
        qtbot.waitUntil(lambda: texts(book) == [POSTED, HALF])
    assert texts(book) == [POSTED, HALF]
    assert entry.is_empty()
    typed_as(hands, "information")
    hands.type(LAST)
    hands.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: texts(book) == [POSTED, HALF, LAST])


def test_d26_a_bomb_call_that_a_power_cut_ends_comes_back_with_its_words(
    folder: Path, start: Callable[[Path], Hands], qtbot: QtBot
) -> None:
    cut_off(folder, "call")
    hands = start(folder)
    hands.sign_in()
    window = hands.window()
    qtbot.waitUntil(lambda: window.calls.sheet is not None)
    sheet = window.calls.sheet
    assert sheet is not None
    assert sheet.words.words.toPlainText().startswith(CALL)
    qtbot.waitUntil(sheet.isActiveWindow)
    hands.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: sheet.state.text().startswith("INC-"))
    hands.keys("Ctrl+Return")
    qtbot.waitUntil(lambda: window.calls.sheet is None)
