"""The story: an hour in which the computer is down, written on paper, copied and printed."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from tests.desk.offices import BOSS, PHRASES
from tests.features.hands import Hands
from tests.reports.tools import bare, text_of
from tests.ui.downtime.test_copying import inside

from deskinc.desk.lines import entries
from deskinc.desk.papers import exports
from deskinc.reports.carried import judge_paper
from deskinc.ui.downtime.dialog import CopyDialog
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.reports.page import ReportsPage

LINES = (
    ("-58m", "patrol", "Lobby", "K. Ali", "Screens dark. Torch taken, round of the ground floor."),
    ("-49m", "check", "Lobby", "", "Control called by mobile, all well."),
    ("-41m", "visitor", "Loading bay", "J. Harding", "Electrician let in, badge 14 by hand."),
    ("-30m", "patrol", "Lift 2", "", "Lift 2 stands open at ground, nobody inside."),
    ("-12m", "information", "Lobby", "K. Ali", "Power back. Fire panel shows no fault."),
)
REASON = "Power cut in the whole street."


def find(hands: Hands, words: str) -> None:
    """Do what is found by ``words`` in Find anything."""
    hands.keys("Ctrl+K")
    hands.type(words)
    hands.keys("Return")


def here(hands: Hands, kind: type[QWidget]) -> QWidget:
    """The dialog of that kind, once it has the cursor."""
    hands.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    found = QApplication.activeModalWidget()
    assert found is not None
    hands.qtbot.waitUntil(lambda: inside(found, QApplication.focusWidget()))
    return found


def print_sheets(hands: Hands, window: MainWindow) -> ReportsPage:
    """Two numbered sheets, before they are needed."""
    find(hands, "print sheets")
    page = window.page("reports")
    assert isinstance(page, ReportsPage)
    hands.qtbot.waitUntil(lambda: QApplication.focusWidget() is page.sheets.kind)
    hands.keys("Tab", "Ctrl+A")
    hands.type("2")
    hands.keys("Return")
    hands.qtbot.waitUntil(page.sheets.leaving.save.isEnabled)
    assert page.sheets.facts.words() == "Sheets 1–2"
    return page


def copy_sheet(hands: Hands, window: MainWindow) -> None:
    """Sheet 2, line after line, and all of it at once."""
    find(hands, "copy a written")
    dialog = here(hands, CopyDialog)
    assert isinstance(dialog, CopyDialog)
    hands.type("2")
    hands.keys("Return")
    hands.type(REASON)
    hands.keys("Return")
    for time, kind, place, by, words in LINES:
        for said in (time, "", kind, place, by):
            hands.type(said)
            hands.keys("Return")
        hands.type(words)
        hands.keys("Return")
    assert dialog.model.rowCount() == len(LINES), dialog.findChildren(QWidget)
    hands.keys("Ctrl+Return")
    hands.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    window.activateWindow()
    hands.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)


def print_day(hands: Hands, page: ReportsPage) -> bytes:
    """The page of today, signed by whoever prints it."""
    hands.keys("Ctrl+Shift+P")
    hands.qtbot.waitUntil(lambda: page.day._made is not None)
    hands.type(PHRASES[BOSS])
    hands.keys("Ctrl+Return")
    hands.qtbot.waitUntil(lambda: page.day.done is not None)
    assert page.day.done is not None
    return page.day.done.pdf


def test_d07_an_hour_of_downtime_is_written_on_paper_copied_and_printed(
    start: Callable[[Path], Hands], folder: Path
) -> None:
    hands = start(folder)
    hands.sign_in()
    window = hands.window()
    window.activateWindow()
    hands.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    office, before = window.session.office, entries.next_serial(window.session.office)
    page = print_sheets(hands, window)
    copy_sheet(hands, window)
    written = entries.newest(office, len(LINES))
    assert [line.line for line in written] == list(range(before, before + len(LINES)))
    head = office.read.record(written[0].n - 1)
    assert (head.form, head.values["reason"], head.values["sheet"]) == ("import", REASON, 2)
    assert len({office.read.record(line.n).doc.batch for line in written}) == 1
    for line, (time, *_rest) in zip(written[:-1], LINES, strict=False):
        meanwhile = (line.late or 0) - int(time.strip("-m"))
        assert 0 <= meanwhile <= 2, "the minute may turn between typing and posting"
    find(hands, "Go to Book")
    hands.qtbot.waitUntil(lambda: window.current_key() == "book")
    words = bare(text_of(print_day(hands, page)))
    writers = ("K. Ali", "K. Ali", "J. Harding", "J. Harding", "K. Ali")
    for line, (_time, _kind, place, _by, text), by, no in zip(
        written, LINES, writers, range(1, 6), strict=True
    ):
        assert bare(f"{line.type_text}, {place} {text} happened") in words, text
        late = f"{line.happened:%H:%M} · LATE +{line.late} min, System not available"
        row = f"{late} · written on paper by {by}, sheet 2, line {no} J.H."
        assert bare(row) in words, row
        assert bare(f"{line.cited}{line.day_no}{line.written:%H:%M}") in words
    (paper,) = (one for one in exports.issued(office) if one.kind == "day")
    assert paper.issue == 1
    assert judge_paper(exports.reopen(office, paper.n).pdf).kind == "VALID"
    assert not office.kept_under()
    assert office.book.verify(full=True) == []
