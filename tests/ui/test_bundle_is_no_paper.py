"""An evidence bundle that left the book is recorded, but is no paper to be shown again."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.ui.conftest import NAME, PASSPHRASE, PLACES, Clock

from deskinc.book.keys.kdf import FLOOR
from deskinc.desk import setup
from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.papers import bundles, exports
from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.reports.page import PAGE, ReportsPage


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Iterator[Office]:
    """An office with one line."""
    answers = setup.Answers(
        site="Harbour Court", officer=NAME, initials="R.M.", passphrase=PASSPHRASE,
        mirror=tmp_path / "mirror", places=PLACES,
    )  # fmt: skip
    made = setup.set_up(tmp_path / "data", answers, setup.recovery_words(), kdf=FLOOR, clock=clock)
    line = {"type": "patrol", "place": PLACES[0], "text": "All doors secure."}
    entries.post(made, line, entries.new_id()).result()
    yield made
    made.close()


def test_a_bundle_is_not_listed_among_the_papers_issued(
    make_window: Callable[..., MainWindow], office: Office, qtbot: QtBot
) -> None:
    bundles.record(office, bundles.make(office, bundles.Wanted(first=1, last=1)), PASSPHRASE)
    assert [paper.kind for paper in exports.issued(office)] == ["bundle"]
    window = make_window(BOOK, PAGE)
    window.session.go("reports")
    page = window.page("reports")
    assert isinstance(page, ReportsPage)
    page.issued.show_again()
    assert page.issued.model.rowCount() == 0
    qtbot.waitUntil(lambda: "Nothing has been issued yet" in page.view.empty_words())
