"""The bar below the plan while a pin is being set: what, how exactly, and the verbs."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QFrame, QRadioButton, QVBoxLayout, QWidget

from deskinc.i18n import _
from deskinc.ui import icons, theme
from deskinc.ui.parts import Button, IconLabel, label, row
from deskinc.ui.plan.aim import PRECISIONS, Aim

KEYS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)


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
        self._what = label("", "text", 600)
        self._how = label(_("Arrows move it, with Shift by one"), "small", role="muted")
        self.choices = QButtonGroup(self)
        precision = row(gap=16)
        for at, (_code, word) in enumerate(PRECISIONS):
            button = QRadioButton(_(word))
            button.setAccessibleName(_("{word}, key {key}").format(word=_(word), key=at + 1))
            button.setToolTip(_("Key {key}").format(key=at + 1))
            button.setFont(theme.font("base"))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.choices.addButton(button, at)
            precision.addLayout(row(button, label(str(at + 1), "small", role="muted"), gap=6))
        self.choices.idClicked.connect(self.known)
        self.less = Button(_("Narrower"), size="small", icon="zoom-out", pressed=self._less)
        self.more = Button(_("Wider"), size="small", icon="zoom-in", pressed=self._more)
        for button_ in (self.less, self.more):
            button_.set_bare(True)
        self.less.setToolTip(_("Narrower, PgDn"))
        self.more.setToolTip(_("Wider, PgUp"))
        self._radius = label("", "note", role="muted")
        precision.addLayout(row(self.less, self.more, self._radius, gap=8))
        precision.addStretch(1)
        self.leave = Button(_("Leave it"), key=_("Esc"), pressed=self.leave_wanted.emit)
        self.set = Button(_("Set the pin"), "primary", _("Enter"), pressed=self.set_wanted.emit)
        self._arrange(precision)
        self.hide()

    def _arrange(self, precision: QBoxLayout) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._what)
        words.addWidget(self._how)
        first = row(self._shape, gap=10)
        first.addLayout(words, 1)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._rows.setSpacing(8)
        self._rows.addLayout(first, 1)
        self._rows.addSpacing(16)
        self._rows.addLayout(precision)
        verbs = row(self._wrapped(self._rows), gap=12, margins=(20, 10, 20, 10))
        verbs.setStretch(0, 1)
        for verb in (self.leave, self.set):
            verbs.addWidget(verb, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(verbs)

    @staticmethod
    def _wrapped(layout: QBoxLayout) -> QWidget:
        made = QWidget()
        layout.setContentsMargins(0, 0, 0, 0)
        made.setLayout(layout)
        return made

    def set_narrow(self, narrow: bool) -> None:
        """Two rows instead of one."""
        ways = QBoxLayout.Direction
        self._rows.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)

    def begin(self, severity: str, words: str) -> None:
        """Show what is being pinned."""
        self._shape.show_icon(severity, severity)
        self._what.setText(words)
        self._what.setFont(theme.font_for(words, "text", 600))
        self.setAccessibleName(words)
        self.show()

    def show_known(self, aim: Aim, share: int) -> None:
        """Show how exactly the place is known; ``share`` is the radius in per cent of the plan."""
        codes = [code for code, _word in PRECISIONS]
        self.choices.button(codes.index(aim.precision)).setChecked(True)
        for part in (self.less, self.more, self._radius):
            part.setVisible(aim.has_radius())
        self._radius.setText(_("{share} % of the width").format(share=share))

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
