"""A copied sheet as a whole: struck with one reason, copied anew, its scan asked for."""

import pytest
from tests.desk.downtime.test_copying import copy, paper_line, sheet
from tests.desk.offices import MANAGER, OFFICER, Desk
from tests.reports.tools import bare, text_of

from deskinc.desk.downtime import copied, copying
from deskinc.desk.lines import entries
from deskinc.desk.papers import day_pages
from deskinc.errors import DeskError, InvalidForm, NotAllowed

REASON = "these are the lines of sheet 3"


def two(desk: Desk) -> list[int]:
    """Two lines of sheet 2, of which the second is corrected: the records that stand."""
    desk.sit(OFFICER)
    first, second = copy(
        desk, sheet(desk, paper_line(desk, 1, "Doors.", 55), paper_line(desk, 2, "Gate.", 40))
    )
    raw = {**entries.values(desk.office, second), "text": "Gate 4."}
    saved = entries.correct(desk.office, second, raw, "misread", entries.new_id()).result()
    return [first, saved.records[0].n]


def test_d07_a_sheet_is_struck_line_by_line_for_one_reason_on_screen_and_paper(desk: Desk) -> None:
    ns = two(desk)
    before = desk.office.read.last_n()
    copied.strike(desk.office, 2, REASON).result()
    strikes = desk.since(before)
    assert [record.form for record in strikes] == ["strike", "strike"]
    assert {record.doc.batch for record in strikes} == {strikes[0].id}
    for n in ns:
        struck = desk.line(n).struck
        assert struck is not None
        assert (struck.by, struck.reason, struck.see) == ("R.M.", REASON, None)
    words = bare(text_of(day_pages.print_day(desk.office, desk.office.now().date()).pdf))
    assert words.count(bare(f"R.M., {REASON}")) == 2
    assert copied.unscanned(desk.office) == []
    with pytest.raises(DeskError, match="No line of sheet 2 stands"):
        copied.strike(desk.office, 2, REASON)
    assert desk.verifies()


def test_d07_a_struck_sheet_is_shown_and_copied_anew(desk: Desk) -> None:
    two(desk)
    copied.strike(desk.office, 2, REASON).result()
    assert [line.struck is not None for line in copied.sheet(desk.office, 2).lines] == [True, True]
    assert copying.copied_before(desk.office, 2) == {}
    (n,) = copy(desk, sheet(desk, paper_line(desk, 1, "Doors secure.", 55)))
    found = copied.sheet(desk.office, 2)
    assert [(line.text, line.struck is None) for line in found.lines] == [
        ("Doors.", False), ("Gate 4.", False), ("Doors secure.", True),
    ]  # fmt: skip
    assert len(found.copies) == 2
    assert desk.line(n).struck is None
    assert copied.unscanned(desk.office) == [2]


def test_a_sheet_is_struck_with_a_reason_and_by_who_copies(desk: Desk) -> None:
    two(desk)
    before = desk.office.read.last_n()
    with pytest.raises(InvalidForm):
        copied.strike(desk.office, 2, " ")
    assert desk.office.read.last_n() == before
    desk.sit(MANAGER)
    with pytest.raises(NotAllowed):
        copied.strike(desk.office, 2, REASON)
