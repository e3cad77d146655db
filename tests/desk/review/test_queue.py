"""What waits for a shift lead, and what stands out in it."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.desk.crews import WORDS
from tests.desk.offices import BOSS, MANAGER, OFFICER, Desk, Ticking, fresh
from tests.desk.review.hands import item, passed, review, texts, waiting

from deskinc.desk import settings
from deskinc.desk.lines import adding, entries, stamps
from deskinc.desk.review import queue as queues
from deskinc.desk.review import reviewing
from deskinc.desk.shift import shifts
from deskinc.errors import NotAllowed


def test_lines_wait_shift_by_shift_the_newest_first(desk: Desk, clock: Ticking) -> None:
    desk.sit(OFFICER)
    desk.post("Evening.")
    clock.on(hours=6)
    desk.post("After midnight.")
    clock.on(hours=6)
    desk.post("By day.")
    desk.sit(BOSS)
    assert texts(desk) == [["By day."], ["Evening.", "After midnight."]]
    day, night = waiting(desk).shifts
    assert queues.title(desk.office, day) == "Day 07:00–19:00, Sunday 22 November 2026"
    assert queues.title(desk.office, night) == "Night 19:00–07:00, Saturday 21 November 2026"
    assert queues.count(desk.office) == 3


def test_who_signs_on_early_begins_the_next_shift(desk: Desk, clock: Ticking) -> None:
    clock.on(hours=10, minutes=50)
    desk.sit(OFFICER)
    desk.post("Last of the night.")
    desk.sign_on()
    desk.post("Still before seven.")
    clock.on(minutes=20)
    desk.post("By day.")
    desk.sit(BOSS)
    day, night = texts(desk)
    assert night == ["Last of the night."]
    assert day[1:] == ["Still before seven.", "By day."]


def test_what_a_review_covers_waits_no_more_and_what_is_corrected_or_added_is_new(
    desk: Desk,
) -> None:
    desk.sit(OFFICER)
    wrong, bare = desk.post("Lift 3 stuck."), desk.post("Door shut.", place="")
    review(desk, 1, 2)
    assert texts(desk) == []
    desk.sit(OFFICER)
    right = {**entries.values(desk.office, wrong.n), "text": "Lift 2 stuck."}
    entries.correct(desk.office, wrong.n, right, "wrong lift", fresh()).result()
    adding.add(desk.office, bare.n, {"place": "Lobby"}, fresh()).result()
    desk.sit(BOSS)
    assert texts(desk) == [["Lift 2 stuck.", "Added to line 2. Place: Lobby."]]
    changed, added = waiting(desk).shifts[0].new
    assert (changed.out, added.out) == (("changes",), ())


def test_what_stands_out_is_late_struck_missed_or_after_a_silence(
    desk: Desk, clock: Ticking
) -> None:
    settings.change(desk.office, {"nil_every": "60"}).result()
    desk.sit(OFFICER)
    desk.sign_on()
    late = desk.post("Parcel.", happened=clock.moment - timedelta(minutes=30))
    gone = desk.post("Twice.")
    strike = entries.strike(desk.office, gone.n, "written twice", fresh()).result().records[0]
    missed = desk.office.draft("occurrence", {"type": "missed", "text": "Patrol, not ticked."})
    clock.on(minutes=45)
    by_desk = desk.office.write_as_desk(missed).result().records[0]
    clock.on(minutes=85)
    silent = desk.post("All secure.")
    desk.sit(BOSS)
    assert item(desk, late).out == ("late",)
    assert item(desk, gone).out == ("struck",)
    assert item(desk, strike).out == ("changes",)
    assert item(desk, by_desk).out == ("missed",)
    assert item(desk, silent).out == ("silence",)
    long = item(desk, silent).silence
    assert long is not None
    assert round(long.total_seconds() / 60) == 130
    (shift,) = waiting(desk).shifts
    assert shift.standing_out == {
        "late": 1, "silence": 1, "struck": 1, "changes": 1, "missed": 1,
    }  # fmt: skip


def test_a_silence_counts_only_while_somebody_is_on_duty(desk: Desk, clock: Ticking) -> None:
    settings.change(desk.office, {"nil_every": "60"}).result()
    desk.sit(OFFICER)
    desk.sign_on()
    desk.post("All secure.")
    shifts.sign_off(desk.office, {}, fresh()).result()
    clock.on(hours=3)
    desk.sign_on()
    last = desk.post("Back.")
    desk.sit(BOSS)
    assert item(desk, last).silence is None
    assert waiting(desk).shifts[0].silent is None
    clock.on(minutes=61)
    (shift,) = waiting(desk).shifts
    assert shift.silent is not None


def test_an_hour_without_a_word_stands_out_where_nothing_was_set(
    desk: Desk, clock: Ticking
) -> None:
    desk.sit(OFFICER)
    desk.sign_on()
    clock.on(minutes=55)
    soon = desk.post("All secure.")
    clock.on(minutes=65)
    late = desk.post("Still secure.")
    desk.sit(BOSS)
    assert (item(desk, soon).out, item(desk, late).out) == ((), ("silence",))


def test_a_site_that_wants_no_silence_map_knows_no_silence(desk: Desk, clock: Ticking) -> None:
    settings.change(desk.office, {"silence": False}).result()
    desk.sit(OFFICER)
    desk.sign_on()
    clock.on(hours=5)
    last = desk.post("All secure.")
    desk.sit(BOSS)
    assert item(desk, last).out == ()


def test_time_stamps_of_the_shift_that_wait_for_their_words_are_counted(desk: Desk) -> None:
    desk.sit(OFFICER)
    desk.post("All secure.")
    stamps.stamp(desk.office, desk.office.now(), fresh()).result()
    desk.sit(BOSS)
    assert [shift.stamps for shift in waiting(desk).shifts] == [1]


def test_own_lines_wait_for_another_lead_unless_there_is_none(leads: Desk) -> None:
    before = queues.count(leads.office)
    mine = leads.post("Seen by the lead herself.")
    leads.sit(OFFICER)
    other = leads.post("All secure.")
    leads.sit("L. Prior")
    found = waiting(leads)
    assert not found.alone
    assert found.count == before + 1
    assert [(i.line.n, i.new, i.own) for i in found.shifts[0].items[-2:]] == [
        (mine.n, False, True), (other.n, True, False),
    ]  # fmt: skip
    last = found.shifts[0].items[-1].line.line
    reviewing.write(leads.office, passed(1, last, own=True), WORDS["L. Prior"])
    marks = leads.office.read.marks([mine.n, other.n])
    assert set(marks) == {other.n}
    assert not waiting(leads).shifts
    leads.sit(BOSS)
    assert mine.n in {i.line.n for shift in waiting(leads).shifts for i in shift.new}


def test_where_no_other_lead_is_ones_own_lines_wait_too(desk: Desk) -> None:
    mine = desk.post("Seen by the lead.")
    assert waiting(desk).alone
    record = review(desk, 1, 1, own=True)
    assert record.values["own"] is True
    assert set(desk.office.read.marks([mine.n])) == {mine.n}


def test_what_was_returned_waits_for_its_writer_until_it_is_answered(desk: Desk) -> None:
    desk.sit(OFFICER)
    one, two = desk.post("Keys given."), desk.post("Gate open.")
    review(desk, 1, 2, {one.n: "To whom?", two.n: "Which gate?"})
    found = waiting(desk)
    assert (found.count, [i.line.n for i in found.returned]) == (0, [one.n, two.n])
    desk.sit(OFFICER)
    back = reviewing.returned_to(desk.office)
    assert [(line.cited, line.mark and line.mark.comment) for line in back] == [
        ("1", "To whom?"), ("2", "Which gate?"),
    ]  # fmt: skip
    said = {**entries.values(desk.office, one.n), "text": "Keys given to Ms Nair."}
    entries.correct(desk.office, one.n, said, "more is known", fresh()).result()
    adding.add(desk.office, two.n, {"action": "Shut it."}, fresh()).result()
    assert reviewing.returned_to(desk.office) == []
    desk.sit(BOSS)
    (shift,) = waiting(desk).shifts
    answers = [(i.answer.cited, i.answer.by, i.answer.comment) for i in shift.new if i.answer]
    assert answers == [("1", "J.H.", "To whom?"), ("2", "J.H.", "Which gate?")]
    assert all("answers" in i.out for i in shift.new)
    assert waiting(desk).returned == ()


def test_a_late_line_whose_reason_was_added_before_can_be_returned_and_answered(
    desk: Desk,
) -> None:
    desk.sit(OFFICER)
    happened = datetime(2026, 11, 21, 19, tzinfo=UTC)
    late = desk.post("Parcel.", happened=happened)
    entries.give_late_reason(desk.office, late.n, "patrol").result()
    review(desk, 1, 2, {late.n: "For whom?"})
    desk.sit(OFFICER)
    assert [line.n for line in reviewing.returned_to(desk.office)] == [late.n]
    said = {**entries.values(desk.office, late.n), "text": "Parcel for Ms Nair."}
    answer = entries.correct(desk.office, late.n, said, "more is known", fresh()).result()
    assert reviewing.returned_to(desk.office) == []
    desk.sit(BOSS)
    found = item(desk, answer.records[0]).answer
    assert found is not None
    assert (found.cited, found.comment) == ("1", "For whom?")


def test_lines_of_long_ago_wait_no_more(desk: Desk, clock: Ticking) -> None:
    desk.sit(OFFICER)
    desk.post("Long ago.")
    clock.on(days=32)
    desk.post("Now.")
    desk.sit(BOSS)
    assert texts(desk) == [["Now."]]


def test_lines_of_long_ago_that_nobody_reviewed_are_counted_and_can_be_read(
    desk: Desk, clock: Ticking
) -> None:
    desk.sit(OFFICER)
    for text in ("One.", "Two.", "Three."):
        desk.post(text)
    stamps.stamp(desk.office, desk.office.now(), fresh()).result()
    review(desk, 2, 2)
    clock.on(days=32)
    desk.sit(OFFICER)
    desk.post("Now.")
    review(desk, 4, 4)
    found = waiting(desk)
    assert (found.count, found.older, queues.count(desk.office)) == (0, 2, 0)
    (shift,) = queues.queue(desk.office, older=True).shifts
    assert [(one.line.text, one.new) for one in shift.items] == [
        ("One.", True), ("Two.", False), ("Three.", True),
    ]  # fmt: skip
    assert shift.stamps == 1
    review(desk, 1, 3)
    assert waiting(desk).older == 0
    assert queues.queue(desk.office, older=True).shifts == ()


def test_lines_are_read_of_one_shift_alone_where_one_is_asked_for(
    desk: Desk, clock: Ticking
) -> None:
    desk.sit(OFFICER)
    desk.post("By night.")
    clock.on(hours=12)
    desk.post("By day.")
    desk.sit(BOSS)
    every = waiting(desk).shifts
    for key, read in ((every[1].key, [0, 1]), ("", [1, 0]), (every[0].key, [1, 0])):
        shifts_ = queues.queue(desk.office, key).shifts
        assert [len(each.items) for each in shifts_] == read
        assert [each.waits for each in shifts_] == [1, 1]


def test_where_more_waits_than_is_gone_through_the_oldest_shift_is_left_for_later(
    desk: Desk, clock: Ticking, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.sit(OFFICER)
    for text in ("Night.", "Night again."):
        desk.post(text)
    clock.on(hours=12)
    desk.post("Day.")
    desk.sit(BOSS)
    assert not waiting(desk).more
    monkeypatch.setattr(queues, "MOST", 2)
    assert waiting(desk).more
    assert texts(desk) == [["Day."]]


@pytest.mark.parametrize("name", [OFFICER, MANAGER])
def test_nobody_but_a_shift_lead_sees_it(desk: Desk, name: str) -> None:
    desk.sit(name)
    for door in (queues.queue, queues.count):
        with pytest.raises(NotAllowed):
            door(desk.office)


def test_between_returned_lines_that_stand_apart_there_is_no_silence(
    desk: Desk, clock: Ticking
) -> None:
    settings.change(desk.office, {"nil_every": "60"}).result()
    desk.sit(OFFICER)
    desk.sign_on()
    first = desk.post("Gate open.")
    for at in range(4):
        clock.on(minutes=30)
        desk.post(f"Round {at}.")
    clock.on(minutes=30)
    last = desk.post("Gate shut.")
    review(desk, 1, 7, {first.n: "Which?", last.n: "By whom?"})
    back = waiting(desk).returned
    assert [(one.line.n, one.silence) for one in back] == [(first.n, None), (last.n, None)]
