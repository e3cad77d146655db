"""At the big book: finding by the box over the log, going to a day, scrolling."""

import random
import time
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from bench import apart
from bench.desk import Desk, Painted, bare_screen, say, sit_down, stood
from bench.office import million
from bench.said import PLACES, names
from bench.table import Figure, percentile
from deskinc.desk.lines.entries import Wanted
from deskinc.ui.book.page import BookPage

ROUNDS = 6
MATCHED = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT 50"
"""The floor of finding: the numbers alone, of a common word."""


def find() -> Iterator[Figure]:
    """From Enter in the box to the hits and the newest one painted where it stands."""
    million()
    yield from apart.told("bench.going:hits")


def goto() -> Iterator[Figure]:
    """From Enter in the question to the day painted."""
    million()
    yield from apart.told("bench.going:days")


def scroll() -> Iterator[Figure]:
    """By the wheel, from the newest line through some weeks."""
    million()
    yield from apart.told("bench.going:wheel")


def hits() -> None:
    """Say the figures of finding."""
    desk = sit_down(million())
    first, last = _span(desk)
    day = first + (last - first) / 3
    words = ("secure", "badge", "patrol", names()[77].split()[1])
    asked: dict[str, list[Wanted]] = {
        "a word": [Wanted(word) for word in words],
        "a phrase": [Wanted('"door secure"'), Wanted(f'"{names()[77]}"'), Wanted('"lift visitor"')],
        "a beginning": [Wanted("sec*"), Wanted("patrol flo"), Wanted("vis*")],
        "a word, narrowed": [
            Wanted("secure", type="patrol", place=PLACES[0]), Wanted("door", late=True),
            Wanted("lift", struck=True), Wanted("alarm", linked=True),
            Wanted("badge", since=day, until=day + timedelta(days=9)),
        ],
        "no word, narrowed": [
            Wanted(type="visitor", place=PLACES[5]), Wanted(late=True), Wanted(struck=True),
            Wanted(linked=True), Wanted(since=day, until=day),
        ],
    }  # fmt: skip
    link = desk.office.read.link
    begun = time.perf_counter()
    for _i in range(20):
        link.run(MATCHED, ("body:secure",)).all()
    floor = (time.perf_counter() - begun) / 20
    for what, all_ in asked.items():
        taken = [_found(desk, wanted) for wanted in all_ for _i in range(ROUNDS)]
        wall, own = (percentile(some, 0.95) for some in zip(*taken, strict=True))
        more = f"own work of all threads p95 {own * 1000:.0f} ms"
        say(f"find {what}: to painted, p95", wall, 100, floor, "the bare index", more, firm=True)
    stood(desk, "finding")
    desk.close()


def _found(desk: Desk, wanted: Wanted) -> tuple[float, float]:
    """Seconds from asking to the hits painted and the newest on screen, and of work in them."""
    finder, view = desk.page.finder, desk.page.view
    shown, seen = Painted(finder.hits.view.viewport()), Painted(view.viewport())
    finder.open(Wanted("zzzz"))
    desk.until(lambda: finder._count.text() != "" and not finder._hits)
    seen.taken()
    shown.taken()
    own, begun = time.process_time(), time.perf_counter()
    desk.do(partial(finder.open, wanted))
    desk.until(lambda: bool(finder._hits))
    desk.until(seen.taken)
    if len(finder._hits) > 1:
        desk.until(shown.taken)
    taken = time.perf_counter() - begun, time.process_time() - own
    assert len(finder._hits) >= 1
    desk.do(finder.leave)
    desk.to_line()
    return taken


def days() -> None:
    """Say the figures of going to a day."""
    desk = sit_down(million())
    view, chance = desk.page.view, random.Random(3)
    seen, taken = Painted(view.viewport()), list[float]()
    first, last = _span(desk)
    for _i in range(30):
        day = first + timedelta(days=chance.randrange(1, (last - first).days))
        taken.append(_went(desk, day, seen))
    stood(desk, "going to a day")
    lines = [desk.page.log.line_at(row).text for row in range(30)]
    floor = bare_screen(view, lines)
    say("going to any day: to painted, p95", percentile(taken, 0.95), 50, floor, "a bare canvas")
    desk.close()


def _span(desk: Desk) -> tuple[date, date]:
    log = desk.page.log
    first, last = (log.line_at(row).written.date() for row in (0, log.rowCount() - 1))
    return first, last


def _went(desk: Desk, day: date, seen: Painted) -> float:
    page: BookPage = desk.page
    desk.to_line()
    desk.keys("Ctrl+G")
    desk.wait_question()
    desk.type(day.isoformat())
    question = QApplication.activeModalWidget()
    begun = time.perf_counter()
    desk.do(desk.press("Return"))
    desk.until(lambda: page.view.chosen_row() >= 0)
    seen.taken()
    desk.until(seen.taken)
    taken = time.perf_counter() - begun
    chosen = page.log.line_at(page.view.chosen_row())
    assert chosen.written.date() == day
    assert question is not QApplication.activeModalWidget()
    return taken


def wheel() -> None:
    """Say the figures of scrolling."""
    desk = sit_down(million())
    view = desk.page.view
    port = view.viewport()
    seen, taken = Painted(port), list[float]()
    for _i in range(300):
        at, turned = QPointF(200, 200), QPoint(0, 240)
        none, begin = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(at, port.mapToGlobal(at), QPoint(), turned, none,
                            Qt.KeyboardModifier.NoModifier, begin, False)  # fmt: skip
        taken.append(desk.until_painted(partial(QApplication.sendEvent, port, event), seen))
    stood(desk, "scrolling")
    lines = [desk.page.log.line_at(row).text for row in range(30)]
    floor = bare_screen(view, lines)
    say("scrolling: a turn of the wheel to painted, p95", percentile(taken, 0.95), 16, floor,
        "a bare canvas")  # fmt: skip
    desk.close()
