"""Sheets for writing by hand: printed, copied in, shown with and without a scan, struck."""

from datetime import timedelta

from PySide6.QtWidgets import QApplication
from tests.screens.studio import Studio

from deskinc.desk.downtime import copied, copying
from deskinc.desk.downtime import sheets as printed
from deskinc.desk.downtime.copying import PaperLine, Scan, Sheet
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.ui.downtime.dialog import copy_sheet
from deskinc.ui.downtime.shown import SheetDialog, show_sheet
from deskinc.ui.mainwindow import MainWindow

SAID = (
    ("patrol", "Lobby", "Screens dark. Torch taken, round of the ground floor, all doors secure."),
    ("information", "Lobby", "Control called by mobile, all well."),
    ("visitor", "Loading bay", "Electrician let in, badge 14 written out by hand."),
)
TYPED = (
    ("22:20", "", "p", "Lobby", "K. Ali", SAID[0][2]),
    ("22:45", "22:50", "d", "Loading bay", "", "Two parcels for Caldwell & Reid, store shelf B."),
)


def sheets(studio: Studio, window: MainWindow) -> None:
    """The page of the sheets, and every dialog of downtime."""
    robot, session = studio.robot, window.session
    session.go("reports", kind="sheets")
    robot.keys("Tab", "Return")
    robot.until(lambda: bool(session.office.read.blanks()), "the sheets")
    studio.shoot(window, "sheets")
    _copying(studio, window)
    scan = Scan("sheet 2.pdf", printed.print_sheets(session.office, "occurrence", 1).pdf)
    _copy(session.office, 2, scan)
    _copy(session.office, 3, None)
    _shown(studio, window, 2, "sheet-scanned").reject()
    dialog = _shown(studio, window, 3, "sheet-bare", scanned=False)
    dialog.ask_strike()
    question = QApplication.activeModalWidget()
    assert question is not None
    studio.shoot(question, "sheet-strike")
    question.close()
    dialog.reject()
    copied.strike(session.office, 2, "these are the lines of sheet 4").result()
    _shown(studio, window, 2, "sheet-struck").reject()
    window.show_page("review")
    studio.shoot(window, "review-without-scan")


def _shown(
    studio: Studio, window: MainWindow, number: int, name: str, *, scanned: bool = True
) -> SheetDialog:
    dialog = show_sheet(window, window.session, number)
    studio.robot.until(dialog.model.rowCount, "the lines")
    if scanned:
        studio.robot.until(lambda: not dialog.picture.pixmap().isNull(), "the scan")
    studio.shoot(dialog, name)
    return dialog


def _copying(studio: Studio, window: MainWindow) -> None:
    dialog = copy_sheet(window, window.session)
    for words in ("2", "Power cut in the whole street."):
        studio.robot.type(words)
        studio.robot.keys("Return")
    for line in TYPED:
        for words in line:
            studio.robot.type(words)
            studio.robot.keys("Return")
    studio.robot.type("half past")
    studio.robot.keys("Return")
    dialog.fields.text.setText("Lift 2 stands open.")
    dialog.fields.take()
    studio.shoot(dialog, "copy-sheet")
    dialog.lines.clear()
    dialog.reject()


def _copy(office: Office, number: int, scan: Scan | None) -> None:
    at = office.now() - timedelta(minutes=58)
    lines = [
        PaperLine(no, at + timedelta(minutes=9 * no), kind, text, place, "K. Ali")
        for no, (kind, place, text) in enumerate(SAID, 1)
    ]
    ids = [entries.new_id() for _line in range(len(lines) + 1)]
    reason = "Power cut in the whole street."
    copying.transcribe(office, Sheet("occurrence", number, reason, lines, scan), ids).result()
