"""Every page of an empty book, of one with five lines and of one with a million, in German length.

``make pictures`` takes them in each measure, light and dark: what is crowded, and what is bare.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from bench.office import NAME as BENCH
from bench.office import PASSPHRASE as BENCH_PHRASE
from bench.office import million
from tests.screens import downtime, german
from tests.screens.studio import Studio

from deskinc.book.keys.kdf import FLOOR
from deskinc.desk import demo, setup
from deskinc.desk.incidents import incidents, plans
from deskinc.desk.lines import entries
from deskinc.desk.office import Office, sign_in
from deskinc.desk.shift import shifts
from deskinc.paths import resources
from deskinc.ui.pictures import shut
from deskinc.ui.prefs import Prefs
from deskinc.ui.windows import main_window

MEASURES: Final = ("1280", "1920", "150")
PLACES: Final = ("Reception", "Loading bay", "B1 car park", "Lift 2")
FIVE: Final = (
    ("patrol", "B1 car park", "All doors secure. Barrier lowered."),
    ("delivery", "Loading bay", "Parcel for Caldwell & Reid, floor 5. Taken in, store shelf B."),
    ("visitor", "Reception", "Mr A. Brandt refused, no host on site. Left by the street door."),
    ("lift", "Lift 2", "Lift 2 stopped between 3 and 4. Two people inside, calm."),
)
"""With *on duty*, which signing on writes, these are five."""


def take(studio: Studio) -> None:
    """Every page of the three books, at German length."""
    german.speak()
    _pages(studio, "0", lambda: _found(studio, "none", _nothing))
    _pages(studio, "5", lambda: _found(studio, "five", _five))
    _pages(studio, "million", lambda: sign_in(million(), BENCH, BENCH_PHRASE))


def _pages(studio: Studio, name: str, opened: Callable[[], Office]) -> None:
    office = opened()
    window = main_window(office, Prefs(studio.folder))
    studio.show(window)
    for key in window.specs:
        window.show_page(key)
        studio.shoot(window, f"{key}-{name}")
    if name == "5":
        downtime.sheets(studio, window)
    shut(window)
    office.close()


def _found(studio: Studio, name: str, fill: Callable[[Office], None]) -> Office:
    folder = studio.folder / name
    answers = setup.Answers(
        site="Harbour Court", officer=demo.FIRST, initials="J.H.", passphrase=demo.PASSPHRASE,
        mirror=folder / "mirror", places=PLACES if name == "five" else (),
    )  # fmt: skip
    words = setup.recovery_words()
    office = setup.set_up(folder / "book", answers, words, kdf=FLOOR, clock=studio.clock)
    fill(office)
    return office


def _nothing(_office: Office) -> None:
    """The first day."""


def _five(office: Office) -> None:
    """Five lines, one of them an incident, pinned on the one plan."""
    shifts.sign_on(office, {"relieved": "D. Novak"}, entries.new_id()).result()
    for kind, place, text in FIVE:
        raw: dict[str, object] = {"type": kind, "place": place, "text": text}
        saved = entries.post(office, raw, entries.new_id()).result()
    opening = {
        **incidents.start(office, [saved.records[0].n]), "title": "Lift 2 stands",
        "category": "building.lift_entrapment", "severity": "high",
    }  # fmt: skip
    thread = entries.new_id()
    incidents.open_new(office, opening, thread).result()
    drawing: Path = resources() / "demo" / "plan-3.svg"
    plans.import_plan(office, drawing, "Harbour Court", "3").result()
    plans.pin(office, thread, plans.listed(office)[0].thread, 500_000, 500_000).result()
