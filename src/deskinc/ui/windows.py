"""The window of an open office: its pages, what hides it, and what both need ready in time."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from deskinc import i18n
from deskinc.paths import resources
from deskinc.ui.prefs import Prefs

if TYPE_CHECKING:
    from deskinc.desk.office import Office
    from deskinc.ui.mainwindow import MainWindow
    from deskinc.ui.page import PageSpec
    from deskinc.ui.session import Session

SIZE = (1280, 800)
"""Of the first window, logical pixels; what is chosen later is kept."""
LEAST = (640, 400)
"""The smallest a window can be made."""


def page_specs() -> "Sequence[PageSpec]":
    """The pages of the rail, in its order."""
    from deskinc.ui.book.page import PAGE as BOOK
    from deskinc.ui.incidents.page import PAGE as INCIDENTS
    from deskinc.ui.plan.page import PAGE as PLAN
    from deskinc.ui.reports.page import PAGE as REPORTS
    from deskinc.ui.review.page import PAGE as REVIEW
    from deskinc.ui.settings.page import PAGE as SETTINGS
    from deskinc.ui.shift.page import PAGE as SHIFT

    return (BOOK, INCIDENTS, PLAN, SHIFT, REVIEW, REPORTS, SETTINGS)


def lock_page(session: "Session") -> QWidget:
    """What hides the window while the desk is locked."""
    from deskinc.ui.lock import LockPage

    return LockPage(session)


def main_window(office: "Office", prefs: Prefs) -> "MainWindow":
    """The window of an open office; its ``session`` goes with it."""
    from deskinc.desk.people import sheet
    from deskinc.ui import tasks
    from deskinc.ui.book.turner import PageTurner
    from deskinc.ui.mainwindow import MainWindow
    from deskinc.ui.session import Session
    from deskinc.ui.shift.delivering import HourKeeper

    i18n.use(office.site.language, resources() / "locale")
    session = Session(office, prefs)
    window = MainWindow(session, page_specs(), lock_page)
    session.setParent(window)  # what hears its signals would keep it, and so the keys, for ever
    PageTurner(session)
    HourKeeper(session)

    def done(_none: object) -> None:
        if not session.is_closed:
            session.check_health()

    def failed(error: Exception) -> None:
        if not session.is_closed:
            session.fail(error)

    tasks.run(window, lambda: sheet.look(office), done, failed, lane="look")
    return window


def back_up_daily(window: "MainWindow", since: datetime | None) -> None:
    """Have a backup made every day while ``window`` is open, and told what is amber about copies.

    ``since`` is when the book was opened.
    """
    from deskinc.ui.backing_up import DailyBackup

    DailyBackup(window.session, window.idle.seconds, window, since)
