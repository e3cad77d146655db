"""What the window needs, imported while the officer types.

The book's own modules and the libraries below them are imported on a worker, pages and widgets on
the GUI thread, one module after the other between two key presses. PySide looks up the class of an
object without the interpreter's lock whenever Qt asks for its meta object; a Qt class that another
thread defines meanwhile moves the table away from under it, and the program dies (decision 060).
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from modulefinder import ModuleFinder
from time import perf_counter
from types import CodeType

from PySide6.QtCore import QObject, QTimer

from deskinc.log import logger
from deskinc.ui import tasks

FIRST = ("deskinc.desk.office", "deskinc.desk.setup", "deskinc.desk.trouble.trouble", "numpy")
"""What whoever opens the book imports as well, perhaps at the same time on another thread: entered
by the same door, since a library that is entered by two at once may find half of itself."""
ROOTS = (
    *FIRST, "deskinc.ui.windows",
    "deskinc.ui.mainwindow", "deskinc.ui.lock", "deskinc.ui.book.page", "deskinc.ui.incidents.page",
    "deskinc.ui.plan.page", "deskinc.ui.reports.page", "deskinc.ui.review.page",
    "deskinc.ui.settings.page", "deskinc.ui.shift.page", "deskinc.ui.recovering.dialog",
)  # fmt: skip
OURS = "deskinc"
QT = ("deskinc.ui", "PySide6", "shiboken6")
"""Packages that may define Qt classes."""
TURN = 0.004
"""Seconds of importing until whatever else waits for the GUI thread gets its turn."""


class Warming(QObject):
    """Imports what the window needs, then calls ``done``; whatever is imported already is not."""

    def __init__(self, parent: QObject, done: Callable[[], object]) -> None:
        super().__init__(parent)
        self._done = done
        self._left: Iterator[str] = iter(())
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._turn)
        tasks.look(self, beside, self._begin)

    def _begin(self, widgets: list[str]) -> None:
        self._left = iter(widgets)
        self._timer.start(0)

    def _turn(self) -> None:
        until = perf_counter() + TURN
        for name in self._left:
            import_module(name)
            if perf_counter() > until:
                return
        self._timer.stop()
        logger.info("ready: the window")
        self._done()
        self.deleteLater()


def beside() -> list[str]:
    """Import what defines no Qt class, on a worker; the rest is returned, the used before users."""
    if all(root in sys.modules for root in ROOTS):
        return []
    for name in FIRST:
        import_module(name)
    found = list(needed(ROOTS))
    for name in found:
        if not _is_qt(name):
            import_module(name)
    return [name for name in found if _is_qt(name)]


def warm() -> None:
    """Import everything at once, on the GUI thread: for whoever measures a window."""
    for name in beside():
        import_module(name)


def needed(roots: Iterable[str]) -> Iterator[str]:
    """``roots`` and the modules of the program below them, what is used before what uses it.

    Read from the imports at the top of their code; none of it is run.
    """
    seen = set[str]()
    for root in roots:
        yield from _before(root, seen)


def _before(name: str, seen: set[str]) -> Iterator[str]:
    spec = None if name in seen else find_spec(name)
    seen.add(name)
    if spec is None:
        return
    read = getattr(
        spec.loader, "get_code", None
    )  # the frozen program’s loader is of no known class
    if _within(name, OURS) and read is not None:
        for other in _imported(read(name)):
            yield from _before(other, seen)
    yield name


def _imported(code: CodeType | None) -> Iterator[str]:
    """The modules of the program that ``code`` names; ``from package import module`` as well."""
    named = ModuleFinder(path=[]).scan_opcodes(code) if code is not None else ()
    for what, given in named:
        if what == "absolute_import" and _within(given[1], OURS):
            parts, name = given
            yield name
            yield from (f"{name}.{part}" for part in parts or () if _is_package(name))


def _is_package(name: str) -> bool:
    spec = find_spec(name)
    return spec is not None and spec.submodule_search_locations is not None


def _is_qt(name: str) -> bool:
    return any(_within(name, one) for one in QT)


def _within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")
