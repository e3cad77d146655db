"""Numbered sheets for writing by hand: no number is given twice, each has its own page."""

from pathlib import Path

import pytest
from tests.desk.offices import OFFICER, Desk
from tests.desk.sheets import pages_of
from tests.reports.tools import vera
from tests.screens.german import German, long

from deskinc import i18n
from deskinc.desk import settings
from deskinc.desk.downtime import copying, sheets
from deskinc.errors import DeskError


def test_d07_sheets_are_numbered_through_all_kinds_and_no_number_comes_twice(desk: Desk) -> None:
    desk.sit(OFFICER)
    one = sheets.print_sheets(desk.office, "occurrence", 3)
    two = sheets.print_sheets(desk.office, "incident", 2)
    assert [(made.first, made.last) for made in (one, two)] == [(1, 3), (4, 5)]
    assert [sheets.next_number(desk.office), copying.is_printed(desk.office, 5)] == [6, True]
    assert not copying.is_printed(desk.office, 6)
    (row, _other) = desk.office.read.blanks()
    assert desk.office.read.record(row.n).author == desk.office.officer.thread
    desk.reopen()
    assert sheets.next_number(desk.office) == 6
    assert desk.verifies()


def test_d07_each_sheet_has_its_number_its_site_and_its_numbered_lines(desk: Desk) -> None:
    made = sheets.print_sheets(desk.office, "occurrence", 2)
    pages = pages_of(made.pdf)
    assert len(pages) == made.pages == 2
    for number, page in enumerate(pages, 1):
        for said in (f"Occurrence sheet {number}", "Tower House", "Emergency: 999.", "Initials",
                     "Happened", "Place", " 1 2 3 4 5 6 7 8 9 10 11 12 13 14"):  # fmt: skip
            assert said in page, said


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("occurrence", "sheet 1"),
        ("incident", "Reported by"),
        ("bomb", "Bomb-call sheet 1"),
        ("evacuation", "Evacuation sheet 1"),
    ],
)
def test_a_sheet_is_one_page_on_either_paper(desk: Desk, paper: str, kind: str, said: str) -> None:
    if paper != desk.office.site.paper:
        settings.change(desk.office, {"paper": paper})
    (page,) = pages_of(sheets.print_sheets(desk.office, kind, 1).pdf)
    assert said in page
    assert "as lines:" in page


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("kind", [code for code, _word in sheets.kinds()])
def test_a_sheet_is_one_page_at_german_length(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, paper: str, kind: str
) -> None:
    if paper != desk.office.site.paper:
        settings.change(desk.office, {"paper": paper})
    monkeypatch.setattr(i18n, "_catalogue", German())
    (page,) = pages_of(sheets.print_sheets(desk.office, kind, 1).pdf)
    assert long("as lines:") in page


def test_d07_a_bomb_call_sheet_begins_with_what_to_do_and_the_exact_words(desk: Desk) -> None:
    (page,) = pages_of(sheets.print_sheets(desk.office, "bomb", 1).pdf)
    parts = (
        "Bomb-call sheet 1", "Stay calm, and do not interrupt the caller.",
        "A colleague calls 999 while you listen; alone: call", "Exact words", "Received",
        "When will it explode?",
    )  # fmt: skip
    places = [page.index(part) for part in parts]
    assert places == sorted(places)


def test_d07_an_evacuation_sheet_has_a_row_for_each_floor_and_rows_for_others(desk: Desk) -> None:
    settings.change(desk.office, {"places": _places("Ground", "1", "2")}).result()
    (page,) = pages_of(sheets.print_sheets(desk.office, "evacuation", 1).pdf)
    assert "Line Floor Warden Clear Known from 1 Ground 2 Floor 1 3 Floor 2 4 5 6 7 8" in page


def test_d07_floors_beyond_the_page_stand_on_pages_with_the_number_of_the_sheet(desk: Desk) -> None:
    settings.change(desk.office, {"places": _places(*map(str, range(1, 45)))}).result()
    made = sheets.print_sheets(desk.office, "evacuation", 2)
    pages = pages_of(made.pdf)
    assert len(pages) == made.pages == 6
    for number, own in ((1, pages[:3]), (2, pages[3:])):
        assert all(f"Evacuation sheet {number} " in page for page in own)
        assert ["Back in on whose word" in page for page in own] == [True, False, False]
        told = " ".join((*own, ""))
        assert all(f" {at} Floor {at} " in told for at in range(1, 45))


def _places(*floors: str) -> dict[str, dict[str, str]]:
    return {f"p{at}": {"name": f"Stair {at}", "floor": floor} for at, floor in enumerate(floors)}


@pytest.mark.parametrize("count", [0, -1, 51])
def test_a_number_of_sheets_that_is_none_records_nothing(desk: Desk, count: int) -> None:
    with pytest.raises(DeskError, match="not printed at once"):
        sheets.print_sheets(desk.office, "occurrence", count)
    assert sheets.next_number(desk.office) == 1


@pytest.mark.parametrize("profile", ["3a", "ua1"])
@pytest.mark.parametrize("kind", [code for code, _word in sheets.kinds()])
def test_a_sheet_keeps_the_rules_of_the_archive(
    desk: Desk, tmp_path: Path, kind: str, profile: str
) -> None:
    (tmp_path / "sheet.pdf").write_bytes(sheets.print_sheets(desk.office, kind, 1).pdf)
    assert vera(profile, tmp_path / "sheet.pdf").startswith("PASS")
