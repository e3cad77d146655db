"""The day page on paper: heading, every line with its marks, an end that is ruled off or not."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.reports.authority import MOMENT
from tests.reports.samples import PROOF, RECORD
from tests.reports.shift import OUTGOING, lines
from tests.reports.tools import bare, run, text_of, vera

from deskinc.reports.day import DayData, DaySheet, DutyRow, day_pages
from deskinc.reports.document import A4, LETTER, Paper, Table
from deskinc.reports.lines import lines_table
from deskinc.reports.pdf import render
from deskinc.reports.sheet import Sheet
from deskinc.reports.tables import column_widths

END = "End of entries, Sunday 22 November 2026. Lines 4790–4809. Closed by R. Malik 23 Nov 06:58."

MARK = ("J.H.", "23 Nov 06:40")


def sheet(count: int = 20) -> DaySheet:
    """A night of ``count`` lines; one was approved and signed twice, one was returned."""
    rows = list(lines(count))
    rows[0] = replace(rows[0], mark=MARK)
    rows[1] = replace(
        rows[1],
        mark=(*MARK, "returned"),
        more=("signed by K.A. 21:10: I saw it too", "returned by J.H.: Which door?"),
    )
    return DaySheet(
        date="Sunday 22 November 2026", page="326", offset="UTC+1, then UTC+0", covers="4790–4809",
        duty=(
            DutyRow(shift="Night 19:00–07:00", name="R. Malik", initials="R.M.",
                    licence="1012 3456 7890 1234", times="18:52 – 23 Nov 06:58"),
        ),
        lines=tuple(replace(row, day="") for row in rows), end=END, closed=True,
    )  # fmt: skip


def data(*days: DaySheet) -> DayData:
    """The pages of some days, of the first issue."""
    return DayData(
        site="Harbour Court", dates="Sunday 22 November 2026", days=days or (sheet(),), issue="1",
        issued="Monday 23 November 2026, 07:01 (UTC+0)", made=MOMENT, language="en-GB",
        signers=(replace(OUTGOING, field="printed"),),
        proof=replace(PROOF, file="day-2026-11-22-issue-1.pdf"), attachments=(RECORD,),
    )  # fmt: skip


@pytest.fixture(scope="module")
def words() -> str:
    """The words of the day."""
    return text_of(render(day_pages(data())).pdf)


@pytest.mark.parametrize(
    "part",
    [
        "Sunday 22 November 2026", "day page 326", "UTC+1, then UTC+0", "4790–4809",
        "Night 19:00–07:00", "R. Malik", "R.M.", "1012 3456 7890 1234", "18:52 – 23 Nov 06:58",
        "LATE +38 min, on patrol", "struck 21:58 R.M., see 4795", "Issue 1",
        "corrects 4793, wrong lift number", "signed by K.A. 21:10: I saw it too", END,
        "MZXW6-YTBOI-QGS4D-ENFXG", "day-2026-11-22-issue-1.pdf",
    ],
)  # fmt: skip
def test_the_parts_of_a_day_page_are_printed(words: str, part: str) -> None:
    assert bare(part) in bare(words)


def test_rule14_the_reviewer_has_a_column_of_his_own_and_the_words_stay(words: str) -> None:
    assert "Reviewed" in words
    first, second = lines(20)[:2]
    assert bare(f"{first.text}{first.author}J.H.23 Nov 06:40") in bare(words)
    said = f"{second.text}signed by K.A. 21:10: I saw it too · returned by J.H.: Which door?"
    assert bare(f"{said}{second.author}J.H.23 Nov 06:40returned") in bare(words)


def test_rule09_whoever_signed_on_the_page_off_duty_is_named_under_the_officers() -> None:
    who = "J. Harding (J.H.), 1015 4400 1234 5678: wrote, reviewed"
    words = text_of(render(day_pages(data(replace(sheet(), others=(who,))))).pdf)
    said = f"06:58Also signed on this page, not on duty: {who}."
    assert bare(said) in bare(words)


def test_what_is_left_open_stands_at_the_foot_of_the_day() -> None:
    left = ("Time stamps without words: 23:26:57 R.M.", "Lines that nobody reviewed: 18.")
    words = text_of(render(day_pages(data(replace(sheet(), foot=left)))).pdf)
    assert bare("".join((END, *left))) in bare(words)


@pytest.mark.parametrize("paper", [A4, LETTER])
def test_the_entry_has_half_of_the_page_and_a_night_of_120_lines_five(paper: Paper) -> None:
    rows = tuple(replace(row, day="", mark=MARK) for row in lines(120))
    (table,) = lines_table(rows, reviewed=True)
    assert isinstance(table, Table)
    room = paper.width - 2 * Sheet.left
    assert column_widths(table, room)[2] >= room * 0.6
    made = render(day_pages(replace(data(replace(sheet(), lines=rows)), paper=paper)))
    assert made.pages <= 5 + (paper is LETTER)


def test_long_numbers_and_initials_leave_the_entry_half_of_the_page() -> None:
    said = replace(
        lines(1)[0], serial="A-1000001", day_no="1200", author="M.-T.H.-Z.", day="",
        written="01:30 (UTC+1)", mark=("M.-T.H.-Z.", "23 Nov 01:40 (UTC+1)", "returned"),
    )  # fmt: skip
    (table,) = lines_table((said,), reviewed=True)
    assert isinstance(table, Table)
    room = A4.width - 2 * Sheet.left
    assert column_widths(table, room)[2] >= room / 2
    words = bare(text_of(render(day_pages(data(replace(sheet(), lines=(said,))))).pdf))
    for part in (said.serial, said.day_no, said.written, *said.mark):
        assert bare(part) in words


def test_a_page_on_which_nothing_is_reviewed_has_no_empty_column() -> None:
    rows = tuple(replace(row, day="") for row in lines(3))
    words = text_of(render(day_pages(data(replace(sheet(), lines=rows)))).pdf)
    assert "Reviewed" not in words


def test_type_and_place_begin_the_line_of_the_words_and_what_is_beside_them_is_one_run(
    tmp_path: Path,
) -> None:
    said = replace(
        lines(1)[0], day="", text="Door shut.", happened="18:50", late="LATE +38 min, on patrol",
        more=("Informed: desk", "signed by K.A. 21:10: I saw it"), incident="INC-2026-0042",
    )  # fmt: skip
    rows = rows_of(tmp_path, data(replace(sheet(), lines=(said,))))
    at = rows.index("4790 90 19:00 Delivery, Loading bay Door shut. R.M.")
    late = "happened 18:50 · LATE +38 min, on patrol"
    marks = "Informed: desk · signed by K.A. 21:10: I saw it · INC-2026-0042"
    assert rows[at + 1] == f"{late} · {marks}"


def test_words_from_right_to_left_begin_a_line_of_their_own(tmp_path: Path) -> None:
    said = replace(lines(1)[0], day="", text="הדלת הייתה פתוחה.")
    rows = rows_of(tmp_path, data(replace(sheet(), lines=(said,))))
    at = rows.index("4790 90 19:00 Delivery, Loading bay R.M.")
    assert "פתוחה" in rows[at + 1]


def rows_of(folder: Path, told: DayData) -> list[str]:
    """The rows of print as an outsider reads them, white space as one blank."""
    path = folder / "day.pdf"
    path.write_bytes(render(day_pages(told)).pdf)
    said = run("pdftotext", "-layout", path, "-").splitlines()
    return [" ".join(row.split()) for row in said if row.strip()]


def test_rule04_an_unclosed_day_is_not_ruled_off() -> None:
    words = text_of(
        render(day_pages(data(replace(sheet(), end="Not closed: Sunday.", closed=False)))).pdf
    )
    assert "Not closed: Sunday." in words
    assert "End of entries" not in words


def test_rule13_each_day_begins_a_page() -> None:
    made = render(day_pages(data(sheet(5), replace(sheet(5), date="Monday 23 November 2026"))))
    words = text_of(made.pdf)
    assert made.pages >= 2
    assert words.index("Sunday 22") < words.index("Monday 23 November 2026Occ")


def test_a_day_on_which_nobody_wrote_says_so() -> None:
    empty = replace(sheet(), duty=(), lines=(), covers="none")
    words = text_of(render(day_pages(data(empty))).pdf)
    assert "Nobody was signed on." in words
    assert "No line was written." in words


def test_the_end_of_the_entries_stands_with_the_last_line() -> None:
    for count in range(5, 20):
        last = lines(count)[-1]
        for page in text_of(render(day_pages(data(sheet(count)))).pdf).split("\n"):
            there = bare(f"{last.serial} {last.day_no} {last.written}") in bare(page)
            assert (bare(END) in bare(page)) == there, count


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_archive_and_accessibility_rules_hold(tmp_path: Path, profile: str) -> None:
    path = tmp_path / "day.pdf"
    path.write_bytes(render(day_pages(data(sheet(), sheet(3)))).pdf)
    assert vera(profile, path).startswith("PASS")


def test_it_prints_on_letter_too() -> None:
    assert render(day_pages(replace(data(), paper=LETTER))).pages >= 2
