"""An office with a shift lead at the desk and an officer who wrote before."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.ui.conftest import PASSPHRASE, Clock, Makes, NewOffice, alone

from deskinc.book.keys.kdf import FLOOR
from deskinc.book.record import Record
from deskinc.desk import settings
from deskinc.desk.lines import entries
from deskinc.desk.office import Office, Person, Saved
from deskinc.desk.people import people
from deskinc.desk.shift import shifts
from deskinc.ui import tasks
from deskinc.ui.book.page import PAGE as BOOK
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.review.page import PAGE, ReviewPage

OFFICER, WORDS = "D. Novak", "another five words for him"
__all__ = ["PASSPHRASE"]


def of_lead_and_officer(below: Path, clock: Clock) -> Office:
    """R. Malik leads, D. Novak writes; an entry is asked for after an hour."""
    made = alone(below, clock)
    settings.change(made, {"nil_every": "60"}).result()
    who = people.Enrolment(OFFICER, "D.N.", "", frozenset({"officer"}), identity="Passport")
    people.enrol(made, who, WORDS, kdf=FLOOR)
    return made


@pytest.fixture
def office(
    tmp_path: Path, clock: Clock, prepared: Callable[[Makes], NewOffice]
) -> Iterator[Office]:
    """The office, its lead signed in."""
    made = prepared(of_lead_and_officer).opened(tmp_path, clock)
    yield made
    tasks.drain()
    made.close()


@dataclass
class Night:
    """What the officer writes while the lead has the desk."""

    office: Office
    clock: Clock
    officer: Person

    def post(self, text: str, **more: object) -> Record:
        """A line of the officer's."""
        raw: dict[str, object] = {"type": "patrol", "place": "Reception", "text": text, **more}
        return self.by_officer(lambda: entries.post(self.office, raw, entries.new_id()).result())

    def by_officer(self, act: Callable[[], Saved]) -> Record:
        """Something that the officer does; the record of it."""
        lead = self.office.person
        self.office.become(self.officer)
        try:
            return act().records[0]
        finally:
            self.office.become(lead)

    def write(self) -> list[Record]:
        """Four lines: one in time, one late, one plain, one after two hours of silence."""
        raw = {"kit": True, "instructions": True, "sound": True}
        on = self.by_officer(lambda: shifts.sign_on(self.office, raw, entries.new_id()).result())
        half = timedelta(minutes=30)
        late = self.post("Parcel for Nair.", happened=self.office.now() - half)
        plain = self.post("Key 7 handed out.")
        self.clock.go_on(minutes=120)
        return [on, late, plain, self.post("All secure.")]


@pytest.fixture
def night(office: Office, clock: Clock) -> Night:
    """The night of the officer."""
    return Night(office, clock, office.open_person(OFFICER, WORDS))


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    """The window with the Book and the Review page."""
    return make_window(BOOK, PAGE)


@pytest.fixture
def page(night: Night, window: MainWindow, qtbot: QtBot) -> ReviewPage:
    """The Review page with the night of the officer on it."""
    night.write()
    window.show_page("review")
    made = window.page("review")
    assert isinstance(made, ReviewPage)
    qtbot.waitUntil(lambda: len(made.model.items) == 4)
    return made
