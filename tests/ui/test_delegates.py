"""Lists: the model keeps Qt's contract, rows are spoken, heights are the look's."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from deskinc.ui.delegates import Row, RowsModel, make_list

ROWS = (
    Row("a", "Lift entrapment", "Lift 2, 22:59", "INC-2026-0042", severity="high"),
    Row("b", "Key set 14", icon="key-round"),
)


def test_a_list_of_rows_keeps_the_contract_of_qt(
    qapp: QApplication, qtmodeltester: ModelTester
) -> None:
    model = RowsModel()
    model.set_rows(ROWS)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_a_row_is_found_by_its_key_and_read_out_whole(qapp: QApplication) -> None:
    model = RowsModel()
    model.set_rows(ROWS)
    index = model.index_of("a")
    said = model.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Lift entrapment, Lift 2, 22:59, INC-2026-0042"
    assert not model.index_of("z").isValid()
    assert model.row_at(QModelIndex()) is None


def test_a_list_item_with_a_note_is_52_high_and_draws(qtbot: QtBot) -> None:
    model = RowsModel()
    model.set_rows(ROWS)
    view = make_list("Incidents", model)
    qtbot.addWidget(view)
    view.resize(300, 200)
    view.setCurrentIndex(model.index(0, 0))
    view.show()
    heights = [
        view.itemDelegate().sizeHint(QStyleOptionViewItem(), model.index(at, 0)).height()
        for at in range(2)
    ]
    assert heights == [52, 36]
    assert not view.grab().isNull()
    assert view.accessibleName() == "Incidents"
