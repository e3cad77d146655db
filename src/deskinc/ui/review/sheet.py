"""What a pass is made on: the shift, its lines, what is asked about one, and the two verbs."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from deskinc.desk.office import Office
from deskinc.desk.review.items import Item
from deskinc.i18n import _
from deskinc.ui import theme
from deskinc.ui.book.columns import columns
from deskinc.ui.book.heads import Heads
from deskinc.ui.labelled import choice
from deskinc.ui.oneline import OneLine
from deskinc.ui.parts import Button, column, hairline, label, row
from deskinc.ui.review.asking import CommentRow
from deskinc.ui.review.log import ReviewModel, ReviewView

WIDE = 620
"""The shift to choose needs no more room, logical pixels."""


class Sheet(QWidget):
    """The parts of the page while something waits."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.model = ReviewModel(office, self)
        self.view, self.heads = ReviewView(self.model), Heads()
        self.which, self.said = choice([]), OneLine("", "note", "muted")
        self.ask, self.state = CommentRow(), OneLine("", "note", "muted")
        self.turn = Button(_("Ret&urn…"), "plain", "Ctrl+M")
        self.go = Button(_("&Approve up to here"), "primary", "Ctrl+Enter")
        self.which.view().setAccessibleName(_("Shift"))
        self.which.setMaximumWidth(WIDE)
        named = label(_("Shi&ft"), "note", role="muted")
        named.setBuddy(self.which)
        chooser = row(named, gap=8)
        chooser.addWidget(self.which, 1)
        chooser.addStretch()
        self._head = column(gap=6)
        self._head.addLayout(chooser)
        self._head.addWidget(self.said)
        self._foot = row(gap=12)
        self._foot.addWidget(self.state, 1)
        for button in (self.turn, self.go):
            self._foot.addWidget(button)
        layer = column()
        layer.addLayout(self._head)
        for part in (hairline(), self.heads, self.view, self.ask, hairline()):
            layer.addWidget(part)
        layer.addLayout(self._foot)
        layer.setStretchFactor(self.view, 1)
        self.setLayout(layer)
        self.view.moved.connect(self.show_day)

    def set_size(self, *, narrow: bool, low: bool) -> None:
        """Other columns and margins for another measure."""
        chosen = columns(narrow=narrow, low=low)
        self.heads.set_columns(chosen)
        self.view.set_columns(chosen)
        side = 12 if low else theme.MARGIN_NARROW if narrow else theme.MARGIN
        gap = 4 if low else 10
        for edge in (self._head, self._foot):
            edge.setContentsMargins(side, gap, side, gap)
        self.said.setVisible(not low)
        self.show_day()

    def show_day(self) -> None:
        """The day of the first line on screen."""
        if self.model.items:
            self.heads.show_day(self.model.heading_at(self.view.day_row()))

    def say(self, words: str) -> None:
        """What is in the shift."""
        self.said.setText(words)
        self.said.setToolTip(words)
        self.which.setToolTip(words)
        self.which.setAccessibleDescription(words)


def line_menu(page: QWidget, item: Item, acts: Sequence[Callable[[], object]]) -> QMenu:
    """Returning, approving, and the way to the book."""
    menu = QMenu(page)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setAccessibleName(_("Line {no}").format(no=item.line.cited))
    verbs = (_("&Return…"), _("&Approve up to here"), _("Show it in the &book"))
    for said, act in zip(verbs, acts, strict=True):
        menu.addAction(said).triggered.connect(lambda _on=False, act=act: act())
    menu.actions()[0].setEnabled(item.can_return)
    return menu
