"""Deliveries: counted by officers, told by the desk in one line an hour (D8)."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.desk.offices import MANAGER, OFFICER, Desk, Ticking, fresh

from deskinc.desk.lines import clocks, entries
from deskinc.desk.routine import deliveries
from deskinc.errors import InvalidForm, NotAllowed
from deskinc.forms.taxonomy import HOURLY_TYPE
from deskinc.proof.canonical import b64


def take(desk: Desk, count: int = 1, **raw: object) -> None:
    """Deliveries come in."""
    for _one in range(count):
        deliveries.take(desk.office, raw, fresh()).result()


def written(desk: Desk) -> list[str]:
    """Let the desk look; the words of the lines it wrote."""
    done = deliveries.write(desk.office, desk.office.now())
    return [] if done is None else [desk.line(record.n).text for record in done.result().records]


def test_d08_the_desk_writes_one_line_an_hour_without_names(desk: Desk, clock: Ticking) -> None:
    clock.moment = datetime(2026, 11, 22, 7, 5, tzinfo=UTC)
    take(desk, 34, recipient="Mrs Caldwell", carrier="Courier K. Wren")
    take(desk, 2, refused=True, reason="Wet through", recipient="Mrs Caldwell")
    assert written(desk) == []
    clock.moment = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
    assert written(desk) == ["Deliveries 07–08: 34 in, 2 refused."]
    line = desk.line(desk.office.read.newest(1)[0])
    assert (line.type, line.by, line.automatic) == (HOURLY_TYPE.code, "desk", True)
    assert line.happened == datetime(2026, 11, 22, 8, tzinfo=UTC)
    assert written(desk) == []
    assert desk.verifies()


def test_d08_a_refusal_is_a_line_of_its_own_by_whoever_refused_it(
    desk: Desk, clock: Ticking
) -> None:
    desk.sit(OFFICER)
    said = {"what": "Pallet of paint", "pieces": 3, "carrier": "Nordwind", "place": "Loading bay"}
    done = deliveries.take(
        desk.office, said | {"refused": True, "reason": "Leaking", "recipient": "Caldwell"}, fresh()
    )
    counted, told = done.result().records
    line = desk.line(told.n)
    assert line.text == (
        "Delivery refused: Pallet of paint, 3 pieces, by Nordwind, for Caldwell. Reason: Leaking"
    )
    assert (line.type, line.by, line.place) == ("delivery", "R.M.", "Loading bay")
    assert line.about is not None
    assert line.about.id == b64(counted.id)
    with pytest.raises(InvalidForm) as missing:
        deliveries.take(desk.office, {"refused": True}, fresh())
    assert set(missing.value.notes) == {"reason"}


def test_d08_after_a_new_start_what_was_counted_before_is_told_once(
    desk: Desk, clock: Ticking
) -> None:
    take(desk, 3)
    clock.on(hours=1)
    take(desk, 2)
    desk.reopen()
    assert written(desk) == ["Deliveries 20–21: 3 in."]
    desk.reopen()
    assert written(desk) == []
    clock.on(days=2)
    assert written(desk) == ["Deliveries 21–22: 2 in."]
    assert written(desk) == []


def test_d08_in_the_doubled_hour_there_are_two_lines_with_their_offsets(
    desk: Desk, clock: Ticking
) -> None:
    clock.moment = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    take(desk, 2)
    clock.on(minutes=30)
    assert written(desk) == ["Deliveries 01–02 (UTC+1): 2 in."]
    ended = desk.line(desk.office.read.newest(1)[0]).happened
    assert ended is not None
    assert ended.isoformat() == "2027-10-31T01:00:00+00:00"
    take(desk, refused=True, reason="Nobody of that name")
    assert written(desk) == []
    clock.on(hours=1)
    assert written(desk) == ["Deliveries 01–02 (UTC+0): 1 refused."]
    take(desk)
    clock.on(hours=1)
    assert written(desk) == ["Deliveries 02–03: 1 in."]
    assert written(desk) == []


def test_d08_a_clock_that_was_set_tells_nothing_twice_and_leaves_nothing_out(
    desk: Desk, clock: Ticking
) -> None:
    take(desk, 3)
    clock.on(hours=1, minutes=10)
    take(desk, 2)
    assert written(desk) == ["Deliveries 20–21: 3 in."]
    clock.on(hours=-1)
    take(desk)
    desk.office.book.settle()
    step = desk.office.health().step
    clock.on(hours=3)
    assert written(desk) == []
    clocks.answer(desk.office, step, f"{clock.moment:%H:%M}", fresh()).result()
    assert written(desk) == ["Deliveries 20–21: 1 in.", "Deliveries 21–22: 2 in."]
    assert written(desk) == []


def test_a_line_of_an_hour_that_was_struck_is_not_written_again(desk: Desk, clock: Ticking) -> None:
    take(desk)
    clock.on(hours=1)
    assert len(written(desk)) == 1
    entries.strike(desk.office, desk.office.read.newest(1)[0], "Wrong.", fresh()).result()
    assert written(desk) == []


def taken_back(desk: Desk, *, refused: bool = False) -> None:
    """One was too many."""
    one = deliveries.last(desk.office, refused=refused)
    assert one is not None
    deliveries.take_back(desk.office, one, "Counted twice", fresh()).result()


def test_d08_one_too_many_is_struck_with_a_reason_until_the_hour_is_told(
    desk: Desk, clock: Ticking
) -> None:
    take(desk, 3)
    desk.sit(OFFICER)
    clock.on(minutes=5)
    one = deliveries.last(desk.office, refused=False)
    assert one is not None
    with pytest.raises(InvalidForm) as missing:
        deliveries.take_back(desk.office, one, "", fresh())
    assert set(missing.value.notes) == {"reason"}
    taken_back(desk)
    strike = desk.office.read.record(desk.office.read.last_n())
    assert (strike.form, strike.line, strike.values["reason"]) == ("strike", None, "Counted twice")
    assert deliveries.counted(desk.office, clock.moment - timedelta(hours=1)) == (2, 0)
    clock.on(hours=1)
    assert deliveries.last(desk.office, refused=False) is None
    assert written(desk) == ["Deliveries 20–21: 2 in."]
    line = desk.office.read.newest(1)[0]
    said = {**entries.values(desk.office, line), "text": "Deliveries 20–21: 1 in."}
    assert said["type"] == "delivery"
    entries.correct(desk.office, line, said, "Counted twice", fresh()).result()
    assert written(desk) == []
    clock.on(hours=1)
    assert written(desk) == []
    assert desk.verifies()


def test_d08_a_refused_one_too_many_takes_its_line_with_it(desk: Desk) -> None:
    take(desk)
    take(desk, refused=True, reason="Wet")
    line = desk.office.read.newest(1)[0]
    taken_back(desk, refused=True)
    struck = desk.line(line).struck
    assert struck is not None
    assert struck.reason == "Counted twice"
    assert deliveries.last(desk.office, refused=True) is None
    take(desk, refused=True, reason="Wet")
    again = desk.office.read.newest(1)[0]
    better = {"type": "delivery", "text": "Delivery refused."}
    entries.correct(desk.office, again, better, "More is known", fresh()).result()
    taken_back(desk, refused=True)
    assert desk.line(desk.office.read.newest(1)[0]).text == "Delivery refused."
    assert deliveries.counted(desk.office, desk.office.now() - timedelta(hours=1)) == (1, 0)
    assert desk.verifies()


def test_what_was_counted_is_said_since_a_time(desk: Desk, clock: Ticking) -> None:
    take(desk, 2)
    since = clock.moment + timedelta(minutes=1)
    clock.on(minutes=5)
    take(desk)
    take(desk, refused=True, reason="Wet")
    assert deliveries.counted(desk.office, since) == (1, 1)


def test_who_writes_no_lines_counts_no_delivery(desk: Desk) -> None:
    desk.sit(MANAGER)
    with pytest.raises(NotAllowed):
        take(desk)
