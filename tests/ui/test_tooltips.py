"""Tool tips are plain: what somebody wrote into the book is no mark-up there and loads no file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QLabel, QListView, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from deskinc.ui.oneline import OneLine

LINE = "It <s>never</s> happened. <img src='file://{path}'>"


@pytest.fixture
def words(tmp_path: Path) -> str:
    """A line that looks like mark-up and names a picture which is there."""
    path = tmp_path / "x.png"
    Image.new("RGB", (700, 300)).save(path)
    return LINE.format(path=path)


@pytest.fixture(autouse=True)
def _gone(light: QApplication) -> Iterator[None]:
    yield
    QToolTip.hideText()


def tip_of(qtbot: QtBot, over: QWidget, at: QPoint) -> QLabel:
    """The tip that stands there once the mouse rests on ``over``."""
    event = QHelpEvent(QHelpEvent.Type.ToolTip, at, over.mapToGlobal(at))
    QApplication.sendEvent(over, event)
    qtbot.waitUntil(lambda: any(tips()))
    return tips()[0]


def tips() -> list[QLabel]:
    """Every tip on screen."""
    shown = [part for part in QApplication.topLevelWidgets() if part.inherits("QTipLabel")]
    return [part for part in shown if isinstance(part, QLabel) and part.isVisible()]


def test_the_tip_of_a_label_is_plain(qtbot: QtBot, words: str) -> None:
    label = OneLine(words)
    qtbot.addWidget(label)
    label.show()
    tip = tip_of(qtbot, label, QPoint(4, 4))
    assert tip.text() == words
    assert tip.textFormat() == Qt.TextFormat.PlainText
    assert tip.height() < 100


def test_the_tip_of_a_row_is_plain(qtbot: QtBot, words: str) -> None:
    model, view = QStandardItemModel(), QListView()
    item = QStandardItem("A line")
    item.setToolTip(words)
    model.appendRow(item)
    qtbot.addWidget(view)
    view.setModel(model)
    view.show()
    tip = tip_of(qtbot, view.viewport(), view.visualRect(model.index(0, 0)).center())
    assert tip.text() == words
    assert tip.height() < 100
