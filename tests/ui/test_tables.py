"""Tables: the model keeps Qt's contract, lines are of the look's height."""

from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from deskinc.ui.tables import Cell, TableModel, make_table


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
