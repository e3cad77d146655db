"""The insurance report: the order of a claim, honest about what is not known."""

from dataclasses import replace
from itertools import pairwise

import pytest
from tests.reports.claim import insurance_data
from tests.reports.samples import RECORD
from tests.reports.tools import bare, text_of

from deskinc.reports.document import (
    A4,
    LETTER,
    Attachment,
    Document,
    Heading,
    Paper,
    Unknown,
)
from deskinc.reports.insurance import InsuranceData, Since, insurance
from deskinc.reports.particulars import TimelineRow
from deskinc.reports.pdf import render
from deskinc.reports.verification import digest


def words_of(data: InsuranceData) -> str:
    return bare(text_of(render(insurance(data)).pdf))


@pytest.fixture(scope="module")
def words() -> str:
    return words_of(insurance_data())


def pages_of(pdf: bytes) -> list[str]:
    return [bare(page) for page in text_of(pdf).split("\n")[:-1]]


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def test_the_sections_come_in_the_order_of_a_claim() -> None:
    assert headings(insurance(insurance_data()))[:15] == [
        "1 Occurrence", "2 What happened", "3 Persons", "4 Injury, force and property",
        "5 Condition of the premises", "6 Witnesses", "7 Authorities", "8 Immediate action",
        "9 Place on the plan", "10 Photographs", "11 Footage, exhibits and statements",
        "12 Timeline from the book", "13 Who was told", "14 Declaration and signatures",
        "15 Verification",
    ]  # fmt: skip


def test_the_day_stands_once_and_what_happened_on_it_as_times() -> None:
    data, day = insurance_data(), "Monday 16 November 2026"
    occurrence = replace(
        data.occurrence, happened=f"{day}, 13:31 (UTC+0)", discovered=f"{day}, 13:35 (UTC+0)",
        reported="Tuesday 17 November 2026, 08:00 (UTC+0)", more=(),
    )  # fmt: skip
    words = words_of(replace(data, occurrence=occurrence))
    assert words.count(bare(day)) == 1
    for said in ("Happened 13:31 (UTC+0) Discovered 13:35", "Tuesday 17 November 2026, 08:00"):
        assert bare(said) in words


def test_d41_page_one_says_why_a_reader_says_validity_unknown(words: str) -> None:
    sentence = bare("Your reader will say “validity unknown” until you add our certificate.")
    assert sentence in words[: words.find(bare("1 Occurrence"))]
    assert bare("5F2A 91C4 07DE B36A") in words
    assert bare("Confirm by phone, 020 7946 0111") in words


def test_d38_the_author_declared_by_his_own_record(words: str) -> None:
    for part in ("R. Malik", "23 November 2026, 00:12", "4921", "9f31 77c0 aa52 01de"):
        assert bare(part) in words[words.find(bare("14 Declaration")) :]


def test_d38_a_report_not_finished_says_so() -> None:
    assert bare("has not finished this report") in words_of(
        replace(insurance_data(), declaration=None)
    )


def test_d39_a_later_issue_says_what_changed_with_both_digests() -> None:
    newer = replace(
        insurance_data(),
        issue=2,
        since=Since(issue=1, digest="ab" * 32, changes=("Witness added.",)),
    )
    found = words_of(newer)
    first_page = found[: found.find(bare("1 Occurrence"))]
    for part in ("Changed since issue 1", "Witness added.", "ab" * 32, digest(RECORD)):
        assert bare(part) in first_page


def test_who_has_not_signed_is_marked(words: str) -> None:
    assert bare("Opened the car by hand at floor 3. NOT SIGNED") in words


def test_what_is_unknown_says_because(words: str) -> None:
    assert bare("unknown, because the site file names none") in words


def test_the_timeline_shows_both_times_and_serials(words: str) -> None:
    assert bare("4819 22 Nov 23:09 22 Nov 23:52 Voice contact") in words
    serials = [words.find(serial + "22Nov") for serial in ("4816", "4817", "4819", "4828")]
    assert all(a < b for a, b in pairwise(serials))


def test_a_suspect_in_angle_brackets_is_printed(words: str) -> None:
    assert "a<suspect>noise" in words


def test_empty_parts_say_so() -> None:
    empty = replace(
        insurance_data(), persons=(), property=(), witnesses=(), authorities=(), photos=(),
        evidence=(), timeline=(), told=(), narrative="", plan=None,
        pin=Unknown("nobody could say where"), immediate="", attachments=(), signers=(),
    )  # fmt: skip
    found = words_of(empty)
    for sentence in (
        "No person is named.", "No property was lost or damaged.", "No witness was named.",
        "No authority was called.", "No photograph was taken.", "There is no plan of this place.",
        "No footage, exhibit or statement was kept.", "holds no line about this incident.",
        "Nobody was told.", "Nothing was written.", "unknown, because nobody could say where",
        "8 Immediate action not recorded",
    ):  # fmt: skip
        assert bare(sentence) in found


def test_what_came_after_the_declaration_stands_apart() -> None:
    later = TimelineRow(
        serial="4950", happened="24 Nov 09:00", written="24 Nov 09:02", author="E.M.",
        text="The owner rang.",
    )  # fmt: skip
    found = words_of(replace(insurance_data(), additions=(later,)))
    assert found.find(bare("Written after the declaration:")) < found.find(bare("The owner rang."))


def test_the_last_page_tells_how_to_check(words: str) -> None:
    last = words[words.find(bare("15 Verification")) :]
    for part in (
        "7Qm1vX0b2kWcWbT1zv8f4A", "line 4932", digest(RECORD), "pdfsig -nssdir sql:nss",
        "mutool sign -v INC-2026-0042-issue-1.pdf", "Use this certificate as a trusted root",
    ):  # fmt: skip
        assert bare(part) in last


@pytest.mark.parametrize("paper", [A4, LETTER])
def test_the_verification_stands_on_one_page(paper: Paper) -> None:
    made = render(insurance(replace(insurance_data(), paper=paper)))
    last = pages_of(made.pdf)[-1]
    for part in (
        "15 Verification", "Seal of the book, 4951 records", "pdfdetach -save 1",
        "Self-signed certificate in chain", "(or the name you saved it under)",
    ):  # fmt: skip
        assert bare(part) in last


def test_several_attached_files_are_all_listed() -> None:
    more = Attachment("chain.json", b"[]", "application/json", "The chain")
    assert digest(more) in words_of(replace(insurance_data(), attachments=(RECORD, more)))
