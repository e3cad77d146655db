"""A bomb call at the locked desk, typed live: kept as it is typed, opened, worked off, printed."""

from PySide6.QtWidgets import QLabel
from tests.features.stories import LEAD, OFFICER, Desk
from tests.reports.tools import bare

from deskinc.desk import bombcall
from deskinc.desk.incidents import incidents
from deskinc.desk.incidents.response import calls, reading
from deskinc.desk.site import plain
from deskinc.proof.canonical import unb64
from deskinc.ui.lock import LockPage
from deskinc.ui.mainwindow import MainWindow

WORDS = "There is one in your building. By four!"
ANSWERS = {
    "Place": "Reception",
    "Reported by": "A caller, no name given",
    "Narrative": "The call came in at the desk; all of it was typed while he spoke.",
    "Anybody injured": "no",
    "Force used": "no",
    "Immediate action": "Police rung, building searched with them, nothing found.",
    "Resolved": "-1m",
}


def typed_live(desk: Desk) -> None:
    """Words, an answer, how he sounds, and who rang the police; each is on the disk at once."""
    robot, office = desk.robot, desk.office
    robot.keys("F9")
    robot.until(lambda: robot.name() == "Exact words", "the sheet")
    robot.type("There is one in your building.")
    robot.keys("Tab")
    robot.type("by four")
    robot.keys("Alt+V")
    robot.type("be")
    robot.keys("Escape")
    robot.type(" By four!")
    robot.keys("Alt+9")
    robot.type("T.O.")

    def kept() -> bool:
        said = [(one.said.get("exact_words"), one.services.who) for one in bombcall.kept(office)]
        return said == [(WORDS, "T.O.")]

    robot.until(kept, "the call on the disk")
    (there,) = bombcall.kept(office)
    assert there.said["voice"] == ["angry", "rapid"]
    assert there.said["bomb_when"] == "by four"


def hung_up(desk: Desk) -> None:
    """The call has ended, the desk stays locked, and shows nothing of it."""
    robot, window = desk.robot, desk.program.window
    desk.clock.go_on(minutes=3)
    robot.keys("Ctrl+Return")
    assert isinstance(window, MainWindow)
    robot.until(lambda: window.calls.sheet is None, "the locked screen")
    assert window.session.is_locked
    page = window.layers.currentWidget()
    assert isinstance(page, LockPage)
    assert "building" not in " ".join(one.text() for one in page.findChildren(QLabel))
    assert incidents.listed(desk.office) == []


def opened(desk: Desk) -> None:
    """Unlocked, it stands there again; it is decided and becomes an incident."""
    robot = desk.robot
    robot.type(OFFICER.passphrase)
    robot.keys("Return")
    robot.wait_for("Open the incident")
    assert WORDS in robot.screen()
    robot.keys("Ctrl+D")
    robot.type("b")
    robot.keys("Ctrl+Return")
    robot.wait_for("To the incident")
    assert "INC-2026-0001" in robot.screen()
    robot.keys("Ctrl+Return")
    desk.number = "INC-2026-0001"
    robot.wait_for("Time since it was opened")


def assert_opened(desk: Desk) -> None:
    """The incident says what was typed, and was raised from the sealed line."""
    office, page = desk.office, desk.page()
    values = page.values
    assert (page.incident.category, page.incident.severity) == ("threat.bomb", "critical")
    assert plain(values["bomb_decision"]) == "evacuate"
    assert plain(values["call_taken_by"]) == OFFICER.name
    assert values["told/001-999/by"] == {"id": "", "text": "T.O."}
    assert values["told/001-999/who"] == "Emergency services"
    assert {"voice/angry", "voice/rapid", "bomb_decided", "call_ended"} < values.keys()
    office.book.settle()
    assert desk.page().timeline[0].text.startswith("Sealed call: a bomb call, to be opened")
    assert plain(values["exact_words"]) == WORDS
    newest = [row.n for row in office.read.entries(office.read.newest(50))]
    said = " ".join(office.read.texts(newest).values())
    assert "building" not in said, "lines are read by all and printed on day pages"
    assert bombcall.kept(office) == []
    history = reading.graded(office.read.thread(unb64(page.incident.thread)))
    due = calls.calls(office, values, history)
    assert next(one for one in due if one.who == "Emergency services").at is None


def test_d26_a_bomb_call_typed_live_at_the_locked_desk_from_ring_to_report(desk: Desk) -> None:
    robot = desk.robot
    robot.find("Lock")
    robot.wait_for("Nothing half-written is waiting.")
    typed_live(desk)
    hung_up(desk)
    opened(desk)
    assert_opened(desk)
    desk.go_on(minutes=40)
    desk.answer(ANSWERS)
    desk.finish(OFFICER)
    desk.sign_on(LEAD)
    desk.debrief("Typed while he spoke.", "The stairs were searched late.")
    desk.close()
    words = desk.printed("incident")
    for said in (
        "Incident report INC-2026-0001", "Status Closed", "Severity Critical", WORDS, "by four",
        "Angry", "T.O.", ANSWERS["Narrative"], OFFICER.name,
    ):  # fmt: skip
        assert bare(said) in words, said
