"""What every step of the Shift page has: a head, a bar at the foot, a column at the side."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from deskinc.forms.taxonomy import SEVERITIES
from deskinc.i18n import N_, _
from deskinc.ui import theme
from deskinc.ui.papers.scroll import FollowingArea
from deskinc.ui.parts import Button, IconLabel, column, ground, hairline, label, row

SIDE = 340
FOOT, FOOT_LOW = 84, 60
SIDE_NARROW = 272
STEPS = (N_("Prepare"), N_("Exchange"), N_("Sign"))


class Edged(QWidget):
    """Keeps the side margins of its layouts: smaller ones in a narrow window."""

    edged: tuple[QBoxLayout, ...] = ()
    """Layouts whose right margin is that of the page; the left one moves with it."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The window may have become narrow, or wide again."""
        super().resizeEvent(event)
        narrow = self.window().width() < theme.NARROW
        edge = theme.MARGIN_NARROW if narrow else theme.MARGIN
        for layer in self.edged:
            now = layer.contentsMargins()
            left = now.left() + edge - now.right()
            if left != now.left():
                layer.setContentsMargins(left, now.top(), edge, now.bottom())


class Head(Edged):
    """Title and subtitle, at the right the steps where there are any."""

    def __init__(self, *, steps: bool = False) -> None:
        super().__init__()
        self.title = label("", "title", 600)
        self.more = label("", role="muted")
        self.more.setMinimumWidth(20)
        self._steps = [Step(at, _(words)) for at, words in enumerate(STEPS)] if steps else []
        inside = row(self.title, self.more, gap=24, margins=(24, 12, 24, 12))
        inside.setStretch(1, 1)
        self.edged = (inside,)
        for step in self._steps:
            inside.addWidget(step)
        self.setLayout(inside)

    def show_words(self, title: str, more: str) -> None:
        """Say what stands here."""
        self.title.setText(title)
        self.more.setText(more)

    def show_step(self, current: int) -> None:
        """Tick the steps that are done and underline the one at hand."""
        for at, step in enumerate(self._steps):
            step.show_state(done=at < current, now=at == current)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A hairline below."""
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("line"))


class Step(QWidget):
    """``2 Exchange``: a tick once done, an accent rule below while at hand."""

    def __init__(self, at: int, words: str) -> None:
        super().__init__()
        self._words, self._now = words, False
        self._sign = IconLabel("check", 16, "ok")
        self._labels = (
            label(f"{at + 1} {words}", role="muted"), label(f"{at + 1} {words}", weight=600),
            label(words, role="muted"),
        )  # fmt: skip
        self.setLayout(row(self._sign, *self._labels, gap=8, margins=(0, 4, 0, 6)))
        self.show_state(done=False, now=False)

    def show_state(self, *, done: bool, now: bool) -> None:
        """Show how far it is."""
        self._now = now
        shown = 1 if now else 2 if done else 0
        for at, part in enumerate(self._labels):
            part.setVisible(at == shown)
        self._sign.setVisible(done)
        state = (_("to come"), _("now"), _("done"))[shown]
        self.setAccessibleName(f"{self._words}, {state}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The rule of the step at hand."""
        if self._now:
            QPainter(self).fillRect(0, self.height() - 2, self.width(), 2, theme.color("accent"))


class Foot(Edged):
    """The bottom bar: what is left to do at left, verbs at right."""

    def __init__(self, *buttons: QWidget) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "raised")
        self.title = label("", "entry", 600, wrap=True)
        self.note = label("", "note", role="muted", wrap=True)
        inside = row(gap=16, margins=(24, 4, 24, 2))
        self.edged = (inside,)
        words = column(self.title, self.note)
        words.insertStretch(0, 1)
        words.addStretch(1)
        inside.addLayout(words, 1)
        for button in buttons:
            inside.addWidget(button)
        self.setLayout(inside)
        self.setFixedHeight(FOOT)

    def show_words(self, title: str, note: str) -> None:
        """Say who does what, and what is left."""
        self.title.setText(title)
        self.note.setText(note)

    def words(self) -> str:
        """All that stands there."""
        return f"{self.title.text()} {self.note.text()}"

    def set_size(self, *, narrow: bool, low: bool) -> None:
        """Smaller words in a narrow window, fewer in a low one."""
        self.title.setFont(theme.font("base" if narrow else "entry", 600))
        self.setFixedHeight(FOOT_LOW if low else FOOT)
        self.note.setVisible(not low)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The accent rule above, over the ground that the style paints."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("raised"))
        painter.fillRect(0, 0, self.width(), 2, theme.color("accent"))


class Split(QWidget):
    """A wide part and a column beside it that scrolls by itself.

    ``under`` stands below the wide part, or in a narrow window in the column: there ``first`` or
    last.
    """

    def __init__(
        self, main: QWidget, side: QBoxLayout, under: QWidget | None = None, *, first: bool = False
    ) -> None:
        super().__init__()
        self._main, self._side, self._under, self._first = main, side, under, first
        self._area = FollowingArea(ground("surface", side))
        layer = QHBoxLayout(self)
        layer.setContentsMargins(0, 0, 0, 0)
        layer.setSpacing(1)
        layer.addWidget(main, 1)
        layer.addWidget(self._area)
        self.set_narrow(narrow=False)

    def set_narrow(self, *, narrow: bool) -> None:
        """Give the column less where there is little."""
        self._area.setFixedWidth(SIDE_NARROW if narrow else SIDE)
        edge = theme.MARGIN_NARROW if narrow else theme.MARGIN
        self._side.setContentsMargins(edge, 14, edge, 14)
        into = self._side if narrow else self._main.layout()
        if self._under is None or not isinstance(into, QBoxLayout):
            return
        if self._under.parentWidget() is not into.parentWidget():
            into.insertWidget(0 if narrow and self._first else into.count() - 1, self._under)
        edge = 0 if narrow else theme.MARGIN
        inside = self._under.layout()
        if inside is not None:
            inside.setContentsMargins(edge, 0 if narrow else 16, edge, 16)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The hairline between the two."""
        painter = QPainter(self)
        painter.fillRect(self._area.x() - 1, 0, 1, self.height(), theme.color("line"))


def listing(heads: Sequence[QWidget], body: Sequence[QWidget], foot: Sequence[QWidget]) -> QWidget:
    """A list under its head: words at left with the last at right, the list as high as it is long.

    ``foot`` are verbs close below the list. Of ``body`` the first is the list, the others fill the
    place where there is none.
    """
    top = row(*heads[:2], gap=8, margins=(24, 14, 24, 8))
    top.addStretch(1)
    below = row(*foot, gap=12, margins=(14, 8, 24, 8))
    below.addStretch(1)
    for hint in heads[2:]:
        top.addWidget(hint)
    made = Edged()
    made.edged = (top, below)
    layer = column()
    layer.addLayout(top)
    layer.addWidget(hairline())
    for at, part in enumerate(body):
        layer.addWidget(part, 2 if at else 0)
    if foot:
        layer.addLayout(below)
    layer.addStretch(1)
    made.setLayout(layer)
    return made


def section(title: str) -> QLabel:
    """The head of a section in a side column."""
    return label(title, "text", 600)


def severity_word(code: str) -> str:
    """The word of a severity's code; "" for none."""
    return next((_(s.word) for s in SEVERITIES if s.code == code), "")


def items_words(count: int) -> str:
    """``1 item``, ``4 items``."""
    return _("1 item") if count == 1 else _("{count} items").format(count=count)


def counts_words(count: int) -> str:
    """``1 count``, ``3 counts``."""
    return _("1 count") if count == 1 else _("{count} counts").format(count=count)


def press_button(event: QKeyEvent) -> bool:
    """Press the button that has the focus with Enter; False when there is none."""
    focus = QApplication.focusWidget()
    enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
    if enter and isinstance(focus, QPushButton) and focus.isEnabled():
        focus.click()
        return True
    return False


def set_forward(button: Button, *, ready: bool) -> None:
    """Fill the forward verb only while it can be pressed."""
    button.setEnabled(ready)
    button.set_kind("primary" if ready else "plain")
