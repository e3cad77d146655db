"""The report on a check: every check a line, every fault a line, and what it does not prove."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.reports.samples import PROOF
from tests.reports.tools import bare, run, text_of, vera

from deskinc.reports.document import LETTER, Block, SignatureBox, Title
from deskinc.reports.pdf import render
from deskinc.reports.verification import seal, verification
from deskinc.reports.verification_paper import CheckData, CheckLine, FoundLine, check_report

LINES = (
    CheckLine(name="Signatures", words="48,211 of 48,211 hold", ok=True, seconds="8.1"),
    CheckLine(name="Photos, plans, papers", words="11 of 12 are there", ok=False, seconds="0.4"),
    CheckLine(name="Search", words="not checked: no room", ok=None, seconds="0.0"),
)
FAULTS = (
    FoundLine(where="Line 4,811", what="A file <b>belonging</b> to it was changed.",
              todo="Copy it from the mirror."),
)  # fmt: skip
DATA = CheckData(
    site="Harbour Court", checked="Monday 23 November 2026, 03:31 (UTC+0)",
    asked="the program, at night", records="1–48,211", what="everything",
    code="6QHW 54QR 2C5H VCDM 5UC3 WU6A 24HY", sealed="seal over 48,000 records, line 41,002",
    outcome="1 fault found. The list says where and what.", ok=False,
    issued="Monday 23 November 2026, 07:02 (UTC+0)", made=datetime(2026, 11, 23, 7, 2, tzinfo=UTC),
    language="en-GB", lines=LINES, faults=FAULTS, found=1, proof=PROOF,
    signers=(SignatureBox("checker", "E. Marsh", "no licence needed", "Book checked", "record 5"),),
)  # fmt: skip


@pytest.fixture(scope="module")
def words() -> str:
    return bare(text_of(render(check_report(DATA)).pdf))


@pytest.mark.parametrize(
    "part",
    [
        "Report on the check of the book", "Harbour Court", "the program, at night", "1–48,211",
        "48,211 of 48,211 hold", "holds", "11 of 12 are there", "FAULTS", "not checked",
        "Line 4,811", "A file <b>belonging</b> to it was changed.", "Copy it from the mirror.",
        "does not prove that a line is true", "Code of the book", "How to check this paper",
        "E. Marsh",
    ],
)  # fmt: skip
def test_everything_of_the_check_is_printed(words: str, part: str) -> None:
    assert bare(part) in words


@pytest.mark.parametrize("blocks", [seal(PROOF), verification(PROOF, "INC-2026-0042", ())])
def test_d10_each_seal_on_paper_says_up_to_which_line_the_mirror_is_complete(
    blocks: tuple[Block, ...],
) -> None:
    made = render(replace(check_report(DATA), blocks=(Title("Seal"), *blocks)))
    assert bare("mirror complete to line 4931") in bare(text_of(made.pdf))


def test_one_signature_closes_it() -> None:
    assert [field.name for field in render(check_report(DATA)).fields] == ["checker"]


def test_without_a_signature_it_says_so() -> None:
    plain = render(check_report(replace(DATA, signers=(), proof=None, remark="Not sealed.")))
    said = bare(text_of(plain.pdf))
    assert bare("This report is not signed.") in said
    assert bare("Not sealed.") in said
    assert bare("How to check this paper") not in said
    assert plain.fields == ()


def test_nothing_found_and_more_found_than_listed_are_both_said() -> None:
    sound = bare(text_of(render(check_report(replace(DATA, faults=(), found=0, ok=True))).pdf))
    assert bare("Nothing was found.") in sound
    many = bare(text_of(render(check_report(replace(DATA, found=4811))).pdf))
    assert bare("4,811 faults were found. Listed here are 1.") in many


def test_many_faults_run_over_the_pages_on_either_paper() -> None:
    long = replace(DATA, faults=FAULTS * 120, found=120)
    assert render(check_report(long)).pages >= 4
    assert render(check_report(replace(long, paper=LETTER))).pages >= 4


def test_outside_readers_take_it(tmp_path: Path) -> None:
    path = tmp_path / "check.pdf"
    path.write_bytes(render(check_report(DATA)).pdf)
    assert "48,211 of 48,211 hold" in run("pdftotext", "-layout", path, "-")
    assert "48,211 of 48,211 hold" in run("mutool", "draw", "-F", "text", path)


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_it_is_an_archive_paper_and_accessible(tmp_path: Path, profile: str) -> None:
    path = tmp_path / "check.pdf"
    path.write_bytes(render(check_report(DATA)).pdf)
    assert vera(profile, path).startswith("PASS")
