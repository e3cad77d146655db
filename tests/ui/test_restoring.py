"""The dialog that restores: sources best first, two people, a reason; by keyboard alone."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.conftest import assert_named, grab
from tests.ui.restoring_hands import LEAD, OFFICER, PHRASES, Desk, two_people
from tests.ui.settings_hands import standing_still

from deskinc.book.keys.vault import Vault
from deskinc.desk.copies import restoring
from deskinc.desk.copies.restoring import Keys, Pair
from deskinc.ui.restoring.dialog import RestoreDialog

Open = Callable[..., RestoreDialog]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An office whose book is damaged."""
    made = two_people(tmp_path)
    made.hurt()
    return made


@pytest.fixture
def dialog(qtbot: QtBot, qapp: QApplication, desk: Desk) -> Open:
    """The dialog over a window."""
    window = QWidget()
    qtbot.addWidget(window)

    def show(
        keys: Keys | None = None, folder: Path | None = None, size: tuple[int, int] = (1280, 800)
    ) -> RestoreDialog:
        window.resize(*size)
        window.show()
        made = RestoreDialog(window, folder or desk.folder, keys, LEAD)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        with qtbot.waitActive(made):
            made.open()
        return made

    return show


def lead_keys(desk: Desk) -> Keys:
    """What sign-in opened before the book failed."""
    return restoring.keys_of(desk.folder, Pair(LEAD, PHRASES[LEAD]))


def looked(qtbot: QtBot, dialog: RestoreDialog) -> None:
    """Wait until the look is over."""
    qtbot.waitUntil(lambda: not dialog.busy, timeout=60_000)


def type_into(field: QWidget, words: str) -> None:
    """Type words into a field."""
    field.setFocus()
    QTest.keyClicks(field, words)


def fill(dialog: RestoreDialog, second: str = OFFICER) -> None:
    """The passphrase of the lead, the second person, and why."""
    type_into(dialog.first.passphrase, PHRASES[LEAD])
    type_into(dialog.second.name, second)
    type_into(dialog.second.passphrase, PHRASES[second])
    type_into(dialog.reason, "The disk failed.")


def test_two_people_restore_the_book(qtbot: QtBot, desk: Desk, dialog: Open) -> None:
    made = dialog(lead_keys(desk))
    looked(qtbot, made)
    assert_named(made)
    assert made.sources.model.rowCount() == 1
    said = made.sources.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "line 3" in said
    assert "no line would be lost" in said
    assert QApplication.focusWidget() is made.first.passphrase
    fill(made)
    grab(made, "restore-1280")
    with qtbot.waitSignal(made.restored, timeout=60_000):
        QTest.mouseClick(made.go, Qt.MouseButton.LeftButton)
    assert not made.first.passphrase.text()
    office = desk.open()
    assert office.read.last_line() == 3
    assert office.book.verify(full=True) == []
    office.close()


def test_without_keys_only_what_opens_them_is_asked(qtbot: QtBot, desk: Desk, dialog: Open) -> None:
    made = dialog()
    made.first.waits = standing_still()
    assert not made.second.isVisible()
    assert not made.go.isVisible()
    made.look()
    assert made.first.passphrase_row.fault.text()
    type_into(made.first.passphrase, "wrong words altogether")
    QTest.mouseClick(made.seek, Qt.MouseButton.LeftButton)
    looked(qtbot, made)
    assert "passphrase is wrong" in made.first.passphrase_row.fault.text()
    type_into(made.first.passphrase, PHRASES[LEAD])
    made.look()
    assert not made.busy, "nothing is tried while the name waits, as at the door"
    assert "can try again in 0:01" in made.first.passphrase_row.fault.text()
    made.first.waits.clear()  # the time went by
    made.look()
    looked(qtbot, made)
    assert made.sources.model.rowCount() == 1
    assert made.second.isVisible()
    assert QApplication.focusWidget() is made.second.name


def test_sheet_and_mirror_are_enough(
    qtbot: QtBot, desk: Desk, dialog: Open, tmp_path: Path
) -> None:
    shutil.rmtree(desk.folder)
    made = dialog(folder=tmp_path / "new")
    made.by_words.click()
    made.words.fields[0].setText(" ".join(desk.words))
    made.look()
    looked(qtbot, made)
    assert "No key slots" in made.words.fault.text()
    type_into(made.sources.path.field, str(desk.mirror))
    QTest.keyClick(made.sources.path.field, Qt.Key.Key_Return)
    looked(qtbot, made)
    assert made.sources.model.rowCount() == 1
    assert not made.words.words()
    fill(made)
    with qtbot.waitSignal(made.restored, timeout=60_000):
        made.go_on()


def test_what_is_wrong_is_said_at_its_field(qtbot: QtBot, desk: Desk, dialog: Open) -> None:
    made = dialog(lead_keys(desk))
    looked(qtbot, made)
    made.go_on()
    assert QApplication.focusWidget() is made.first.passphrase
    fill(made, second=LEAD)
    made.go_on()
    looked(qtbot, made)
    assert "two different people" in made.second.passphrase_row.fault.text()
    made.first.name.clear()
    type_into(made.first.name, OFFICER)
    type_into(made.first.passphrase, PHRASES[OFFICER])
    made.first.passphrase.setText(PHRASES[OFFICER])
    made.second.passphrase.setText(PHRASES[LEAD])
    made.go_on()
    looked(qtbot, made)
    assert "does not allow" in made.first.passphrase_row.fault.text()
    made.reject()
    assert not made.isVisible()


def test_a_folder_without_anything_says_so(
    qtbot: QtBot, desk: Desk, dialog: Open, tmp_path: Path
) -> None:
    keys = lead_keys(desk)
    (desk.folder / "book.db").unlink()
    shutil.rmtree(desk.mirror)
    made = dialog(keys)
    looked(qtbot, made)
    assert made.sources.model.rowCount() == 0
    assert "Name the folder" in made.sources.none.text()
    assert QApplication.focusWidget() is made.sources.path.field
    made.reason.setPlainText("Because.")
    fill(made)
    made.go_on()
    assert "Choose what" in made.fault.text()


def test_a_folder_of_another_book_is_named_and_looked_at_no_more(
    qtbot: QtBot, desk: Desk, dialog: Open, tmp_path: Path
) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    Vault.create(theirs, bytes(16), bytes(32)).save()
    made = dialog(lead_keys(desk))
    looked(qtbot, made)
    type_into(made.sources.path.field, str(theirs))
    QTest.keyClick(made.sources.path.field, Qt.Key.Key_Return)
    looked(qtbot, made)
    assert "belongs to another book" in made.fault.text()
    assert QApplication.focusWidget() is made.sources.path.field
    made.look()
    looked(qtbot, made)
    assert made.fault.text() == ""
    assert made.sources.model.rowCount() == 1


@pytest.mark.parametrize(("width", "height"), [(853, 533), (640, 400)])
def test_it_fits_a_small_window(
    qtbot: QtBot, desk: Desk, dialog: Open, width: int, height: int
) -> None:
    made = dialog(lead_keys(desk), size=(width, height))
    looked(qtbot, made)
    assert made.width() <= width
    assert made.height() <= height
    grab(made, f"restore-{width}")
