"""What the caller said and is asked, and what he sounds like: the two halves of the sheet."""

from abc import abstractmethod
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from deskinc.desk import bombcall
from deskinc.forms.catalogue import current
from deskinc.forms.fields import Choice, Text
from deskinc.i18n import N_, _
from deskinc.ui import theme
from deskinc.ui.bombcall.letters import FLOWING, HEIGHT, HEIGHT_LOW, Letters
from deskinc.ui.labelled import as_high
from deskinc.ui.oneline import OneLine, caption
from deskinc.ui.parts import column, label, row
from deskinc.ui.plainwords import flag_unseen

LOW, LOWEST = 770, 640
"""Heights of the sheet below which it is laid out closer, and as close as can be; logical pixels.
"""
_LEAST = 2
HIGH = (32, 28, 24)
"""A line of an answer, by how close it is laid out."""
SHORT = (
    N_("When?"), N_("Where?"), N_("Looks like?"), N_("What kind?"), N_("Set off by?"),
    N_("Placed it?"), N_("Why?"), N_("Name?"), N_("Address?"), N_("Telephone?"),
)  # fmt: skip
"""The questions where there is no room for their sentences."""
WORD = 92
"""Width that a word with its letter needs, logical pixels."""
_GROUPS = (
    ("voice", N_("&Voice"), "Alt+V"), ("language", N_("&Language"), "Alt+L"),
    ("background", N_("&Background"), "Alt+B"), ("caller_sex", N_("&Caller"), "Alt+C"),
    ("bomb_decision", N_("Decided"), "Ctrl+D"),
)  # fmt: skip
_SHORT = frozenset({"language", "caller_sex"})
"""Groups whose title stands beside them where there is no room above."""
_SINGLE = frozenset({"caller_sex", "bomb_decision"})


class Answer(QLineEdit):
    """One line of an answer; Enter goes on to the next."""

    def __init__(self, name: str, height: int = 32) -> None:
        super().__init__()
        field = cast(Text, current("incident").field(name))
        self.setMaxLength(field.limit)
        self.setAccessibleName(_(field.label))
        flag_unseen(self)
        as_high(self, height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on."""
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier,
        }  # fmt: skip
        if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)


class Half(QWidget):
    """A half of the sheet: fields of the incident by name; says when one changes."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, QLineEdit] = {}

    def said(self) -> dict[str, Any]:
        """What was typed or ticked, by field."""
        return {name: line.text().strip() for name, line in self.lines.items()}

    def take_up(self, said: dict[str, Any]) -> None:
        """Go on with what was typed before."""
        for name, line in self.lines.items():
            line.setText(str(said.get(name) or ""))

    @abstractmethod
    def set_size(self, *, close: int, width: int) -> None:
        """Lay it out so close (0, 1 or 2), within ``width``."""

    def _line(self, name: str) -> QLineEdit:
        line = self.lines[name] = Answer(name)
        line.textChanged.connect(self.changed)
        return line


class Words(Half):
    """His exact words, and the questions in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.words = QPlainTextEdit()
        self.words.setFont(theme.font("entry", tabular=False))
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName(_("Exact words"))
        self.words.textChanged.connect(self.changed)
        title = caption(_("&Exact words"), self.words)
        title.setFont(theme.font("base", 600))
        title.setProperty("role", "ink")
        self.saved = label("", "small", role="muted")
        head = row(title, self.saved)
        head.setStretch(0, 1)
        self._grid = self._questions()
        self._ask = QWidget()
        ask = row(label(_("Ask"), weight=600), gap=8, margins=(0, 4, 0, 0))
        ask.addStretch(1)
        ask.addWidget(label(_("Tab or Enter to the next"), "small", role="muted"))
        self._ask.setLayout(ask)
        self._layer: QVBoxLayout = column(gap=6)
        self._layer.addLayout(head)
        self._layer.addWidget(self.words, 1)
        self._layer.addWidget(self._ask)
        self._layer.addLayout(self._grid)
        self.setLayout(self._layer)

    def _questions(self) -> QGridLayout:
        made = QGridLayout()
        made.setHorizontalSpacing(8)
        made.setColumnStretch(2, 1)
        self._asked = [OneLine(_(current("incident").field(n).label)) for n in bombcall.ASK]
        for at, (name, asked) in enumerate(zip(bombcall.ASK, self._asked, strict=True), 1):
            made.addWidget(label(str(at), "note", role="muted", tabular=True), at, 0)
            made.addWidget(asked, at, 1)
            made.addWidget(self._line(name), at, 2)
        return made

    def set_size(self, *, close: int, width: int) -> None:
        """Lay it out closer; a question keeps the room that an answer does not need."""
        self._grid.setVerticalSpacing((8, 4, 3)[close])
        self._ask.setVisible(close < _LEAST)
        self.words.setMinimumHeight((120, 64, 80)[close])
        for line in self.lines.values():
            as_high(line, HIGH[close])
            line.setMinimumWidth(width * 2 // 5)
        for name, asked, short in zip(bombcall.ASK, self._asked, SHORT, strict=True):
            words = _(current("incident").field(name).label)
            asked.setText(_(short) if close == _LEAST else words)
            asked.setToolTip(words)

    def said(self) -> dict[str, Any]:
        """His words besides."""
        return {"exact_words": self.words.toPlainText().strip(), **super().said()}

    def take_up(self, said: dict[str, Any]) -> None:
        """His words besides."""
        super().take_up(said)
        self.words.setPlainText(str(said.get("exact_words") or ""))


class Sound(Half):
    """The line, and by letter how he sounds and what stands behind him; what was decided."""

    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.groups: dict[str, Letters] = {}
        self._layer: QVBoxLayout = column(gap=8)
        self._from, self._lined = self._beside(
            ("call_line", _("L&ine")), ("call_number", _("&Their number"))
        )
        self._layer.addLayout(self._from)
        for name, title, key in _GROUPS:
            self._layer.addWidget(self._group(name, _(title), key))
            if name == "caller_sex":
                self._layer.addLayout(self._in_row(
                    ("caller_age", _("A&ge")), ("caller_accent", _("Acce&nt")),
                    ("caller_like", _("Li&ke whom")),
                ))  # fmt: skip
        self._layer.addStretch(1)
        self.setLayout(self._layer)

    def _group(self, name: str, title: str, key: str) -> Letters:
        field = cast(Choice, current("incident").field(name))
        options = [(option.code, _(option.label)) for option in field.options]
        group = self.groups[name] = Letters(title, key, options, single=name in _SINGLE)
        group.changed.connect(self.changed)
        group.left.connect(self.back)
        return group

    def _beside(
        self, *asked: tuple[str, str]
    ) -> tuple[QGridLayout, tuple[tuple[QWidget, QWidget], ...]]:
        made = QGridLayout()
        made.setContentsMargins(4, 0, 4, 0)
        made.setHorizontalSpacing(8)
        made.setVerticalSpacing(2)
        lines = ((words, self._line(name)) for name, words in asked)
        return made, tuple((caption(words, line), line) for words, line in lines)

    def _lay_lined(self, *, close: bool) -> None:
        """Each line under its caption, or beside it."""
        for at, (words, line) in enumerate(self._lined):
            self._from.addWidget(words, 0, 2 * at)
            below = (0, 2 * at + 1, 1, 1) if close else (1, 2 * at, 1, 2)
            self._from.addWidget(line, *below)
            self._from.setColumnStretch(2 * at + 1, 1)

    def _in_row(self, *asked: tuple[str, str]) -> QGridLayout:
        made = QGridLayout()
        made.setContentsMargins(4, 0, 4, 0)
        made.setHorizontalSpacing(8)
        for at, (name, words) in enumerate(asked):
            line = self._line(name)
            made.addWidget(caption(words, line), 0, 2 * at)
            made.addWidget(line, 0, 2 * at + 1)
            made.setColumnStretch(2 * at + 1, 1)
        return made

    def set_size(self, *, close: int, width: int) -> None:
        """Lay it out closer, in as many columns as have room; at last word by word."""
        self._layer.setSpacing((8, 4, 3)[close])
        self._lay_lined(close=close == _LEAST)
        columns = FLOWING if close == _LEAST else max(2, min(5 if close else 4, width // WORD))
        for name, group in self.groups.items():
            group.set_beside(beside=close == _LEAST and name in _SHORT)
            group.lay(columns, HEIGHT_LOW if close else HEIGHT, width - 4)
        for line in self.lines.values():
            as_high(line, HIGH[close])

    def said(self) -> dict[str, Any]:
        """What is ticked besides: codes, or one of a group that allows one."""
        ticked: dict[str, Any] = {}
        for name, group in self.groups.items():
            codes = group.chosen()
            ticked[name] = (codes[0] if codes else "") if name in _SINGLE else codes
        return {**super().said(), **ticked}

    def take_up(self, said: dict[str, Any]) -> None:
        """What was ticked besides."""
        super().take_up(said)
        for name, group in self.groups.items():
            there = said.get(name) or ()
            group.choose([there] if isinstance(there, str) else there)
