"""A book that does not open is brought back by two people, and the desk goes on.

Through the real door, the page of trouble, and the dialog; a line written meanwhile is chained.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.desk.offices import BOSS, Prepared
from tests.features.damage import FAULTS, nobody_remembers
from tests.features.faults import LINES
from tests.features.hands import TEXT, Hands
from tests.features.restores import at_the_door, dialog_of, into, sign, texts

from deskinc.desk.lines import entries
from deskinc.ui.setup.wizard import SetUp

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
    hands.qtbot.waitUntil(lambda: TEXT in texts(hands), timeout=30_000)
    assert texts(hands)[:LINES] == [f"Line {i}." for i in range(LINES)]
    raw: dict[str, object] = {"type": "patrol", "text": "Going on."}
    record = entries.post(office, raw, entries.new_id()).result().records[0]
    assert record.doc.epoch == 2
    assert office.book.verify(full=True) == []
    assert list((folder / "aside").iterdir())


@pytest.mark.timeout(180)
def test_a_lost_computer_is_replaced_by_sheet_and_mirror(
    start: Callable[[Path], Hands], folder: Path, good: Prepared
) -> None:
    shutil.rmtree(folder)
    hands = start(folder)
    wizard = hands.program.window
    assert isinstance(wizard, SetUp)
    wizard.restore.click()
    dialog = dialog_of(hands)
    dialog.by_words.click()
    into(dialog.words, " ".join(good.words))
    into(dialog.sources.path.field, str(folder.parent / "mirror"))
    dialog.sources.look.click()
    dialog = dialog_of(hands)
    assert dialog.sources.model.rowCount() == 1
    sign(dialog)
    at_the_door(hands)
    hands.sign_in()
    assert texts(hands)[:LINES] == [f"Line {i}." for i in range(LINES)]
    assert hands.window().session.office.book.verify(full=True) == []


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
    hands.qtbot.waitUntil(lambda: TEXT in texts(hands), timeout=30_000)


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
    hands.qtbot.waitUntil(lambda: "came back" in texts(hands)[-1], timeout=30_000)
    said = texts(hands)[-1]
    first = LINES + 2
    assert f"lines: {first}–{first + 2}" in said
    assert str(mirror) in said
    hands.qtbot.waitUntil(lambda: said in window.doubts.words.text(), timeout=30_000)
    raw: dict[str, object] = {"type": "patrol", "text": "Going on."}
    assert entries.post(office, raw, entries.new_id()).result().records[0].doc.epoch == 2
    assert office.book.verify(full=True) == []
