"""What is read for the window is asked for once while it is being read, and once more after it."""

from threading import Event

from pytestqt.qtbot import QtBot

from deskinc.errors import DeskError
from deskinc.ui import tasks
from deskinc.ui.oneread import OneRead
from deskinc.ui.session import Session


def test_whatever_is_asked_for_during_a_read_is_read_once_after_it(
    qtbot: QtBot, session: Session
) -> None:
    go, reads, shown = Event(), list[int](), list[int]()

    def work() -> int:
        go.wait(10)
        reads.append(len(reads))
        return len(reads)

    one = OneRead(session, session)
    for _i in range(12):
        one.look("A", work, shown.append)
    go.set()
    qtbot.waitUntil(lambda: shown == [1, 2])
    one.look("A", work, shown.append)
    qtbot.waitUntil(lambda: shown == [1, 2, 3])
    assert len(reads) == 3


def test_another_page_waits_for_none_and_a_read_that_fails_holds_no_later_one(
    qtbot: QtBot, session: Session
) -> None:
    shown = list[str]()

    def fails() -> str:
        raise DeskError("The disk does not answer.")

    one = OneRead(session, session)
    with qtbot.waitSignal(session.said):
        one.look("A", fails, shown.append)
        one.look("B", lambda: "B", shown.append)
    one.look("A", lambda: "A", shown.append)
    qtbot.waitUntil(lambda: sorted(shown) == ["A", "B"])


def test_what_is_read_beside_a_page_begins_once_the_page_stands(
    qtbot: QtBot, session: Session
) -> None:
    told = list[str]()
    with tasks.quiet():
        session.look(session, lambda: told.append("read"), lambda _none: told.append("shown"))
        told.append("laid out")
    qtbot.waitUntil(lambda: told == ["laid out", "read", "shown"])
