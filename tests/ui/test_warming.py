"""What the window needs is there before it is opened, and no worker defines a Qt class."""

import ast
import json
import subprocess
import sys
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from tests.conftest import ROOT

from deskinc.ui import warming

if TYPE_CHECKING:
    from importlib.abc import Loader

PROGRAM = """
import json, sys, threading
from pathlib import Path

beside = []


def heard(event, given):
    if threading.current_thread() is threading.main_thread():
        return
    if event == "exec":
        path = given[0].co_filename.removesuffix(".py")
        beside.append(".".join(Path(path).parts[-3:]))
    elif event == "import":
        beside.append(given[0])


sys.addaudithook(heard)
from PySide6.QtCore import QTimer
from deskinc import app
from deskinc.ui import warming

qt, prefs = app.start(Path(sys.argv[1]))
from deskinc.ui.program import Program

program = Program(qt, prefs, Path(sys.argv[1]))
program.begin()


def look():
    if all(root in sys.modules for root in warming.ROOTS):
        timer.stop()
        QTimer.singleShot(0, qt.quit)


timer = QTimer(qt)
timer.timeout.connect(look)
timer.start(10)
qt.exec()
before = set(sys.modules)
from deskinc.ui import lock, windows

windows.page_specs()
late = sorted(set(sys.modules) - before)
sys.stdout.write(json.dumps([beside, late]))
"""


def test_libraries_are_imported_beside_the_window_and_qt_classes_by_its_own_thread(
    tmp_path: Path,
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "book")],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    beside, late = json.loads(done.stdout)
    assert "deskinc.desk.office" in beside
    held = [one for one in beside if one.startswith((*warming.QT, "ui."))]
    assert [one for one in held if not is_empty_package(one)] == []
    assert late == []


def is_empty_package(name: str) -> bool:
    """Whether ``name`` (perhaps seen from within the program) defines nothing but its docstring."""
    inside = name.removeprefix("deskinc.").removesuffix(".__init__").replace(".", "/")
    code = ROOT / "src/deskinc" / inside / "__init__.py"
    return code.is_file() and len(ast.parse(code.read_text()).body) <= 1


def test_the_loader_of_the_frozen_program_is_asked_as_any_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Frozen:
        """As PyInstaller’s: it has the methods of a loader and no base class."""

        def get_code(self, name: str) -> object:
            found = find_spec(name)
            return found.loader.get_code(name) if found is not None else None  # type: ignore[union-attr]

    def frozen(name: str) -> ModuleSpec | None:
        found = find_spec(name)
        package = found is not None and found.submodule_search_locations is not None
        return found and ModuleSpec(name, cast("Loader", Frozen()), is_package=package)

    whole = list(warming.needed(warming.ROOTS))
    monkeypatch.setattr(warming, "find_spec", frozen)
    assert list(warming.needed(warming.ROOTS)) == whole


def test_what_is_used_comes_before_what_uses_it() -> None:
    order = list(warming.needed(("deskinc.ui.mainwindow",)))
    assert order[-1] == "deskinc.ui.mainwindow"
    assert order.index("deskinc.ui.tasks") < order.index("deskinc.ui.signing")
    assert order.index("deskinc.errors") < order.index("deskinc.ui.signing")
    assert len(order) == len(set(order)) > 100
