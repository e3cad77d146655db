"""The same office, window and hands as for the pages."""

from tests.ui.conftest import (  # noqa: F401 - fixtures are found by name
    book,
    clock,
    light,
    make_window,
    office,
    prepared,
    qapp,
    robot,
    session,
    window,
)
