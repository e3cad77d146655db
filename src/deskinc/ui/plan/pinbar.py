"""The bar below the plan while a pin is being set: what, how exactly, and the verbs."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QRadioButton,
    QWidget,
)

from deskinc.i18n import _
from deskinc.ui import icons, theme
from deskinc.ui.oneline import OneLine
from deskinc.ui.parts import Button, IconLabel, column, label, row
from deskinc.ui.plan.aim import PRECISIONS, Aim

RADIUS_WRAPPED, RADIUS_LONG = 72, 140
"""Room for the words on the radius: in two lines beside the verbs, in one below them."""
KEYS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)


def _held(layout: QLayout) -> QWidget:
    made = QWidget()
    layout.setContentsMargins(0, 0, 0, 0)
    made.setLayout(layout)
    return made


class PinBar(QFrame):
    """What is left to do at the left, verbs at the right; its keys work in the plan too."""

    known = Signal(int)
    """One of the four precisions was chosen."""
    wider = Signal(int)
    """A wider (1) or narrower (-1) circle."""
    set_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "raised")
        self._shape = IconLabel("low", icons.RAIL)
        self._what = OneLine("", "text")
        self._what.setFont(theme.font_for("-", "text", 600))
        self._how = label(_("Arrows move it, with Shift by one"), "small", role="muted")
        self.choices = QButtonGroup(self)
        self.choices.idClicked.connect(self.known)
        self.less = Button(_("Narrower"), size="small", icon="zoom-out", pressed=self._less)
        self.more = Button(_("Wider"), size="small", icon="zoom-in", pressed=self._more)
        for button, key in ((self.less, _("PgDn")), (self.more, _("PgUp"))):
            button.set_bare(True)
            button.setToolTip(f"{button.text()}, {key}")
        self._radius = label("", "small", role="muted", wrap=True)
        self._radius.setToolTip(_("Radius of the circle"))
        self.leave = Button(_("Cancel"), key=_("Esc"), pressed=self.leave_wanted.emit)
        self.set = Button(_("Set the pin"), "primary", _("Enter"), pressed=self.set_wanted.emit)
        words = column(self._what, self._how)
        first = row(self._shape, gap=10)
        first.addLayout(words, 1)
        verbs = row(self.leave, self.set, gap=12)
        self._cells = [_held(part) for part in (first, self._precision(), verbs)]
        self._grid = QGridLayout(self)
        self._grid.setColumnStretch(0, 1)
        self.set_size(narrow=False, low=False)
        self.hide()

    def _precision(self) -> QHBoxLayout:
        made = row(gap=12)
        for at, (_code, word) in enumerate(PRECISIONS):
            button = QRadioButton(_(word))
            button.setAccessibleName(_("{word}, key {key}").format(word=_(word), key=at + 1))
            button.setToolTip(_("Key {key}").format(key=at + 1))
            button.setFont(theme.font("base"))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.choices.addButton(button, at)
            made.addLayout(row(button, label(str(at + 1), "small", role="muted"), gap=6))
        made.addLayout(row(self.less, self.more, self._radius, gap=8))
        made.addStretch(1)
        return made

    def set_size(self, *, narrow: bool, low: bool) -> None:
        """One row; in a narrow window the precision stands in a second one."""
        first, precision, verbs = self._cells
        self._grid.addWidget(first, 0, 0)
        if narrow:
            self._grid.addWidget(verbs, 0, 1)
            self._grid.addWidget(precision, 1, 0, 1, 2)
        else:
            self._grid.addWidget(precision, 0, 1)
            self._grid.addWidget(verbs, 0, 2)
        self._grid.setContentsMargins(20, 6 if low else 10, 20, 6 if low else 10)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(4)
        self._how.setVisible(not low)
        self._radius.setFixedWidth(RADIUS_LONG if narrow else RADIUS_WRAPPED)

    def begin(self, severity: str, words: str) -> None:
        """Show what is being pinned."""
        self._shape.show_icon(severity, severity)
        self._what.setText(words)
        self._what.setToolTip(words)
        self.setAccessibleName(words)
        self.show()

    def show_known(self, aim: Aim, share: int) -> None:
        """Show how exactly the place is known; ``share`` is the radius in per cent of the plan."""
        codes = [code for code, _word in PRECISIONS]
        self.choices.button(codes.index(aim.precision)).setChecked(True)
        for part in (self.less, self.more, self._radius):
            part.setVisible(aim.has_radius())
        self._radius.setText(_("{share} % of the plan’s width").format(share=share))

    def _less(self) -> None:
        self.wider.emit(-1)

    def _more(self) -> None:
        self.wider.emit(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The same keys as in the plan: Enter, Esc, 1 to 4, page keys."""
        acts: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Return: self.set_wanted.emit,
            Qt.Key.Key_Enter: self.set_wanted.emit,
            Qt.Key.Key_Escape: self.leave_wanted.emit,
            Qt.Key.Key_PageUp: self._more,
            Qt.Key.Key_PageDown: self._less,
        }
        key = Qt.Key(event.key())
        if key in KEYS:
            self.known.emit(KEYS.index(key))
        elif key in acts:
            acts[key]()
        else:
            super().keyPressEvent(event)
