"""Whoever guesses a passphrase waits longer each time, and each guess is in the access log."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.desk.offices import BOSS, OFFICER, PHRASES, Desk

from deskinc import desk as desk_package
from deskinc.desk.signing_on.waits import LONGEST, Waits
from deskinc.errors import MustWait, NoSlot, WrongPassphrase

WRONG = "not this one, whatever it is"
DESK = Path(str(desk_package.__file__)).parent


@dataclass
class Seconds:
    """A steady clock under the test's hand."""

    at: float = 100.0

    def __call__(self) -> float:
        """The seconds it shows."""
        return self.at


def test_waits_double_for_each_name_and_never_pass_five_minutes() -> None:
    clock = Seconds()
    waits, seen = Waits(clock), []
    for _attempt in range(11):
        waits.failed("R. Malik")
        seen.append(waits.left(" r.  MALIK "))
    assert seen == [1, 2, 4, 8, 16, 32, 64, 128, 256, LONGEST, LONGEST]
    assert waits.left("T. Okafor") == 0
    clock.at += LONGEST
    assert waits.left("R. Malik") == 0
    assert waits.hand_out() == [], "an open office has recorded them itself"
    waits.failed("R. Malik")
    waits.clear()
    assert waits.left("R. Malik") == 0


def test_no_other_spelling_of_a_name_waits_for_itself() -> None:
    waits = Waits(Seconds())
    waits.failed("Zoë Straße")
    assert waits.left("ZOE\N{COMBINING DIAERESIS} STRASSE") == 1


def failures(desk: Desk) -> list[str]:
    """What the access log says of wrong passphrases, oldest first."""
    desk.office.book.settle()
    rows = desk.office.read.accesses(50, whats=("sign_in_failed",))
    return [row.detail for row in reversed(rows)]


def test_d12_a_wrong_passphrase_beside_the_session_is_recorded_and_its_name_waits(
    desk: Desk,
) -> None:
    office, clock = desk.office, Seconds()
    office.waits = Waits(clock)
    for wait in (1, 2, 4):
        with pytest.raises(WrongPassphrase) as caught:
            office.open_person(OFFICER, WRONG)
        assert caught.value.who == OFFICER
        with pytest.raises(MustWait, match=f"0:0{wait}"):
            office.open_person(OFFICER.upper(), PHRASES[OFFICER])
        clock.at += wait
    assert failures(desk) == [f"passphrase of {OFFICER}"] * 3
    assert WRONG not in str(failures(desk))
    office.open_person(OFFICER, PHRASES[OFFICER])
    assert office.waits.left(OFFICER) == 0


def test_d12_asking_whoever_is_signed_in_again_counts_too_and_nobody_else_waits(
    desk: Desk,
) -> None:
    office = desk.office
    office.waits = Waits(Seconds())
    with pytest.raises(WrongPassphrase):
        office.check(WRONG)
    with pytest.raises(MustWait):
        office.check(PHRASES[BOSS])
    office.open_person(OFFICER, PHRASES[OFFICER])
    assert office.waits.left(BOSS) > 0, "the right passphrase of another takes no wait away"
    assert failures(desk) == [f"passphrase of {BOSS}"]


def test_what_was_typed_as_a_name_is_never_written_down(desk: Desk) -> None:
    with pytest.raises(NoSlot):
        desk.office.open_person("my secret passphrase", WRONG)
    assert failures(desk) == ["a name that nobody has"]


def test_d12_every_passphrase_of_an_open_office_is_tried_in_one_place() -> None:
    """The others open a book that is closed: there is nobody to record it, and the door waits."""
    found = {
        path.relative_to(DESK).as_posix()
        for path in DESK.rglob("*.py")
        if "vault.open(" in path.read_text(encoding="utf-8")
    }
    assert found == {"access.py", "office.py", "copies/restoring.py", "trouble/trouble.py"}
