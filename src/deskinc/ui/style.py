"""Fusion as this program wears it: mnemonics are underlined only while Alt is down."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPalette, QWindow
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QProxyStyle, QWidget

_ALT = "deskinc_alt"
_SHOWN = Qt.TextFlag.TextShowMnemonic.value
_HIDDEN = Qt.TextFlag.TextHideMnemonic.value


def alt_is_down() -> bool:
    """Whether Alt is held down in one of the program's windows."""
    app = QApplication.instance()
    return bool(app and app.property(_ALT))


class DeskStyle(QProxyStyle):
    """Captions and ticks are drawn by their style; our own buttons draw themselves.

    Not by ``SH_UnderlineShortcut``: a style in Python would be asked a thousand other hints too.
    """

    def __init__(self) -> None:
        super().__init__("Fusion")

    def polish(self, thing: Any) -> Any:
        """Make every tool tip plain: words of the book are no mark-up and load no file.

        Qt asks this for palette, application and each widget; a tip is polished before it is given
        its words, and would take what looks like HTML for HTML.
        """
        if isinstance(thing, QLabel) and thing.inherits("QTipLabel"):
            thing.setTextFormat(Qt.TextFormat.PlainText)
        return super().polish(thing)

    def drawItemText(
        self, painter: QPainter, rect: QRect, flags: int, pal: QPalette | Qt.GlobalColor | QColor,
        enabled: bool, text: str,
        textRole: QPalette.ColorRole = QPalette.ColorRole.NoRole,  # noqa: N803 - Qt's name
    ) -> None:  # fmt: skip
        """Hide the line below the letter while Alt is up."""
        if flags & _SHOWN and not alt_is_down():
            flags |= _HIDDEN
        super().drawItemText(painter, rect, flags, pal, enabled, text, textRole)


class AltKey(QObject):
    """Watches for Alt in the window that has the focus, and repaints what is underlined then."""

    def watch(self, window: QWindow | None) -> None:
        """Look at another window; connect to ``focusWindowChanged``."""
        self._set(down=False)
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Alt goes down or up."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Alt:
            self._set(down=event.type() == QEvent.Type.KeyPress)
        return False

    @staticmethod
    def _set(*, down: bool) -> None:
        app = QApplication.instance()
        if app is None or down == alt_is_down():
            return
        app.setProperty(_ALT, down)
        for window in QApplication.topLevelWidgets():
            for part in window.findChildren(QWidget):
                if isinstance(part, QAbstractButton | QLabel) and part.isVisible():
                    part.update()
