"""Checking the book through the window: found and named in words, stopped, printed."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.book.houses import alter
from tests.desk.sheets import words_of
from tests.ui.conftest import PASSPHRASE, assert_named, grab
from tests.ui.settings_hands import find, press, says

from deskinc.book.disk.store import Link, Mode
from deskinc.book.record import Record
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.papers import exports
from deskinc.desk.trust import trust
from deskinc.ui.labelled import Fault, Passphrase
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.settings.checking import CheckPanel
from deskinc.ui.settings.page import PAGE as SETTINGS
from deskinc.ui.settings.page import SettingsPage
from deskinc.ui.settings.trust import TrustSection


@pytest.fixture
def window(make_window: "type[MainWindow]") -> MainWindow:
    """The window with the Settings page alone."""
    return make_window(SETTINGS)  # type: ignore[arg-type, call-arg]


@pytest.fixture
def section(window: MainWindow) -> TrustSection:
    """The section Trust."""
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    found = find(page, TrustSection)
    assert isinstance(found, TrustSection)
    return found


def posted(office: Office, text: str) -> Record:
    raw = {"type": "patrol", "place": "Reception", "text": text}
    return entries.post(office, raw, entries.new_id()).result().records[0]


def attached(office: Office) -> Path:
    """A photo of an incident; the file it lies in."""
    book = office.book
    made = book.attach(b"\xff\xd8 a picture \xff\xd9" * 50, "door.jpg", "image/jpeg")
    draft = office.draft(
        "photo", {"original": made.value}, partial=True, files={"original": made.key}
    )
    office.write(draft).result()
    office.book.settle()
    (path,) = (office.folder / "attachments").iterdir()
    return path


def check(qtbot: QtBot, panel: CheckPanel) -> None:
    """Check everything by keyboard, and wait for the outcome."""
    panel.full.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert panel.stop.isVisible()
    qtbot.waitUntil(panel.list.isVisible, timeout=60_000)


def lines(panel: CheckPanel) -> dict[str, tuple[str, str]]:
    rows = (panel.lines.row_at(panel.lines.index(at, 0)) for at in range(panel.lines.rowCount()))
    return {str(row.key): (row.title, row.icon) for row in rows if row}


def faults(panel: CheckPanel) -> list[tuple[str, str]]:
    rows = (panel.model.row_at(panel.model.index(at, 0)) for at in range(panel.model.rowCount()))
    return [(row.title, row.note) for row in rows if row]


def test_every_check_is_one_line_with_a_sign(
    qtbot: QtBot, section: TrustSection, office: Office
) -> None:
    posted(office, "All doors secure.")
    check(qtbot, section.panel)
    shown = lines(section.panel)
    count = office.read.last_n() - 1
    assert shown["signatures"] == (f"Signatures: {count} of {count} hold", "circle-check")
    assert {icon for _words, icon in shown.values()} == {"circle-check"}
    assert not section.panel.table.isVisible()
    assert "nothing was found" in section.checked.words()
    assert section.again.isVisible()
    assert_named(section)
    grab(section.window(), "trust-checked")


def test_one_flipped_byte_of_a_photo_is_named_in_words(
    qtbot: QtBot, section: TrustSection, office: Office, window: MainWindow
) -> None:
    path = attached(office)
    raw = bytearray(path.read_bytes())
    raw[40] ^= 1
    path.write_bytes(raw)
    check(qtbot, section.panel)
    words, sign = lines(section.panel)["attachments"]
    assert words == "Photos, plans, papers: 0 of 1 are there and whole"
    assert sign == "octagon-alert"
    ((where, what),) = faults(section.panel)
    assert where.startswith("Photo, record ")
    assert what == "A file belonging to it was changed or is incomplete."
    assert where.endswith(", file door.jpg")
    assert "was put in its place by itself" in section.panel.todo.text()
    assert QApplication.focusWidget() is section.panel.table
    assert "1 fault found" in section.panel.result.words()
    assert "1 fault found" in section.checked.words()
    qtbot.waitUntil(window.doubts.isVisible)
    assert "1 fault found" in window.doubts.words.text()
    assert window.doubts.property("banner") == "fault"
    grab(window, "trust-fault")


def test_a_value_edited_with_the_key_in_hand_is_named_by_its_line(
    qtbot: QtBot, section: TrustSection, office: Office
) -> None:
    record = posted(office, "East door open.")
    with Link(office.book._open.store, Mode.WRITE) as link:
        alter(link, record.n, "text", "East door locked.")
    check(qtbot, section.panel)
    found = faults(section.panel)
    assert (f"Line {record.line}", "A value is not the one that was signed.") in found
    assert (f"Line {record.line}", "A value is gone, and nobody erased it.") in found
    press(qtbot, Qt.Key.Key_Down)
    assert section.panel.todo.text()


def test_a_check_is_stopped_by_keyboard_within_a_moment(
    qtbot: QtBot, section: TrustSection, office: Office
) -> None:
    panel = section.panel
    panel.full.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert QApplication.focusWidget() is panel.stop
    press(qtbot, Qt.Key.Key_Space)
    qtbot.waitUntil(panel.result.isVisible)
    assert panel.result.words() == "Stopped. Nothing was changed."
    assert not panel.list.isVisible()
    assert not panel.bar.isVisible()
    assert panel.full.isEnabled()
    assert trust.last_check(office) is None
    check(qtbot, panel)
    assert "Nothing was altered" in panel.result.words()


def test_the_last_outcome_is_shown_again_after_a_new_start(
    qtbot: QtBot, office: Office, section: TrustSection
) -> None:
    assert "Never yet" in section.checked.words()
    assert not section.again.isVisible()
    verdict = trust.verify(office, full=True)
    section.load()
    section.again.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    qtbot.waitUntil(section.panel.result.isVisible)
    assert len(lines(section.panel)) == len(verdict.lines)
    assert "Nothing was altered" in section.panel.result.words()
    assert section.panel.paper.button.isVisible()


def test_the_report_is_signed_and_printed_from_the_page(
    qtbot: QtBot, section: TrustSection, office: Office
) -> None:
    check(qtbot, section.panel)
    paper = section.panel.paper
    paper.button.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    sign(qtbot, "")
    asked = QApplication.activeModalWidget()
    assert asked is not None, "an empty passphrase signs nothing"
    assert says(asked) == "“Book checked as reported”"
    sign(qtbot, PASSPHRASE)
    qtbot.waitUntil(paper.leaving.isVisible, timeout=60_000)
    (issued,) = exports.issued(office)
    assert issued.kind == "verification"
    words = words_of(exports.reopen(office, issued.n).pdf)
    assert "Signatures" in words
    assert "Book checked as reported" in words
    assert exports.problems(office, issued.n) == ()
    assert paper.leaving.print.isEnabled()


def test_a_wrong_passphrase_is_said_and_asked_again(
    qtbot: QtBot, section: TrustSection, office: Office
) -> None:
    check(qtbot, section.panel)
    section.panel.paper.ask()
    sign(qtbot, "five words for another desk")
    qtbot.waitUntil(lambda: any("passphrase" in words for words in said()))
    assert exports.issued(office) == []
    modal = QApplication.activeModalWidget()
    assert modal is not None
    modal.close()


def said() -> list[str]:
    """What the dialog says is wrong."""
    modal = QApplication.activeModalWidget()
    return [] if modal is None else [fault.text() for fault in modal.findChildren(Fault)]


def sign(qtbot: QtBot, passphrase: str) -> None:
    """Type a passphrase into the dialog, and Enter."""
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), Passphrase))
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, passphrase)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_without_a_signature_the_report_says_so(
    qtbot: QtBot, section: TrustSection, office: Office
) -> None:
    check(qtbot, section.panel)
    section.panel.paper.make()
    qtbot.waitUntil(section.panel.paper.leaving.isVisible, timeout=60_000)
    (issued,) = exports.issued(office)
    assert "This report is not signed." in words_of(exports.reopen(office, issued.n).pdf)
