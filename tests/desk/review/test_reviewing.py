"""A review: one record, signed with the passphrase, that changes no word of any line."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as bounds
from hypothesis import strategies as st
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk, fresh
from tests.desk.review.hands import passed, review, signed

from deskinc.desk.lines import entries
from deskinc.desk.review import reviewing
from deskinc.desk.trust import trust
from deskinc.errors import DeskError, InvalidForm, NotAllowed, WrongPassphrase


@pytest.fixture
def read(desk: Desk) -> Desk:
    """Four lines of the officer: a late one, one struck, one corrected."""
    desk.sit(OFFICER)
    desk.post("Parcel for Nair.", happened=desk.office.now().replace(hour=12))
    gone = desk.post("Written twice.")
    entries.strike(desk.office, gone.n, "written twice", fresh()).result()
    gate = desk.post("Gate 4 open.")
    right = {**entries.values(desk.office, gate.n), "text": "Gate 5 open."}
    entries.correct(desk.office, gate.n, right, "wrong gate", fresh()).result()
    return desk


def bare(desk: Desk) -> list[entries.Line]:
    """Every line without its mark."""
    found = entries.lines(desk.office, list(entries.ids(desk.office)))
    return [replace(line, mark=None) for line in found]


def test_a_pass_is_one_record_and_every_line_bears_its_mark(read: Desk) -> None:
    before = read.office.read.last_n()
    record = review(read, 1, 5)
    assert [made.n for made in read.since(before) if made.form == "review"] == [record.n]
    assert (record.values["first"], record.values["last"]) == (1, 5)
    assert record.values["meaning"] == "I have read lines 1 to 5 and approve them."
    assert "own" not in record.values
    marks = read.office.read.marks(list(entries.ids(read.office)))
    assert [row.verdict for row in marks.values()] == ["approved"] * 5
    assert read.verifies()


def test_what_goes_back_says_why(read: Desk) -> None:
    n = read.office.read.lines_between(5, 5)[0].n
    record = review(read, 1, 5, {n: "  Who shut it?  "})
    assert record.values["returned/001/comment"] == "Who shut it?"
    line = read.line(n)
    assert line.mark is not None
    assert (line.mark.verdict, line.mark.by) == ("returned", "J.H.")


@bounds(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ends=st.tuples(st.integers(1, 5), st.integers(1, 5)), back=st.booleans())
def test_rule14_whatever_is_reviewed_every_line_says_what_it_said(
    read: Desk, ends: tuple[int, int], back: bool
) -> None:
    first, last = sorted(ends)
    ns = list(entries.ids(read.office))
    leaves = {n: (r.leaf, dict(r.values)) for n, r in read.office.read.records(ns).items()}
    shown = bare(read)
    n = read.office.read.lines_between(5, 5)[0].n
    returned = {n: "Who shut it?"} if back and last == 5 else {}
    signed(read, passed(first, last, returned, after_all=frozenset({n})))
    after = read.office.read.records(ns)
    assert {n: (r.leaf, dict(r.values)) for n, r in after.items()} == leaves
    assert bare(read) == shown


def test_d12_a_review_asks_for_the_passphrase_again(read: Desk) -> None:
    before = read.office.read.last_n()
    read.sit(BOSS)
    with pytest.raises(WrongPassphrase):
        reviewing.write(read.office, passed(1, 5), "not this one")
    assert [made for made in read.since(before) if made.form == "review"] == []


@pytest.mark.parametrize("name", [OFFICER, MANAGER])
def test_nobody_but_a_shift_lead_reviews(read: Desk, name: str) -> None:
    read.sit(name)
    with pytest.raises(NotAllowed):
        reviewing.write(read.office, passed(1, 5), PHRASES[name])


def test_what_nobody_can_answer_does_not_go_back(read: Desk) -> None:
    before = read.office.read.last_n()
    read.sit(BOSS)
    own = read.post("Mine.")
    lines = {row.line: row.n for row in read.office.read.lines_between(1, 6)}
    for returned, error, words in (
        ({lines[2]: "Why?"}, DeskError, "was changed in the meantime"),
        ({lines[3]: "Why?"}, DeskError, "can not be returned"),
        ({own.n: "Why?"}, DeskError, "can not be returned"),
        ({lines[5]: "  "}, InvalidForm, "Say what is to be put right"),
    ):
        with pytest.raises(error, match=words):
            reviewing.write(read.office, passed(1, 6, returned), PHRASES[BOSS])
    with pytest.raises(DeskError, match="can not be returned"):
        reviewing.write(read.office, passed(1, 4, {lines[5]: "Why?"}), PHRASES[BOSS])
    assert [made for made in read.since(before) if made.form == "review"] == []


def test_the_signature_says_what_was_read_and_what_goes_back(read: Desk) -> None:
    read.sit(BOSS)
    n = read.office.read.lines_between(5, 5)[0].n

    def says(*ends: int, **more: object) -> str:
        made = replace(passed(*ends), named={n: "5"}, **more)  # type: ignore[arg-type]
        return reviewing.meaning(made)

    assert says(1, 5) == "I have read lines 1 to 5 and approve them."
    assert says(5, 5) == "I have read line 5 and approve it."
    assert says(1, 5, returned={n: "Who?"}) == (
        "I have read lines 1 to 5, return 5 and approve the others."
    )
    assert says(5, 5, returned={n: "Who?"}) == "I have read line 5 and return it to its writer."
    after = frozenset({n})
    assert says(5, 5, after_all=after) == "I have read line 5 and approve it after all."
    assert says(1, 5, after_all=after).endswith("Returned before and approved after all: 5.")
    assert says(1, 5, own=True).endswith(" My own are left to another shift lead.")
    assert says(1, 5, own=True, alone=True).endswith("no other shift lead is here.")


def test_the_last_review_of_a_line_counts(read: Desk) -> None:
    n = read.office.read.lines_between(5, 5)[0].n
    review(read, 1, 5, {n: "Who shut it?"})
    signed(read, passed(5, 5, after_all=frozenset({n})))
    mark = read.line(n).mark
    assert mark is not None
    assert mark.verdict == "approved"
    read.sit(OFFICER)
    assert reviewing.returned_to(read.office) == []


def test_a_returned_line_is_approved_by_no_pass_that_does_not_name_it(read: Desk) -> None:
    n = read.office.read.lines_between(5, 5)[0].n
    review(read, 1, 5, {n: "Who shut it?"})
    before = read.office.read.last_n()
    with pytest.raises(DeskError, match="Line 5 was returned and waits for its answer"):
        review(read, 1, 5)
    assert [made for made in read.since(before) if made.form == "review"] == []
    review(read, 1, 5, {n: "Who shut it, and when?"})
    line = read.line(n)
    assert line.mark is not None
    assert (line.mark.verdict, line.mark.comment) == ("returned", "Who shut it, and when?")
    before = read.office.read.last_n()
    signed(read, passed(1, 5, after_all=frozenset({n})))
    made = [one.values for one in read.since(before) if one.form == "review"]
    assert [(values["first"], values["last"]) for values in made] == [(1, 5), (5, 5)]
    assert len({values["meaning"] for values in made}) == 1
    read.sit(OFFICER)
    assert reviewing.returned_to(read.office) == []
    assert read.verifies()


def test_who_is_no_longer_alone_signs_for_no_own_lines(read: Desk) -> None:
    before = read.office.read.last_n()
    read.sit(BOSS)
    read.post("Mine.")
    made = replace(passed(1, 6), own=True)
    assert "own" not in signed(read, made).values
    assert signed(read, replace(made, alone=True)).values["own"] is True
    assert len([made for made in read.since(before) if made.form == "review"]) == 2


def test_who_reviews_his_own_lines_past_the_program_beside_another_lead_is_found(
    leads: Desk,
) -> None:
    leads.post("Seen by the lead herself.")
    said = {"first": 1, "last": 9, "own": True, "meaning": "I approve my own."}
    record = leads.office.write(leads.office.draft("review", said)).result().records[0]
    faults = trust.verify(leads.office, full=True).faults
    why = "A shift lead reviewed his own lines, and another shift lead was there for that."
    assert [(fault.n, fault.why) for fault in faults] == [(record.n, why)]
