"""The Incidents page in its window, on a real book."""

from collections.abc import Callable

import pytest

from deskinc.ui.incidents.page import PAGE, IncidentsPage
from deskinc.ui.mainwindow import MainWindow


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    """The window with the Incidents page."""
    return make_window(PAGE)


@pytest.fixture
def page(window: MainWindow) -> IncidentsPage:
    """The Incidents page on screen."""
    found = window.page("incidents")
    assert isinstance(found, IncidentsPage)
    return found
