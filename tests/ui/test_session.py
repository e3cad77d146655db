"""A session speaks with banners, hears of records and knows the time."""

from pytestqt.qtbot import QtBot

from deskinc.desk.lines import entries
from deskinc.desk.trust import trust
from deskinc.errors import DeskError
from deskinc.ui.session import Session


def test_a_record_is_heard_on_the_gui_thread(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.recorded) as heard:
        entries.post(session.office, {"type": "patrol", "text": "All secure."}, entries.new_id())
    (record,) = heard.args[0]
    assert record.values["text"] == "All secure."


def test_a_desk_error_becomes_a_banner(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.said) as said:
        session.fail(DeskError("The mirror is gone.", "Plug it in."))
    notice = said.args[0]
    assert notice.tone == "fault"
    assert (notice.what, notice.todo) == ("The mirror is gone.", "Plug it in.")


def test_each_second_ticks(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.ticked) as ticked:
        pass
    assert ticked.args[0].tzinfo is not None


def test_health_is_told_when_it_changes(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.health_changed) as changed:
        trust.seal(session.office).result()
    assert changed.args[0].sealed is not None


def test_locking_and_unlocking_are_told_once(qtbot: QtBot, session: Session) -> None:
    told: list[str] = []
    session.locked.connect(lambda: told.append("locked"))
    session.unlocked.connect(lambda: told.append("unlocked"))
    session.lock()
    session.lock()
    session.unlock()
    assert told == ["locked", "unlocked"]
