"""The hits of a search, one row each: when, what, and the words around the first one found."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout
from PySide6.QtWidgets import (
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from deskinc.desk.lines.entries import Line
from deskinc.desk.lines.marking import ranges
from deskinc.desk.lines.visible import shown
from deskinc.i18n import Locale, _
from deskinc.ui import theme
from deskinc.ui.book.laying import found_in
from deskinc.ui.delegates import ROW, Index, Row, RowsModel, elided, make_list, paint_ground
from deskinc.ui.parts import label

HIGH, MOST, FEW = 28, 5, 3
"""Height of a row, and how many are seen at once: where there is room, and where there is little.
"""
LEAST = 640
"""Height of a window from which there is room for most of them over the log."""
WHEN, KIND, NUMBER = 104, 112, 56
"""Widths of the columns beside the words, logical pixels."""
STRUCK = "struck"
"""The role of the words of a line that was struck: they stay legible, drawn through."""
BEFORE = 40
"""Letters that lead to the first word found."""


class HitList(QWidget):
    """The list follows the field, which keeps the cursor; a press goes to a hit."""

    chosen = Signal(int)
    """The place of a hit among all of them."""

    def __init__(self) -> None:
        super().__init__()
        self.model = RowsModel(self)
        self.view: QListView = make_list(_("Hits"), self.model)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._delegate = _Delegate(self.view)
        self.view.setItemDelegate(self._delegate)
        self.view.clicked.connect(lambda index: self.chosen.emit(index.row()))
        layer = QVBoxLayout(self)
        layer.setContentsMargins(0, 0, 0, 0)
        layer.addWidget(self.view)
        self.figures = label("", "small", role="muted", tabular=True)
        layer.addWidget(self.figures)
        self.hide()

    def show_hits(
        self, hits: Sequence[Line], words: str, locale: Locale, *, more: bool = False
    ) -> None:
        """Show other hits; one alone needs no list. ``more``: there are others than these."""
        self._delegate.words = words
        self.model.set_rows([_row(line, words, locale) for line in hits])
        self.figures.setText(figures(hits, more=more))
        self.fit()

    def fit(self) -> None:
        """As many as the window has room for; in one lower than any page is laid out for, none."""
        hits, high = self.model.rowCount(), self.window().height()
        self.view.setFixedHeight(HIGH * min(FEW if high < LEAST else MOST, hits) + 2)
        self.figures.setVisible(high >= LEAST)
        self.setVisible(hits > 1 and high >= theme.LOW)

    def crowds(self) -> bool:
        """Whether it stands where there is little room."""
        return not self.isHidden() and self.window().height() < LEAST

    def choose(self, at: int) -> None:
        """Mark the hit that is shown in the log."""
        index = self.model.index(at, 0)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)


def figures(hits: Sequence[Line], *, more: bool = False) -> str:
    """How many lines were found, and how many of them are late or struck."""
    found = _("{count} lines").format(count=f"{len(hits)}+" if more else len(hits))
    counts = (
        (_("{count} late"), sum(line.late is not None for line in hits)),
        (_("{count} struck"), sum(line.struck is not None for line in hits)),
    )
    return ", ".join([found, *(words.format(count=n) for words, n in counts if n)])


def _row(line: Line, words: str, locale: Locale) -> Row:
    text = excerpt(shown(line.text), words)
    when = f"{locale.short_date(line.written)} {locale.clock(line.written)}"
    spoken = f"{line.cited}, {when}, {line.type_text}, {text}"
    role = STRUCK if line.struck else "ink"
    if line.struck:
        spoken += ", " + _("struck")
    return Row(line.n, text, when, line.cited, icon=line.type_text, icon_role=role, spoken=spoken)


def excerpt(text: str, words: str) -> str:
    """The text in one line, from a little before the first word found."""
    text = " ".join(text.split())
    first = next(iter(ranges(text, words)), (0, 0))[0]
    if first <= BEFORE + BEFORE // 2:
        return text
    return "…" + text[text.find(" ", first - BEFORE) + 1 or first :]


class _Delegate(QStyledItemDelegate):
    """Paints when, what and the words, those found in bold, and the number at the right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = ""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Height of the row."""
        return QSize(100, HIGH)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        row: Row = index.data(ROW)
        painter.save()
        paint_ground(painter, option, HIGH)
        inner: QRect = option.rect.adjusted(4, 0, -8, 0)
        painter.setFont(theme.font("note"))
        painter.setPen(theme.color("muted"))
        left = QRect(inner.left(), inner.top(), WHEN - 8, HIGH)
        elided(painter, left, row.note, Qt.AlignmentFlag.AlignLeft)
        elided(painter, left.translated(WHEN, 0), row.icon, Qt.AlignmentFlag.AlignLeft)
        elided(painter, QRect(inner.right() - NUMBER, inner.top(), NUMBER, HIGH), row.right,
               Qt.AlignmentFlag.AlignRight)  # fmt: skip
        painter.setPen(theme.color(row.icon_role))
        words = QFont(theme.font_for(row.title, "base"))
        words.setStrikeOut(row.icon_role == STRUCK)
        area = inner.adjusted(WHEN + KIND, 0, -NUMBER - 8, 0)
        seen = QFontMetricsF(words).elidedText(row.title, Qt.TextElideMode.ElideRight, area.width())
        self._excerpt(painter, area, QTextLayout(seen, words))
        painter.restore()

    def _excerpt(self, painter: QPainter, area: QRect, layout: QTextLayout) -> None:
        layout.setFormats(found_in(layout.text(), self.words))
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(100_000)
        layout.endLayout()
        painter.setClipRect(area)
        layout.draw(painter, QPointF(area.left(), area.top() + (HIGH - line.height()) / 2))
