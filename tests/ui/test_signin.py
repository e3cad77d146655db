"""Signing in by keyboard: right, wrong, again and again, and every fault of the book."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from bench.bulk import bulk
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Clock, Makes, NewOffice, assert_named

from deskinc.book.keys.kdf import FLOOR
from deskinc.book.record import Draft
from deskinc.desk import setup
from deskinc.desk.office import Office, sign_in
from deskinc.desk.trouble.trouble import Trouble
from deskinc.ui import letting
from deskinc.ui.labelled import Passphrase
from deskinc.ui.signin import SignIn

NAME = "R. Malik <suspect> & Sons"
PASSPHRASE = "five words for one desk only"
Open = Callable[[Path], SignIn]


def closed(below: Path, clock: Clock) -> Office:
    """An office of an officer with an odd name."""
    answers = setup.Answers(
        site="Harbour Court", officer=NAME, initials="R.M.", passphrase=PASSPHRASE,
        mirror=below / "mirror",
    )  # fmt: skip
    return setup.set_up(below / "data", answers, setup.recovery_words(), kdf=FLOOR, clock=clock)


@pytest.fixture
def folder(tmp_path: Path, prepared: Callable[[Makes], NewOffice]) -> Path:
    """A closed office."""
    return prepared(closed).copied(tmp_path)


@pytest.fixture
def door(qtbot: QtBot, qapp: QApplication) -> Open:
    """The sign-in page of a folder, on screen."""

    def show(folder: Path) -> SignIn:
        page = SignIn(folder)
        qtbot.addWidget(page, before_close_func=_let_go)
        page.resize(1280, 800)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        return page

    return show


def _let_go(page: SignIn) -> None:
    page._busy = False


def fill(qtbot: QtBot, name: str, passphrase: str) -> None:
    """Type name and passphrase as an officer does, Enter after each."""
    for words in (name, passphrase):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, words)
        QTest.keyClick(focus, Qt.Key.Key_Return)


def opened(qtbot: QtBot, page: SignIn, act: Callable[[], None]) -> Office:
    with qtbot.waitSignal(page.opened) as caught:
        act()
    office = caught.args[0] if caught.args else None
    assert isinstance(office, Office)
    return office


def refused(qtbot: QtBot, page: SignIn, name: str = NAME, words: str = PASSPHRASE) -> str:
    """Try, and return the sentence that is said in place."""
    fill(qtbot, name, words)
    rows = (page.name_row, page.passphrase_row)
    qtbot.waitUntil(lambda: any(row.fault.text() for row in rows))
    return " ".join(row.fault.text() for row in rows).strip()


def troubled(qtbot: QtBot, page: SignIn, name: str = NAME, words: str = PASSPHRASE) -> Trouble:
    """Try, and return the trouble that the book is in."""
    with qtbot.waitSignal(page.troubled) as caught:
        fill(qtbot, name, words)
    found = caught.args[0] if caught.args else None
    assert isinstance(found, Trouble)
    return found


def test_name_enter_passphrase_enter_opens_the_office(
    qtbot: QtBot, door: Open, folder: Path
) -> None:
    page = door(folder)
    assert QApplication.focusWidget() is page.name
    office = opened(qtbot, page, lambda: fill(qtbot, NAME, PASSPHRASE))
    assert office.officer.name == NAME
    assert page.passphrase.text() == ""
    office.close()


def test_d12_a_pin_is_chosen_with_the_passphrase_or_left_empty(
    qtbot: QtBot, door: Open, folder: Path
) -> None:
    page = door(folder)

    def in_all_fields() -> None:
        QTest.keyClicks(page.name, NAME)
        QTest.keyClicks(page.passphrase, PASSPHRASE)
        QTest.keyClicks(page.pin, "111111")
        QTest.keyClick(page.pin, Qt.Key.Key_Return)
        assert "repeats digits" in page.pin_row.fault.text()
        assert not page._busy, "nothing is tried with a PIN that will not do"
        page.pin.forget()
        QTest.keyClicks(page.pin, "274019")
        QTest.keyClick(page.pin, Qt.Key.Key_Return)

    office = opened(qtbot, page, in_all_fields)
    assert page.pin.text() == ""
    assert [one.name for one in office.signed_on.officers()] == [office.officer.name]
    office.close()


def test_a_wrong_passphrase_is_said_in_place_and_the_name_stays(
    qtbot: QtBot, door: Open, folder: Path
) -> None:
    page = door(folder)
    said = refused(qtbot, page, words="five words for another desk")
    assert said == page.passphrase_row.fault.text()
    assert "passphrase" in said.lower()
    assert page.passphrase.text() == ""
    assert page.name.text() == NAME
    assert QApplication.focusWidget() is page.passphrase
    assert page.passphrase.accessibleDescription() == said


def test_after_a_wrong_passphrase_the_name_waits_and_the_button_is_not_filled(
    qtbot: QtBot, door: Open, folder: Path
) -> None:
    page = door(folder)
    refused(qtbot, page, words="five words for another desk")
    assert not page.go.isEnabled()
    assert page.go.property("kind") == "plain"
    assert "0:01" in page.state.text()
    QTest.keyClicks(page.passphrase, PASSPHRASE)
    page.sign_in()
    assert not page._busy, "nothing may run while the name must wait"
    qtbot.waitUntil(page.go.isEnabled)
    office = opened(qtbot, page, page.sign_in)
    assert _failures(office) == [f"passphrase of {NAME}"]
    office.close()


def _failures(office: Office) -> list[object]:
    """How many attempts the desk recorded as failed, each time somebody signed in."""
    office.book.settle()
    read = office.read
    records = [read.record(n) for n in range(1, read.last_n() + 1)]
    found = [r.values for r in records if r.form == "access"]
    return [v.get("detail") for v in found if "sign_in_failed" in str(v["what"])]


def test_a_name_nobody_has_is_said_at_the_name(qtbot: QtBot, door: Open, folder: Path) -> None:
    page = door(folder)
    said = refused(qtbot, page, name="<suspect>")
    assert page.name_row.fault.text() == said
    assert QApplication.focusWidget() is page.name


def test_empty_fields_are_asked_for_without_trying(qtbot: QtBot, door: Open, folder: Path) -> None:
    page = door(folder)
    page.sign_in()
    assert page.name_row.fault.text()
    assert QApplication.focusWidget() is page.name
    QTest.keyClicks(page.name, NAME)
    assert not page.name_row.fault.text(), "typing takes the sentence away"
    page.sign_in()
    assert page.passphrase_row.fault.text()
    assert not page._busy


def _flip(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 0x01
    path.write_bytes(raw)


def _weaken(path: Path) -> None:
    slots = json.loads(path.read_text())
    path.write_text(json.dumps(slots).replace("65536", "1024"))


FAULTS: dict[str, Callable[[Path], object]] = {
    "no slots": lambda folder: (folder / "slots.json").unlink(),
    "foreign slots": lambda folder: (folder / "slots.json").write_bytes(b"<html>"),
    "weakened slots": lambda folder: _weaken(folder / "slots.json"),
    "no book": lambda folder: (folder / "book.db").unlink(),
    "foreign book": lambda folder: (folder / "book.db").write_bytes(b"PK\x03\x04" * 4096),
    "truncated book": lambda folder: (folder / "book.db").write_bytes(
        (folder / "book.db").read_bytes()[:5000]
    ),
    "a byte flipped": lambda folder: _flip(folder / "book.db"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_has_its_own_sentence_and_changes_nothing(
    qtbot: QtBot, door: Open, folder: Path, fault: str
) -> None:
    FAULTS[fault](folder)
    before = {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}
    page = door(folder)
    said = str(troubled(qtbot, page).fault)
    assert said.endswith(".")
    assert "Traceback" not in said
    assert page.passphrase.text() == ""
    there = {p.name: p.read_bytes() for p in folder.iterdir() if p.name in before}
    assert there == before


def test_the_sentences_of_different_faults_differ(qtbot: QtBot, door: Open, folder: Path) -> None:
    slots = (folder / "slots.json").read_bytes()
    said = set()
    for damage in (b"<html>", None):
        if damage is None:
            (folder / "slots.json").unlink()
        else:
            (folder / "slots.json").write_bytes(damage)
        said.add(str(troubled(qtbot, door(folder)).fault))
    (folder / "slots.json").write_bytes(slots)
    (folder / "book.db").unlink()
    said.add(str(troubled(qtbot, door(folder)).fault))
    assert len(said) == 3


def test_a_second_instance_is_told_so(qtbot: QtBot, door: Open, folder: Path) -> None:
    first = sign_in(folder, NAME, PASSPHRASE)
    try:
        assert refused(qtbot, door(folder))
    finally:
        first.close()


def test_the_eye_shows_and_hides_and_pasting_works(
    qtbot: QtBot, door: Open, folder: Path, qapp: QApplication
) -> None:
    page = door(folder)
    qapp.clipboard().setText(PASSPHRASE)
    page.passphrase.paste()
    assert page.passphrase.text() == PASSPHRASE
    assert page.passphrase.displayText() != PASSPHRASE
    QTest.keyClick(page.passphrase.eye, Qt.Key.Key_Space)
    assert page.passphrase.displayText() == PASSPHRASE
    assert page.passphrase.eye.accessibleName() == "Hide the passphrase"
    page.passphrase.forget()
    assert page.passphrase.echoMode() == Passphrase.EchoMode.Password
    qapp.clipboard().clear()


def test_every_control_has_a_name_and_tab_reaches_all(
    qtbot: QtBot, door: Open, folder: Path
) -> None:
    page = door(folder)
    assert_named(page)
    met = []
    for _step in range(6):
        focus = QApplication.focusWidget()
        assert focus is not None
        met.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert set(met) == {
        page.name, page.passphrase, page.passphrase.eye, page.pin, page.pin.eye, page.go,
    }  # fmt: skip


def test_name_and_passphrase_are_equally_high(door: Open, folder: Path) -> None:
    page = door(folder)
    assert (page.name.height(), page.passphrase.height(), page.go.height()) == (44, 44, 44)


@pytest.mark.parametrize("size", [(1280, 800), (853, 533), (640, 400)])
def test_nothing_is_cut_at_any_size(door: Open, folder: Path, size: tuple[int, int]) -> None:
    page = door(folder)
    page.resize(*size)
    QApplication.processEvents()
    for part in (page.name, page.passphrase, page.go, page.clock):
        corner = part.mapTo(page, part.rect().bottomRight())
        assert page.rect().contains(corner), part
    for asked in (page.name_row, page.passphrase_row):
        assert asked.rect().contains(asked.field.geometry())


def test_many_records_since_the_last_seal_are_counted_while_they_are_checked(
    qtbot: QtBot, door: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letting, "FEW", 10)
    office = sign_in(folder, NAME, PASSPHRASE)
    office.book.seal().result()
    form = office.draft("occurrence", {"type": "patrol", "text": "Secure."}, partial=True)
    bulk(
        office.book,
        (Draft("occurrence", form.values) for _i in range(1200)),
        office.person.signer(),
    )
    office.close()
    page = door(folder)
    seen: list[tuple[int, str]] = []
    shown = page._show_progress

    def watched(fraction: float, words: str) -> None:
        shown(fraction, words)
        seen.append((page.bar.value(), page.state.text()))

    monkeypatch.setattr(page, "_show_progress", watched)
    opened(qtbot, page, lambda: fill(qtbot, NAME, PASSPHRASE)).close()
    assert any(words.startswith("Checking 1,000 of 1,20") for _value, words in seen)
    assert [value for value, _words in seen] == sorted(value for value, _words in seen)
    assert not page.name.isEnabled()
