"""What the desk does by itself while nobody is signed in to an open book (025, D1)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Clock
from tests.ui.incidents.hands import opened

from deskinc.desk.copies import backups
from deskinc.desk.lines import entries
from deskinc.desk.lines.lines import lines
from deskinc.desk.office import Office
from deskinc.desk.open_office import leave
from deskinc.desk.routine import deliveries, routines
from deskinc.ui import tasks
from deskinc.ui.prefs import Prefs
from deskinc.ui.unattended import Unattended


@pytest.fixture
def left(office: Office, tmp_path: Path) -> Office:
    """An open book that had a backup once; whoever made it has gone home."""
    (tmp_path / "safe").mkdir()
    backups.make(office, tmp_path / "safe", lambda _fraction, _words: None, lambda: False)
    leave(office)
    return office


@pytest.fixture
def night(qapp: QApplication, left: Office, clock: Clock) -> Iterator[Unattended]:
    """The desk alone, from half past five of the next morning on."""
    since = left.now()
    clock.go_on(hours=5.5 + 24 - since.hour - since.minute / 60)
    owner = QObject()
    made = Unattended(left, Prefs(left.folder), since, owner)
    yield made
    made.end()
    tasks.drain()


def test_d01_the_desk_alone_seals_checks_and_backs_up_and_signs_it_itself(
    qtbot: QtBot, night: Unattended, left: Office
) -> None:
    last, read = left.read.last_n(), left.read
    left.write_as_desk(left.draft("occurrence", {"type": "desk", "text": "A line."})).result()

    def written() -> list[tuple[str, str]]:
        records = [read.record(n) for n in range(last + 1, read.last_n() + 1)]
        return [(record.form, record.author) for record in records]

    def done() -> bool:
        whats = {row.what for row in read.accesses(50) if row.n > last}
        return {"seal", "backup"} <= {form for form, _who in written()} and "verified" in whats

    qtbot.waitUntil(done, timeout=60_000)
    assert {author for _form, author in written()} == {"desk"}


def test_what_is_missed_while_nobody_is_signed_in_is_a_line_by_the_desk(
    qtbot: QtBot, office: Office, clock: Clock
) -> None:
    asked = {"name": "Check call", "type": "check_call", "every": 60, "tolerance": 5}
    routines.change(office, asked).result()
    leave(office)
    clock.go_on(hours=3)
    owner = QObject()
    alone = Unattended(office, Prefs(office.folder), None, owner)

    def texts() -> list[str]:
        return [line.text for line in lines(office.read, office.read.newest(9))
                if line.type == "missed"]  # fmt: skip

    qtbot.waitUntil(lambda: len(texts()) == 1)
    assert texts()[0].startswith("Not ticked, from 23 Nov 00:00 to 23 Nov 02:00")
    clock.go_on(hours=1)
    qtbot.waitUntil(lambda: len(texts()) == 2)
    assert texts()[1] == "Check call, due 03:00, was not ticked by 03:05."
    alone.end()
    tasks.drain()


def test_d08_deliveries_of_an_hour_are_told_by_the_desk_alone(
    qtbot: QtBot, office: Office, clock: Clock
) -> None:
    for _one in range(3):
        deliveries.take(office, {}, entries.new_id()).result()
    leave(office)
    owner = QObject()
    alone = Unattended(office, Prefs(office.folder), None, owner)

    def texts() -> list[str]:
        return [line.text for line in lines(office.read, office.read.newest(9))
                if line.type == "hourly"]  # fmt: skip

    clock.go_on(hours=1)
    qtbot.waitUntil(lambda: texts() == ["Deliveries 23–00: 3 in."])
    alone.end()
    tasks.drain()


def test_a_repeat_raised_before_the_last_one_left_is_looked_into_by_the_desk_alone(
    qtbot: QtBot, office: Office
) -> None:
    for _one in range(office.site.repeat_count):
        opened(office)
    leave(office)
    owner = QObject()
    alone = Unattended(office, Prefs(office.folder), None, owner)
    qtbot.waitUntil(lambda: len(office.read.lessons("measure")) == 1)
    (row,) = office.read.lessons("measure")
    assert row.state == "open"
    alone.end()
    tasks.drain()
    again = Unattended(office, Prefs(office.folder), None, owner)
    tasks.drain()
    assert len(office.read.lessons("measure")) == 1
    again.end()
    tasks.drain()


def test_whoever_comes_ends_it(qtbot: QtBot, night: Unattended) -> None:
    ticks: list[object] = []
    night.session.ticked.connect(ticks.append)
    qtbot.waitUntil(lambda: bool(ticks))
    night.end()
    assert night.session.is_closed
