"""Never two backups at a time: a person’s goes before the one the desk makes by itself."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from deskinc.book.records.following import Cancelled, never
from deskinc.desk.turns import Turn
from deskinc.errors import DeskError


def test_the_desk_gives_way_to_a_person_and_never_begins_beside_one() -> None:
    turn, begun, ended = Turn(), Event(), Event()

    def desk() -> bool:
        with turn.of_desk(never) as stop:
            assert not stop()
            begun.set()
            ended.wait(10)
            return stop()

    def person() -> bool:
        with turn.of_person(never):
            return turn.taken

    with ThreadPoolExecutor(2) as pool:
        mine = pool.submit(desk)
        assert begun.wait(10)
        asked = pool.submit(person)
        while not turn._wanted.is_set():
            assert not asked.done()
        ended.set()
        assert mine.result(10), "the desk was told to stop"
        assert asked.result(10)
    assert not turn.taken
    with turn.of_person(never), pytest.raises(DeskError, match="already"), turn.of_desk(never):
        pytest.fail("two at a time")
    with turn.of_desk(never) as stop:
        assert not stop(), "nobody waits any more"


def test_whoever_waits_can_give_up() -> None:
    turn = Turn()
    with turn.of_desk(never) as stop:
        with pytest.raises(Cancelled), turn.of_person(lambda: True):
            pytest.fail("two at a time")
        assert not stop(), "nobody waits any more"


def test_the_desk_stops_when_it_is_told_to() -> None:
    with Turn().of_desk(lambda: True) as stop:
        assert stop()
