"""Hands and eyes: presses real keys in whatever has the focus, and reads what is on screen.

A key takes the way it takes in Qt: first the shortcut override, then the shortcuts, mnemonics
and buddies in reach of the focus, then the widget and those it stands in. Nothing is waited for
blindly: the event loop runs until what is waited for is there.
"""

import re
from collections.abc import Callable, Iterator
from time import monotonic

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QEventLoop,
    QKeyCombination,
    Qt,
    QTimer,
)
from PySide6.QtGui import QAccessible, QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from deskinc.ui.actions import strokes

DEADLINE = 60.0
"""Seconds after which what is waited for is not coming any more."""
POLL_MS = 25
ROWS = 30
"""Rows of a list that are read, from its end."""
TABS = 150
"""Presses of Tab after which a control is not to be reached by keyboard."""
_MNEMONIC = re.compile(r"&(?=\w)")
_INSIDE = (Qt.ShortcutContext.WindowShortcut, Qt.ShortcutContext.WidgetWithChildrenShortcut)


class Stuck(Exception):
    """What a step waits for does not come; says what stood on screen instead."""


class Robot:
    """An officer who never takes the mouse."""

    def __init__(self) -> None:
        self._pulse = QTimer()
        self._pulse.setInterval(POLL_MS)
        self._pulse.start()

    def until(self, there: Callable[[], object], what: str, seconds: float = DEADLINE) -> None:
        """Let the program run until ``there()``; raises Stuck after the deadline."""
        end = monotonic() + seconds
        while not there():
            if monotonic() > end:
                raise Stuck(f"{what} does not come. On screen: {self.screen()[:1500]}")
            soon = monotonic() + POLL_MS / 1000
            while monotonic() < soon:
                QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def focus(self) -> QWidget:
        """The widget that gets the keys: of the popup or dialog that is open, if one is."""
        self.until(_focus_or_activate, "the focus")
        found = _focus()
        assert found is not None  # noqa: S101 - waited for just now
        return found

    def name(self) -> str:
        """The accessible name of what has the focus."""
        return _name(self.focus())

    def keys(self, *chords: str) -> None:
        """Press chords such as ``Ctrl+Return``, ``F3``, ``Shift+Tab``, one after the other."""
        for chord in chords:
            stroke = strokes(chord)[0]
            self._press(Qt.Key(stroke.key()), stroke.keyboardModifiers(), "")

    def type(self, words: str) -> None:
        """Type words, letter by letter."""
        for letter in words:
            self._press(_key_of(letter), Qt.KeyboardModifier.NoModifier, letter)

    def write(self, words: str) -> None:
        """Type words in place of those that stand in the field."""
        self.keys("Ctrl+A", "Delete")
        self.type(words)

    def go_to(self, name: str, *, key: str = "Tab") -> None:
        """Press Tab until the control whose name begins with ``name`` has the focus."""
        for _press in range(TABS):
            if self.name().startswith(name):
                return
            self.keys(key)
        raise Stuck(f"{name} is not reached by {key}. On screen: {self.screen()[:1500]}")

    def pick(self, words: str) -> None:
        """Press Down in a field that offers answers until it shows ``words``."""
        field = self.focus()
        for _press in range(TABS):
            if isinstance(field, QComboBox) and field.currentText() == words:
                return
            self.keys("Down")
        raise Stuck(f"{words} is not offered by {_name(field)}.")

    def find(self, words: str) -> None:
        """Do what is found by ``words`` in Find anything."""
        self.keys("Ctrl+K")
        self.type(words)
        self.keys("Return")

    def wait_for(self, words: str) -> None:
        """Wait until ``words`` stand on screen."""
        self.until(lambda: words in self.screen(), f"“{words}”")

    def screen(self) -> str:
        """All words that are to be seen, line by line: labels, buttons, fields, names."""
        seen = [words for top in _tops() for part in _visible(top) for words in _words(part)]
        return "\n".join(dict.fromkeys(seen))

    def _press(self, key: Qt.Key, held: Qt.KeyboardModifier, words: str) -> None:
        target = self.focus()
        override = QKeyEvent(QEvent.Type.ShortcutOverride, key, held, words)
        override.ignore()
        QApplication.sendEvent(target, override)
        if override.isAccepted() or not _shortcut(target, QKeyCombination(held, key)):
            QApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyPress, key, held, words))
            after = _focus()
            if after is target:
                QApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyRelease, key, held, words))
        QApplication.processEvents()


def _key_of(letter: str) -> Qt.Key:
    code = ord(letter.upper())
    return Qt.Key(code) if 0x20 <= code < 0x7F else Qt.Key.Key_unknown


def _focus() -> QWidget | None:
    popup = QApplication.activePopupWidget()
    if popup is not None:
        return popup.focusWidget() or popup
    found, modal = QApplication.focusWidget(), QApplication.activeModalWidget()
    if found is None or (modal is not None and found.window() is not modal):
        return None
    return found


def _focus_or_activate() -> QWidget | None:
    """Off-screen no window manager gives the focus to the window that is left."""
    modal = QApplication.activeModalWidget()
    if modal is not None and not modal.isActiveWindow():
        modal.activateWindow()
    elif QApplication.activeWindow() is None:
        for top in _tops():
            top.activateWindow()
    return _focus()


def _tops() -> Iterator[QWidget]:
    for top in QApplication.topLevelWidgets():
        if top.isVisible():
            yield top


def _visible(top: QWidget) -> Iterator[QWidget]:
    yield top
    for part in top.children():
        if isinstance(part, QWidget) and part.isVisible() and not part.isWindow():
            yield from _visible(part)


def _words(part: QWidget) -> Iterator[str]:
    if isinstance(part, QLabel | QAbstractButton):
        yield _MNEMONIC.sub("", part.text())
    elif isinstance(part, QLineEdit):
        yield part.text()
    elif isinstance(part, QAbstractItemView):
        yield from _rows(part.model())
    elif isinstance(part, QPlainTextEdit):
        yield part.toPlainText()
    for words in (part.accessibleName(), part.accessibleDescription()):
        if words:
            yield words


def _rows(model: QAbstractItemModel) -> Iterator[str]:
    count = model.rowCount()
    for at in range(max(0, count - ROWS), count):
        index = model.index(at, 0)
        for role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            words = index.data(role)
            if words:
                yield str(words)


def _name(widget: QWidget) -> str:
    """What a screen reader says first: the own name, the label that names it, or its words."""
    if widget.accessibleName():
        return widget.accessibleName()
    for part in _visible(widget.window()):
        if isinstance(part, QLabel) and part.buddy() is widget:
            return _MNEMONIC.sub("", part.text())
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name) if found is not None else ""


def _shortcut(target: QWidget, stroke: QKeyCombination) -> bool:
    """Do what the key is a shortcut of within reach of ``target``; False where it is of nothing."""
    wanted = QKeySequence(stroke)
    return _by_action(target, wanted) or _by_mnemonic(target.window(), wanted)


def _by_action(target: QWidget, wanted: QKeySequence) -> bool:
    here: QWidget | None = target
    while here is not None:
        for action in here.actions():
            if _fits(action, here is target) and wanted in action.shortcuts():
                action.trigger()
                return True
        for child in here.children():
            if isinstance(child, QShortcut) and child.isEnabled() and child.key() == wanted:
                child.activated.emit()
                return True
        here = None if here.isWindow() else here.parentWidget()
    return False


def _fits(action: QAction, own: bool) -> bool:
    return action.isEnabled() and (own or action.shortcutContext() in _INSIDE)


def _by_mnemonic(window: QWidget, wanted: QKeySequence) -> bool:
    for part in _visible(window):
        if not part.isEnabled():
            continue
        if isinstance(part, QAbstractButton) and part.shortcut() == wanted:
            part.setFocus(Qt.FocusReason.ShortcutFocusReason)
            part.click()
            return True
        if isinstance(part, QLabel) and QKeySequence.mnemonic(part.text()) == wanted:
            buddy = part.buddy()
            if buddy is not None:
                buddy.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
    return False
