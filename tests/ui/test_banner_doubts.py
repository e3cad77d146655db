"""The amber line of doubts: what is missing outside the book is said in whole sentences."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from deskinc.desk.office import Office
from deskinc.ui.banner import DoubtLine
from deskinc.ui.topbar import seal_words


def test_a_doubt_is_said_in_full_and_goes_with_its_cause(qtbot: QtBot, office: Office) -> None:
    line = DoubtLine()
    qtbot.addWidget(line)
    health = office.health()
    line.show_health(health)
    assert line.isHidden()
    doubtful = replace(health, doubts=("The head file is missing.", "The mirror is empty."))
    line.show_health(doubtful)
    assert line.words.text() == "The head file is missing.\nThe mirror is empty."
    assert line.accessibleName() == line.words.text()
    assert seal_words(doubtful, office.now())[1] == "pending"
    line.show_health(health)
    assert not line.words.text()
