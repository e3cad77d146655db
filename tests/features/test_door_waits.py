"""Whoever guesses at a closed door waits, whatever he presses there, and it is recorded by name."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication
from tests.desk.offices import BOSS, OFFICER, PHRASES
from tests.features.hands import Hands

from deskinc.desk.access_log import entries
from deskinc.desk.signing_on.waits import Waits
from deskinc.ui.signin import SignIn

WRONG = "not what was chosen"


def guess(hands: Hands, name: str, times: int) -> None:
    """Type a wrong passphrase under ``name`` so often, each after its wait."""
    for _time in range(times):
        door = hands.program.window
        assert isinstance(door, SignIn)
        hands.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        door.name.setText(name)
        hands.qtbot.waitUntil(door.go.isEnabled)
        door.passphrase.setFocus()
        hands.type(WRONG)
        hands.keys("Return")
        hands.qtbot.waitUntil(partial(_is_refused, door))


def _is_refused(door: SignIn) -> bool:
    return bool(door.passphrase_row.fault.text())


def failures(hands: Hands) -> list[str]:
    """What the access log says of wrong passphrases, oldest first."""
    office = hands.window().session.office
    office.handed_in().result()
    return [entry.detail for entry in reversed(entries(office, kind="failed"))]


def test_a_line_without_signing_in_takes_no_wait_away_and_loses_no_failure(
    start: Callable[[Path], Hands], folder: Path
) -> None:
    hands = start(folder)
    guess(hands, OFFICER, 2)
    waits = hands.program._waits
    assert waits.left(OFFICER) > 0
    hands.keys("Alt+W")
    hands.trouble()
    hands.keys("Alt+T")
    hands.qtbot.waitUntil(lambda: isinstance(hands.program.window, SignIn))
    guess(hands, OFFICER, 1)
    assert waits.left(OFFICER) > 2, "the third wait, not the first again"
    door = hands.program.window
    assert isinstance(door, SignIn)
    door.name.clear()
    door.name.setFocus()
    hands.sign_in()
    assert failures(hands) == [f"passphrase of {OFFICER}, 3 times"]


def test_a_colleague_who_signs_in_takes_no_wait_from_another_name_here_or_at_the_next_door(
    start: Callable[[Path], Hands], folder: Path
) -> None:
    hands = start(folder)
    waits = hands.program._waits = Waits(lambda: 100.0)
    door = hands.program.window
    assert isinstance(door, SignIn)
    door._waits = waits
    guess(hands, OFFICER, 1)
    door.name.clear()
    door.name.setFocus()
    hands.sign_in(BOSS, PHRASES[BOSS])
    office = hands.window().session.office
    assert (office.waits.left(OFFICER), office.waits.left(BOSS)) == (1, 0)
    assert failures(hands) == [f"passphrase of {OFFICER}"]
    hands.program.change_officer()
    again = hands.program.window
    assert isinstance(again, SignIn)
    again.name.setText(OFFICER)
    assert not again.go.isEnabled(), "he waits on at the next door"
