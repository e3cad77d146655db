"""Small parts every page is made of: buttons, captions, hairlines, the empty page, the focus ring.

They carry the look, so that a page only arranges them.
"""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QShortcutEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from deskinc.ui import icons, style, theme
from deskinc.ui.plainlabel import PlainLabel

Kind = Literal["plain", "primary", "danger", "text", "flat", "onfault"]
Size = Literal["normal", "small", "lower", "tall"]
_INK = {"primary": "accent_ink", "danger": "fault", "text": "accent", "onfault": "fault_ink"}


def kind_of(widget: QWidget, **properties: str) -> None:
    """Set dynamic properties the style sheet looks at (kind, state, ground …) and restyle."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def by_letter(button: QAbstractButton, event: QEvent) -> bool:
    """Press ``button`` at once where ``event`` is its Alt and letter.

    Qt waits a tenth of a second, in which the next keys would go to the page before.
    """
    alone = isinstance(event, QShortcutEvent) and not event.isAmbiguous()
    if alone:
        button.click()
    return alone


class Button(QPushButton):
    """A button: its verb, and beside it in small the key that does the same.

    One ``primary`` on a page; it is filled only while it can be pressed.
    """

    def __init__(
        self, text: str, kind: Kind = "plain", key: str = "", *, size: Size = "normal",
        icon: str = "", after: str = "", pressed: Callable[[], object] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(text)
        self._after = after
        self._kind: Kind = kind
        self._key = key
        self._icon = icon
        self._bare = False
        self._scale = "note" if size == "small" else "base"
        self.setFont(self._font())
        self.setProperty("kind", kind)
        self.setProperty("scale", size)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if pressed is not None:
            self.clicked.connect(lambda _on=False: pressed())

    def setVisible(self, shown: bool) -> None:
        """A button that stands nowhere yet is not shown: it would be a window of its own."""
        if not shown or self.parentWidget() is not None:
            super().setVisible(shown)

    def event(self, event: QEvent) -> bool:
        """Alt and its letter press it without delay."""
        return by_letter(self, event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, as Space does; held down, only once."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()

    def set_kind(self, kind: Kind) -> None:
        """Fill or empty the button: ``primary`` while it can be pressed, ``plain`` otherwise."""
        if kind != self._kind:
            self._kind = kind
            kind_of(self, kind=kind)
            self.updateGeometry()

    def _font(self) -> QFont:
        """Painted with, since Qt takes back fonts set after a widget was first styled."""
        weight = {"primary": 600, "text": 600, "flat": 400}.get(self._kind, 500)
        return theme.font(self._scale, weight, tabular=False)

    def set_key(self, key: str) -> None:
        """Show another key beside the verb, or none."""
        self._key = key
        self.updateGeometry()

    def set_bare(self, bare: bool) -> None:
        """Show the icon alone; the verb stays in name and tooltip."""
        self._bare = bare
        self.setAccessibleName(self.text().replace("&", "") if bare else "")
        self.updateGeometry()

    def _parts(self) -> tuple[int, int, int]:
        """Widths of icon, verb and key (or the icon after), with their gaps, logical pixels."""
        if self._bare:
            return icons.TEXT, 0, 0
        small = QFontMetrics(theme.font("small"))
        metrics = QFontMetrics(self._font())
        verb = metrics.size(Qt.TextFlag.TextShowMnemonic, self.text()).width()
        key = small.horizontalAdvance(self._key) + 8 if self._key else 0
        key = icons.TEXT + 6 if self._after else key
        return (icons.TEXT + 6 if self._icon else 0), verb + 1, key

    def sizeHint(self) -> QSize:
        """Wide enough for icon, verb and key."""
        pad = 16 if self._kind in {"text", "flat", "onfault"} else 28
        size = self.property("scale")
        pad = min(pad, 20) if size == "small" else pad
        height = {"small": 28, "lower": 40, "tall": 44}.get(str(size), 36)
        return QSize(sum(self._parts()) + pad + 2, height)

    def minimumSizeHint(self) -> QSize:
        """Never narrower than its words."""
        return self.sizeHint()

    def _ink(self) -> QColor:
        if not self.isEnabled():
            return theme.color("disabled")
        return theme.color(_INK.get(self._kind, "ink"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The style's ground and border, then icon, verb and key side by side."""
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        icon, verb, key = self._parts()
        left = (self.width() - icon - verb - key) // 2
        painter.setFont(self._font())
        painter.setPen(self._ink())
        role = _INK.get(self._kind, "ink") if self.isEnabled() else "disabled"
        top = (self.height() - icons.TEXT) / 2
        if self._icon:
            icons.paint(painter, self._icon, QPointF(left, top), icons.TEXT, role)
        if self._bare:
            return
        flags = Qt.AlignmentFlag.AlignVCenter | mnemonics()
        painter.drawText(QRect(left + icon, 0, verb, self.height()), flags, self.text())
        if self._after:
            at = QPointF(left + icon + verb + 6, top)
            icons.paint(painter, self._after, at, icons.TEXT, role)
        elif key:
            painter.setFont(theme.font("small"))
            if self._kind in {"plain", "flat"} and self.isEnabled():
                painter.setPen(theme.color("ink" if self._kind == "plain" else "muted"))
            area = QRect(left + icon + verb + 8, 0, key, self.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self._key)


def mnemonics() -> Qt.TextFlag:
    """Whether mnemonics are underlined now: while Alt is down."""
    down = style.alt_is_down()
    return Qt.TextFlag.TextShowMnemonic if down else Qt.TextFlag.TextHideMnemonic


def label(
    text: str = "", step: str = "base", weight: int = 400, role: str = "", *,
    wrap: bool = False, tabular: bool = False,
) -> QLabel:  # fmt: skip
    """Plain text in a step of the type scale; ``role`` is its colour ("" is ink).

    ``tabular`` is for a number that will change: its figures stay where they stand.
    """
    made = PlainLabel(text)
    made.setFont(theme.font_for("" if tabular else text or "-", step, weight))
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def hairline(kind: str = "hairline", *, upright: bool = False) -> QFrame:
    """One 1 px line: ``hairline`` between parts of the window, ``rule`` under a row."""
    made = QFrame()
    made.setProperty("kind", kind)
    made.setFixedWidth(1) if upright else made.setFixedHeight(1)
    return made


Margins = tuple[int, int, int, int]
"""Left, top, right, bottom in logical pixels."""


def column(*parts: QWidget, gap: int = 0, margins: Margins = (0, 0, 0, 0)) -> QVBoxLayout:
    """A vertical layout of ``parts`` with ``gap`` between and ``margins`` around."""
    made = QVBoxLayout()
    _fill(made, parts, gap, margins)
    return made


def row(*parts: QWidget, gap: int = 8, margins: Margins = (0, 0, 0, 0)) -> QHBoxLayout:
    """A horizontal layout of ``parts`` with ``gap`` between and ``margins`` around."""
    made = QHBoxLayout()
    _fill(made, parts, gap, margins)
    return made


def _fill(made: QBoxLayout, parts: tuple[QWidget, ...], gap: int, margins: Margins) -> None:
    made.setContentsMargins(*margins)
    made.setSpacing(gap)
    for part in parts:
        made.addWidget(part)


def ground(role: str, inside: QBoxLayout | None = None) -> QWidget:
    """A widget filled with ``window``, ``surface`` or ``raised``, holding a layout."""
    made = QWidget()
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    made.setProperty("ground", role)
    if inside is not None:
        made.setLayout(inside)
    return made


class IconLabel(QWidget):
    """An icon of the set that follows the theme; decoration, hidden from screen readers."""

    def __init__(self, name: str, size: int = icons.TEXT, role: str = "muted") -> None:
        super().__init__()
        self._name, self._size, self._role = name, size, role
        self.setFixedSize(size, size)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_icon(self, name: str, role: str) -> None:
        """Show another icon in the colour of ``role``."""
        self._name, self._role = name, role
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the outline, or a severity's shape where the name is its code."""
        painter = QPainter(self)
        corner = QPointF(0, 0)
        if self._name in icons.SEVERITY:
            icons.paint_severity(painter, self._name, corner, self._size)
        elif self._name:
            icons.paint(painter, self._name, corner, self._size, self._role)


class EmptyPage(QWidget):
    """What stands where nothing is yet: icon, what goes here, one sentence, the first step."""

    def __init__(self, icon: str, title: str, sentence: str, button: Button | None = None) -> None:
        super().__init__()
        words = label(title, "text", 600)
        more = label(sentence, role="muted", wrap=True)
        parts: list[QWidget] = [IconLabel(icon, icons.EMPTY), words, more]
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addStretch(1)
        for part in [*parts, *([button] if button else [])]:
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        more.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        wide = min(440, more.fontMetrics().horizontalAdvance(sentence) + 8)
        more.setMinimumSize(wide, more.heightForWidth(wide))
        layout.addStretch(2)
