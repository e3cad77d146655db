"""An open office through the real window, by a real GNOME Keyring on a bus of its own (025)."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from tests.book.keys.houses_of_keys import House, house, needs_keyring
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Prepared, copied
from tests.features.hands import TEXT, Hands
from tests.features.hunting import forms_of, hunt
from tests.ui.setup_hands import to_step
from tests.ui.test_mnemonics import clashes

from deskinc.book.disk.station import Station
from deskinc.book.keys import system_keyring
from deskinc.book.keys.system_keyring import Item, Ring, Secret
from deskinc.book.keys.vault import Vault
from deskinc.desk import open_office
from deskinc.desk.incidents import incidents
from deskinc.desk.lines import entries
from deskinc.desk.office import Office, Person, sign_in
from deskinc.desk.open_office import Given
from deskinc.desk.people import departure
from deskinc.desk.people.people import officers
from deskinc.desk.setup import recovery_words
from deskinc.desk.trouble import emergency
from deskinc.errors import NotAllowed, WrongPassphrase
from deskinc.ui.banner import Banner
from deskinc.ui.duelist import DueList
from deskinc.ui.labelled import Passphrase
from deskinc.ui.parts import Button
from deskinc.ui.recovering.dialog import RecoverDialog
from deskinc.ui.settings.opening import OpeningSection
from deskinc.ui.setup.ready import ReadyStep
from deskinc.ui.setup.wizard import SetUp
from deskinc.ui.signin import SignIn

pytestmark = needs_keyring


@pytest.fixture
def keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """GNOME Keyring, unlocked as after its user's sign-in to the computer."""
    with house(tmp_path / "home", monkeypatch) as made:
        made.open()
        yield made


@pytest.fixture(scope="session")
def open_once(good: Prepared, tmp_path_factory: pytest.TempPathFactory) -> tuple[Prepared, Given]:
    """An office that was opened once, and what the keyring is to hold for it."""
    below = tmp_path_factory.mktemp("open")
    office = sign_in(copied(good, below), BOSS, PHRASES[BOSS])
    item = Item.of(office.book.id, office.book.parts.station)
    given = Given(item, Secret(os.urandom(32)), Ring("GNOME Keyring", usable=True))
    open_office.open_up(office, given)
    office.close()
    return Prepared(below, good.people, good.words), given


@pytest.fixture
def opened(keyring: House, open_once: tuple[Prepared, Given], tmp_path: Path) -> Path:
    """The folder of an office that is open here."""
    made, given = open_once
    system_keyring.keep(given.item, given.secret)
    return copied(made, tmp_path)


def door(hands: Hands) -> SignIn:
    """The sign-in page."""
    found = hands.program.window
    assert isinstance(found, SignIn)
    return found


def listed(hands: Hands) -> list[str]:
    """The names at the door, once the keyring has opened the book."""
    hands.qtbot.waitUntil(lambda: bool(door(hands).names.names()))
    return door(hands).names.names()


def told(hands: Hands) -> str:
    """What the door says of the keyring, once it says why it does not open the book."""
    page = door(hands)
    hands.qtbot.waitUntil(
        lambda: bool(page.unlocking.words.text()) and not page.unlocking.instead.isVisible(),
    )
    return page.unlocking.words.text()


def of(hands: Hands) -> Office:
    """The open book of the program."""
    office = hands.program.office
    assert office is not None
    return office


def test_the_keyring_opens_the_book_and_whoever_comes_chooses_his_name(
    start: Callable[[Path], Hands], opened: Path
) -> None:
    hands = start(opened)
    assert listed(hands) == [BOSS, OFFICER, MANAGER]
    page, office = door(hands), of(hands)
    assert "GNOME Keyring" in page.how.text()
    assert office.officer.name == ""
    assert office.person.keys.signing is None
    hands.keys("Down", "Down", "Return")
    assert page.name.text() == OFFICER
    assert QApplication.focusWidget() is page.passphrase
    hands.type(PHRASES[OFFICER])
    hands.keys("Return")
    window = hands.window()
    assert window.session.office is office, "the book was not opened again"
    assert office.officer.name == OFFICER


def enter(hands: Hands, name: str = BOSS) -> None:
    """Type name and passphrase at the door, and wait for the window."""
    hands.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    door(hands).name.clear()
    door(hands).name.setFocus()
    hands.sign_in(name, PHRASES[name])
    hands.window()


def opening(hands: Hands) -> OpeningSection:
    """The settings' page of how the book is opened, once the keyring has been asked."""
    window = hands.window()
    window.session.go("settings", part="opening")
    section = window.findChild(OpeningSection)
    assert section is not None
    hands.qtbot.waitUntil(lambda: section.stands is not None)
    return section


def choose(hands: Hands, button: Button, words: str) -> None:
    """Press the button, give the passphrase, and wait until it is said to be done."""
    button.click()
    hands.qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), Passphrase))
    hands.type(PHRASES[BOSS])
    hands.keys("Return")
    window = hands.window()
    hands.qtbot.waitUntil(
        lambda: any(words in banner.accessibleName() for banner in window.findChildren(Banner)),
    )


def accesses(office: Office) -> list[tuple[str, str, str]]:
    """The access log, oldest first: what, the author, and what more is said."""
    rows = reversed(office.read.accesses(200))
    authors = {row.n: office.read.record(row.n).author for row in office.read.accesses(200)}
    return [(row.what, authors[row.n], row.detail) for row in rows]


def test_keyring_wiped_is_no_first_run_and_one_officer_opens_the_office_anew(
    start: Callable[[Path], Hands], opened: Path, keyring: House
) -> None:
    keyring.wipe()
    before = (opened / "slots.json").read_bytes()
    hands = start(opened)
    assert "GNOME Keyring does not hold the key of this office" in told(hands)
    assert "nothing was changed" in told(hands)
    assert (opened / "slots.json").read_bytes() == before
    assert door(hands).names.names() == []
    enter(hands)
    section = opening(hands)
    assert "a passphrase is asked at each start" in section.office.words()
    assert clashes(hands.window()) == {}
    choose(hands, section.open, "The office is open.")
    office = of(hands)
    assert accesses(office)[-1] == ("open_office", office.officer.thread, "GNOME Keyring")
    hands.program.change_officer()
    hands.program.close_office()
    again = start(opened)
    assert listed(again) == [BOSS, OFFICER, MANAGER]


def test_a_locked_keyring_that_asks_for_ever_holds_nobody(
    start: Callable[[Path], Hands], opened: Path, keyring: House
) -> None:
    keyring.lock()
    with keyring.asking():
        hands = start(opened)
        page = door(hands)
        hands.qtbot.waitUntil(page.unlocking.instead.isVisible)
        assert "GNOME Keyring is locked: it asks for its password" in page.unlocking.words.text()
        assert clashes(page) == {}
        hands.keys("Alt+U")
        hands.qtbot.waitUntil(page.unlocking.isHidden)
        enter(hands)
        assert of(hands).officer.name == BOSS
        keyring.end()


def test_whoever_types_need_not_press_anything_while_the_keyring_asks(
    start: Callable[[Path], Hands], opened: Path, keyring: House
) -> None:
    keyring.lock()
    with keyring.asking():
        hands = start(opened)
        hands.qtbot.waitUntil(door(hands).unlocking.instead.isVisible)
        enter(hands, OFFICER)
        assert of(hands).officer.name == OFFICER
        keyring.end()


def test_a_locked_keyring_that_nobody_can_unlock_is_told(
    start: Callable[[Path], Hands], opened: Path, keyring: House
) -> None:
    keyring.end()
    keyring.open(None)
    hands = start(opened)
    assert "locked, and nobody gave its password" in told(hands)
    enter(hands)


def test_a_keyring_that_is_gone_is_told_and_the_passphrase_opens(
    start: Callable[[Path], Hands], opened: Path, keyring: House
) -> None:
    keyring.end()
    hands = start(opened)
    assert "offers no keyring" in told(hands)
    enter(hands)
    section = opening(hands)
    assert "offers no keyring" in section.office.words()
    assert section.close_it.isVisible()


def test_a_key_that_opens_another_book_is_told(
    start: Callable[[Path], Hands], opened: Path, keyring: House
) -> None:
    vault, station = Vault.load(opened), Station.load(opened)
    assert station is not None
    system_keyring.keep(Item.of(vault.book, station), Secret(bytes(32)))
    hands = start(opened)
    assert "What GNOME Keyring holds for this office is not what was put there" in told(hands)
    enter(hands)


def test_an_office_copied_to_another_computer_asks_a_passphrase_and_says_so(
    start: Callable[[Path], Hands], opened: Path
) -> None:
    vault = Vault.load(opened)
    keys = vault.open(BOSS, PHRASES[BOSS])
    vault.remove_keyrings()
    vault.add_keyring("another computer", bytes(32), keys)
    vault.save()
    hands = start(opened)
    assert "opened by the keyring of another computer" in told(hands)
    enter(hands)
    section = opening(hands)
    assert "the keyring of another computer opens" in section.office.words()
    choose(hands, section.close_it, "The office is closed.")
    assert Vault.load(opened).keyrings() == 0


def people_in_memory() -> list[Person]:
    """Everybody whom this process remembers."""
    gc.unfreeze()
    return [one for one in gc.get_objects() if isinstance(one, Person)]


def test_whoever_leaves_leaves_the_book_open_and_no_key_of_his_own(
    start: Callable[[Path], Hands], opened: Path
) -> None:
    before = people_in_memory()
    hands = start(opened)
    listed(hands)
    enter(hands)
    office = of(hands)
    office.signed_on.hold(office.person, "274019")
    hands.program.change_officer()
    assert listed(hands) == [BOSS, OFFICER, MANAGER]
    assert of(hands) is office
    assert office.person.keys == office.person.keys.shared()
    assert not office.signed_on.officers()
    there = [one for one in people_in_memory() if not any(one is other for other in before)]
    assert not [one for one in there if one.keys.signing]
    assert not office.officer.may("read_book")
    enter(hands, MANAGER)
    assert of(hands) is office
    assert hands.window().session.office.officer.name == MANAGER


def test_a_wrong_passphrase_at_an_open_door_is_recorded_at_once(
    start: Callable[[Path], Hands], opened: Path
) -> None:
    hands = start(opened)
    listed(hands)
    hands.sign_in(OFFICER, "not what was chosen")
    page, office = door(hands), of(hands)
    hands.qtbot.waitUntil(lambda: bool(page.passphrase_row.fault.text()))
    office.handed_in().result()
    assert accesses(office)[-1] == ("sign_in_failed", "desk", f"passphrase of {OFFICER}")
    assert not page.go.isEnabled()
    hands.qtbot.waitUntil(page.go.isEnabled)
    enter(hands, OFFICER)


def test_a_closed_office_takes_the_key_out_of_the_keyring_and_asks_at_each_start(
    start: Callable[[Path], Hands], opened: Path
) -> None:
    vault, station = Vault.load(opened), Station.load(opened)
    assert station is not None
    item = Item.of(vault.book, station)
    hands = start(opened)
    listed(hands)
    enter(hands)
    section = opening(hands)
    assert section.office.words() == "Open: GNOME Keyring opens the book."
    choose(hands, section.close_it, "The office is closed.")
    office = of(hands)
    assert accesses(office)[-1][:2] == ("closed_office", office.officer.thread)
    hands.qtbot.waitUntil(lambda: not system_keyring.forget(item))
    assert Vault.load(opened).keyrings() == Vault.load(opened, backup=True).keyrings() == 0
    hands.program.change_officer()
    assert hands.program.office is None
    assert door(hands).names.names() == []


def test_only_whoever_changes_settings_chooses_and_only_with_his_passphrase(
    start: Callable[[Path], Hands], opened: Path
) -> None:
    office = sign_in(opened, OFFICER, PHRASES[OFFICER])
    try:
        for choose_it in (open_office.ready, open_office.close_up):
            with pytest.raises(NotAllowed):
                choose_it(office, PHRASES[OFFICER])
    finally:
        office.close()
    office = sign_in(opened, BOSS, PHRASES[BOSS])
    try:
        for choose_it in (open_office.ready, open_office.close_up):
            with pytest.raises(WrongPassphrase):
                choose_it(office, "not what was chosen")
    finally:
        office.close()
    assert Vault.load(opened).keyrings() == 1


def test_the_officer_s_own_keys_and_restricted_ones_are_never_in_the_keyring(
    opened: Path, keyring: House
) -> None:
    given = open_office.fetched(opened, lambda _ring: None)
    assert given is not None
    keys = Vault.load(opened).open_keyring(given.item.label, given.secret.raw)
    assert keys == keys.shared()
    assert repr(given.secret.raw)[2:-1] not in repr(given)


def test_to_restore_the_book_it_is_closed_and_the_keyring_does_not_open_it_meanwhile(
    start: Callable[[Path], Hands], opened: Path
) -> None:
    hands = start(opened)
    listed(hands)
    enter(hands)
    hands.program.restore_opened()
    assert hands.program.office is None
    assert door(hands).unlocking.isHidden()
    assert "closed" in door(hands).how.text()


def test_a_slot_that_nobody_announced_opens_nothing(
    start: Callable[[Path], Hands], opened: Path
) -> None:
    given = open_office.fetched(opened, lambda _ring: None)
    assert given is not None
    vault = Vault.load(opened)
    keys = vault.open(BOSS, PHRASES[BOSS])
    vault.add_keyring(given.item.label, given.secret.raw, keys)
    vault.save()
    hands = start(opened)
    assert "is not the one the book announces" in told(hands)
    enter(hands)


def test_the_recovery_sheet_finds_the_open_book_closed_and_the_keyring_opens_it_again(
    start: Callable[[Path], Hands], opened: Path
) -> None:
    hands = start(opened)
    listed(hands)
    hands.keys("Alt+F")
    hands.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), RecoverDialog))
    assert hands.program.office is None
    hands.keys("Escape")
    assert listed(hands) == [BOSS, OFFICER, MANAGER]


def ready(qtbot: QtBot, qapp: QApplication, below: Path) -> SetUp:
    """The last step of a set-up, once the keyring has been looked at."""
    wizard = SetUp(below / "data")
    qtbot.addWidget(wizard)
    draft = wizard.draft
    draft.site, draft.officer, draft.initials = "Tower House", BOSS, "J.H."
    draft.passphrase, draft.mirror = PHRASES[BOSS], below / "mirror"
    draft.words = recovery_words()
    wizard.show()
    to_step(wizard, ReadyStep)
    qtbot.waitUntil(lambda: "Looking" not in wizard.ready.how.text())
    return wizard


def test_set_up_opens_the_office_where_the_keyring_is_sound(
    qtbot: QtBot, qapp: QApplication, keyring: House, tmp_path: Path
) -> None:
    wizard = ready(qtbot, qapp, tmp_path)
    assert wizard.ready.open.isChecked()
    assert "GNOME Keyring" in wizard.ready.open.text()
    with qtbot.waitSignal(wizard.finished, timeout=60_000) as caught:
        wizard.ready.leave()
    assert caught.args is not None
    office = caught.args[0]
    assert isinstance(office, Office)
    assert open_office.is_open(office)
    assert office.vault.has(BOSS)
    assert office.vault.recovery_digest()
    office.close()
    again = open_office.fetched(tmp_path / "data", lambda _ring: None)
    assert again is not None
    open_office.begin(tmp_path / "data", again).close()


def test_d24_with_an_empty_password_the_closed_office_is_offered_and_the_keyring_named(
    qtbot: QtBot, qapp: QApplication, keyring: House, tmp_path: Path
) -> None:
    keyring.end()
    shutil.rmtree(keyring.keyrings)
    keyring.open_without_password()
    wizard = ready(qtbot, qapp, tmp_path)
    assert not wizard.ready.open.isChecked()
    assert wizard.ready.open.isVisible()
    assert "GNOME Keyring has an empty password" in wizard.ready.how.text()


def test_without_a_keyring_set_up_says_why_each_start_asks_a_passphrase(
    qtbot: QtBot, qapp: QApplication, keyring: House, tmp_path: Path
) -> None:
    keyring.end()
    wizard = ready(qtbot, qapp, tmp_path)
    assert not wizard.ready.open.isVisible()
    assert "each start asks a passphrase" in wizard.ready.how.text()
    assert "offers no keyring" in wizard.ready.how.text()


def test_d06_at_an_open_door_too_one_writes_unsigned_and_it_comes_in(
    start: Callable[[Path], Hands], opened: Path
) -> None:
    hands = start(opened)
    listed(hands)
    hands.sign_in(OFFICER, "not what was chosen")
    page = door(hands)
    hands.qtbot.waitUntil(lambda: bool(page.passphrase_row.fault.text()))
    hands.keys("Alt+W")
    trouble = hands.trouble()
    assert hands.write(trouble) <= 5
    hands.keys("Alt+T")
    hands.qtbot.waitUntil(lambda: isinstance(hands.program.window, SignIn))
    assert listed(hands) == [BOSS, OFFICER, MANAGER]
    enter(hands)
    assert [record.values["text"] for record in of(hands).came_in] == [TEXT]


def test_what_came_in_before_anybody_signed_in_is_told_to_whoever_does(opened: Path) -> None:
    office = sign_in(opened, BOSS, PHRASES[BOSS])
    emergency.keep(office, TEXT, entries.new_id())
    office.close()
    given = open_office.fetched(opened, lambda _ring: None)
    assert given is not None
    office = open_office.begin(opened, given)
    open_office.take(office, OFFICER, PHRASES[OFFICER])
    assert [record.values["text"] for record in office.came_in] == [TEXT]
    open_office.leave(office)
    open_office.take(office, BOSS, PHRASES[BOSS])
    assert office.came_in == ()
    office.close()


def test_d19_after_somebody_left_the_keyring_opens_the_book_once_that_is_chosen_anew(
    opened: Path,
) -> None:
    office = sign_in(opened, BOSS, PHRASES[BOSS])
    before = office.person.keys.database
    gone = next(one.thread for one in officers(office) if one.name == OFFICER)
    second = (MANAGER, PHRASES[MANAGER])
    what = departure.leave(office, gone, PHRASES[BOSS], second)
    office.close()
    office, fault = departure.change(what, lambda _fraction, _words: None)
    assert fault is None
    assert open_office.fetched(opened, lambda _ring: None) is None
    assert open_office.standing(office).ended
    open_office.open_up(office, open_office.ready(office, PHRASES[BOSS]))
    office.close()
    given = open_office.fetched(opened, lambda _ring: None)
    assert given is not None
    office = open_office.begin(opened, given)
    assert office.person.keys.database != before
    assert [one.name for one in officers(office)] == [BOSS, MANAGER]
    office.close()


def test_d23_the_door_of_an_open_office_shows_what_is_due_and_no_words(
    start: Callable[[Path], Hands], opened: Path
) -> None:
    office = sign_in(opened, BOSS, PHRASES[BOSS])
    raw = {
        **incidents.start(office, []), "title": TEXT, "category": "access.door_insecure",
        "severity": "high", "place": "Lobby", "due": office.now(),
    }  # fmt: skip
    written = incidents.open_new(office, raw, entries.new_id()).result().records
    number = next(record.number for record in written if record.number)
    office.close()
    hands = start(opened)
    listed(hands)
    shown = door(hands).findChild(DueList)
    assert shown is not None
    hands.qtbot.waitUntil(lambda: bool(shown.due))
    assert shown.due[0].words().startswith(f"{number} due")
    said = [one.text() for one in door(hands).findChildren(QLabel)]
    assert not any(word in text for text in said for word in (TEXT, "Lobby"))


def test_no_file_but_the_keyring_s_own_holds_what_opens_the_book(
    start: Callable[[Path], Hands], opened: Path, tmp_path: Path
) -> None:
    given = open_office.fetched(opened, lambda _ring: None)
    assert given is not None
    hands = start(opened)
    listed(hands)
    enter(hands)
    hands.program.change_officer()
    listed(hands)
    prey = hunt({}, {"keyring": given.secret.raw, "database": of(hands).person.keys.database})
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"slots.json", "book.db", "login.keyring"}
    assert [path for path in files if prey.found(path.read_bytes())] == []
    assert not any(form in repr(os.environ).encode() for form in forms_of(given.secret.raw))
