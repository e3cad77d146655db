"""Incidents: the list of a hundred thousand, and one with 500 lines, 60 photos and a checklist."""

import io
import random
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from bench import apart
from bench.bulk import bulk
from bench.office import drafts, fresh
from bench.said import PLACES, sentence
from bench.table import Figure, median, timed
from deskinc.book.record import Draft, new_id
from deskinc.desk.incidents import cases, evidence, guides, incidents, ticking
from deskinc.desk.office import Office
from deskinc.forms import taxonomy
from deskinc.forms.catalogue import current
from deskinc.forms.form import clean
from deskinc.proof.canonical import b64

if TYPE_CHECKING:
    from bench.desk import Desk
    from deskinc.ui.incidents.page import IncidentsPage

MANY = 100_000
LINES, PHOTOS, DROPPED = 500, 60, 12
_STATES = ("open",) + ("finished",) * 9 + ("closed",) * 80 + ("spot",) * 10
_WORDS = ("", "lift", "0042", "medium", "reception lif", "graffiti", "no such thing")


def figures(folder: Path) -> Iterator[Figure]:
    """The list in this process, the window at the big incident in one of its own."""
    office = fresh(folder / "many")
    bulk(office.book, _many(office), office.person.signer())
    floor = median([timed(partial(_bare, office)) for _i in range(7)])
    taken = {
        (which, words): median([timed(partial(cases.found, office, which, words))
                                for _i in range(5)])
        for which in cases.TABS for words in _WORDS
    }  # fmt: skip
    which, words = max(taken, key=lambda asked: taken[asked])
    worst = taken[which, words]
    yield Figure(
        "list of 100,000 incidents, slowest filter", worst * 1000, 100, "ms",
        f"{which}, {words!r}; {worst / floor:.1f} × all rows counted, {floor * 1000:.1f} ms",
    )  # fmt: skip
    office.close()
    office = fresh(folder / "one")
    thread = _big(office)
    yield from _ticks(office)
    office.close()
    yield from apart.told("bench.incidents:opened", str(folder / "one" / "book"), thread)


def _bare(office: Office) -> object:
    return office.read.link.one("SELECT count(*) FROM incident NOT INDEXED WHERE title IS NULL")


def _many(office: Office) -> Iterator[Draft]:
    chance, form = random.Random(11), current("incident")
    for at in range(MANY):
        kind = chance.choice(taxonomy.CATEGORIES)
        state = chance.choice(_STATES)
        if state == "spot" and taxonomy.starting_severity(kind.code).code not in ("low", "medium"):
            state = "closed"
        raw = {
            "category": kind.code, "severity": taxonomy.starting_severity(kind.code).code,
            "title": f"{sentence(chance)[:60]} {at}", "occurred": office.now(),
            "state": state, "place": office.site.place(chance.choice(PLACES)),
        }  # fmt: skip
        yield Draft("incident", clean(form, raw, partial=True, current={}))


def _big(office: Office) -> str:
    """An incident with its lines and photos in the book; its thread."""
    bulk(office.book, drafts(office, 2000), office.person.signer())
    thread = new_id()
    raw = {
        "category": "injury.slip", "severity": "high", "title": "Slip in the lobby",
        "place": PLACES[0], "occurred": office.now(), "narrative": "A visitor slipped. " * 40,
    }  # fmt: skip
    incidents.open_new(office, raw, b64(thread)).result()
    chance = random.Random(5)
    for _at in range(LINES):
        incidents.note(office, b64(thread), sentence(chance), b64(new_id())).result()
    for at in range(PHOTOS):
        evidence.add_photo(office, b64(thread), _photo(at), f"{at}.jpg", f"Photo {at}",
                           b64(new_id())).result()  # fmt: skip
    return b64(thread)


def _photo(number: int, width: int = 1600, height: int = 1200) -> bytes:
    noise = Image.effect_noise((width // 8, height // 8), 60 + number % 20).resize((width, height))
    made = io.BytesIO()
    Image.merge("RGB", (noise, noise, noise)).save(made, "JPEG", quality=88)
    return made.getvalue()


def _ticks(office: Office) -> Iterator[Figure]:
    """A tick from the press to both stores, against a line of the book."""
    taken = list[float]()
    for category in ("building.lift_entrapment", "fire.alarm_genuine", "injury.slip"):
        thread = b64(new_id())
        raw = {"category": category, "severity": "high", "title": "Incident", "place": PLACES[0],
               "occurred": office.now()}  # fmt: skip
        incidents.open_new(office, raw, thread).result()
        for step in guides.steps(office, incidents.page(office, thread).values):
            begun = time.perf_counter()
            ticking.tick(office, thread, step, b64(new_id())).result()
            taken.append(time.perf_counter() - begun)
    floor = median([timed(lambda: office.write(*drafts(office, 1)).result()) for _i in range(30)])
    yield Figure(
        "checklist: tick to stored", median(taken) * 1000, 30, "ms",
        f"{median(taken) / floor:.1f} × a line of the book, {floor * 1000:.1f} ms",
    )  # fmt: skip


def opened(folder: str, thread: str) -> None:
    """Say how long the big incident takes until it is painted, and a drop of large photos."""
    from bench.desk import bare_screen, say, sit_down, stood
    from deskinc.ui.incidents.page import IncidentsPage

    desk = sit_down(Path(folder))
    page = desk.window.page("incidents")
    assert isinstance(page, IncidentsPage)
    desk.window.show_page("incidents")
    others = [found.thread for found in cases.found(desk.office, "all").rows]
    other = next(one for one in others if one != thread)
    taken = []
    for _i in range(7):
        _shown(desk, page, other)
        taken.append(_shown(desk, page, thread))
    floor = bare_screen(page, [sentence(random.Random(1)) for _i in range(30)])
    say("incident, 500 lines and 60 photos: to first paint", median(taken), 200, floor,
        "a bare canvas")  # fmt: skip
    stood(desk, "opening incidents")
    taken = [_called(desk) for _i in range(7)]
    say("bomb call: key to the sheet painted", max(taken), 200, _bare_window(desk), "a bare window")
    _drop(desk, page, Path(folder).parent)
    desk.close()


def _called(desk: "Desk") -> float:
    """Seconds until the call sheet is painted; it is left again, empty."""
    from bench.desk import Painted

    begun, calls = time.perf_counter(), desk.window.calls
    calls.open()
    sheet = calls.sheet
    assert sheet is not None
    desk.until(Painted(sheet).taken)
    taken = time.perf_counter() - begun
    sheet.reject()
    desk.until(lambda: calls.sheet is None)
    return taken


def _bare_window(desk: "Desk") -> float:
    """Seconds until an empty window of that size is painted."""
    from PySide6.QtWidgets import QWidget

    from bench.desk import Painted

    taken = list[float]()
    for _i in range(7):
        begun, bare = time.perf_counter(), QWidget()
        bare.resize(desk.window.size())
        bare.show()
        desk.until(Painted(bare).taken)
        taken.append(time.perf_counter() - begun)
        bare.close()
    return median(taken)


def _shown(desk: "Desk", page: "IncidentsPage", thread: str) -> float:
    from bench.desk import Painted

    seen = Painted(page.detail.body)
    begun = time.perf_counter()
    desk.do(partial(desk.window.session.go, "incidents", thread=thread))
    desk.until(lambda: page.detail.thread_shown() == thread)
    seen.taken()
    desk.do(page.detail.body.update)
    desk.until(seen.taken)
    taken = time.perf_counter() - begun
    desk.rest(0.5)
    return taken


def _drop(desk: "Desk", page: "IncidentsPage", folder: Path) -> None:
    from bench.desk import stood

    paths = [folder / f"drop{at}.jpg" for at in range(DROPPED)]
    for at, path in enumerate(paths):
        path.write_bytes(_photo(at, 4000, 3000))
    before = len(page.detail.body.photos.list.thumbs)
    desk.window.activateWindow()  # a bare floor was shown since
    page.list.view.setFocus()
    desk.rest(0.2)
    desk.stretches.clear()
    desk.do(partial(page.detail.body.photos.take, paths))
    for _path in paths:
        desk.wait_question()
        desk.type("Floor")
        desk.keys("Return")
    desk.until(lambda: len(page.detail.body.photos.list.thumbs) >= before + DROPPED)
    stood(desk, "12 photos of 12 MP dropped")
