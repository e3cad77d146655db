"""The time of day against the machine's own clock: steps are found, sleep and rests are not."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.book.houses import House, found, line

from deskinc.book.clock import Boot, Clocks, Point, Watch, stepped
from deskinc.book.record import Draft, Record
from deskinc.proof.document import Clock

START = datetime(2026, 11, 21, 21, tzinfo=UTC)
FIRST, SECOND = b"first boot", b"second boot"


class Machine:
    """Both clocks of a machine in a test's hand."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at
        self.boot: Boot | None = (FIRST, 1_000_000)

    @property
    def clocks(self) -> Clocks:
        """What the book is opened with."""
        return Clocks(lambda: self.at, lambda: self.boot)

    def go_on(self, **span: float) -> None:
        """Let real time pass, asleep or awake."""
        passed = timedelta(**span)
        self.at += passed
        if self.boot is not None:
            self.boot = (self.boot[0], self.boot[1] + round(passed.total_seconds() * 1000))

    def set(self, **span: float) -> None:
        """Set the time of day alone."""
        self.at += timedelta(**span)

    def reboot(self, at: datetime) -> None:
        """Start anew; the time of day is what the machine believes."""
        self.at, self.boot = at, (SECOND, 20_000)


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def house(tmp_path: Path, machine: Machine) -> Iterator[House]:
    made = found(tmp_path, machine.clocks)
    yield made
    for book in made.opened:
        book.close()


def told(house: House) -> list[Record]:
    """The lines about the clock, once nothing is queued any more."""
    house.book.settle()
    read = house.book.reader()
    return [read.record(n) for n in sorted(read.search("", form="clock"))]


@pytest.mark.parametrize(
    ("span", "seconds"), [({"hours": -3}, -10_800), ({"days": 2}, 172_800), ({"seconds": 121}, 121)]
)
def test_a_step_while_writing_is_a_line_by_the_desk_once(
    house: House, machine: Machine, span: dict[str, float], seconds: int
) -> None:
    house.post(line("Before."))
    machine.go_on(minutes=5)
    machine.set(**span)
    house.post(line("After."))
    machine.go_on(minutes=5)
    house.post(line("Later."))
    (said,) = told(house)
    assert (said.author, said.values["stepped"], said.line) == ("desk", seconds, 3)
    step = house.book.health().step
    assert step is not None
    assert step.seconds == seconds
    assert house.book.verify(full=True) == []


@pytest.mark.parametrize("span", [{"hours": -3}, {"days": 2}])
def test_d6_a_step_while_the_book_was_closed_shows_at_the_next_record(
    house: House, machine: Machine, span: dict[str, float]
) -> None:
    house.post(line("Before."))
    house.book.close()
    machine.go_on(hours=1)
    machine.set(**span)
    house.open()
    assert house.book.health().step is None
    house.post(line("He writes at once."))
    assert len(told(house)) == 1
    assert house.book.health().step is not None
    house.reopen()
    assert house.book.health().step is not None, "nobody has answered it"


def test_an_answer_by_a_person_ends_the_doubt(house: House, machine: Machine) -> None:
    house.post(line("Before."))
    machine.set(hours=-3)
    house.post(line("After."))
    house.post(Draft("clock", {"offset": -10_800, "text": "A watch shows 21:00."}))
    assert house.book.health().step is None
    house.reopen()
    assert house.book.health().step is None


def test_sleep_a_long_quiet_and_small_corrections_are_no_step(
    house: House, machine: Machine
) -> None:
    for quiet in ({"hours": 9}, {"days": 40}, {"days": 4100}):
        house.post(line("Before."))
        machine.go_on(**quiet)  # the machine's own clock counts sleep
        house.post(line("After."))
    machine.set(seconds=60)
    house.post(line("Set by a minute."))
    house.reopen()
    house.post(line("Again."))
    assert told(house) == []


def test_the_end_of_32_bits_and_the_doubled_hour_are_no_step(tmp_path: Path) -> None:
    for start in (datetime(2038, 1, 19, 3, 14, tzinfo=UTC), datetime(2026, 10, 25, 0, tzinfo=UTC)):
        machine = Machine(start)
        house = found(tmp_path / f"{start:%Y}", machine.clocks)
        for _half in range(6):
            machine.go_on(minutes=30)
            house.post(line("Round."))
        assert told(house) == []
        house.book.close()


def test_a_machine_that_forgot_the_time_is_noticed_after_a_restart(
    house: House, machine: Machine
) -> None:
    house.post(line("Before."))
    house.book.close()
    machine.reboot(datetime(2026, 1, 1, tzinfo=UTC))
    house.open()
    (record,) = house.post(line("The battery is flat."))
    (said,) = told(house)
    assert said.line == (record.line or 0) + 1
    assert house.book.health().step is not None


def test_after_a_restart_the_time_in_between_is_nobodys_step(
    house: House, machine: Machine
) -> None:
    house.post(line("Before."))
    house.book.close()
    machine.reboot(START + timedelta(days=3))
    house.open()
    house.post(line("After the holidays."))
    assert told(house) == []


def test_between_records_a_look_finds_the_step(house: House, machine: Machine) -> None:
    house.post(line("Before."))
    assert house.book.time.look() is None
    machine.set(hours=2)
    draft = house.book.time.look()
    assert draft is not None
    assert "2 h ahead: from 21:00:00 to 23:00:00" in str(draft.values["text"])
    assert house.book.time.look() is None


def test_a_machine_without_a_clock_of_its_own_only_sees_it_go_back(
    house: House, machine: Machine
) -> None:
    machine.boot = None
    house.post(line("Before."))
    machine.set(days=2)
    house.post(line("Who knows?"))
    assert told(house) == []
    assert house.book.time.look() is None
    machine.set(seconds=-30)
    house.post(line("Back."))
    assert len(told(house)) == 1


def test_many_small_steps_come_to_a_large_one() -> None:
    watch = Watch(Point(START, Clock(bytes(16), 0)))
    found = [
        watch.seen(Point(START + timedelta(seconds=k * 70), Clock(bytes(16), k * 10_000)))
        for k in range(1, 6)
    ]
    assert [step.seconds if step else None for step in found] == [None, None, 180, None, None]


def test_what_is_told_late_is_passed_over() -> None:
    watch = Watch(Point(START, Clock(bytes(16), 0)))
    assert watch.seen(Point(START + timedelta(seconds=9), Clock(bytes(16), 9_000))) is None
    assert watch.seen(Point(START + timedelta(seconds=3), Clock(bytes(16), 3_000))) is None


@given(st.integers(-(10**7), 10**7), st.integers(0, 10**9))
def test_a_step_is_found_exactly_when_it_is_large(set_by: int, passed_ms: int) -> None:
    before = Point(START, Clock(bytes(16), 5))
    at = START + timedelta(seconds=set_by, milliseconds=passed_ms)
    step = stepped(before, Point(at, Clock(bytes(16), 5 + passed_ms)))
    if abs(set_by) > 120:
        assert step is not None
        assert step.seconds == set_by
    elif at >= START:
        assert step is None
