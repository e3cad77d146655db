"""The handover book: everything of the shift, in order, struck text struck."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.reports.samples import PROOF
from tests.reports.shift import handover_data, lines
from tests.reports.tools import bare, run, text_of

from deskinc.reports.document import LETTER
from deskinc.reports.handover import Count, handover
from deskinc.reports.pdf import render


@pytest.fixture(scope="module")
def words() -> str:
    return text_of(render(handover(handover_data())).pdf)


def test_every_line_stands_there_in_order(words: str) -> None:
    said = (f"{line.serial}{line.day_no}{line.written}" for line in lines(20))
    places = [bare(words).find(bare(one)) for one in said]
    assert -1 not in places
    assert places == sorted(places)


def test_struck_words_stay_legible_and_name_their_successor(words: str) -> None:
    assert "Contractor Paweł Żółkiewski signed out, pass 117 returned." in words
    assert "struck 21:58 R.M., see 4795" in words
    assert "corrects 4793, wrong lift number" in words


def test_rule03_a_late_line_shows_both_times_the_time_of_writing_first(words: str) -> None:
    said = bare(words)
    assert said.index(bare("479494 19:28")) < said.index(bare("happened 18:50 · LATE +38 min"))
    assert "LATE +38 min, on patrol" in words


@pytest.mark.parametrize(
    "part",
    [
        "Harbour Court", "326, 327", "1012 3456 7890 1234", "Nil to report.", "INC-2026-0042",
        "unknown, because the day lead has not assigned it", "Radios", "differs: one on charge",
        "J. Harding, 06:55", "not acknowledged", "+2 s against a radio clock",
        "found the sixth in the control room", "End of entries 4790–4809",
        "MZXW6-YTBOI-QGS4D-ENFXG", "covers lines 4790–4809", "Record 4940 of the book",
        "I take over this shift",
    ],
)  # fmt: skip
def test_the_parts_of_a_handover_are_printed(words: str, part: str) -> None:
    assert bare(part) in bare(words)


def test_empty_parts_say_so() -> None:
    empty = replace(
        handover_data(), sign_on=(), lines=(), incidents=(), counts=(), carried=(), clock=(),
        disagreement="", notes="",
    )  # fmt: skip
    words = bare(text_of(render(handover(empty)).pdf))
    for sentence in (
        "No check was recorded at sign-on.", "No line was written.", "No incident is open.",
        "Nothing was counted.", "Nothing was handed on.", "The clock was not checked",
        "Nothing was disputed.", "No note was left.",
    ):  # fmt: skip
        assert bare(sentence) in words


def test_both_sign_the_last_one_closing_the_file() -> None:
    fields = render(handover(handover_data())).fields
    assert [field.name for field in fields] == ["outgoing", "incoming"]


def test_the_book_tells_in_short_how_to_check_it(words: str) -> None:
    for part in ("How to check this paper", "020 7946 0111", "import site-ca.cer",
                 "pdfsig -nssdir sql:nss handover-2026-11-22-night.pdf (or the name you saved it",
                 "mutool sign -v", "Self-signed certificate in chain"):  # fmt: skip
        assert bare(part) in bare(words)


def test_without_a_figure_of_the_book_nothing_differs() -> None:
    counts = (Count(what="Torches", counted="3", book=""),)
    words = bare(text_of(render(handover(replace(handover_data(), counts=counts))).pdf))
    assert bare("Torches 3 first count") in words
    assert "differs" not in words


def test_d37_later_lines_are_left_to_the_next_shift() -> None:
    assert handover_data().covers == "covers lines 4790–4809"


def test_it_prints_on_letter_too() -> None:
    assert render(handover(replace(handover_data(), paper=LETTER))).pages >= 3


def test_the_seal_stands_on_it_as_a_square_a_scanner_reads(tmp_path: Path) -> None:
    made = render(handover(handover_data()))
    paper = tmp_path / "handover.pdf"
    paper.write_bytes(made.pdf)
    run("pdftoppm", "-r", "120", "-png", paper, tmp_path / "page")
    pages = sorted(tmp_path.glob("page*.png"))
    assert f"QR-Code:{PROOF.qr}" in run("zbarimg", "-q", *pages)
