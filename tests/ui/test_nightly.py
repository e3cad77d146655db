"""At night the window has the book checked by itself, and is heard only if something is found."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Clock
from tests.ui.test_checking import attached

from deskinc.desk.office import Office
from deskinc.desk.trust import trust
from deskinc.desk.trust.nightly import ALONE
from deskinc.ui.nightly import NightCheck
from deskinc.ui.session import Session


@pytest.fixture
def night(clock: Clock, office: Office, session: Session, qtbot: QtBot) -> "Night":
    """The office at half past three."""
    clock.go_on(hours=(27.5 - 23.25))
    return Night(session)


class Night:
    """The night check with its clock and the time nobody came in the test's hand."""

    def __init__(self, session: Session) -> None:
        self.idle, self.session, self.said = ALONE, session, []  # type: float, Session, list[str]
        self.owner = QObject()
        self.check = NightCheck(session, lambda: self.idle, self.owner)
        session.said.connect(lambda notice: self.said.append(notice.what))

    def look(self, at: datetime | None = None) -> bool:
        """Whether a check runs after this tick."""
        self.check.look(at or self.session.now())
        return self.check._task is not None

    def wait(self, qtbot: QtBot) -> None:
        """Until it has ended."""
        qtbot.waitUntil(lambda: self.check._task is None, timeout=60_000)


def test_a_sound_book_is_checked_quietly_once_a_night(
    qtbot: QtBot, night: Night, office: Office
) -> None:
    assert night.look()
    night.wait(qtbot)
    known = trust.last_check(office)
    assert known is not None
    assert known.ok
    assert known.by_night
    assert night.said == []
    assert office.health().found == ""
    assert not night.look()
    assert not night.look(night.session.now() + timedelta(minutes=2))
    assert night.look(night.session.now() + timedelta(days=1))
    night.wait(qtbot)


def test_whoever_is_at_the_desk_puts_it_off_until_five(qtbot: QtBot, night: Night) -> None:
    night.idle = 3.0
    assert not night.look()
    assert night.look(night.session.now() + timedelta(hours=1, minutes=32))
    night.wait(qtbot)


def test_what_is_found_stands_in_the_window(qtbot: QtBot, night: Night, office: Office) -> None:
    path = attached(office)
    path.write_bytes(path.read_bytes()[:-1] + b"\0")
    assert night.look()
    qtbot.waitUntil(lambda: "1 fault found" in night.session.health.found, timeout=60_000)
    night.wait(qtbot)


def test_a_check_by_hand_the_evening_before_will_do(night: Night, office: Office) -> None:
    trust.verify(office, full=True)
    assert not night.look()


def test_a_check_that_fails_is_said_once(
    qtbot: QtBot, night: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    from deskinc import children

    monkeypatch.setattr(children, "command", lambda _option: [sys.executable, "-c", "pass"])
    assert night.look()
    night.wait(qtbot)
    assert night.said == ["The check ended before its time."]
    assert not night.look()
