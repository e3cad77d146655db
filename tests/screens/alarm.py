"""The call sheet of a bomb call, and what an evacuation asks and shows."""

from PySide6.QtWidgets import QApplication
from tests.screens.studio import Studio

from deskinc.ui.mainwindow import MainWindow


def call(studio: Studio, window: MainWindow) -> None:
    """A call half typed, from the locked screen; nothing of it is kept."""
    window.calls.open()
    studio.robot.wait_for("Exact words")
    sheet = window.calls.sheet
    assert sheet is not None
    sheet.words.words.setPlainText(
        "Listen. There is one in your building and it goes by four. You should have paid the "
        "drivers. By four."
    )
    sheet.words.lines["bomb_when"].setText("by four")
    sheet.sound.lines["call_line"].setText("Main, 020 7946 0100")
    sheet.sound.groups["voice"].choose(["angry", "rapid", "distinct"])
    sheet.sound.groups["background"].choose(["street", "motor"])
    studio.shoot(sheet, "bomb-call")
    for half in sheet.halves:
        half.take_up({})
        half.changed.emit()
    studio.robot.keys("Escape")


def drill(studio: Studio, window: MainWindow) -> None:
    """A drill: its pack without a printer, the floors, and how it went."""
    if studio.measure == "200":
        return
    window.evacuations.drill()
    studio.robot.wait_for("Evacuation pack")
    studio.beside("evacuation-pack")
    studio.robot.keys("Escape", "Ctrl+F9")
    studio.robot.wait_for("Floors clear")
    studio.shoot(QApplication.activeModalWidget() or window, "floors-clear")
    studio.robot.keys("Escape")
    window.evacuations.ask_score()
    studio.robot.wait_for("Alarm to building clear")
    studio.beside("exercise-score")
    studio.robot.keys("Escape")
