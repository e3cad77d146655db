"""Names that look like another's are refused, with the other's name."""

import pytest
from tests.desk.offices import Desk

from deskinc.book.keys.kdf import FLOOR
from deskinc.desk.people import people
from deskinc.desk.people.confusable import resembles
from deskinc.desk.people.enrolment import Enrolment
from deskinc.errors import InvalidForm

KNOWN = ("R. Malik", "D. Novak", "Ian Lee", "Zoë Moore", "Иван Петров")


@pytest.mark.parametrize(
    "name",
    [
        "r malik", "R.Malik", "R . M a l i k", "R. MALIK", "R. Malík", "R. Mal\u0131k",
        "R.\u00a0Malik", "R. Ma1ik", "R. \u200bMalik", "D. N0vak", "D. Novák", "Zoe Moore",
        "lan Lee", "1an Lee", "Zoe Mo0re", "ИВАН ПЕТРОВ", "R. \uff2dalik", "R. MaIik",
    ],
)  # fmt: skip
def test_a_name_that_looks_like_another_is_refused(name: str) -> None:
    assert resembles(name, KNOWN)


@pytest.mark.parametrize(
    ("name", "other"), [("R. Ma1ik", "R. Malik"), ("lan Lee", "Ian Lee"), ("D. N0vak", "D. Novak")]
)
def test_the_sentence_names_the_other(name: str, other: str) -> None:
    assert other in resembles(name, KNOWN)


def test_cyrillic_letters_for_latin_ones_are_seen() -> None:
    assert "two alphabets" in resembles("R. M\u0430lik", KNOWN)
    assert "COPPE" in resembles("\u0421\u041e\u0420\u0420\u0415", ["COPPE"])


@pytest.mark.parametrize(
    "name", ["R. Malika", "T. Okafor", "D. Nowak", "Ivan Petrov", "山田 太郎", "Anne-Marie O’Brien"]
)
def test_another_name_is_no_reason(name: str) -> None:
    assert resembles(name, KNOWN) == ""


def test_nobody_is_enrolled_to_look_like_a_colleague(desk: Desk) -> None:
    phrase = "copper violin harvest moon"
    for name in ("R. MaIik", "R  Malik", "R. M\u0430lik"):
        with pytest.raises(InvalidForm) as caught:
            people.enrol(
                desk.office, Enrolment(name, "X.X.", identity="Passport"), phrase, kdf=FLOOR
            )
        assert set(caught.value.notes) == {"name"}
    people.enrol(
        desk.office, Enrolment("Rosa Malik", "X.X.", identity="Passport"), phrase, kdf=FLOOR
    )
