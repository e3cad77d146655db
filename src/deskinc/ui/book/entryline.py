"""The entry line: the next line of the book, in the same columns, always ready to be written.

It only shows and takes what is typed; posting is done by whoever hears ``submitted``.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from deskinc.forms.cleaning import control_at
from deskinc.forms.fields import parse_moment
from deskinc.forms.kinds import FieldError
from deskinc.forms.moments import as_typed
from deskinc.i18n import _
from deskinc.ui import doubled, theme
from deskinc.ui.book.entryfields import FIELDS, EntryFields
from deskinc.ui.book.entryplaces import Places, place_full, place_low, place_narrow
from deskinc.ui.book.growing import LINES
from deskinc.ui.book.hints import KeyHints
from deskinc.ui.completing import Completing, Offer
from deskinc.ui.parts import Button, kind_of, label, row

ROWS = {"full": LINES, "narrow": 4, "low": 2}
"""Lines of words shown at most in each measure; the rest is scrolled to."""


class EntryLine(EntryFields):
    """Serial and time, happened, type, place, words, and the button that posts."""

    submitted = Signal()
    edited = Signal()
    """Something was typed: to be kept."""
    resized = Signal()
    correcting = Signal(bool)
    """Whether an old line is written anew."""
    abandoned = Signal()
    """Esc while a line is being corrected."""

    def __init__(self, types: tuple[Offer, ...], *, up: bool = True) -> None:
        super().__init__(types, up=up)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "raised")
        self._mode = "full"
        self._correcting, self._title, self._on_duty = False, "", True
        self.who = label("", "title", 600)
        self.doing = label(_("writing, F8 to change"), "small", role="muted")
        self.beside = QWidget()
        self.beside.setLayout(row(gap=8))
        self.serial = label("", "note", role="muted", tabular=True)
        self.time = label("", "text", 600, tabular=True)
        self.post = Button(_("Post"), "plain", "Ctrl+Enter", size="tall",
                           pressed=self.submitted.emit)  # fmt: skip
        self.why = label(_("Why"), "note", role="muted")
        self.hints = KeyHints()
        self.note = label("", "small", 600, "fault")
        self.which = label("", "small", 600, "pending")
        self.kept = label("", "small", role="muted", tabular=True)
        self._prepare()

    def _prepare(self) -> None:
        self.why.setBuddy(self.reason)
        for part in self._parts():
            part.setParent(self)
        order = (self.happened, self.type, self.place, self.text, self.reason, self.post)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        for typed in (self.happened, self.type, self.place, self.reason):
            typed.textChanged.connect(self._changed)
        self.text.textChanged.connect(self._changed)
        self.text.grown.connect(self._place)
        self.text.cut_short.connect(self._say_cut)
        self.happened.textChanged.connect(self._say_which)
        self.happened.editingFinished.connect(self._read_happened)
        self.happened.returnPressed.connect(self.to_text)
        self.reason.taken.connect(self.submitted)
        for done in (self.type.taken, self.place.taken):
            done.connect(self.to_text)
        for watched in (self.happened, self.type, self.place, self.text, self.reason, self.beside):
            watched.installEventFilter(self)
        self._settle()

    def _parts(self) -> tuple[QWidget, ...]:
        labels: tuple[QWidget, ...] = (
            self.who, self.doing, self.beside, self.serial, self.time, self.why, self.hints,
            self.note, self.which, self.kept,
        )  # fmt: skip
        fields = (self.happened, self.type, self.place, self.text, self.reason, self.post)
        return (*labels, *fields)

    def set_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        """The keys said under the line: (key, what it does)."""
        self.hints.show_keys(hints)

    def show_time(self, now: datetime) -> None:
        """The time the line would be written at."""
        self._now = now
        words = "\n".join(filter(None, (now.strftime("%H:%M"), doubled.offset(now))))
        if words != self.time.text():
            self.time.setText(words)
            self._say_which()

    def set_typed(self, typed: Mapping[str, str]) -> None:
        """Put back what was kept."""
        super().set_typed(typed)
        self.clear_notes()

    def say(self, name: str, sentence: str) -> None:
        """Mark a field and say beside the keys what is wrong with it."""
        field = self.field(name)
        if field is not None:
            kind_of(field, state="error")
            field.setAccessibleDescription(sentence)
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        if field is self.reason:
            QTimer.singleShot(0, self, self._offer_reasons)
        if name == "text" and (at := control_at(self.text.words(), "\n\t")) >= 0:
            self.text.go_to(at)
        self.note.setText(sentence)
        self._settle()

    def _offer_reasons(self) -> None:
        """Once the field has its place, unless somebody types already."""
        if self.reason.hasFocus() and not self.reason.text():
            self.reason.open_list()

    def _say_cut(self, taken: int) -> None:
        words = _("More was pasted than a line takes: the first {count} characters are here.")
        QTimer.singleShot(0, self, lambda: self.say("", words.format(count=taken)))

    def clear_notes(self) -> None:
        """Nothing is wrong any more."""
        for name in FIELDS:
            field = self.field(name)
            if field is not None and field.property("state") == "error":
                kind_of(field, state="")
                field.setAccessibleDescription("")
        self.note.setText("")
        self._settle()

    def set_correcting(self, title: str) -> None:
        """Write in place of an old line (its title), with a reason; "" for a new line again."""
        self._correcting, self._title = bool(title), title
        self.correcting.emit(self._correcting)
        self._say_doing()
        self.post.setText(_("Correct") if title else _("Post"))
        self._settle()

    def set_on_duty(self, *, there: bool) -> None:
        """Say beside the writer's name where nobody of that name is signed on; it stops nobody."""
        if there != self._on_duty:
            self._on_duty = there
            self._say_doing()
            self._settle()

    def _say_doing(self) -> None:
        there = _("writing, F8 to change") if self._on_duty else _("not signed on")
        self.doing.setText(self._title or there)
        kind_of(self.doing, role="muted" if self._on_duty or self._title else "pending")

    def say_kept(self, at: datetime) -> None:
        """What is typed was kept at this time."""
        words = "" if self.is_empty() else _("Draft kept {time}").format(time=f"{at:%H:%M:%S}")
        self.kept.setText(words)
        self._place()

    def to_text(self) -> None:
        """The cursor goes where words are written."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_correcting(self) -> bool:
        """Whether the line is written in place of an old one."""
        return self._correcting

    def put_beside(self, part: QWidget) -> None:
        """Put a part to the right of the writer’s name."""
        layer = self.beside.layout()
        if layer is not None:
            layer.addWidget(part)

    def set_mode(self, mode: str) -> None:
        """``full``, ``narrow`` or ``low``."""
        self._mode = mode
        for field in (self.happened, self.type, self.place):
            kind_of(field, scale={"full": "tall", "narrow": "lower", "low": "normal"}[mode])
        kind_of(self.text, scale="tall" if mode == "full" else "lower")
        kind_of(self.reason, scale="normal")
        kind_of(self.post, scale="tall" if mode == "full" else "lower")
        self.post.set_key("Ctrl+Enter" if mode != "low" else "")
        self.text.set_most(ROWS[mode])
        self._settle()

    def _changed(self) -> None:
        if self.note.text():
            self.clear_notes()
        self.post.set_kind("plain" if self.is_empty() else "primary")
        self.edited.emit()

    def _read_happened(self) -> None:
        typed = self.happened.text().strip()
        if typed and self._now is not None:
            try:
                moment = parse_moment(typed, self._now)
            except FieldError as error:
                kind_of(self.happened, state="error")
                self.note.setText(error.what)
                self._settle()
                return
            words = as_typed(moment, self._now)
            if not words.startswith(f"{moment:%Y-}"):
                self.happened.setText(words)
                self.happened.setCursorPosition(0)

    def _say_which(self) -> None:
        """Of a time that the clock shows twice, say which is meant."""
        words = doubled.said(self.happened.text(), self._now) if self._now else ""
        if words != self.which.text():
            self.which.setText(words)
            self.happened.setAccessibleDescription(words)
            self._settle()
            self.resized.emit()

    def _take_other(self, key: int) -> bool:
        """Up and Down take the first or the second of two equal times."""
        if self._now is None:
            return False
        words = doubled.other(self.happened.text(), self._now, first=key == Qt.Key.Key_Up)
        if words:
            self.happened.setText(words)
            self.happened.setCursorPosition(0)
        return bool(words)

    def foot(self) -> QLabel | None:
        """What is to be read under the line in place of the keys: a fault before a hint."""
        return next((told for told in (self.note, self.which) if told.text()), None)

    def _settle(self) -> None:
        shown, foot = self._mode != "low", self.foot()
        self.hints.setVisible(shown and foot is None)
        for told in (self.note, self.which):
            told.setVisible(told is foot)
        self.kept.setVisible(self._mode == "full")
        self.doing.setVisible(self._mode != "low" or self._correcting or not self._on_duty)
        self.serial.setVisible(self._mode != "low")
        for part in (self.why, self.reason):
            part.setVisible(self._correcting)
        self._place()

    def _place(self) -> None:
        places = Places(self, self.width(), correcting=self._correcting)
        lay = {"full": place_full, "narrow": place_narrow, "low": place_low}[self._mode]
        height = lay(places)
        if height != self.height():
            self.setFixedHeight(height)
            self.resized.emit()

    def resizeEvent(self, _event: object) -> None:
        """Put the parts into their columns."""
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter posts from every field; Esc leaves a correction."""
        if watched is self.beside:
            if event.type() == QEvent.Type.LayoutRequest:
                self._place()
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if ctrl and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                if not event.isAutoRepeat():
                    self.submitted.emit()
                return True
            if watched is self.happened and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
                return self._take_other(event.key())
            popup = isinstance(watched, Completing) and watched.popup_open()
            if event.key() == Qt.Key.Key_Escape and self._correcting and not popup:
                self.abandoned.emit()
                return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rule above the line."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("raised"))
        painter.fillRect(0, 0, self.width(), 2, theme.color("accent"))
