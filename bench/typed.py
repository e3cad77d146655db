"""At the big book: letters, lists that complete, posting; the longest the window stands still."""

import time
from collections.abc import Iterator
from functools import partial

from PySide6.QtTest import QTest

from bench import apart
from bench.desk import Desk, Painted, bare_letter, bare_screen, say, sit_down, stood
from bench.office import million
from bench.said import names, plates
from bench.table import Figure, percentile
from deskinc.ui.book.completions import WAIT_MS, WordCompletion
from deskinc.ui.suggestions import Suggestions

TYPED = (
    "The east dor was found open by Hana Kowalski, she probably forgot; AB12 CDE was seen leaving.",
    "Contractor told reception that the lift stoped between floors, reset by the engineer at 4.",
    "Aisha Berg collected set 12 of the kees and will return them later on, sort of soon.",
)
"""Words with what is offered, underlined and remarked on while they are written."""
POSTS = 60


def typing() -> Iterator[Figure]:
    """Each letter until it is painted, with completions, lint and spelling on."""
    million()
    yield from apart.told("bench.typed:letters")


def posting() -> Iterator[Figure]:
    """Each line from Ctrl+Enter until it is painted."""
    million()
    yield from apart.told("bench.typed:posts")


def completions() -> Iterator[Figure]:
    """Each list until it is painted: types, places, and what the book knows."""
    million()
    yield from apart.told("bench.typed:lists")


def letters() -> None:
    """Say the figures of typing."""
    desk = sit_down(million())
    text = desk.page.entry.text
    seen, taken = Painted(text.viewport()), list[float]()
    site = desk.office.site
    assert site.lint
    assert site.spelling
    for words in TYPED * 2:
        desk.to_line()
        for letter in words:
            taken.append(desk.until_painted(partial(QTest.keyClicks, text, letter), seen))
            desk.rest(0.03)  # some thirty letters a second: nobody types faster
        desk.rest(0.6)  # a pause: the words are read
    stood(desk, "typing")
    floor = bare_letter()
    say("typing: key to painted, p95", percentile(taken, 0.95), 50, floor, "a bare editor")
    desk.close()


def posts() -> None:
    """Say the figures of posting."""
    desk = sit_down(million())
    view, page = desk.page.view, desk.page
    seen = Painted(view.viewport())
    taken, numbered = list[float](), list[float]()
    for i in range(POSTS):
        desk.to_line()
        page.entry.type.take("patrol")
        desk.type(f"All doors secure {i}.")
        desk.rest(0.2)
        count, begun = page.log.rowCount(), time.perf_counter()
        taken.append(desk.until_painted(desk.press("Ctrl+Return"), seen))
        assert page.log.rowCount() > count, "the key did not post"
        desk.until(lambda: not page.log._waiting)
        numbered.append(time.perf_counter() - begun)
        desk.rest(0.3)
    stood(desk, "posting")
    lines = [
        page.log.line_at(row).text for row in range(page.log.rowCount() - 30, page.log.rowCount())
    ]
    floor = bare_screen(view, lines)
    more = f"its number p95 {percentile(numbered, 0.95) * 1000:.0f} ms"
    what = "posting: Ctrl+Enter to painted, p95"
    say(what, percentile(taken, 0.95), 60, floor, "a bare canvas", more, firm=True)
    desk.close()


def lists() -> None:
    """Say the figures of what completes."""
    desk = sit_down(million())
    page = desk.page
    floor = bare_screen(page.view, ["words of a list"] * 8)
    for key, letter, what in (("F3", "p", "types"), ("F4", "l", "places")):
        taken = []
        for _i in range(12):
            desk.to_line()
            taken.append(_opened(desk, desk.press(key)))
            widget = desk.focus()
            taken.append(_opened(desk, partial(QTest.keyClicks, widget, letter)))
            desk.keys("Escape")
        say(f"completion list of {what}, p95", percentile(taken, 0.95), 30, floor, "a bare canvas")
    part = page.findChild(WordCompletion)
    assert part is not None
    for kind, what, called in (("person", "people", names()), ("plate", "plates", plates())):
        known = [name for name in called if desk.office.read.known(kind, name, 1)]
        begun = [name[:3] for name in known[:: max(1, len(known) // 40)]]
        taken = [_offered(desk, part, word) for word in begun]
        say(f"completion list of {what}, p95", percentile(taken, 0.95), 30, floor, "a bare canvas")
    stood(desk, "completing")
    desk.close()


def _opened(desk: Desk, act: object) -> float:
    """Seconds until a list that was opened or narrowed is painted."""
    assert callable(act)
    begun = time.perf_counter()
    desk.do(act)
    popup = next(one for one in desk.window.findChildren(Suggestions) if one.isVisible())
    seen = Painted(popup.list.viewport())
    desk.until(seen.taken)
    return time.perf_counter() - begun


def _offered(desk: Desk, part: WordCompletion, word: str) -> float:
    """Seconds after the pause in the typing until what is known is painted."""
    desk.to_line()
    desk.type(f"Told {word}")
    begun = time.perf_counter()
    desk.until(part.is_open)
    popup = next(one for one in desk.window.findChildren(Suggestions) if one.isVisible())
    desk.until(Painted(popup.list.viewport()).taken)
    taken = time.perf_counter() - begun - WAIT_MS / 1000
    assert word.casefold() in part.words_offered()[0].casefold()
    return max(0.0, taken)
