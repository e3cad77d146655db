"""Only what a role may do is offered: actions, pages of the rail, sections, verbs of a menu."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from deskinc.desk.office import Officer
from deskinc.ui.actions import Action
from deskinc.ui.page import PageSpec

if TYPE_CHECKING:
    from deskinc.ui.mainwindow import MainWindow


def offered(officer: Officer, actions: Iterable[Action]) -> list[Action]:
    """The actions that the roles of ``officer`` allow."""
    return [action for action in actions if not action.act or officer.may(action.act)]


def allowed(officer: Officer, specs: Mapping[str, PageSpec]) -> dict[str, PageSpec]:
    """The pages that the roles of ``officer`` allow."""
    return {key: spec for key, spec in specs.items() if not spec.act or officer.may(spec.act)}


def enable(officer: Officer, action: QAction) -> None:
    """Let the key of a bound action do something only where a role allows it."""
    act = action.property("act")
    action.setEnabled(not act or officer.may(str(act)))


def enable_all(officer: Officer, owners: Iterable[QWidget]) -> None:
    """The same for everything bound to ``owners``."""
    for owner in owners:
        for action in owner.actions():
            enable(officer, action)


def renew(window: "MainWindow") -> None:
    """Whoever has the desk now is offered what his roles allow, no more and no less."""
    officer, current = window.session.office.officer, window.current_key()
    window.specs = allowed(officer, window.every)
    for key in window.every:
        window.rail.item(key).setVisible(key in window.specs)
        if key in window.pages and window.pages[key].by_role:
            window.stack.removeWidget(window.pages[key])
            window.pages.pop(key).deleteLater()
    enable_all(officer, (window.shell, *window.pages.values()))
    if current not in window.specs or current not in window.pages:
        window.show_page(current if current in window.specs else next(iter(window.specs)))
