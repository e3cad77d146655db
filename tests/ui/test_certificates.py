"""Keys and certificates in the settings, and what is made anew beside the work."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from tests.desk.bags import PASSWORD, elsewhere
from tests.desk.tokens import PIN, SoftToken, soft_token
from tests.ui.conftest import NAME, PASSPHRASE, Clock, Makes, NewOffice, Robot, assert_named
from tests.ui.relief import OTHER, RELIEF, office_of_two
from tests.ui.settings_hands import find

from deskinc.desk.office import Office
from deskinc.desk.papers import check_papers, exports
from deskinc.desk.people import suspension
from deskinc.desk.trust import trust
from deskinc.proof.canonical import b64
from deskinc.ui import tasks
from deskinc.ui.mainwindow import MainWindow
from deskinc.ui.papers.pin import TokenPin
from deskinc.ui.settings.certificates import CertificatesSection
from deskinc.ui.settings.own_certificate import BackDialog, OwnDialog, TokenDialog
from deskinc.ui.settings.page import PAGE, SettingsPage


@pytest.fixture
def office(
    tmp_path: Path, clock: Clock, prepared: Callable[[Makes], NewOffice]
) -> Iterator[Office]:
    """An administrator and an officer."""
    made = prepared(office_of_two).opened(tmp_path, clock)
    yield made
    tasks.drain()
    made.close()


def section_of(window: MainWindow) -> CertificatesSection:
    """The section, shown."""
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    made = find(page, CertificatesSection)
    assert isinstance(made, CertificatesSection)
    return made


D = TypeVar("D", bound=QWidget)


def opened(window: MainWindow, kind: type[D]) -> D:
    """The dialog of that kind that is open."""
    (found,) = (one for one in window.findChildren(kind) if one.isVisible())
    return found


def cells(section: CertificatesSection) -> list[list[str]]:
    """The table as words."""
    rows, columns = section.model.rowCount(), section.model.columnCount()
    return [[str(section.model.index(r, c).data()) for c in range(columns)] for r in range(rows)]


def test_an_administrator_sees_when_each_ends_and_makes_a_new_list_by_keys(
    qtbot: QtBot, make_window: Callable[..., MainWindow], robot: Robot
) -> None:
    section = section_of(make_window(PAGE))
    assert [row[1:] for row in cells(section)] == [
        ["Good until 2028-11-21", "Site’s authority"]
    ] * 2
    assert section.list.words().startswith("List 1 of 2026-11-22, good until 2027-11-22, no ")
    assert section.mine.words() == "Good until 2028-11-21, Site’s authority"
    assert_named(section)
    section.table.setFocus()
    QTest.keyClick(section.table, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: section.list.words().startswith("List 2"))
    robot.hears("A new list of withdrawn certificates is in the book.")


def test_what_insurer_or_court_needs_is_saved_where_asked(
    qtbot: QtBot, make_window: Callable[..., MainWindow], robot: Robot, tmp_path: Path
) -> None:
    window = make_window(PAGE)
    section, folder = section_of(window), tmp_path / "for the insurer"
    folder.mkdir()
    section.give.click()
    (dialog,) = window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(folder))
    qtbot.waitUntil(lambda: len(list(folder.iterdir())) == 3)
    robot.hears("Saved: site-ca.cer, relief-ca.cer, site-ca.crl.")
    assert len(section.authority.text().split()) == 16
    dialog.close()


def test_an_own_certificate_is_looked_at_confirmed_used_and_given_up(
    qtbot: QtBot, make_window: Callable[..., MainWindow], robot: Robot, office: Office,
    tmp_path: Path,
) -> None:  # fmt: skip
    outside, key = elsewhere(office.now()), ec.generate_private_key(ec.SECP256R1())
    path = outside.bag(tmp_path / "mine.p12", key, outside.issue("Rafi Malik", key, days=100))
    window = make_window(PAGE)
    section = section_of(window)
    section.own.click()
    dialog = opened(window, OwnDialog)
    QTest.keyClicks(dialog.path.field, str(path))
    QTest.keyClicks(dialog.password, "seven grey")
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "password does not open" in dialog.fault.text())
    QTest.keyClicks(dialog.password, PASSWORD)
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.facts.isVisible)
    assert dialog.facts.text() == (
        "Rafi Malik, from Meridian Issuing CA, good until 2027-03-01, P-256"
    )
    assert dialog.said.text() == f"It names Rafi Malik, and I am enrolled as {NAME}."
    assert_named(dialog)
    QTest.keyClicks(dialog.passphrase, PASSPHRASE)
    QTest.keyClick(dialog.passphrase, Qt.Key.Key_Return)
    assert dialog.fault.text() == "Confirm it, or leave it."
    QTest.keyClick(dialog.sure, Qt.Key.Key_Space)
    QTest.keyClick(dialog.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: section.mine.words().endswith("own, from Meridian Issuing CA"))
    assert not [line for line in office.health().people if "Own certificate" in line]
    section.back.click()
    back = opened(window, BackDialog)
    QTest.keyClicks(back.passphrase, PASSPHRASE)
    QTest.keyClick(back.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: section.mine.words().endswith("Site’s authority"))
    assert not section.back.isVisibleTo(section)


def take_up(qtbot: QtBot, window: MainWindow, stick: SoftToken) -> None:
    """Bring the token by keys: looked at, confirmed, PIN and passphrase."""
    section = section_of(window)
    section.stick.click()
    dialog = opened(window, TokenDialog)
    assert_named(dialog)
    QTest.keyClicks(dialog.path.field, str(stick.module))
    QTest.keyClick(dialog.path.field, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.facts.isVisible)
    assert dialog.facts.text().startswith(f"{NAME}, from Meridian Issuing CA")
    assert_named(dialog)
    assert dialog.said.text().startswith("Its chain is not complete")
    QTest.keyClick(dialog.sure, Qt.Key.Key_Space)
    QTest.keyClicks(dialog.pin, PIN)
    QTest.keyClicks(dialog.passphrase, PASSPHRASE)
    QTest.keyClick(dialog.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: section.back.isVisibleTo(section))


def test_a_token_is_used_and_asked_for_its_pin_while_a_paper_is_signed(
    qtbot: QtBot, make_window: Callable[..., MainWindow], office: Office, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    stick, window = soft_token(tmp_path, monkeypatch), make_window(PAGE)
    key = ec.generate_private_key(ec.SECP256R1())
    stick.put(key, elsewhere(office.now()).issue(NAME, key))
    take_up(qtbot, window, stick)
    verdict = trust.verify(office, full=False)
    signed: list[object] = []
    tasks.run(window, lambda: check_papers.report(office, verdict, PASSPHRASE), signed.append)
    for pin, remark in (("000000", ""), (PIN, "The PIN is wrong.")):
        qtbot.waitUntil(lambda: len(pins(window)) == 1)
        (asked,) = pins(window)
        assert_named(asked)
        assert asked.asked.fault.text().startswith(remark)
        QTest.keyClicks(asked.pin, pin)
        QTest.keyClick(asked.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(signed))
    (issued,) = exports.issued(office)
    assert exports.problems(office, issued.n) == ()


def pins(window: MainWindow) -> list[TokenPin]:
    """The dialogs that ask for a PIN now."""
    return [one for one in window.findChildren(TokenPin) if one.isVisible()]


def test_an_officer_sees_his_own_and_what_to_read_aloud(
    make_window: Callable[..., MainWindow], office: Office
) -> None:
    office.become(office.open_person(RELIEF, OTHER))
    section = section_of(make_window(PAGE))
    assert section.mine.words() == "Good until 2028-11-21, Site’s authority"
    for hidden in (section.table, section.anew, section.give):
        assert not hidden.isVisibleTo(section)
    assert section.authority.text()


def test_what_ends_is_renewed_while_an_administrator_is_at_the_desk(
    qtbot: QtBot, make_window: Callable[..., MainWindow], office: Office, clock: Clock
) -> None:
    window = make_window(PAGE)
    section = section_of(window)
    suspension.suspend(office, b64(office.read.persons()[1].thread), PASSPHRASE)
    clock.go_on(days=680)
    window.session._tick()
    qtbot.waitUntil(lambda: [row[1] for row in cells(section)] == ["Good until 2030-10-03"])
    assert section.list.words().endswith("1 certificate on it")
