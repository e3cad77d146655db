"""Pictures of the window: for the demo without a screen, the self-test and the papers."""

from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from deskinc.ui import tasks, theme
from deskinc.ui.mainwindow import MainWindow

SIZE = (1280, 800)
DEEP = 12
"""What is read asks for more: the list for an incident, that for its plan, that for its tiles."""


def settle() -> None:
    """Let everything that is queued happen: reads come home, layouts stand."""
    for lane in ("disks", *("look", "work") * DEEP):
        loop = QEventLoop()
        tasks.run(loop, _nothing, lambda _done, ended=loop: ended.quit(), lane=lane)  # type: ignore[misc]
        loop.exec()
    QApplication.processEvents()


def _nothing() -> None:
    """Stand in the queue behind all that was asked before."""


def every_page(window: MainWindow, out: Path, scheme: theme.Scheme) -> list[Path]:
    """Grab each page as ``<page>-<scheme>.png`` in ``out``."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        theme.apply(app, scheme)
        window.session.looks_changed.emit()
    out.mkdir(parents=True, exist_ok=True)
    window.resize(*SIZE)
    window.show()
    made = []
    for key in window.specs:
        window.show_page(key)
        settle()
        made.append(out / f"{key}-{scheme}.png")
        window.grab().save(str(made[-1]))
    return made


def shut(window: MainWindow) -> None:
    """Close the window without asking and let go of it."""
    window.close_now()
    window.deleteLater()
    settle()
