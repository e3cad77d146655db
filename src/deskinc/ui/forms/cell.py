"""One field of a form on a page: a plain value that becomes an editor on Enter, a click or F4."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QLineEdit, QSizePolicy, QWidget

from deskinc.desk.lines.visible import shown
from deskinc.forms.fields import Field, Raw
from deskinc.i18n import _
from deskinc.ui import theme
from deskinc.ui.forms.answers import Answers
from deskinc.ui.forms.below import Below
from deskinc.ui.forms.drawn import drawn
from deskinc.ui.forms.editor import Editor
from deskinc.ui.forms.heading import heading
from deskinc.ui.forms.kinds import grid, is_wide, make_editor, plain, starts_by_typing
from deskinc.ui.forms.lists import Lists
from deskinc.ui.forms.manner import Manner
from deskinc.ui.forms.plainvalue import PlainValue
from deskinc.ui.forms.table import TableEditor
from deskinc.ui.oneline import caption
from deskinc.ui.parts import column, label, row

PAD = 8
"""Room around a cell, in which its focus and its bar are painted; logical pixels."""


class FieldCell(QWidget):
    """Label, value or editor, the sentence on what is wrong, and what was written meanwhile."""

    closed = Signal()
    """The editor was left."""

    def __init__(
        self, field: Field, answers: Answers, lists: Lists, manner: Manner,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.field, self.answers, self._lists = field, answers, lists
        self.manner, self.always_open = manner, manner.always_open
        self.editor: Editor | None = None
        self._before: Raw = None
        self._had_change = False
        self._noted: dict[str, str] = {}
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._lay()
        self.plain.clicked.connect(lambda _on=False: self.open())
        self.plain.typed.connect(self._begin_typing)
        self.show_value()
        if self.always_open:
            self.open(focus=False)

    def _lay(self) -> None:
        """The layout first, then what stands in it: each part gets its style only once."""
        pad = 0 if self.always_open else PAD
        self._layer = column(gap=1, margins=(pad, 2 if pad else 0, pad, 4))
        self.setLayout(self._layer)
        head = row(gap=8)
        self._layer.addLayout(head)
        self.plain = PlainValue()
        self.caption = caption(heading(self.field), self.plain)
        self.mark = label("", "small")
        head.addWidget(self.caption)
        head.addWidget(self.mark)
        head.addStretch(1)
        self._layer.addWidget(self.plain)
        self.drawing = drawn(self.field)
        if self.drawing is not None:
            self._layer.addWidget(self.drawing)
        self.below = Below()
        self._layer.addLayout(self.below)
        self._layer.addStretch(1)

    def is_open(self) -> bool:
        """Whether the editor is on screen."""
        return self.editor is not None

    def is_wide(self) -> bool:
        """Whether it takes the width of its section."""
        return is_wide(self.field)

    def show_value(self) -> None:
        """Show the value as it stands, and whether it is needed or not written yet."""
        words = plain(self.field, self.answers.values(), self._lists)
        gone = self.answers.gone(self.field)
        said = " ".join(filter(None, (words, gone))) or self.manner.nothing(self.field)
        table = grid(self.field, self.answers.values(), self._lists)
        self.plain.show_words(said, "ink" if words else "muted", table)
        self.plain.setAccessibleName(shown(f"{_(self.field.label)}: {said}"))
        changed = self.answers.is_changed(self.field.name)
        needed = self.manner.needs(self.field) and not words and not gone
        mark, role = "", ""
        if changed and not self.always_open:
            mark, role = _("not saved"), "accent"
        elif needed:
            mark, role = _("needed"), "pending"
        self.mark.setText(mark)
        if self.mark.property("role") != role:
            self.mark.setProperty("role", role)
            self.mark.style().unpolish(self.mark)
            self.mark.style().polish(self.mark)
        self._show_mark()
        if self.drawing is not None:
            self.drawing.show_values(self.answers.values(), hidden=self.is_open())
        self.update()

    def _show_mark(self) -> None:
        """Where there is no room for the word beside the label, the bar or the value says it."""
        needs = self.caption.sizeHint().width() + self.mark.sizeHint().width() + 8 + 2 * PAD
        crowded, role = needs > self.width(), self.mark.property("role")
        self.mark.setHidden(crowded and bool(role))
        if role == "pending" and not self.is_open():
            said = self.manner.nothing(self.field)
            words, ink = (_("needed"), role) if crowded else (said, "muted")
            if self.plain.text() != words:
                self.plain.show_words(words, ink)

    def resizeEvent(self, _event: object) -> None:
        """There may be room for the mark now."""
        self._show_mark()

    def show_answer(self) -> None:
        """The answers changed elsewhere: show them, but never under the cursor."""
        if self.editor is not None and not self._has_focus():
            self.editor.blockSignals(True)
            self.editor.show_answer(self.answers.answer(self.field))
            self.editor.blockSignals(False)
        self.show_value()

    def open(self, *, focus: bool = True) -> None:
        """Put the editor in place of the value, where it may be changed at all."""
        if self.editor is None and not self.answers.closed:
            self._before = self.answers.answer(self.field)
            self._had_change = self.answers.is_changed(self.field.name)
            self.editor = make_editor(self.field, self._lists)
            self.editor.name_it(_(self.field.label))
            self.editor.show_answer(self._before)
            self._layer.insertWidget(1, self.editor)
            self._watch(self.editor)
        if focus and self.editor is not None:
            self.editor.inner().setFocus(Qt.FocusReason.OtherFocusReason)

    def _watch(self, editor: Editor) -> None:
        self.caption.setBuddy(editor.inner())
        before: QWidget = self.plain
        for control in editor.controls():
            QWidget.setTabOrder(before, control)
            before = control
        self.plain.hide()
        if self.drawing is not None:
            self.drawing.hide()
        editor.changed.connect(self._take)
        for part in [editor, *editor.findChildren(QWidget)]:
            part.installEventFilter(self)
        self._say()
        app = QApplication.instance()
        if not self.always_open and isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self.update()

    def _begin_typing(self, letter: str) -> None:
        if self.answers.closed or not starts_by_typing(self.field):
            return
        self.open()
        inner = self.editor.inner() if self.editor is not None else self
        if isinstance(inner, QLineEdit):
            inner.selectAll()
        press = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(inner, press)

    def _take(self) -> None:
        if self.editor is not None:
            self._noted = {}
            self.answers.put(self.field.name, self.editor.answer(), self.editor.faults())
            self.editor.mark({})
            self.below.say_fault("")
            self._say()

    def _say(self) -> None:
        """Say under the open field how it was understood, or what it is for."""
        words = (self.editor.say() or _(self.field.help)) if self.editor is not None else ""
        self.below.say_hint(words)

    def close_editor(self) -> bool:
        """Back to the plain value; False while what stands there cannot be read."""
        if self.editor is None or self.always_open:
            return True
        notes = self._mine(self.answers.notes())
        if notes:
            self.note(notes)
            return False
        self.shut()
        return True

    def shut(self) -> None:
        """Take the editor away, whatever stands in it."""
        if self.editor is None or self.always_open:
            return
        editor, self.editor = self.editor, None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.disconnect(self._focus_moved)
        had = self._has_focus_in(editor)
        self.plain.show()
        self.caption.setBuddy(self.plain)
        if had:
            self.plain.setFocus(Qt.FocusReason.OtherFocusReason)
        editor.hide()
        self._layer.removeWidget(editor)
        editor.deleteLater()
        self.below.say_fault("")
        self._say()
        self.show_value()
        self.closed.emit()

    def note(self, notes: Mapping[str, str]) -> None:
        """Say what is wrong, by path within the field ("" is the field); opens the editor."""
        self._noted = dict(notes)
        if notes:
            self.open(focus=False)
        if self.editor is not None:
            self.editor.mark(notes)
        self.below.say_fault(notes.get("", ""))

    def focus(self) -> None:
        """Open, with the cursor in the first thing that is wrong."""
        self.open()
        if isinstance(self.editor, TableEditor) and self._noted:
            self.editor.first_fault(self._noted).setFocus()
        elif isinstance(self.editor, TableEditor) and not self.editor.rows():
            self.editor.add_row()

    def _mine(self, notes: Mapping[str, str]) -> dict[str, str]:
        name = self.field.name
        return {
            key.removeprefix(name).removeprefix("/"): words
            for key, words in notes.items()
            if key == name or key.startswith(f"{name}/")
        }

    def _has_focus(self) -> bool:
        return self.editor is not None and self._has_focus_in(self.editor)

    @staticmethod
    def _has_focus_in(editor: Editor) -> bool:
        return _within(QApplication.focusWidget(), editor)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Close when the cursor went elsewhere in this window."""
        if new is None or _within(new, self) or new.window() is not self.window():
            return
        self.close_editor()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Enter keeps and closes, Esc puts back what stood there (long texts are kept)."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if self.editor is None or self.always_open or event.modifiers() & _CTRL:
            return False
        if event.key() == Qt.Key.Key_Escape and not _popup_open(self.editor):
            if not self.editor.keeps:
                self._put_back()
            self.shut()
            return True
        line = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not self.editor.keeps
        if line and not _popup_open(self.editor):
            self.close_editor()
            return True
        return False

    def _put_back(self) -> None:
        if self._had_change:
            self.answers.put(self.field.name, self._before)
        else:
            self.answers.give_up(self.field.name)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground under the mouse, ring of the focus, bar of a change not written."""
        if self.always_open:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.plain.underMouse() and not self.is_open():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(area, theme.RADIUS, theme.RADIUS)
        if self.plain.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, theme.RADIUS, theme.RADIUS)
        elif self.answers.is_changed(self.field.name):
            painter.fillRect(QRectF(0, 4, theme.BAR, self.height() - 8), theme.color("stub"))


_CTRL = Qt.KeyboardModifier.ControlModifier


def _within(widget: QWidget | None, outer: QWidget) -> bool:
    """Whether ``widget`` is ``outer`` or below it, popups of its boxes included."""
    while widget is not None:
        if widget is outer:
            return True
        widget = widget.parentWidget()
    return False


def _popup_open(editor: Editor) -> bool:
    return any(getattr(part, "popup_open", bool)() for part in editor.findChildren(QWidget))
