"""A book that opens and is not what was written is brought back from where the check is shown."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from tests.desk.offices import BOSS, OFFICER, PHRASES, Prepared
from tests.features.faults import LINES
from tests.features.hands import Hands
from tests.features.restores import at_the_door, dialog_of, into, texts

from deskinc.book.disk.store import Link, Mode, Store
from deskinc.desk.lines import entries
from deskinc.proof.disclosure import disclose
from deskinc.ui.dialogs import Question
from deskinc.ui.parts import Button
from deskinc.ui.restoring.dialog import RestoreDialog
from deskinc.ui.settings.page import SettingsPage
from deskinc.ui.settings.trust import TrustSection


def reword(folder: Path, good: Prepared, text: str) -> None:
    """Change the words of the first line, which lies under the seal: the opening sees nothing."""
    store = Store(folder / "book.db", good.people[BOSS].keys.database)
    with Link(store, Mode.WRITE) as link, link.transaction():
        link.run("DROP TRIGGER value_as_is")
        n = link.one("SELECT min(n) FROM value WHERE name = 'text'")
        raw = disclose("text", text).raw
        link.run("UPDATE value SET raw = ? WHERE n = ? AND name = 'text'", (raw, n))


def close_to_restore(hands: Hands, trust: TrustSection) -> RestoreDialog:
    """Press the button under the outcome, and say yes; the dialog that comes up at the door."""
    trust.panel.mend.click()
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, Question)
    (go,) = [b for b in asked.findChildren(Button) if b.text() == "Close the book"]
    go.click()
    return dialog_of(hands)


def trust_of(hands: Hands) -> TrustSection:
    """Settings, Trust."""
    window = hands.window()
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    window.session.go("settings", part="trust")
    assert isinstance(page.section, TrustSection)
    return page.section


@pytest.mark.timeout(180)
def test_a_book_that_opens_altered_is_brought_back_by_two_people_and_a_line_is_posted(
    start: Callable[[Path], Hands], folder: Path, good: Prepared
) -> None:
    reword(folder, good, "Line nought.")
    hands = start(folder)
    hands.sign_in()
    trust = trust_of(hands)
    assert not trust.panel.mend.isVisible()
    trust.panel.full.click()
    hands.qtbot.waitUntil(trust.panel.mend.isVisible, timeout=60_000)
    dialog = close_to_restore(hands, trust)
    assert dialog.first.name.text() == BOSS
    into(dialog.first.passphrase, PHRASES[BOSS])
    dialog.seek.click()
    dialog = dialog_of(hands)
    source = dialog.sources.chosen()
    assert source is not None
    assert source.lost == 0
    into(dialog.second.name, OFFICER)
    into(dialog.second.passphrase, PHRASES[OFFICER])
    into(dialog.reason, "A line was reworded.")
    before = hands.program.window
    dialog.go_on()
    hands.qtbot.waitUntil(lambda: hands.program.window is not before, timeout=60_000)
    assert at_the_door(hands).name.text() == BOSS
    hands.sign_in()
    assert texts(hands)[:LINES] == [f"Line {i}." for i in range(LINES)]
    office = hands.window().session.office
    raw: dict[str, object] = {"type": "patrol", "text": "Going on."}
    assert entries.post(office, raw, entries.new_id()).result().records[0].doc.epoch == 2
    assert office.book.verify(full=True) == []
