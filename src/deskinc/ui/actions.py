"""Everything that can be done by key: one table that shortcuts, palette and key sheet are made of.

No key of this table types a character (D11): function keys, Ctrl with a letter, Escape and the
like only, never AltGr (which is Ctrl+Alt on some systems).
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from deskinc.ui import icons


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done: its words, key (``Ctrl+K``; "" for none), icon and group.

    ``group`` is the heading on the key sheet, translated: the page's word, or "Everywhere".
    """

    key: str
    words: str
    shortcut: str
    icon: str
    group: str
    do: Callable[[], object]
    hidden: bool = False
    act: str = ""
    """The act (``forms.roles``) without which it is not offered."""
    repeats: bool = False
    """Whether a key that is held down does it again and again: only what moves."""


def types_a_character(shortcut: str) -> bool:
    """Whether a key of ``shortcut`` could print while text is typed, or needs AltGr."""
    return any(_prints(stroke) for stroke in strokes(shortcut))


def strokes(shortcut: str) -> list[QKeyCombination]:
    """The strokes of a shortcut such as ``Ctrl+K``."""
    sequence = QKeySequence(shortcut)
    return [sequence[at] for at in range(sequence.count())]  # type: ignore[index]


def _prints(stroke: QKeyCombination) -> bool:
    held = stroke.keyboardModifiers()
    ctrl = bool(held & Qt.KeyboardModifier.ControlModifier)
    alt = bool(held & Qt.KeyboardModifier.AltModifier)
    if ctrl and alt:
        return True
    return stroke.key() < Qt.Key.Key_Escape and not ctrl and not alt


def bind(owner: QWidget, action: Action) -> QAction:
    """Make ``action`` live while ``owner`` or a child of it has the focus."""
    made = QAction(icons.icon(action.icon), action.words, owner)
    made.setObjectName(action.key)
    made.setProperty("act", action.act)
    if action.shortcut:
        made.setShortcut(QKeySequence(action.shortcut))
        made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    made.setAutoRepeat(action.repeats)
    do = action.do
    made.triggered.connect(lambda _on=False: do())
    owner.addAction(made)
    return made
