"""A slip in the lobby, and the insurer's letter three weeks later, from the fall to two papers."""

from pathlib import Path

from tests.features.stories import LEAD, OFFICER, Desk, scanned
from tests.reports.tools import bare

from deskinc.desk.claims import claims
from deskinc.desk.erasure import erasure_search, holds

ANSWERS = {
    "Reported by": "Ms P. Nair",
    "Narrative": "Ms Nair told me that she slid on the wet tiles and fell on her left side.",
    "Anybody injured": "yes",
    "Force used": "no",
    "Immediate action": "Area closed, floor dried, wet-floor sign placed.",
    "Resolved": "-1m",
}
LETTER = {"Claimant": "Ms P. Nair", "Received": "-10m", "Reference": "4711/26"}
STATEMENT = {
    "Is the witness under 18?": "no",
    "Witness": "M. Ode",
    "In the witness’s own words": "I saw her step off the mat and slide.",
    "Read back to the witness?": "yes",
}
AFTER = "Added after the claim was received, Sunday 13 December 2026"


def fallen(desk: Desk) -> None:
    """She is seen to; camera and witness are named, the officer finishes, the lead closes."""
    desk.raised("slip", "Slip in the lobby", "Lobby, Harbour Street")
    desk.note("First aid offered and declined.")
    desk.go_on(minutes=20)
    desk.answer(ANSWERS)
    desk.row("Witnesses", {"Name": "M. Ode"})
    desk.save()
    desk.row("Footage", {"Camera": "Camera 2"})
    desk.save()
    desk.finish(OFFICER)
    desk.sign_on(LEAD)
    desk.close()


def received(desk: Desk, letter: Path) -> None:
    """The letter comes and is kept; from then on nothing can be erased."""
    robot = desk.robot
    robot.wait_for("No claim was received.")
    desk.ask("Ctrl+Shift+C", "A claim about INC-2026-0001", LETTER | {"Letter": str(letter)})
    robot.wait_for("The claim is kept; the hold stands.")
    for said in (
        "4711/26 · Ms P. Nair", "nothing of it can be erased", "Footage not exported: Camera 2",
        "No signed statement: M. Ode",
    ):  # fmt: skip
        robot.wait_for(said)
    assert "Added after" not in robot.screen()
    found = erasure_search.find(desk.office, "Slip in the lobby")
    assert found
    assert all("is held" in one.held for one in found)


def mended(desk: Desk, page: Path) -> None:
    """The footage is exported, and the witness signs what he says."""
    robot = desk.robot
    desk.row("Footage", {"Exported as": "LOB-1.mp4"}, new=False)
    desk.save()
    robot.wait_for("Added after the claim was received")
    robot.wait_for("Before it was received")
    desk.ask("Ctrl+Shift+S", "In the witness’s own words.", STATEMENT)
    desk.signed_by_pen(page)
    robot.until(lambda: "No signed statement" not in robot.screen(), "nothing more to get")
    assert "Footage not exported" not in robot.screen()


def test_d29_a_slip_and_the_letter_three_weeks_later(desk: Desk, tmp_path: Path) -> None:
    letter, robot = tmp_path / "letter.pdf", desk.robot
    letter.write_bytes(b"%PDF-1.4")
    fallen(desk)
    desk.clock.go_on(days=21)
    received(desk, letter)
    desk.clock.go_on(days=2)
    mended(desk, scanned(tmp_path / "signed.png"))
    words = desk.printed("insurance")
    for said in (
        "Insurance report INC-2026-0001", "Harbour Court Estates Ltd", "Meridian Mutual",
        ANSWERS["Narrative"], "Footage: Camera 2", "LOB-1.mp4", "Statement of M. Ode",
    ):  # fmt: skip
        assert bare(said) in words, said
    before, _claim, after = words.partition(bare(AFTER))
    assert bare("INC-2026-0001 is reviewed and closed.") in before
    assert bare("Footage, Exported as: LOB-1.mp4") in after
    assert bare("Slip in the lobby") not in after
    robot.find("Go to Incidents")
    robot.find("Release the hold on the incident")
    robot.wait_for("Release the hold?")
    robot.type("Settled 3 March.")
    robot.keys("Return")
    thread = desk.page().incident.thread
    robot.until(lambda: not holds.on(desk.office, thread), "the end of the hold")
    robot.until(lambda: "nothing of it can be erased" not in robot.screen(), "no hold on screen")
    (claim,) = claims.of(desk.office, thread).claims
    assert claims.letter(desk.office, claim.letter[0]) == letter.read_bytes()
    assert desk.page().incident.state == "closed"
