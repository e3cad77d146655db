"""The desk passes on: what one officer had begun on an incident is not the next one's (D1)."""

from functools import partial

from pytestqt.qtbot import QtBot
from tests.ui.conftest import NAME, PASSPHRASE, Robot
from tests.ui.incidents.hands import follow, opened, read, showing
from tests.ui.relief import OTHER, RELIEF, enrol_relief, take_over

from deskinc.desk.office import Office
from deskinc.ui.incidents.page import IncidentsPage


def test_d1_what_is_unsaved_waits_for_the_officer_who_typed_it(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    enrol_relief(office)
    thread = opened(office)
    showing(qtbot, page, thread)
    detail = page.detail
    detail.answers.put("title", "Changed by the first")
    detail.note.words.setFocus()
    robot.type("Half a note by the first")
    qtbot.waitUntil(lambda: "note" in office.kept().get(f"incident:{thread}", {}))
    take_over(office, RELIEF, OTHER)
    qtbot.waitUntil(lambda: detail.note.text() == "" and not detail.answers.changed_fields())
    assert detail.bar.isHidden()
    take_over(office, NAME, PASSPHRASE)
    qtbot.waitUntil(lambda: detail.note.text() == "Half a note by the first")
    assert [field.name for field in detail.answers.changed_fields()] == ["title"]


def test_d33_who_comes_back_reads_another_s_change_beside_each_field_and_both_stand(
    qtbot: QtBot, office: Office, page: IncidentsPage, robot: Robot
) -> None:
    enrol_relief(office)
    thread = opened(office)
    showing(qtbot, page, thread)
    detail = page.detail
    for name, words in (("title", "Stuck at three"), ("spot", "Between 3 and 4")):
        detail.body.focus_field(name)
        robot.keys("Ctrl+A")
        robot.type(words)
    detail.body.close_editors()
    qtbot.waitUntil(lambda: {"title", "spot"} <= kept_fields(office, thread))
    take_over(office, RELIEF, OTHER)
    qtbot.waitUntil(lambda: not detail.answers.changed_fields())
    follow(office, thread, title="Stuck at four", spot="At floor 4")
    take_over(office, NAME, PASSPHRASE)
    for part, name, theirs in (("what", "title", "Stuck at four"), ("where", "spot", "At floor 4")):
        qtbot.waitUntil(partial(stands_beside, page, part, name, theirs))
    assert read(office, thread).values["spot"] == "At floor 4"
    robot.keys("Ctrl+S")
    qtbot.waitUntil(lambda: read(office, thread).values["spot"] == "Between 3 and 4")
    changes = [(c.field, c.after) for c in read(office, thread).changes]
    for both in (("title", "Stuck at four", "Stuck at three"),
                 ("spot", "At floor 4", "Between 3 and 4")):  # fmt: skip
        assert [after for field, after in changes if field == both[0]] == list(both[1:])


def kept_fields(office: Office, thread: str) -> set[str]:
    kept = office.kept().get(f"incident:{thread}", {})
    return {name for said in kept.values() if isinstance(said, dict) for name in said}


def stands_beside(page: IncidentsPage, part: str, name: str, words: str) -> bool:
    cell = page.detail.body.views[part].cell(name)
    return cell is not None and words in cell.below.meanwhile()
