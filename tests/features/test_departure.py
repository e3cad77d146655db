"""D19, through the window: an officer is suspended, then leaves; the others go on as before."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Prepared
from tests.features.hands import Hands
from tests.ui.settings_hands import faults, find
from tests.ui.test_people import asked, choose, fill, state

from deskinc.book.disk.store import Link, Mode, Store
from deskinc.book.keys import slot_file
from deskinc.book.keys.vault import Vault
from deskinc.desk.office import sign_in
from deskinc.desk.people import departure
from deskinc.errors import DeskError
from deskinc.ui.dialogs import Question
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.parts import Button
from deskinc.ui.settings.leaving import LeaveDialog
from deskinc.ui.settings.page import SettingsPage
from deskinc.ui.settings.people import PeopleSection
from deskinc.ui.settings.person_dialogs import SuspendDialog


def people(hands: Hands, window: MainWindow) -> PeopleSection:
    """Settings, People."""
    window.session.go("settings", part="people")
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    section = find(page, PeopleSection)
    assert isinstance(section, PeopleSection)
    return section


def said(window: QWidget) -> str:
    """What the banners say."""
    return " ".join(one.accessibleName() for one in window.banners.shown())  # type: ignore[attr-defined]


def opens(folder: Path, slots: bytes, name: str) -> bool:
    """Whether the passphrase of ``name`` opens the database as it lies there, by that slot file."""
    place = folder.parent / "elsewhere"
    place.mkdir(exist_ok=True)
    (place / "slots.json").write_bytes(slots)
    try:
        keys = Vault.load(place).open(name, PHRASES[name], keep=False)
        Link(Store(folder / "book.db", keys.database), Mode.EVIDENCE).close()
    except Exception:  # noqa: BLE001 - it does not, however that shows
        return False
    return True


def suspend(hands: Hands, window: MainWindow, section: PeopleSection) -> None:
    """Suspend the officer."""
    choose(section, OFFICER)
    section.suspend.click()
    dialog = asked(hands.qtbot, window, SuspendDialog)
    assert isinstance(dialog, SuspendDialog)
    fill(dialog.own, PHRASES[BOSS])
    dialog.go.click()
    hands.qtbot.waitUntil(lambda: state(section, OFFICER) == "Suspended")
    hands.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)


def sign_leaving(hands: Hands, window: MainWindow, section: PeopleSection) -> None:
    """Two sign that the officer leaves."""
    choose(section, OFFICER)
    section.leaves.click()
    hands.qtbot.waitUntil(lambda: bool(window.findChildren(LeaveDialog)))
    dialog = asked(hands.qtbot, window, LeaveDialog)
    assert isinstance(dialog, LeaveDialog)
    fill(dialog.own, PHRASES[BOSS])
    fill(dialog.other, MANAGER)
    fill(dialog.theirs, "not this one at all")
    dialog.go.click()
    hands.qtbot.waitUntil(lambda: "wrong" in faults(dialog))
    window.session.office.waits.clear()
    fill(dialog.own, PHRASES[BOSS])
    fill(dialog.theirs, PHRASES[MANAGER])
    dialog.go.click()


def leave(hands: Hands, window: MainWindow, section: PeopleSection) -> MainWindow:
    """The same; the window that comes back."""
    sign_leaving(hands, window, section)
    hands.qtbot.waitUntil(
        lambda: isinstance(hands.program.window, MainWindow) and hands.program.window is not window,
        timeout=60_000,
    )
    return hands.window()


@pytest.mark.timeout(180)
def test_d19_an_officer_is_suspended_then_leaves_and_his_passphrase_opens_nothing_new(
    start: Callable[[Path], Hands], folder: Path, good: Prepared
) -> None:
    (mirror,) = folder.parent.glob("mirror/*/slots.json")
    old = [path.read_bytes() for path in (*folder.glob("slots.json*"), mirror)]
    assert all(opens(folder, raw, OFFICER) for raw in old)
    hands = start(folder)
    hands.sign_in()
    window = hands.window()
    section = people(hands, window)
    suspend(hands, window, section)
    after = leave(hands, window, section)
    office = after.session.office
    hands.qtbot.waitUntil(lambda: "goes on under new keys" in said(after))
    assert office.officer.name == BOSS
    assert office.book.verify(full=True) == []
    assert not any(opens(folder, raw, who) for raw in old for who in (OFFICER, BOSS))
    now = (folder / "slots.json").read_bytes()
    assert {mirror.read_bytes(), (folder / "slots.json.bak").read_bytes()} == {now}
    assert [opens(folder, now, name) for name in (BOSS, MANAGER, OFFICER)] == [True, True, False]
    assert len(slot_file.unpack(now)[1]) == 3, "two people, and the sheet"
    after.close_now()
    hands.program.close_office()
    sign_in(folder, MANAGER, PHRASES[MANAGER]).close()
    (folder / "slots.json").write_bytes(old[0])
    for name in (OFFICER, BOSS):
        with pytest.raises(DeskError):
            sign_in(folder, name, PHRASES[name])
    (folder / "slots.json").write_bytes(now)
    sheet = Vault.load(folder).open_recovery(good.words)
    Link(Store(folder / "book.db", sheet.database), Mode.EVIDENCE).close()


@pytest.mark.timeout(180)
def test_d19_keys_that_could_not_be_changed_then_are_changed_from_the_same_page(
    start: Callable[[Path], Hands], folder: Path, good: Prepared
) -> None:
    office = sign_in(folder, BOSS, PHRASES[BOSS])
    thread = good.people[OFFICER].officer.thread
    departure.leave(office, thread, PHRASES[BOSS], (MANAGER, PHRASES[MANAGER]))
    office.close()
    old = (folder / "slots.json").read_bytes()
    hands = start(folder)
    hands.sign_in()
    window = hands.window()
    assert any(OFFICER in words for words in window.session.office.health().people)
    section = people(hands, window)
    assert section.keys.isVisible()
    section.keys.click()
    hands.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), Question))
    question = QApplication.activeModalWidget()
    assert question is not None
    (go,) = (one for one in question.findChildren(Button) if "Change them" in one.text())
    go.click()
    hands.qtbot.waitUntil(
        lambda: isinstance(hands.program.window, MainWindow) and hands.program.window is not window,
        timeout=60_000,
    )
    after = hands.window()
    assert departure.due(after.session.office) == []
    assert not people(hands, after).keys.isVisible()
    assert not opens(folder, old, BOSS)


def refused() -> list[QWidget]:
    """The window that says why the keys could not be changed."""
    title = "The keys could not be changed"
    return [one for one in QApplication.topLevelWidgets() if one.windowTitle() == title]


@pytest.mark.timeout(180)
def test_d19_a_disk_that_refuses_is_told_at_the_door_and_the_next_sign_in_goes_on(
    start: Callable[[Path], Hands], folder: Path, good: Prepared
) -> None:
    hands = start(folder)
    hands.sign_in()
    window = hands.window()
    (folder / "aside").write_bytes(b"")
    old = (folder / "slots.json").read_bytes()
    sign_leaving(hands, window, people(hands, window))
    hands.qtbot.waitUntil(lambda: bool(refused()), timeout=60_000)
    (told,) = refused()
    assert told.parent() is hands.program.window
    told.close()
    (folder / "aside").unlink()
    hands.sign_in()
    office = hands.window().session.office
    assert departure.due(office) == []
    assert not opens(folder, old, BOSS)
    assert office.book.verify(full=True) == []
