"""What is missing before the incident can be finished: rows that jump to their field."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from deskinc.forms import form as forms
from deskinc.forms.fields import Field, Value
from deskinc.forms.form import Form
from deskinc.i18n import _
from deskinc.ui import icons, theme
from deskinc.ui.delegates import ROW, Index, Row, RowsModel, elided, make_list
from deskinc.ui.parts import Button, column, label, row

HIGH = 30
MOST = 3
"""Questions in sight at once; the rest behind the button."""
ENDS = "resolved"
"""The field that says the incident is over, or why that is not known."""


def lacking(form: Form, values: Mapping[str, Value]) -> list[Field]:
    """What the form demands and, since nobody declares a running incident over, its end last."""
    found = [field for field in forms.missing(form, values) if field.name != ENDS]
    return found if ENDS in values else [*found, form.field(ENDS)]


class JumpDelegate(QStyledItemDelegate):
    """A row of words with an arrow: it goes to a field."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """One row."""
        return QSize(100, HIGH)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The words, and the arrow at the right."""
        shown: Row = index.data(ROW)
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        chosen = state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_HasFocus
        if chosen:
            painter.fillRect(area, theme.color("selection"))
            painter.fillRect(area.left(), area.top(), theme.BAR, HIGH, theme.color("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.color("hover"))
        painter.fillRect(area.left() + 8, area.bottom(), area.width() - 16, 1, theme.color("rule"))
        painter.setFont(theme.font_for(shown.title))
        painter.setPen(theme.color("ink"))
        elided(painter, area.adjusted(8, 0, -32, 0), shown.title, Qt.AlignmentFlag.AlignLeft)
        at = QPointF(area.right() - 8 - icons.TEXT, area.top() + (HIGH - icons.TEXT) / 2)
        icons.paint(painter, "arrow-right", at, icons.TEXT, "accent")
        painter.restore()


class MissingList(QWidget):
    """Head with the count, and a row for each question still open."""

    wanted = Signal(str)
    """The name of the field to go to."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = RowsModel(self)
        self._fields: tuple[Field, ...] = ()
        self._whole = False
        self.count = label("", "text", role="muted")
        self.more = Button("", "text", size="small", pressed=self._unfold)
        self.none = label(_("Nothing is missing."), role="muted")
        self.none.setContentsMargins(8, 4, 8, 4)
        self.view: QListView = make_list(_("Missing before Finish"), self._rows)
        self.view.setItemDelegate(JumpDelegate(self.view))
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = row(label(_("Missing before Finish"), "text", 600), self.count, gap=6,
                   margins=(8, 0, 8, 4))  # fmt: skip
        head.addStretch(1)
        head.addWidget(self.more)
        layer = column()
        layer.addLayout(head)
        layer.addWidget(self.none)
        layer.addWidget(self.view)
        self.setLayout(layer)
        self.view.clicked.connect(self._go)
        self.view.activated.connect(self._go)
        self.show_fields(())

    def show_fields(self, fields: Sequence[Field]) -> None:
        """Show other questions."""
        if self._fields != tuple(fields):
            self._fields = tuple(fields)
            self._show()
        self.count.setText(str(len(fields)) if fields else "")
        self.none.setVisible(not fields)

    def fold(self) -> None:
        """Another incident: only the first questions are in sight."""
        self._whole = False
        self._show()

    def _unfold(self) -> None:
        self._whole = not self._whole
        self._show()

    def _show(self) -> None:
        shown = self._fields if self._whole else self._fields[:MOST]
        rest = len(self._fields) - len(shown)
        self._rows.set_rows([Row(field.name, _(field.label)) for field in shown])
        self.view.setVisible(bool(shown))
        self.view.setFixedHeight(HIGH * len(shown) + 1)
        less = self._whole and len(shown) > MOST
        self.more.setText(_("Less") if less else _("{count} more").format(count=rest))
        self.more.setVisible(less or rest > 0)

    def names(self) -> list[str]:
        """The names of all fields that are missing, in order."""
        return [field.name for field in self._fields]

    def _go(self, index: QModelIndex) -> None:
        shown = self._rows.row_at(index)
        if shown is not None:
            self.wanted.emit(str(shown.key))
