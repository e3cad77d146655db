"""A book that does not open is brought back by two people, and the desk goes on.

Through the real door, the page of trouble, and the dialog; a line written meanwhile is chained.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from tests.desk.offices import BOSS, OFFICER, PHRASES, Prepared
from tests.features.damage import FAULTS, nobody_remembers
from tests.features.faults import LINES
from tests.features.hands import TEXT, Hands
from tests.features.restores import at_the_door, dialog_of, guide_of, into, sign, texts

from deskinc.desk.lines import entries
from deskinc.ui.restoring.guide import WHAT
from deskinc.ui.setup.wizard import SetUp

AccessibleTextRole = Qt.ItemDataRole.AccessibleTextRole

MENDED = (
    "a flipped bit", "an older copy", "the log lost", "no book", "no slots.json", "a fork",
)  # fmt: skip


@pytest.mark.timeout(180)
@pytest.mark.parametrize("what", MENDED)
def test_two_people_bring_the_book_back_and_a_line_is_posted(
    start: Callable[[Path], Hands], folder: Path, good: Prepared, what: str
) -> None:
    FAULTS[what][0](folder)
    hands = start(folder)
    hands.sign_in()
    page = hands.trouble()
    assert page.mend.isVisible()
    hands.write(page)
    page.mend.click()
    dialog = dialog_of(hands)
    source = dialog.sources.chosen()
    assert source is not None
    assert source.kind == "mirror"
    assert source.lost == (3 if what == "a fork" else 0), "the fork has lines of its own"
    sign(dialog)
    door = at_the_door(hands)
    assert door.name.text() == BOSS
    hands.sign_in()
    office = hands.window().session.office
    hands.qtbot.waitUntil(lambda: TEXT in texts(hands))
    assert texts(hands)[:LINES] == [f"Line {i}." for i in range(LINES)]
    raw: dict[str, object] = {"type": "patrol", "text": "Going on."}
    record = entries.post(office, raw, entries.new_id()).result().records[0]
    assert record.doc.epoch == 2
    assert office.book.verify(full=True) == []
    assert list((folder / "aside").iterdir())


@pytest.mark.timeout(180)
def test_d24_a_stolen_computer_is_replaced_by_sheet_and_mirror(
    start: Callable[[Path], Hands], folder: Path, good: Prepared
) -> None:
    shutil.rmtree(folder)
    hands = start(folder)
    wizard = hands.program.window
    assert isinstance(wizard, SetUp)
    wizard.restore.click()
    guide = guide_of(hands)
    into(guide.copy.path.field, str(folder.parent / "mirror"))
    hands.keys("Return")
    for word in good.words:
        hands.type(word[:4])
        hands.keys("Space")
    hands.keys("Return")
    hands.qtbot.waitUntil(lambda: guide.pages.currentIndex() == WHAT, timeout=60_000)
    source = guide.sources.chosen()
    assert source is not None
    assert (source.kind, source.lost, source.faults) == ("mirror", 0, ())
    assert "Tower House" in guide.sources.model.index(0, 0).data(AccessibleTextRole)
    guide.go.click()
    who = guide.who
    for field, words in (
        (who.first.name, BOSS), (who.first.passphrase, PHRASES[BOSS]),
        (who.second.name, OFFICER), (who.second.passphrase, PHRASES[OFFICER]),
        (who.reason, "The computer was stolen."),
    ):  # fmt: skip
        into(field, words)
    guide.go.click()
    door = at_the_door(hands)
    assert door.name.text() == BOSS
    hands.sign_in()
    assert texts(hands)[:LINES] == [f"Line {i}." for i in range(LINES)]
    office = hands.window().session.office
    raw: dict[str, object] = {"type": "patrol", "text": "On the new computer."}
    assert entries.post(office, raw, entries.new_id()).result().records[0].doc.epoch == 2
    assert office.book.verify(full=True) == []


def bring_back_without_mirror(hands: Hands, mirror: Path) -> None:
    """Write a line, and let two people restore the book's own file, warned; then sign in."""
    hands.sign_in()
    page = hands.trouble()
    hands.write(page)
    page.mend.click()
    dialog = dialog_of(hands)
    source = dialog.sources.chosen()
    assert source is not None
    assert source.kind == "own"
    assert f"The mirror in {mirror} does not answer" in dialog.sources.faults.text()
    sign(dialog)
    at_the_door(hands)
    hands.sign_in()
    hands.qtbot.waitUntil(lambda: TEXT in texts(hands))


@pytest.mark.timeout(180)
def test_a_mirror_that_was_away_while_its_book_was_restored_says_what_only_it_holds(
    start: Callable[[Path], Hands], folder: Path
) -> None:
    nobody_remembers(folder)
    mirror = folder.parent / "mirror"
    unplugged = mirror.rename(folder.parent / "unplugged")
    hands = start(folder)
    bring_back_without_mirror(hands, mirror)
    assert texts(hands)[:LINES] == [f"Line {i}." for i in range(LINES)]
    assert list((folder / "aside").iterdir())
    unplugged.rename(mirror)
    window = hands.window()
    office = window.session.office
    office.book.settle()
    hands.qtbot.waitUntil(lambda: "came back" in texts(hands)[-1])
    said = texts(hands)[-1]
    first = LINES + 2
    assert f"lines: {first}–{first + 2}" in said
    assert str(mirror) in said
    hands.qtbot.waitUntil(lambda: said in window.doubts.words.text())
    raw: dict[str, object] = {"type": "patrol", "text": "Going on."}
    assert entries.post(office, raw, entries.new_id()).result().records[0].doc.epoch == 2
    assert office.book.verify(full=True) == []
