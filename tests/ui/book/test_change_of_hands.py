"""The desk passes on: what one officer had begun is not the next one's to post (D1)."""

from pytestqt.qtbot import QtBot
from tests.ui.conftest import NAME, PASSPHRASE, Robot
from tests.ui.relief import OTHER, RELIEF, enrol_relief, take_over

from deskinc.desk.office import Office
from deskinc.ui.book.page import BookPage


def test_d1_a_half_written_line_waits_for_the_officer_who_began_it(
    office: Office, robot: Robot, book: BookPage, qtbot: QtBot
) -> None:
    enrol_relief(office)
    with qtbot.waitSignal(book.poster.keeper.kept):
        robot.type("Half a line by the first")
    take_over(office, RELIEF, OTHER)
    qtbot.waitUntil(book.entry.is_empty)
    with qtbot.waitSignal(book.poster.keeper.kept):
        robot.type("Begun by the second")
    take_over(office, NAME, PASSPHRASE)
    qtbot.waitUntil(lambda: book.entry.text.toPlainText() == "Half a line by the first")
    take_over(office, RELIEF, OTHER)
    qtbot.waitUntil(lambda: book.entry.text.toPlainText() == "Begun by the second")
