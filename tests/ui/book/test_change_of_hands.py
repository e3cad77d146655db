"""The desk passes on: what one officer had begun is not the next one's to post (D1)."""

from pytestqt.qtbot import QtBot
from tests.ui.conftest import NAME, PASSPHRASE, Robot

from deskinc.book.kdf import FLOOR
from deskinc.desk import people
from deskinc.desk.office import Office
from deskinc.ui.book.page import BookPage

RELIEF, OTHER = "D. Novak", "another five words for him"


def take_over(office: Office, name: str, passphrase: str) -> None:
    """Sign on as the one who has the desk from now on."""
    person = office.open_person(name, passphrase)
    raw: dict[str, object] = {"post": "Front desk", "shift": "Night", "text": f"{name} on duty."}
    office.pass_to(person, office.draft("shift_on", raw))


def test_d1_a_half_written_line_waits_for_the_officer_who_began_it(
    office: Office, robot: Robot, book: BookPage, qtbot: QtBot
) -> None:
    who = people.Enrolment(RELIEF, "D.N.", "1015440012345678", frozenset({"officer"}))
    people.enrol(office, who, OTHER, kdf=FLOOR)
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
