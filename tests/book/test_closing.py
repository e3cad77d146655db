"""Closing never waits for what can be given up, and never gives up a line."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Event, Thread

import pytest
from bench.bulk import bulk
from sqlalchemy.exc import OperationalError
from tests.book.houses import House, found, line

from deskinc.book import book as books
from deskinc.book.book import Book
from deskinc.book.disk import store
from deskinc.book.mirror import lane as mirror_lane
from deskinc.book.opening import opening
from deskinc.book.record import Draft
from deskinc.book.records.following import Cancelled
from deskinc.errors import BookFault

LIMIT = 30.0
"""Seconds after which a test gives up waiting."""


@pytest.fixture
def gate() -> Iterator[Event]:
    """A gate that is open in the end, whatever happens."""
    made = Event()
    yield made
    made.set()


def closing_begun(book: Book, monkeypatch: pytest.MonkeyPatch) -> tuple[Thread, Event]:
    """Close the book on a thread of its own; the event is set once closing has really begun."""
    begun, close = Event(), book._work.close

    def told() -> None:
        begun.set()
        close()

    monkeypatch.setattr(book._work, "close", told)
    thread = Thread(target=book.close, daemon=True)
    thread.start()
    return thread, begun


def ended(thread: Thread) -> bool:
    """Whether the thread ends in time."""
    thread.join(LIMIT)
    return not thread.is_alive()


def test_a_seal_can_be_stopped(house: House) -> None:
    bulk(house.book, (line(str(i)) for i in range(500)), house.me)
    with pytest.raises(Cancelled):
        house.book.seal(cancel=lambda: True).result()
    assert house.book.reader().seals() == []
    house.book.seal().result()


def test_a_long_seal_is_given_up_at_the_end(
    house: House, monkeypatch: pytest.MonkeyPatch, gate: Event
) -> None:
    monkeypatch.setattr(books, "GRACE", -1.0)
    bulk(house.book, (line(str(i)) for i in range(500)), house.me)
    house.book._work.submit(lambda: gate.wait(LIMIT))
    sealing = house.book.seal()
    last = house.write(line("Last."))
    closing, begun = closing_begun(house.book, monkeypatch)
    assert begun.wait(LIMIT)
    gate.set()
    assert ended(closing)
    assert isinstance(sealing.exception(LIMIT), Cancelled)
    assert last.result(LIMIT).records[0].line == 501
    house.open()
    assert house.book.reader().last_line() == 501


def test_a_short_seal_is_finished_at_the_end(house: House) -> None:
    house.post(line("One."))
    sealing = house.book.seal()
    house.book.close()
    assert sealing.result(LIMIT).records


def test_reading_every_page_ends_with_the_book(
    house: House, monkeypatch: pytest.MonkeyPatch, gate: Event
) -> None:
    bulk(house.book, (line(str(i)) for i in range(500)), house.me)
    house.book.close()
    monkeypatch.setattr(opening, "SMALL", 0)
    monkeypatch.setattr(store, "_OFTEN", 1)
    checked = opening.check_pages

    def later(*given: object, **options: object) -> None:
        gate.wait(LIMIT)
        checked(*given, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(opening, "check_pages", later)
    book = house.open()
    closing, begun = closing_begun(book, monkeypatch)
    assert begun.wait(LIMIT)
    gate.set()
    assert ended(closing)
    assert book._writer.fault is None


def test_a_full_check_ends_with_the_book(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    bulk(house.book, (line(str(i)) for i in range(600)), house.me)
    threads: list[Thread] = []

    def close(_step: str, _done: int, _all: int) -> None:
        if not threads:
            closing, begun = closing_begun(house.book, monkeypatch)
            threads.append(closing)
            assert begun.wait(LIMIT)

    with pytest.raises(Cancelled):
        house.book.verify(full=True, told=close)
    assert ended(threads[0])


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
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gate: Event
) -> None:
    monkeypatch.setattr(mirror_lane, "ENDING", -0.9)
    house = found(tmp_path)
    mirror = house.book._writer.mirror
    assert mirror is not None
    hung = Event()
    append = mirror._writer.extend

    def slow(*given: object, **more: object) -> None:
        hung.set()
        gate.wait(LIMIT)
        append(*given, **more)  # type: ignore[arg-type]

    mirror._writer.extend = slow  # type: ignore[method-assign]
    posted = house.write(line("One."))
    assert hung.wait(LIMIT)
    assert not mirror.close(-0.9)
    house.book.close()
    assert posted.result(LIMIT).records[0].line == 1
    with pytest.raises(BookFault, match="open already"):
        house.open()
    gate.set()
    assert ended(mirror._thread)
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
    mirror._lay_beside(None)
    assert list(mirror._beside._copies.iterdir()) == []
    mirror._until = float("inf")
    house.book.settle()
    assert house.book.health().mirror == "ok"
