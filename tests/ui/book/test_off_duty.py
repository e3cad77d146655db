"""Rule 9 on screen: a writer nobody signed on is told so; officers and licences stand whole."""

from pytestqt.qtbot import QtBot
from tests.ui.book.test_page import settle, write
from tests.ui.conftest import grab

from deskinc.desk.lines import entries
from deskinc.desk.office import Office
from deskinc.desk.shift import shifts
from deskinc.ui.book.columns import FULL, LOW, NARROW
from deskinc.ui.book.linepainter import Heading, duty_rows, heading_height
from deskinc.ui.book.page import BookPage

DUTY = (
    "Night 19:00–07:00 T. Okafor (T.O.) 1015440011112222, R. Malik (R.M.) 1015440087654321 · "
    "Day 07:00–19:00 D. Novak (D.N.) 1015440033334444, K. Ali (K.A.) 1015440055556666"
)


def test_rule09_a_writer_who_is_not_signed_on_is_told_so_and_writes(
    book: BookPage, office: Office, qtbot: QtBot
) -> None:
    doing = book.entry.doing
    assert (doing.text(), doing.property("role")) == ("not signed on", "pending")
    assert doing.isVisible()
    write(office, "Written all the same.")
    settle(book, qtbot, 1)
    grab(book, "not-signed-on")
    raw = {"shift": "Night", "kit": True, "instructions": True, "sound": True}
    shifts.sign_on(office, raw, entries.new_id()).result()
    qtbot.waitUntil(lambda: doing.text() == "writing, F8 to change")
    assert doing.property("role") == "muted"


def test_rule09_the_heading_wraps_and_cuts_no_officer_and_no_licence() -> None:
    heading = Heading("Sunday 22 November 2026", "day page 326", DUTY)
    for columns, width in ((FULL, 1000), (NARROW, 640), (NARROW, 420)):
        rows = duty_rows(heading, columns, width)
        assert " ".join(rows) == DUTY
        assert heading_height(columns, len(rows)) - heading_height(columns) == 18 * (len(rows) - 1)
    assert len(duty_rows(heading, NARROW, 640)) > 1
    assert duty_rows(heading, LOW, 640) == []
