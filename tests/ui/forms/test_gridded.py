"""Tables of a form read down: columns that have room, all else in full below its row."""

from collections.abc import Mapping
from datetime import datetime

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from deskinc.forms.catalogue import current
from deskinc.forms.fields import Value
from deskinc.i18n import Locale
from deskinc.ui.forms.gridded import Grid, Gridded
from deskinc.ui.forms.kinds import grid
from deskinc.ui.forms.lists import Lists

LISTS = Lists(lambda: datetime.fromisoformat("2026-11-22T23:13:00+00:00"), Locale())
PEOPLE: Mapping[str, Value] = {
    "people/001/name": "P. Nair", "people/001/role": {"code": "tenant", "text": "Tenant"},
    "people/002/name": "T. Aldous", "people/002/contact": "07700 900101",
}  # fmt: skip


def test_a_table_of_several_rows_has_a_column_for_each_question() -> None:
    field = current("incident").field("people")
    made = grid(field, PEOPLE, LISTS)
    assert made is not None
    assert made.heads[:3] == ("Name", "Role", "Contact")
    assert [row[:3] for row in made.rows] == [
        ("P. Nair", "Tenant", ""), ("T. Aldous", "", "07700 900101"),
    ]  # fmt: skip
    alone = {name: value for name, value in PEOPLE.items() if "001" in name}
    assert grid(field, alone, LISTS) is None
    assert grid(current("incident").field("title"), {"title": "Slip"}, LISTS) is None


@pytest.mark.parametrize("width", [60, 200, 600])
def test_no_row_is_cut_whatever_the_width_and_no_column_is_empty(
    qapp: QApplication, width: int
) -> None:
    words = "Came down by the east stairs after the voice alarm, " * 4
    rows = (("P. Nair", "", words), ("T.", "", ""))
    made = Gridded(Grid(("Name", "Contact", "Account"), rows), width)
    assert "Contact" not in made._heads
    row, below = made._rows[0]
    assert below is not None
    assert all(at in made._lefts or not cell or cell == words for at, cell in enumerate(row))
    image = QImage(width, made.height(), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    made.paint(painter, 0, 0)
    painter.end()
    dark = [
        y for y in range(image.height())
        if any(image.pixelColor(x, y).lightness() < 128 for x in range(width))
    ]  # fmt: skip
    assert dark[-1] > image.height() - 30
