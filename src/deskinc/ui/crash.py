"""When the program itself is wrong: a report beside the book, and a dialog that says so.

The report holds where in the program it happened, never what: no field value, no local variable,
and of the error only its kind, since its words may quote what somebody typed.
"""

import platform
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import TracebackType

from PySide6 import __version__ as qt_version
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from deskinc import __version__, disks
from deskinc.i18n import _
from deskinc.log import logger
from deskinc.paths import spare_folder
from deskinc.ui import dialogs
from deskinc.ui.parts import Button

WIDEST = 640
"""Of the field that holds the path, logical pixels; the rest is a matter of the arrow keys."""
Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def report_text(kind: type[BaseException], trace: TracebackType | None, at: datetime) -> str:
    """What the report says: versions, the kind of error, the path through the program."""
    lines = [
        f"deskinc {__version__}, Python {platform.python_version()}, PySide6 {qt_version}",
        f"{platform.system()} {platform.release()}",
        at.isoformat(timespec="seconds"),
        f"{kind.__module__}.{kind.__qualname__}",
        *(
            f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(trace)
        ),
    ]
    return "\n".join(lines) + "\n"


def write_report(folder: Path, text: str, at: datetime) -> Path:
    """Put the report into ``folder`` and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"crash-{at:%Y%m%d-%H%M%S}.txt"
    path.write_text(text, encoding="utf-8")
    return path


def _kept(folder: Path, text: str, at: datetime) -> Path | None:
    """Where the report lies: in the spare folder where the disk refuses, or does not answer.

    None where that takes none either.
    """
    for place in (folder, spare_folder()):
        with suppress(OSError):
            return disks.ask(place, partial(write_report, place, text, at))
    return None


def install(folder: Path) -> Hook:
    """Make this the program's exception hook; returns it. Reports go to ``folder``."""
    asking: list[QWidget] = []

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        at = datetime.now(UTC)
        text = report_text(kind, trace, at)
        logger.error("bug: %s", text)
        path = _kept(folder, text, at)
        window = QApplication.activeWindow() or seen()
        if window is not None and not asking:
            shown = show(window, path)
            asking.append(shown)
            shown.finished.connect(lambda _code: asking.clear())

    sys.excepthook = hook
    return hook


def seen() -> QWidget | None:
    """A window of the program on screen, for when another program has the focus."""
    return next((w for w in QApplication.topLevelWidgets() if w.isWindow() and w.isVisible()), None)


def show(window: QWidget, path: Path | None) -> dialogs.Question:
    """Tell what happened, that the book is safe, and where the report lies, if anywhere."""
    text = _(
        "Something went wrong in the program itself. What is in the book is safe, and what you "
        "were typing is kept. A report without any of your text lies here:"
    )
    none = _(
        "Something went wrong in the program itself. What is in the book is safe, and what you "
        "were typing is kept. No disk took the report: tell whoever looks after the program."
    )
    what = _("The program made a mistake")
    made = dialogs.Question(window, what, none if path is None else text)
    shown = [] if path is None else [_show_where(made, path)]
    go = Button(_("Go on"), "primary", _("Esc"), pressed=made.reject)
    made.end(*shown, go)
    go.setDefault(True)
    go.setFocus()
    made.open()
    return made


def _show_where(made: dialogs.Question, path: Path) -> Button:
    """Show the path, whole; returns the button that shows its folder."""
    where = QLineEdit(str(path))
    where.setReadOnly(True)
    where.setMinimumWidth(min(WIDEST, where.fontMetrics().horizontalAdvance(str(path)) + 32))
    where.setCursorPosition(0)
    where.setAccessibleName(_("Path of the report"))
    made.layer.addWidget(where)
    folder = QUrl.fromLocalFile(str(path.parent))
    return Button(_("Show the folder"), pressed=lambda: QDesktopServices.openUrl(folder))
