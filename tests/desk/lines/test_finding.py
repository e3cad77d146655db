"""Finding lines: the marks that narrow are those that a line shows."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.desk.offices import OFFICER, Desk, Ticking, fresh

from deskinc.desk.lines import entries, finding
from deskinc.desk.lines.finding import Wanted
from deskinc.desk.lines.lines import Line

NIGHT = date(2026, 11, 21)


def found(desk: Desk, **asked: object) -> list[int]:
    return [line.n for line in finding.find(desk.office, Wanted(**asked))]  # type: ignore[arg-type]


def test_each_mark_finds_the_lines_that_show_it(desk: Desk, clock: Ticking) -> None:
    plain = desk.post("Lobby quiet.", type="patrol", place="Lobby")
    clock.on(minutes=40)
    late = desk.post("Parcel.", type="delivery", happened=clock.moment - timedelta(minutes=30))
    wrong = desk.post("Lift 3 stuck.")
    entries.strike(desk.office, wrong.n, "Not so.", fresh()).result()
    struck = desk.office.read.last_n()
    entries.give_late_reason(desk.office, late.n, "patrol").result()
    desk.sit(OFFICER)
    linked = desk.post("Cone put out.", incident=None)
    desk.raise_incident(linked.n)
    thread = desk.people[OFFICER].officer.thread
    assert found(desk, late=True) == [late.n]
    assert found(desk, struck=True) == [wrong.n]
    assert found(desk, officer=thread)[-1] == linked.n
    assert found(desk, type="delivery") == [late.n]
    assert found(desk, place="Lobby", words="quiet") == [plain.n]
    assert found(desk, words="lift", struck=True) == [wrong.n]
    assert found(desk, linked=True) == [
        line.n for line in reversed(every(desk)) if line.incident
    ]  # fmt: skip
    assert struck not in found(desk, struck=True)


def test_days_are_the_days_of_the_site(desk: Desk, clock: Ticking) -> None:
    first = desk.post("Before midnight.")
    clock.moment = datetime(2026, 11, 22, 0, 10, tzinfo=UTC)
    second = desk.post("After midnight.")
    day = timedelta(days=1)
    assert found(desk, words="midnight", since=NIGHT + day) == [second.n]
    assert found(desk, words="midnight", until=NIGHT) == [first.n]
    assert found(desk, words="midnight", since=NIGHT, until=NIGHT + day) == [second.n, first.n]
    assert found(desk, words="midnight", since=NIGHT + 2 * day) == []


def test_what_is_asked_for_is_said_in_words(desk: Desk) -> None:
    thread = desk.people[OFFICER].officer.thread
    wanted = Wanted("door", "patrol", "Lobby", thread, NIGHT, NIGHT, late=True, linked=True)
    assert list(finding.said(desk.office, wanted).values()) == [
        "“door”", "Patrol", "at Lobby", "by R. Malik", "on 21 November 2026", "late",
        "linked to an incident",
    ]  # fmt: skip
    week = Wanted(since=NIGHT, until=NIGHT + timedelta(days=6))
    assert finding.said(desk.office, week) == {
        "since": "from 21 November 2026", "until": "to 27 November 2026",
    }  # fmt: skip
    assert finding.said(desk.office, Wanted()) == {}


def test_all_numbers_are_read_a_block_at_a_time(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ns = [desk.post(f"Round {no}.").n for no in range(7)]
    monkeypatch.setattr(finding, "BLOCK", 3)
    wanted = Wanted("round")
    numbers = finding.numbers(desk.office, wanted)
    blocks = list(finding.read(desk.office, wanted, numbers))
    assert numbers == ns
    assert [len(block) for block in blocks] == [3, 3, 1]
    assert finding.numbers(desk.office, Wanted("1")) == ns[:1]


def every(desk: Desk) -> list[Line]:
    return entries.lines(desk.office, list(entries.ids(desk.office)))
