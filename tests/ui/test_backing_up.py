"""The open program makes a backup by itself each day, and says what is amber about copies."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from tests.desk.copies.test_backups import untold
from tests.ui.conftest import Clock
from tests.ui.settings_hands import find

from deskinc import children
from deskinc.book.records.following import never
from deskinc.desk.copies import backups, new_mirror
from deskinc.desk.copies.daily import AGAIN, ALONE
from deskinc.desk.office import Office
from deskinc.ui.backing_up import DailyBackup
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.session import Session
from deskinc.ui.settings.backups import BackupsSection
from deskinc.ui.settings.mirror import MirrorSection
from deskinc.ui.settings.page import PAGE, SettingsPage
from deskinc.ui.settings.trust import TrustSection


@pytest.fixture
def stick(office: Office, tmp_path: Path) -> Path:
    """A folder with a backup."""
    where = tmp_path / "stick"
    backups.make(office, where, untold, never)
    return where


class Day:
    """The daily backup with the time nobody came in the test's hand."""

    def __init__(self, session: Session, qtbot: QtBot) -> None:
        self.idle, self.session, self.qtbot = ALONE, session, qtbot
        self.owner = QObject()
        self.daily = DailyBackup(session, lambda: self.idle, self.owner)
        self.wait()

    def wait(self) -> None:
        """Until nothing is looked for or made."""
        self.qtbot.waitUntil(lambda: not self.daily.busy, timeout=60_000)

    def look(self) -> str:
        """What is amber after the next look and what came of it."""
        self.daily.look()
        self.wait()
        return "\n".join(self.session.health.copies.amber)


@contextmanager
def full(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every disk has no room."""
    with monkeypatch.context() as disk:
        disk.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(9, 9, 0))
        yield


@pytest.fixture
def make_day(session: Session, qtbot: QtBot) -> Callable[[], Day]:
    """Begins a day."""
    return lambda: Day(session, qtbot)


def made(office: Office, where: Path) -> int:
    """How many backups were tried, by the record of the last one."""
    return len(backups.listing(office, where))


def test_no_backup_yet_is_amber_from_the_first_look(make_day: Callable[[], Day]) -> None:
    assert "No backup of the book is made yet" in make_day().look()


def test_one_is_made_at_the_time_and_nobody_is_disturbed(
    make_day: Callable[[], Day], office: Office, stick: Path, clock: Clock
) -> None:
    (first,) = backups.listing(office, stick)
    day = make_day()
    said: list[object] = []
    day.session.said.connect(said.append)
    day.look()
    assert backups.listing(office, stick) == [first]
    clock.go_on(hours=4)
    day.idle = 3.0
    day.look()
    assert backups.listing(office, stick) == [first], "somebody is at the desk"
    day.idle = ALONE
    day.look()
    newest, *_older = backups.listing(office, stick)
    assert newest.at > first.at
    assert newest.state == "verified"
    record = office.read.record(office.read.last_n())
    assert (record.form, record.author) == ("backup", "desk")
    assert said == []
    assert "last verified" not in day.look()


def test_a_disk_that_may_sleep_is_not_asked_every_minute(
    make_day: Callable[[], Day], stick: Path, clock: Clock
) -> None:
    day = make_day()
    day.look()
    for minute in range(1, 11):
        clock.go_on(minutes=1)
        day.daily._tick(day.session.now())
        assert day.daily.busy is (minute == 10)
        day.wait()
    stick.rename(stick.with_name("away"))
    assert "does not answer" in day.look()
    assert day.daily._wants(day.session.now()), "one that is away is waited for"


def test_a_locked_desk_is_backed_up_too(
    make_day: Callable[[], Day], office: Office, stick: Path, clock: Clock
) -> None:
    day = make_day()
    day.session.lock()
    clock.go_on(hours=5)
    day.look()
    assert backups.listing(office, stick)[0].at.hour == clock.at.hour


def test_a_folder_that_is_away_is_amber_and_asked_again_when_it_is_back(
    make_day: Callable[[], Day], office: Office, stick: Path, clock: Clock
) -> None:
    day = make_day()
    aside = stick.rename(stick.with_name("away"))
    clock.go_on(hours=5)
    before = office.read.last_n()
    assert "does not answer" in day.look()
    assert office.read.last_n() == before
    aside.rename(stick)
    clock.go_on(minutes=1)
    assert "does not answer" not in day.look()
    assert backups.listing(office, stick)[0].at.hour == clock.at.hour


def test_a_disk_that_takes_none_is_said_and_tried_again_later(
    make_day: Callable[[], Day], office: Office, stick: Path, clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    day = make_day()
    clock.go_on(hours=5)
    with full(monkeypatch):
        assert "MB left" in day.look()
        clock.go_on(minutes=1)
        assert "MB left" in day.look(), "it stands until one is made"
    assert "MB left" in day.look()
    assert len(backups.listing(office, stick)) == 1
    clock.go_on(minutes=AGAIN.total_seconds() / 60)
    assert "MB left" not in day.look()
    assert backups.listing(office, stick)[0].at.hour == clock.at.hour


def test_what_a_person_made_since_takes_the_refusal_away(
    make_day: Callable[[], Day], office: Office, stick: Path, clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    day = make_day()
    clock.go_on(hours=5)
    with full(monkeypatch):
        assert "MB left" in day.look()
    clock.go_on(minutes=1)
    backups.make(office, stick, untold, never)
    assert "MB left" not in day.look()


def test_one_that_fails_is_said_and_tried_on_the_next_day(
    make_day: Callable[[], Day], office: Office, stick: Path, clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    day = make_day()
    clock.go_on(hours=5)
    with monkeypatch.context() as broken:
        broken.setattr(children, "command", lambda _option: ["false"])
        assert "does not prove" in day.look()
    assert "does not prove" in day.look()
    assert [one.state for one in backups.listing(office, stick)] == ["failed", "verified"]
    clock.go_on(hours=24)
    assert "does not prove" not in day.look()


def test_a_mirror_that_was_moved_is_looked_at_at_once(
    qtbot: QtBot, make_day: Callable[[], Day], office: Office, tmp_path: Path
) -> None:
    day = make_day()
    seen = day.daily._last
    new_mirror.give(office, tmp_path / "elsewhere", untold)
    qtbot.waitUntil(lambda: day.daily._last is not seen)
    assert day.session.health.copies.near


def test_the_settings_say_how_it_stands(
    qtbot: QtBot, make_window: Callable[..., MainWindow], make_day: Callable[[], Day],
    office: Office, stick: Path,
) -> None:  # fmt: skip
    day = make_day()
    page = make_window(PAGE).page("settings")
    assert isinstance(page, SettingsPage)
    section, trust = find(page, BackupsSection), find(page, TrustSection)
    assert isinstance(section, BackupsSection)
    assert isinstance(trust, TrustSection)
    qtbot.waitUntil(lambda: section.model.rowCount() == 1)
    assert "2026" in section.last.words()
    assert section.daily.words().startswith("Next on Monday 23 November 2026, 03:00")
    assert section.model.index(0, 4).data() == "21 Dec 2026", "the last of its week"
    assert "same disk" in day.look()
    trust.load()
    mirror = find(page, MirrorSection)
    assert isinstance(mirror, MirrorSection)
    mirror.load()
    for state in (trust.mirror, mirror.now):
        assert "same disk" in state.words()
        assert state._words.property("role") == "pending"
