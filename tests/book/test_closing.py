"""Closing never waits for what can be given up, and never gives up a line."""

from functools import partial
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy.exc import OperationalError
from tests.book.houses import House, found, line

from deskinc.book import book as books
from deskinc.book import lanes, opening, store
from deskinc.book.following import Cancelled
from deskinc.book.record import Draft
from deskinc.errors import BookFault


def test_a_seal_can_be_stopped(house: House) -> None:
    house.book.bulk((line(str(i)) for i in range(500)), house.me)
    with pytest.raises(Cancelled):
        house.book.seal(cancel=lambda: True).result()
    assert house.book.reader().seals() == []
    house.book.seal().result()


def test_a_long_seal_is_given_up_at_the_end(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "GRACE", -1.0)
    house.book.bulk((line(str(i)) for i in range(500)), house.me)
    gate = Event()
    house.book._work.submit(gate.wait)
    sealing = house.book.seal()
    last = house.write(line("Last."))
    closing = Thread(target=house.book.close)
    closing.start()
    while not house.book._over():
        pass
    gate.set()
    closing.join()
    assert isinstance(sealing.exception(), Cancelled)
    assert last.result().records[0].line == 501
    house.open()
    assert house.book.reader().last_line() == 501


def test_a_short_seal_is_finished_at_the_end(house: House) -> None:
    house.post(line("One."))
    sealing = house.book.seal()
    house.book.close()
    assert sealing.result().records


def test_reading_every_page_ends_with_the_book(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.book.bulk((line(str(i)) for i in range(500)), house.me)
    house.book.close()
    monkeypatch.setattr(opening, "SMALL", 0)
    monkeypatch.setattr(store, "_OFTEN", 1)
    gate = Event()
    checked = opening.check_pages

    def later(*given: object, **options: object) -> None:
        gate.wait()
        checked(*given, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(opening, "check_pages", later)
    book = house.open()
    closing = Thread(target=book.close)
    closing.start()
    while not book._closing:
        pass
    gate.set()
    closing.join()
    assert book._writer.fault is None


def test_a_full_check_ends_with_the_book(house: House) -> None:
    house.book.bulk((line(str(i)) for i in range(600)), house.me)
    told = Event()

    def close(_done: int, _all: int) -> None:
        if not told.is_set():
            told.set()
            Thread(target=house.book.close).start()
            while not house.book._closing:
                pass

    with pytest.raises(Cancelled):
        house.book.verify(full=True, progress=close)


def test_a_full_check_can_be_stopped_wherever_it_is(house: House) -> None:
    made = house.book.attach(b"evidence", "a.jpg", "image/jpeg")
    house.post(Draft("photo", {"original": made.value}, files={"original": made.key}))
    asked = [0]

    def stops(after: int) -> bool:
        asked[0] += 1
        return asked[0] > after

    assert house.book.verify(full=True, cancel=lambda: stops(10**6)) == []
    total = asked[0]
    assert total > 10
    for after in range(total):
        asked[0] = 0
        with pytest.raises(Cancelled):
            house.book.verify(full=True, cancel=partial(stops, after))


def test_reading_pages_can_be_stopped(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_OFTEN", 1)
    with pytest.raises(Cancelled):
        opening.check_pages(house.book.reader().link, still=False, cancel=lambda: True)


def test_a_page_check_that_fails_by_itself_was_not_stopped(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_OFTEN", 1)
    answers = iter([True])
    with pytest.raises(OperationalError, match="interrupted"):
        opening.check_pages(
            house.book.reader().link, still=False, cancel=lambda: next(answers, False)
        )


def test_a_failure_of_the_page_check_itself_comes_home(house: House) -> None:
    link = house.book.reader().link
    link.close()
    with pytest.raises(Exception, match="closed"):
        opening.check_pages(link, still=False)


def test_a_mirror_that_does_not_let_go_holds_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "ENDING", -0.9)
    house = found(tmp_path)
    mirror = house.book._writer.mirror
    assert mirror is not None
    gate, hung = Event(), Event()
    append = mirror._writer.extend

    def slow(*given: object) -> None:
        hung.set()
        gate.wait()
        append(*given)  # type: ignore[arg-type]

    mirror._writer.extend = slow  # type: ignore[method-assign, assignment]
    posted = house.write(line("One."))
    hung.wait()
    assert not mirror.close(-0.9)
    house.book.close()
    assert posted.result().records[0].line == 1
    with pytest.raises(BookFault, match="open already"):
        house.open()
    gate.set()
    mirror._thread.join()
    house.book._open.hold.release()
    house.open()
    house.book.settle()
    assert house.book.verify(full=True) == []
    house.book.close()


def test_at_the_end_a_mirror_far_behind_is_left_for_the_next_time(house: House) -> None:
    away = house.mirror.rename(house.mirror.with_name("away"))
    made = house.book.attach(b"evidence", "a.jpg", "image/jpeg")
    house.post(Draft("photo", {"original": made.value}, files={"original": made.key}))
    mirror = house.book._writer.mirror
    assert mirror is not None
    away.rename(house.mirror)
    mirror._until = -1.0
    assert not mirror._catch_up()
    mirror._copy_files()
    assert list(mirror._to.iterdir()) == []
    mirror._until = float("inf")
    house.book.settle()
    assert house.book.health().mirror == "ok"
