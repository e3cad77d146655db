"""Copying a sheet: one transaction, one reason, one scan; what stands in the book is not copied."""

from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from tests.desk.incidents.test_evidence import picture
from tests.desk.offices import MANAGER, OFFICER, Desk, fresh
from tests.reports.tools import bare, text_of

from deskinc.desk.downtime import copying
from deskinc.desk.downtime.copying import PaperLine, Scan, Sheet
from deskinc.desk.papers import day_pages
from deskinc.errors import DeskError, InvalidForm, NotAllowed, Refused
from deskinc.forms.fields import FieldError


def paper_line(
    desk: Desk, no: int, text: str, ago: int, *, by: str = "", place: str = ""
) -> PaperLine:
    """A line of the sheet, so many minutes ago."""
    at = desk.office.now() - timedelta(minutes=ago)
    return PaperLine(no, at, "patrol", text, place, by)


def sheet(desk: Desk, *lines: PaperLine, **more: object) -> Sheet:
    """Sheet 2, written while the power was cut."""
    said: dict[str, object] = {"kind": "occurrence", "number": 2, "reason": "Power cut."} | more
    return Sheet(lines=lines, **said)  # type: ignore[arg-type]


def copy(desk: Desk, one: Sheet) -> list[int]:
    """Copy it; the records of its lines."""
    ids = [fresh() for _line in range(len(one.lines) + 1)]
    saved = copying.transcribe(desk.office, one, ids).result()
    return [record.n for record in saved.records if record.line is not None]


def test_d07_a_sheet_is_copied_in_one_transaction_with_its_reason_and_scan(desk: Desk) -> None:
    desk.sit(OFFICER)
    data = picture()
    before = desk.office.read.last_n()
    lines = (
        paper_line(desk, 1, "All doors secure.", 55, by="K. Ali", place="Lobby"),
        paper_line(desk, 2, "Gate found open.", 40, by="R. Malik"),
    )
    copy(desk, sheet(desk, *lines, scan=Scan("sheet 2.jpg", data)))
    head, one, two = desk.since(before)
    assert (head.form, head.values["sheet"], head.values["reason"]) == ("import", 2, "Power cut.")
    assert {head.doc.batch, one.doc.batch, two.doc.batch} == {head.id}
    scan = head.values["scan"]
    assert isinstance(scan, dict)
    assert desk.office.book.read_file(head.n, "scan") == data
    assert scan["mime"] == "image/jpeg"
    assert sha256(data).digest() in str(scan).encode() or scan["sha256"]
    first, second = (desk.line(record.n) for record in (one, two))
    assert [(line.copied and line.copied.by, line.late, line.late_reason)
            for line in (first, second)] == [
        ("K. Ali", 55, "System not available"), ("R. Malik", 40, "System not available"),
    ]  # fmt: skip
    assert second.by == "R.M."
    named = two.values["written_by"]
    assert isinstance(named, dict)
    assert named["id"] == desk.office.officer.thread
    assert desk.verifies()


def test_d07_the_day_page_says_who_wrote_it_on_which_line_of_which_sheet(desk: Desk) -> None:
    desk.sit(OFFICER)
    copy(desk, sheet(desk, paper_line(desk, 3, "All doors secure.", 55, by="K. Ali")))
    words = bare(text_of(day_pages.print_day(desk.office, desk.office.now().date()).pdf))
    said = "LATE +55 min, System not available · written on paper by K. Ali"
    assert bare(f"{said}, sheet 2, line 3 R.M.") in words


def test_a_line_that_was_copied_before_is_named_and_nothing_is_written(desk: Desk) -> None:
    (n,) = copy(desk, sheet(desk, paper_line(desk, 1, "Gate.", 20)))
    cited = desk.office.read.record(n).cited
    assert copying.copied_before(desk.office, 2) == {1: cited}
    before = desk.office.read.last_n()
    with pytest.raises(DeskError, match=f"Line 1 of sheet 2 is copied already: it is line {cited}"):
        copy(desk, sheet(desk, paper_line(desk, 2, "New.", 20), paper_line(desk, 1, "Gate.", 20)))
    with pytest.raises(DeskError, match="is here twice"):
        copy(desk, sheet(desk, paper_line(desk, 3, "One.", 20), paper_line(desk, 3, "Two.", 20)))
    assert desk.office.read.last_n() == before


def test_d07_a_sheet_copied_again_with_the_same_ids_is_what_the_book_took(desk: Desk) -> None:
    one = sheet(desk, paper_line(desk, 1, "Gate.", 9), scan=Scan("sheet 2.jpg", picture()))
    ids = [fresh(), fresh()]
    first = copying.transcribe(desk.office, one, ids).result()
    before = desk.office.read.last_n()
    desk.clock.on(minutes=5)  # type: ignore[attr-defined]
    again = copying.transcribe(desk.office, one, ids).result()
    assert [record.id for record in again.records] == [record.id for record in first.records]
    other = replace(one, lines=[replace(one.lines[0], text="Gate, open.")])
    with pytest.raises(DeskError, match="written before, with other words"):
        copying.transcribe(desk.office, other, ids).result()
    assert desk.office.read.last_n() == before


def test_bad_lines_are_refused_whole(desk: Desk) -> None:
    before = desk.office.read.last_n()
    ahead = paper_line(desk, 2, "Later.", -30)
    with pytest.raises(DeskError, match="Line 2: This time lies ahead"):
        copy(desk, sheet(desk, paper_line(desk, 1, "Gate.", 20), ahead))
    with pytest.raises(DeskError, match="Line 1: Character 5"):
        copy(desk, sheet(desk, paper_line(desk, 1, "Gate\x07", 20)))
    with pytest.raises(DeskError, match="No line is written yet"):
        copy(desk, sheet(desk))
    with pytest.raises(InvalidForm):
        copy(desk, sheet(desk, paper_line(desk, 1, "Gate.", 20), reason=" "))
    assert desk.office.read.last_n() == before


def test_a_scan_that_is_no_picture_is_refused_by_the_child(desk: Desk) -> None:
    line = paper_line(desk, 1, "Gate.", 20)
    with pytest.raises(Refused):
        copy(desk, sheet(desk, line, scan=Scan("sheet.jpg", b"\xff\xd8\xff not a picture")))
    assert [record.form for record in desk.since(0)][-1] == "access"


def test_a_pdf_is_a_scan_too(desk: Desk) -> None:
    pdf = day_pages.print_day(desk.office, desk.office.now().date()).pdf
    (n,) = copy(desk, sheet(desk, paper_line(desk, 1, "Gate.", 20), scan=Scan("a.pdf", pdf)))
    scan = desk.office.read.record(n - 1).values["scan"]
    assert isinstance(scan, dict)
    assert scan["mime"] == "application/pdf"


def test_a_file_that_is_not_there_or_too_large_is_said(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="cannot be read"):
        copying.read_scan(tmp_path / "none.jpg")
    with (tmp_path / "sheet.jpg").open("wb") as file:
        file.truncate(600 * 2**20)
    with pytest.raises(Refused, match="larger than 64 MB"):
        copying.read_scan(tmp_path / "sheet.jpg")


def test_only_officers_and_leads_copy(desk: Desk) -> None:
    desk.sit(MANAGER)
    with pytest.raises(NotAllowed):
        copy(desk, sheet(desk, paper_line(desk, 1, "Gate.", 20)))


@pytest.mark.parametrize(
    ("words", "hours"), [("06:10", -1), ("18:30", -13), ("23:40 yesterday", -8), ("-20m", 0)]
)
def test_a_time_on_the_sheet_is_the_last_such_that_has_passed(words: str, hours: int) -> None:
    now = datetime.fromisoformat("2026-11-22T07:00+00:00")
    at = copying.time_on_paper(words, now)
    assert now + timedelta(hours=hours) <= at + timedelta(hours=1) <= now + timedelta(hours=1)
    assert at <= now


def test_a_time_that_is_none_is_refused() -> None:
    now = datetime.fromisoformat("2026-11-22T07:00+00:00")
    for words in ("", "half past", "tomorrow 07:00"):
        with pytest.raises(FieldError):
            copying.time_on_paper(words, now)


@pytest.mark.parametrize(
    ("words", "day"), [("22:25", 20), ("01:30", 21), ("2026-11-21 08:00", 21), ("2225", 20)]
)
def test_d07_a_time_of_writing_is_the_first_such_after_it_happened(words: str, day: int) -> None:
    now = datetime.fromisoformat("2026-11-22T07:00+00:00")
    happened = datetime.fromisoformat("2026-11-20T22:20+00:00")
    at = copying.written_on_paper(words, happened, now)
    assert at is not None
    assert at.day == day
    assert copying.written_on_paper(" ", happened, now) is None
    with pytest.raises(FieldError, match="before it happened"):
        copying.written_on_paper("2026-11-20 22:00", happened, now)
