"""What waits for a shift lead, as a list for other programs."""

import json
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from tests.desk.offices import BOSS, OFFICER, PHRASES, Desk, Ticking, fresh
from tests.desk.papers.test_checked_papers import altered
from tests.desk.review.hands import review

from deskinc.desk.lines import entries
from deskinc.desk.papers import lists
from deskinc.desk.papers.list_tables import Table
from deskinc.desk.papers.lists import Asked
from deskinc.desk.review import review_table
from deskinc.errors import BookFault, NotAllowed


@pytest.fixture
def read(desk: Desk) -> Desk:
    """Of three lines one was returned, one returned and corrected; a late one came since."""
    desk.sit(OFFICER)
    plain, gate, keys = desk.post("All secure."), desk.post("Gate open."), desk.post("Key given.")
    review(desk, 1, 3, {gate.n: "Which gate?", keys.n: "To whom?"})
    desk.sit(OFFICER)
    said = {**entries.values(desk.office, gate.n), "text": "Gate 4 open."}
    entries.correct(desk.office, gate.n, said, "more is known", fresh()).result()
    desk.post("Parcel.", happened=desk.office.now() - timedelta(minutes=30))
    desk.sit(BOSS)
    assert plain.line == 1
    return desk


def test_it_says_what_waits_what_stands_out_and_what_was_returned(
    read: Desk, tmp_path: Path
) -> None:
    made = review_table.table(read.office)
    assert (made.count, made.first, made.last) == (3, 3, 5)
    asked = Asked("json", tmp_path / "review.json")
    left = lists.export(read.office, made, asked, PHRASES[BOSS])
    assert left is not None
    rows = json.loads(left.path.read_text("utf-8"))
    assert [(r["state"], r["number"], r["stands_out"], r["asked"]) for r in rows] == [
        ("to review", 4, "correction, answer", "Which gate?"),
        ("to review", 5, "late", ""),
        ("returned", 3, "returned", "To whom?"),
    ]
    assert rows[0]["answers"] == "2"
    assert rows[0]["shift"] == "Night 19:00–07:00, Saturday 21 November 2026"


def test_older_lines_leave_as_a_list_of_their_own(read: Desk, clock: Ticking) -> None:
    clock.on(days=32)
    read.post("Now.")
    assert [row[9] for row in _rows(review_table.table(read.office))] == ["Now.", "Key given."]
    older = review_table.table(read.office, older=True)
    assert [row[9] for row in _rows(older)] == ["Gate 4 open.", "Parcel.", "Key given."]


def _rows(table: Table) -> list[Sequence[object]]:
    return [row for some in table.blocks() for row in some]


def test_no_altered_line_leaves(read: Desk) -> None:
    row = read.office.read.by_line(5)
    assert row is not None
    altered(read, row.n, "text")
    with pytest.raises(BookFault):
        review_table.table(read.office)


def test_only_who_reviews_may_take_it(read: Desk) -> None:
    read.sit(OFFICER)
    with pytest.raises(NotAllowed):
        review_table.table(read.office)
