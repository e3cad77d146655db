"""The occurrence book through the desk: posting, correcting, striking, adding, finding."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.desk.offices import BOSS, MANAGER, Desk, Ticking, fresh

from deskinc.desk.incidents import incidents
from deskinc.desk.lines import entries
from deskinc.desk.papers.printed import line_row
from deskinc.errors import DeskError, InvalidForm, NotAllowed


def test_a_posted_line_is_read_back_as_written(desk: Desk, clock: Ticking) -> None:
    happened = clock.moment - timedelta(minutes=3)
    record = desk.post("Gate 3 found <open> & “closed”.", happened=happened, action="Locked.")
    line = desk.line(record.n)
    assert (line.line, line.type, line.type_text) == (1, "patrol", "Patrol")
    assert (line.text, line.place, line.action) == (
        "Gate 3 found <open> & “closed”.", "Lobby", "Locked.",
    )  # fmt: skip
    assert line.happened is not None
    assert line.happened.utcoffset() == timedelta(0)
    assert (line.by, line.by_name, line.automatic) == ("J.H.", BOSS, False)
    assert line.day == "2026-11-21/1"


def test_lines_are_numbered_without_a_gap(desk: Desk) -> None:
    numbers = [desk.post(f"Round {i}.").line for i in range(5)]
    assert numbers == [1, 2, 3, 4, 5]
    assert entries.next_serial(desk.office) == 6
    assert [line.line for line in entries.newest(desk.office, 3)] == [3, 4, 5]


@pytest.mark.parametrize("text", ["", "   ", "\n\t\n"])
def test_an_empty_line_posts_nothing(desk: Desk, text: str) -> None:
    before = desk.office.read.last_n()
    with pytest.raises(InvalidForm) as caught:
        desk.post(text)
    assert set(caught.value.notes) == {"text"}
    assert desk.office.read.last_n() == before


def test_a_control_character_is_refused_with_its_position(desk: Desk) -> None:
    with pytest.raises(InvalidForm, match=r"Character 5 \(U\+0007\)"):
        desk.post("Bell\a rang.")


def test_the_same_id_posts_once(desk: Desk) -> None:
    own = entries.new_id()
    raw = {"type": "patrol", "text": "Once only."}
    both = [entries.post(desk.office, raw, own) for _i in range(2)]
    assert {future.result().records[0].n for future in both} == {both[0].result().records[0].n}
    assert desk.texts() == ["Once only."]


def test_the_same_id_with_other_words_is_refused(desk: Desk) -> None:
    own = entries.new_id()
    entries.post(desk.office, {"type": "patrol", "text": "First."}, own).result()
    with pytest.raises(DeskError, match="with other words"):
        entries.post(desk.office, {"type": "patrol", "text": "Second."}, own).result()
    assert desk.texts() == ["First."]


def test_two_threads_post_every_line_once(desk: Desk) -> None:
    failures: list[BaseException] = []

    def post(name: str) -> None:
        try:
            for i in range(25):
                record = desk.post(f"{name} {i}")
                assert desk.line(record.n).text == f"{name} {i}"
        except BaseException as error:  # noqa: BLE001 - handed to the test
            failures.append(error)

    threads = [threading.Thread(target=post, args=(name,)) for name in ("east", "west")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sorted(desk.texts()) == sorted(f"{n} {i}" for n in ("east", "west") for i in range(25))
    assert [r.line for r in desk.office.read.lines_between(1, 99)] == list(range(1, 51))
    assert desk.verifies()


def test_a_correction_strikes_the_old_line_and_names_it(desk: Desk) -> None:
    old = desk.post("Lift 1 stuck.", informed="Engineer")
    raw = {**entries.values(desk.office, old.n), "text": "Lift 2 stuck."}
    new = entries.correct(desk.office, old.n, raw, "wrong lift", fresh()).result().records[0]
    before, after = desk.line(old.n), desk.line(new.n)
    assert before.text == "Lift 1 stuck."
    assert before.struck is not None
    assert (before.struck.see, before.struck.by, before.struck.reason) == (2, "J.H.", "wrong lift")
    assert after.corrects == entries.Corrects(1, "wrong lift")
    assert desk.office.read.record(new.n).values["informed"] == "Engineer"
    row = line_row(desk.office.locale, before, "")
    assert row.struck.startswith("struck ")
    assert row.struck.endswith("J.H., see 2, wrong lift")
    assert line_row(desk.office.locale, after, "").corrects == "corrects 1, wrong lift"


def test_a_correction_needs_a_reason(desk: Desk) -> None:
    old = desk.post("Something.")
    with pytest.raises(InvalidForm, match="Say why"):
        entries.correct(desk.office, old.n, {"type": "patrol", "text": "Else."}, "  ", fresh())


def test_a_line_is_corrected_once_and_the_second_is_sent_to_the_newer(desk: Desk) -> None:
    old = desk.post("One.")
    raw = entries.values(desk.office, old.n) | {"text": "Two."}
    entries.correct(desk.office, old.n, raw, "typing", fresh()).result()
    with pytest.raises(DeskError, match="line 2 stands instead"):
        entries.correct(desk.office, old.n, raw, "typing", fresh())


def test_a_struck_line_stays_legible_and_takes_no_correction(desk: Desk) -> None:
    old = desk.post("Written twice.")
    strike = entries.strike(desk.office, old.n, "double", fresh()).result().records[0]
    line = desk.line(old.n)
    assert line.text == "Written twice."
    assert line.struck is not None
    assert (line.struck.see, line.struck.reason) == (None, "double")
    assert desk.line(strike.n).text == "double"
    assert line_row(desk.office.locale, line, "").struck.endswith(", double")
    with pytest.raises(DeskError, match="struck before, by line 2"):
        entries.correct(desk.office, old.n, {"type": "patrol", "text": "x"}, "why", fresh())


def test_amending_what_is_no_line_is_refused(desk: Desk) -> None:
    for act in (
        lambda: entries.strike(desk.office, 1, "why", fresh()),
        lambda: entries.values(desk.office, 10_000),
        lambda: entries.give_late_reason(desk.office, 10_000, "patrol"),
    ):
        with pytest.raises(DeskError, match="no such line"):
            act()


@pytest.fixture
def late(desk: Desk, clock: Ticking) -> int:
    """A line that was written twelve minutes after it happened."""
    return desk.post("Alarm reset.", happened=clock.moment - timedelta(minutes=12)).n


def test_a_late_line_says_by_how_much(desk: Desk, late: int) -> None:
    line = desk.line(late)
    assert (line.late, line.late_reason) == (12, "")
    assert line_row(desk.office.locale, line, "").late == "LATE +12 min, no reason given"


def test_the_reason_of_a_late_line_is_an_addition(desk: Desk, late: int) -> None:
    added = entries.give_late_reason(desk.office, late, "patrol").result().records[0]
    line, more = desk.line(late), desk.line(added.n)
    assert (line.late, line.late_reason, line.struck) == (12, "On patrol", None)
    assert (more.text, more.late, more.corrects) == (
        "Added to line 1. Late because: On patrol.", None, None,
    )  # fmt: skip
    assert line_row(desk.office.locale, line, "").late == "LATE +12 min, On patrol"
    with pytest.raises(DeskError, match="given before"):
        entries.give_late_reason(desk.office, late, "system")


def test_a_line_with_an_addition_is_corrected_whole(desk: Desk, late: int) -> None:
    added = entries.give_late_reason(desk.office, late, "patrol").result().records[0]
    raw = entries.values(desk.office, late) | {"text": "Alarm reset twice."}
    assert raw["late"] == "patrol"
    new = entries.correct(desk.office, late, raw, "twice", fresh()).result().records[0]
    for n in (late, added.n):
        struck = desk.line(n).struck
        assert struck is not None
        assert struck.see == new.line
    assert desk.line(new.n).corrects == entries.Corrects(1, "twice")


def test_a_nil_return_is_for_now(desk: Desk) -> None:
    record = entries.nil_return(desk.office, fresh()).result().records[0]
    line = desk.line(record.n)
    assert (line.type, line.text, line.happened) == ("nil", "All correct.", None)


def test_words_and_serials_find_lines(desk: Desk) -> None:
    def found(words: str, **more: int) -> list[int]:
        return [line.n for line in entries.find(desk.office, words, **more)]

    first = desk.post("Courier left a parcel for Nair.", type="delivery")
    second = desk.post("Parcel room locked.", place="Loading bay")
    third = desk.post("Parcel handed out.")
    assert found("parcel") == [third.n, second.n, first.n]
    assert found("parc") == [third.n, second.n, first.n]
    assert found(" 2 ") == [second.n]
    assert found("2·e2") == [], "this book was never restored"
    assert found("parcel", limit=1, before=third.n) == [second.n]
    assert found('"room locked"') == [second.n]
    assert found("helicopter") == []
    assert [found(odd) for odd in ("9" * 40, "²", "-1", "0")] == [[], [], [], []]
    assert entries.by_serial(desk.office, 99) is None


def test_a_place_typed_anew_is_the_same_place_next_time(desk: Desk) -> None:
    desk.post("One.", place="Boiler room")
    desk.post("Two.", place="boiler ROOM ")
    assert len(entries.find(desk.office, entries.Wanted(place="Boiler room"))) == 2
    assert entries.places(desk.office) == ["Lift 2", "Loading bay", "Lobby"]


def test_types_have_one_letter_each() -> None:
    letters = [row.letter for row in entries.types()]
    assert len(set(letters)) == len(letters)


def test_a_facilities_manager_reads_but_never_writes_the_book(desk: Desk) -> None:
    line = desk.post("Something.")
    thread = desk.raise_incident(line.n)
    desk.sit(MANAGER)
    acts: tuple[Callable[[], object], ...] = (
        lambda: desk.post("Mine."),
        lambda: entries.nil_return(desk.office, fresh()),
        lambda: entries.strike(desk.office, line.n, "no", fresh()),
        lambda: entries.correct(desk.office, line.n, {"text": "x"}, "no", fresh()),
        lambda: entries.give_late_reason(desk.office, line.n, "patrol"),
        lambda: desk.raise_incident(line.n),
        lambda: incidents.follow_up(desk.office, thread, {"title": "x"}, fresh()),
        lambda: incidents.note(desk.office, thread, "x", fresh()),
        desk.sign_on,
    )
    before = desk.office.read.last_n()
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert {record.form for record in desk.since(before)} == {"access"}
    assert entries.find(desk.office, "something")
