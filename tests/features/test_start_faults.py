"""Whatever start-up finds, one lone officer writes within a handful of keys, and nothing is lost.

Through the real door and the real window, on real files that were really damaged (D6).
"""

import subprocess
from collections.abc import Callable
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.desk.offices import BOSS, OFFICER, PHRASES
from tests.features.damage import FAULTS, cut, no_slots
from tests.features.faults import LINES, mounted, originals
from tests.features.hands import TEXT, Hands
from tests.ui.test_mnemonics import clashes

from deskinc.desk.lines import entries
from deskinc.desk.office import sign_in
from deskinc.ui import tasks
from deskinc.ui.banner import Banner
from deskinc.ui.signin import SignIn


def laid_aside(folder: Path) -> dict[str, str]:
    """The files of the copy that was laid aside."""
    (copy,) = (folder / "aside").iterdir()
    return {
        str(path.relative_to(copy / "data")): sha256(path.read_bytes()).hexdigest()
        for path in (copy / "data").rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("fault", FAULTS)
def test_d06_whatever_start_up_finds_one_officer_writes_and_no_byte_is_changed(
    start: Callable[[Path], Hands], folder: Path, fault: str
) -> None:
    spoil, words, signed = FAULTS[fault]
    spoil(folder)
    before = originals(folder)
    hands = start(folder)
    hands.sign_in()
    page = hands.trouble()
    assert words in page.what.text()
    assert page.todo.text()
    assert QApplication.focusWidget() is page.entry.text
    assert hands.write(page) <= 5
    assert page.entry.is_empty()
    assert page.lines.line_at(0).by == "J.H."
    assert ("not signed" not in page.entry.doing.text()) is signed
    hands.qtbot.waitUntil(lambda: "were copied" in page.kept.words.text())
    assert len(list((folder / "spool").glob("*.note"))) >= 1
    assert originals(folder) == before
    kept = laid_aside(folder)
    for path, digest in before.items():
        if Path(path).is_relative_to(folder):
            assert kept[str(Path(path).relative_to(folder))] == digest


@pytest.mark.parametrize("fault", [name for name in FAULTS if "slot" in name])
def test_a_sound_copy_of_the_slots_is_put_back_by_one_officer_and_the_line_comes_in(
    start: Callable[[Path], Hands], folder: Path, fault: str
) -> None:
    sign_in(folder, BOSS, PHRASES[BOSS]).close()
    sound = (folder / "slots.json").read_bytes()
    FAULTS[fault][0](folder)
    spoilt = (folder / "slots.json").read_bytes() if (folder / "slots.json").exists() else None
    hands = start(folder)
    hands.sign_in()
    page = hands.trouble()
    hands.write(page)
    offered = fault not in {"nothing but slots", "no slots anywhere", "no sound slots"}
    assert page.slots.isVisible() is offered
    if not offered:
        return
    told = page.todo.text()
    assert told.index(page.slots.text().replace("&", "")) < told.index("by hand")
    assert clashes(page) == {}
    hands.keys("Alt+P")
    hands.qtbot.waitUntil(lambda: bool(page.banners.shown()))
    assert "is back" in page.banners.shown()[0].accessibleName()
    assert (folder / "slots.json").read_bytes() == sound
    if spoilt is not None:
        assert (folder / "slots.json.damaged").read_bytes() == spoilt
    office = hands.try_again()
    assert [record.values["text"] for record in office.came_in] == [TEXT]


@pytest.mark.parametrize("signed", [True, False])
def test_d06_after_the_repair_the_line_has_its_number_its_writer_and_its_time(
    start: Callable[[Path], Hands], folder: Path, signed: bool
) -> None:
    kept = {path: path.read_bytes() for path in folder.parent.rglob("*.db")}
    kept |= {path: path.read_bytes() for path in folder.parent.rglob("slots.json*")}
    (no_slots if not signed else cut)(folder)
    hands = start(folder)
    hands.sign_in()
    page = hands.trouble()
    hands.write(page)
    hands.write(page, "Engineer called.")
    for path, raw in kept.items():
        path.write_bytes(raw)
    office = hands.try_again()
    window = hands.window()
    names = [banner.accessibleName() for banner in window.findChildren(Banner)]
    (said,) = (name for name in names if "while the book took none" in name)
    assert said.startswith("2 lines written while the book took none")
    lines = entries.lines(office, entries.ids(office))[-2:]
    assert [line.text for line in lines] == [TEXT, "Engineer called."]
    assert [line.line for line in lines] == [LINES + 2, LINES + 3]
    for line in lines:
        assert line.noted is not None
        assert line.noted.at <= line.written
        assert (line.by, line.noted.by) == (("J.H.", "J.H.") if signed else ("desk", ""))
        assert line.noted.name == BOSS
    assert office.book.verify(full=True) == []
    assert not list((folder / "spool").glob("*.note"))


def test_d06_where_nothing_opens_one_writes_unsigned_in_the_name_one_gives(
    start: Callable[[Path], Hands], folder: Path
) -> None:
    hands = start(folder)
    hands.sign_in(OFFICER, "not the passphrase at all")
    door = hands.program.window
    assert isinstance(door, SignIn)
    hands.qtbot.waitUntil(door.unsigned.isVisible)
    hands.keys("Alt+W")
    page = hands.trouble()
    assert page.name.text() == OFFICER
    assert hands.write(page) <= 5
    assert "not signed" in page.entry.doing.text()
    assert not (folder / "aside").exists(), "nothing is wrong with the book"


def test_a_name_is_asked_for_where_none_was_given(
    start: Callable[[Path], Hands], folder: Path
) -> None:
    hands = start(folder)
    hands.sign_in(OFFICER, "not the passphrase at all")
    door = hands.program.window
    assert isinstance(door, SignIn)
    hands.qtbot.waitUntil(door.unsigned.isVisible)
    door.name.clear()
    hands.keys("Alt+W")
    page = hands.trouble()
    assert QApplication.focusWidget() is page.name
    hands.type("K. Ali")
    hands.keys("Return")
    assert hands.write(page) <= 5
    assert page.lines.line_at(0).by_name == "K. Ali"


def test_d06_a_read_only_folder_and_the_line_lies_with_the_mirror(
    start: Callable[[Path], Hands], folder: Path
) -> None:
    with ExitStack() as stack:
        stack.enter_context(mounted(folder, "--bind", str(folder)))
        if subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=False).returncode:
            pytest.skip("remounting is not allowed here")
        hands = start(folder)
        hands.sign_in()
        page = hands.trouble()
        assert "cannot be written" in page.what.text()
        assert hands.write(page) <= 5
        assert len(list(folder.parent.glob("mirror/*/spool/*.note"))) == 1
        hands.qtbot.waitUntil(lambda: "cannot be written" in page.kept.words.text())
    office = sign_in(folder, BOSS, PHRASES[BOSS])
    assert [record.values["text"] for record in office.came_in] == [TEXT]
    assert not list(folder.parent.glob("mirror/*/spool/*.note"))
    office.close()


def test_copying_much_aside_hinders_neither_trying_again_nor_the_line(
    start: Callable[..., Hands], folder: Path
) -> None:
    kept = (folder / "book.db").read_bytes()
    cut(folder)
    hands = start(folder)
    gate = Event()
    tasks.run(hands.program, gate.wait, lambda _set: None, lane="copy")
    try:
        hands.sign_in()
        page = hands.trouble()
        assert hands.write(page) <= 5
        assert "being copied" in page.kept.words.text()
        (folder / "book.db").write_bytes(kept)
        office = hands.try_again()
        assert [record.values["text"] for record in office.came_in] == [TEXT]
    finally:
        gate.set()
    tasks.drain()
    assert not (folder / "aside").exists(), "what nobody waits for any more is not copied"


def test_half_a_line_is_not_left_behind(start: Callable[[Path], Hands], folder: Path) -> None:
    cut(folder)
    hands = start(folder)
    hands.sign_in()
    page = hands.trouble()
    hands.type("Half a line")
    hands.keys("Alt+T")
    hands.qtbot.waitUntil(lambda: "Post this line first" in page.entry.note.text())
    assert hands.program.window is page
    assert not page.close()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert page.entry.text.words() == "Half a line"
