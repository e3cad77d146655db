"""The line at the foot: what was seen, heard, done; posted into the timeline and the book."""

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from deskinc.forms.fields import FieldError, parse_moment
from deskinc.i18n import _
from deskinc.ui import doubled, theme
from deskinc.ui.parts import Button, column, kind_of, label, row
from deskinc.ui.plainwords import PlainWords

LINES = 6
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class NoteLine(QWidget):
    """Writer, time, words, Post; only shows and takes, posting is done by who hears ``posted``."""

    posted = Signal()
    edited = Signal()
    step_wanted = Signal(int)
    """A step of the checklist is to be ticked: Ctrl and its number."""

    def __init__(self) -> None:
        super().__init__()
        self._now: datetime | None = None
        self._writer = self._initials = ""
        self._brief = False
        self._step = 0
        self.who = label("", "text", 600)
        self.happened = QLineEdit()
        self.happened.setFont(theme.font("text"))
        self.happened.setPlaceholderText(_("now"))
        self.happened.setFixedWidth(76)
        self.happened.setAccessibleName(_("Happened"))
        self.happened.setToolTip(_("If not now: 2131, -10m, 21:31 yesterday"))
        self.words = PlainWords()
        self.words.setProperty("kind", "entry")
        self.words.setFont(theme.font("entry"))
        self.words.setFrameShape(QFrame.Shape.NoFrame)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName(_("What was seen, heard, done"))
        self.words.setPlaceholderText(_("What was seen, heard, done"))
        self.words.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.post = Button(_("Post"), "plain", "Ctrl+Enter", size="tall", pressed=self._post)
        self.note = label("", "small", 600, "fault")
        self.which = label("", "small", 600, "pending")
        for said in (self.note, self.which):
            said.hide()
        self._lay()
        self._measure()

    def _lay(self) -> None:
        top = Qt.AlignmentFlag.AlignTop
        self._row = row(gap=8, margins=(theme.MARGIN, 12, theme.MARGIN, 12))
        self.who.setFixedHeight(44)
        for part in (self.who, self.happened):
            self._row.addWidget(part, 0, top)
        self._row.addWidget(self.words, 1, top)
        self._row.addWidget(self.post, 0, top)
        layer = column(gap=0, margins=(0, 2, 0, 0))
        layer.addLayout(self._row)
        for said in (self.note, self.which):
            said.setContentsMargins(theme.MARGIN, 0, theme.MARGIN, 8)
            layer.addWidget(said)
        self.setLayout(layer)
        kind_of(self.happened, scale="tall")
        for field in (self.happened, self.words):
            field.installEventFilter(self)
        self.words.textChanged.connect(self._changed)
        self.happened.textEdited.connect(lambda _words: self._changed())
        self.happened.textChanged.connect(lambda _words: self._say_which())
        layout = self.words.document().documentLayout()
        layout.documentSizeChanged.connect(lambda _size: self._measure())

    def set_size(self, *, narrow: bool, low: bool) -> None:
        """Less room at the sides, and the initials in place of the name."""
        margin = theme.MARGIN_NARROW if narrow else theme.MARGIN
        self._row.setContentsMargins(margin, 8 if low else 12, margin, 8 if low else 12)
        for said in (self.note, self.which):
            said.setContentsMargins(margin, 0, margin, 8)
        self._brief = narrow
        self._show_writer()
        self.offer_step(self._step)
        self.post.set_key("" if narrow else "Ctrl+Enter")

    def offer_step(self, number: int) -> None:
        """Say by which keys the step that comes next is ticked from here; 0 for none."""
        self._step = number
        words = self.words.accessibleName()
        if number and not self._brief:
            words = _("{what}. Ctrl+{number} ticks step {number}").format(what=words, number=number)
        self.words.setPlaceholderText(words)

    def show_writer(self, name: str, initials: str) -> None:
        """In whose name the line would be written (D12)."""
        self._writer, self._initials = name, initials
        self._show_writer()

    def _show_writer(self) -> None:
        self.who.setText(self._initials if self._brief else self._writer)
        self.who.setAccessibleName(self._writer)
        self.who.setToolTip(self._writer)

    def show_time(self, now: datetime) -> None:
        """The time the line would be written at, from which ``-10m`` counts."""
        passed = self._now is None or now.minute != self._now.minute
        self._now = now
        if passed:
            self._say_which()

    def _say_which(self) -> None:
        """Of a time that the clock shows twice, say which is meant."""
        words = doubled.said(self.happened.text(), self._now) if self._now else ""
        if words != self.which.text():
            self.which.setText(words)
            self.which.setVisible(bool(words))
            self.happened.setAccessibleDescription(words)

    def _take_other(self, key: int) -> bool:
        if self._now is None:
            return False
        words = doubled.other(self.happened.text(), self._now, first=key == Qt.Key.Key_Up)
        if words:
            self.happened.setText(words)
            self.happened.setCursorPosition(0)
            self._changed()
        return bool(words)

    def moment(self) -> datetime | None:
        """When it happened, None for now; FieldError for what is no time."""
        typed = self.happened.text().strip()
        return parse_moment(typed, self._now) if typed and self._now is not None else None

    def time_taken(self) -> None:
        """The time that was typed went to a tick; of a line that is begun it stays."""
        if not self.text():
            self.happened.clear()

    def text(self) -> str:
        """The words, as typed."""
        return self.words.words().strip()

    def to_keep(self) -> dict[str, str]:
        """What stands in the fields, for the unsent texts."""
        if not self.text():
            return {}
        return {"text": self.words.words(), "happened": self.happened.text()}

    def take_up(self, text: str, happened: str) -> None:
        """Put back what was kept, or empty the line."""
        self.words.setPlainText(text)
        self.words.moveCursor(self.words.textCursor().MoveOperation.End)
        self.happened.setText(happened)
        self.say("")

    def say(self, sentence: str) -> None:
        """Say what is wrong with the time; "" takes it away."""
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))
        self.happened.setAccessibleDescription(sentence)
        kind_of(self.happened, state="error" if sentence else "")

    def _changed(self) -> None:
        if self.note.text():
            self.say("")
        self.post.set_kind("primary" if self.text() else "plain")
        self.edited.emit()

    def _post(self) -> None:
        if not self.text():
            return
        try:
            self.moment()
        except FieldError as error:
            self.say(error.what)
            self.happened.setFocus()
            return
        self.posted.emit()

    def _measure(self) -> None:
        lines = min(LINES, max(1, int(self.words.document().size().height())))
        more = int(self.words.document().size().height()) > LINES
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if more else _OFF
        self.words.setVerticalScrollBarPolicy(policy)
        self.words.setFixedHeight(44 + (lines - 1) * self.words.fontMetrics().lineSpacing())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter posts, Ctrl and a digit tick, each once; Up and Down choose of equal times."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.happened and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
                return self._take_other(event.key())
            ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if ctrl and event.key() in _ENTER:
                if not event.isAutoRepeat():
                    self._post()
                return True
            if number := _step(event):
                if not event.isAutoRepeat():
                    self.step_wanted.emit(number)
                return True
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Raised ground under the accent rule."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("raised"))
        painter.fillRect(0, 0, self.width(), 2, theme.color("accent"))


def _step(event: QKeyEvent) -> int:
    """The digit that is pressed with Ctrl; 0 for none, and with AltGr, which types (D11)."""
    held, at = event.modifiers(), event.key() - Qt.Key.Key_0
    ctrl = held & Qt.KeyboardModifier.ControlModifier and not held & Qt.KeyboardModifier.AltModifier
    return at if ctrl and 0 < at < 10 else 0


_OFF = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
