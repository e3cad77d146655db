"""Lists and tables: models keep Qt's contract, rows are spoken, heights are the look's."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from deskinc.ui.delegates import Cell, Row, RowsModel, TableModel, make_list, make_table

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


def test_a_table_keeps_the_contract_of_qt_and_draws(
    qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    model = TableModel(("Set", "Out to", "Due"))
    over = Cell("over", "late", 600)
    model.set_lines(
        [
            ("k12", ("12", "Northgate", "00:30")),
            ("k14", ("14", Cell("Brightline", struck=True), over)),
        ]
    )
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    view = make_table("Keys", model, (60, 0, 80))
    qtbot.addWidget(view)
    view.resize(400, 200)
    view.selectRow(1)
    view.show()
    assert view.rowHeight(0) == 32
    assert model.key_at(view.currentIndex()) == "k14"
    assert not view.grab().isNull()
