"""The composition root: folders, log, crash hooks, language, theme; the rest is the program’s.

Until a passphrase is typed only Qt is imported; the book's libraries follow on a thread of their
own as soon as the first window stands.
"""

import os
import sys
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication

from deskinc import children, disks, i18n, log
from deskinc.i18n import _
from deskinc.paths import forget, is_first_run, resources, spare_folder, traces
from deskinc.ui import crash, sweeping, tasks, theme
from deskinc.ui.prefs import LOOKS, Prefs
from deskinc.ui.program import Program
from deskinc.ui.single import Single
from deskinc.ui.windows import main_window

ENDING = 60.0
"""Seconds after the last window is closed until the disks are asked what holds the end; and again.
A disk that answers no more in as long a time hangs."""

GREETING = 2000
"""Milliseconds after the start until the program hides: the desktop asks first whose it is, and
tells a hidden one neither its colours nor how its windows are framed."""


def run(folder: Path) -> int:
    """Sign in to the book in ``folder``, or set one up there; the exit code of the program."""
    app, prefs = start(folder)
    single = Single(folder)
    program = Program(app, prefs, folder, single=single)
    if not program.begin():
        words = _("deskinc is open already; its window has been called to the front.")
        sys.stderr.write(words + "\n")
        return 3
    code = app.exec()
    mirror = program.office.book.mirror if program.office is not None else None
    _end_in_time(code, [folder, spare_folder(), *([mirror] if mirror is not None else [])])
    program.close_office()
    single.release()
    if disks.any_stuck():  # what has to do with other disks is waited for, the rest never ends
        tasks.ended()
        _leave(code)
    return code


def _end_in_time(code: int, places: Sequence[Path]) -> None:
    """No disk that hangs holds the end: what is acknowledged lies on it. Work is waited for."""
    watching = threading.Thread(target=_watch, args=(code, places), name="end", daemon=True)
    watching.start()


def _watch(code: int, places: Sequence[Path]) -> None:
    rest = threading.Event()
    while not rest.wait(ENDING):
        _ask(places)
        if disks.any_stuck():
            _leave(code)
        log.logger.info("the end takes long: what was begun is still being done")


def _ask(places: Sequence[Path]) -> None:
    """Wait until each of the disks has answered, or hangs; all are asked at once."""
    asking = [threading.Thread(target=disks.answers, args=(one, ENDING)) for one in places]
    for one in asking:
        one.daemon = True
        one.start()
    for one in asking:
        one.join()


def _leave(code: int) -> None:
    log.logger.warning("a disk does not answer: the program ends all the same")
    log.finish()
    os._exit(code)


def demo(out: Path) -> int:
    """Open the demo office; without a screen play a night there and leave it in ``out``."""
    if not has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        return _play_demo(out)
    with tempfile.TemporaryDirectory(prefix="deskinc-demo-", ignore_cleanup_errors=True) as folder:
        app, prefs = start(Path(folder))
        program = Program(app, prefs, Path(folder))
        program.open_demo()
        code = app.exec()
        program.close_office()
    return code


def has_screen() -> bool:
    """Whether a window could be seen here."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return os.environ.get("QT_QPA_PLATFORM") not in {"offscreen", "minimal"}
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def start(folder: Path) -> tuple[QApplication, Prefs]:
    """Make the application with this machine's looks, its log and its crash hooks."""
    children.no_core()
    at_home = disks.answers(folder) and (traces(folder) or is_first_run(folder))
    at_home = at_home and not disks.is_stuck(folder)
    beside = _log_in(folder if at_home else spare_folder())
    with suppress(OSError):  # what Qt reads again on this thread
        disks.ask(folder, (folder / LOOKS).read_bytes)
    prefs = Prefs(spare_folder() if disks.is_stuck(folder) else folder)
    looks = prefs.looks()
    theme.scale_before_start(looks.scale)
    app = application(looks.scheme)
    theme.follow_system(app, lambda: prefs.looks().scheme)
    crash.install(beside)
    threading.excepthook = _thread_failed
    QTimer.singleShot(GREETING, children.hide)
    return app, prefs


def _log_in(home: Path) -> Path:
    """Log to ``home``; to the spare folder where its disk does not answer. Returns where."""
    try:
        disks.ask(home, lambda: log.start(home))
    except OSError as error:
        sys.stderr.write(f"{home}: {error.strerror}\n")  # the page of the book says it again
    spare = spare_folder()
    return _log_in(spare) if home != spare and disks.is_stuck(home) else home


def application(scheme: theme.Scheme = "system") -> QApplication:
    """The QApplication, with theme and language; the running one where there is one."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    app = QApplication(["deskinc"])
    app.setApplicationName("deskinc")
    app.setDesktopFileName("deskinc")
    i18n.use(QLocale.system().bcp47Name(), resources() / "locale")
    theme.start(app, scheme)
    sweeping.start(app)
    return app


def _thread_failed(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        sys.excepthook(args.exc_type, args.exc_value, args.exc_traceback)


def _play_demo(out: Path) -> int:
    """Play a night at the demo office off-screen; leave its papers and pictures in ``out``."""
    from deskinc.ui.night.demo import play_demo

    with tempfile.TemporaryDirectory(prefix="deskinc-demo-") as folder:
        book = Path(folder) / "book"
        app, prefs = application("light"), Prefs(book)
        words = play_demo(
            Path(folder), out, lambda clock: Program(app, prefs, book, clock), main_window
        )
    forget(book)
    sys.stdout.write(words + "\n")
    return 0
