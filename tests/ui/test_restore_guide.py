"""A lost computer, step by step: where a copy is, what opens it, what it holds, who restores it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Clock, Makes, NewOffice, assert_named, grab

from deskinc.book.keys.kdf import FLOOR
from deskinc.desk import setup
from deskinc.desk.copies import backups
from deskinc.desk.office import Office, sign_in
from deskinc.ui.restoring.guide import COPY, KEY, WHAT, WHO, RestoreGuide

NAME, PHRASE = "R. Malik", "five words for one desk only"
SHEET = " ".join(["abandon"] * 23 + ["art"])
Open = Callable[[Path], RestoreGuide]
Offices = Callable[[Makes], NewOffice]


def alone(below: Path, clock: Clock) -> Office:
    """An office of one, with a sheet that is known and a backup."""
    answers = setup.Answers(
        site="Harbour Court", officer=NAME, initials="R.M.", passphrase=PHRASE,
        mirror=below / "mirror",
    )  # fmt: skip
    made = setup.set_up(below / "data", answers, SHEET.split(), kdf=FLOOR, clock=clock)
    (below / "mirror" / "backups").mkdir()
    backups.make(made, below / "mirror" / "backups", lambda _f, _w: None, lambda: False)
    return made


@pytest.fixture
def guide(qtbot: QtBot, qapp: QWidget) -> Open:
    """The guide over a window, for a folder that is still to be made."""
    window = QWidget()
    qtbot.addWidget(window)

    def show(folder: Path) -> RestoreGuide:
        window.resize(1280, 800)
        window.show()
        made = RestoreGuide(window, folder)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        with qtbot.waitActive(made):
            made.open()
        return made

    return show


def at(qtbot: QtBot, made: RestoreGuide, page: int) -> None:
    """Wait until that step is on."""
    qtbot.waitUntil(lambda: made.pages.currentIndex() == page and not made.busy, timeout=60_000)


def into(field: QWidget, words: str) -> None:
    """Type into a field."""
    field.setFocus()
    QTest.keyClicks(field, words)


def opened(qtbot: QtBot, made: RestoreGuide, copy: Path) -> None:
    """Name the copy, paste the sheet, and look."""
    into(made.copy.path.field, str(copy))
    made.go.click()
    made.key.words.fields[0].setText(SHEET)
    made.go.click()
    at(qtbot, made, WHAT)


def test_d24_one_person_restores_from_mirror_and_sheet_alone(
    qtbot: QtBot, guide: Open, prepared: Offices, tmp_path: Path
) -> None:
    shutil.rmtree(prepared(alone).copied(tmp_path))
    folder = tmp_path / "new"
    made = guide(folder)
    assert made.pages.currentIndex() == COPY
    assert str(folder) in {words.text() for words in made.copy.findChildren(type(made.title))}, (
        "it says where the book will lie"
    )
    grab(made, "guide-1")
    made.go.click()
    assert "Name the folder" in made.fault.text()
    opened(qtbot, made, tmp_path / "mirror")
    assert_named(made)
    assert made.sources.chosen() is not None
    grab(made, "guide-3")
    made.go.click()
    who = made.who
    assert not who.bare.isVisible()
    into(who.first.name, NAME)
    into(who.first.passphrase, PHRASE)
    into(who.reason, "Stolen.")
    made.go.click()
    assert made.pages.currentIndex() == WHO
    assert who.second.name_row.fault.text(), "it takes two, or the sheet"
    who.alone.click()
    grab(made, "guide-4")
    with qtbot.waitSignal(made.restored, timeout=60_000) as caught:
        made.go.click()
    assert caught.args == [NAME]
    assert not who.first.passphrase.text()
    office = sign_in(folder, NAME, PHRASE)
    assert office.book.verify(full=True) == []
    office.close()


def test_a_backup_alone_brings_the_book_back_and_says_that_it_has_no_mirror(
    qtbot: QtBot, guide: Open, prepared: Offices, tmp_path: Path
) -> None:
    shutil.rmtree(prepared(alone).copied(tmp_path))
    copies = (tmp_path / "mirror" / "backups").rename(tmp_path / "copies")
    shutil.rmtree(tmp_path / "mirror")
    made = guide(tmp_path / "new")
    into(made.copy.path.field, str(tmp_path / "nowhere"))
    made.go.click()
    assert made.pages.currentIndex() == KEY
    made.key.other.click()
    into(made.key.own.name, NAME)
    into(made.key.own.passphrase, PHRASE)
    made.go.click()
    qtbot.waitUntil(lambda: bool(made.key.own.passphrase_row.fault.text()), timeout=60_000)
    assert "No key slots of a book lie there" in made.key.own.passphrase_row.fault.text()
    grab(made, "guide-2")
    made.back.click()
    made.copy.path.set_path(copies)
    made.go.click()
    into(made.key.own.passphrase, PHRASE)
    made.go.click()
    at(qtbot, made, WHAT)
    made.go.click()
    assert made.who.first.name.text() == NAME
    assert made.who.bare.isVisible()
    assert not made.who.alone.isVisible(), "the sheet did not open it"
    made.reject()
