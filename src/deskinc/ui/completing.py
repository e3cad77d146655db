"""A field that completes from a list: types, places, people, long choices, records.

The list is a child of the window, not a window of its own: it never takes the focus and is
hidden with everything else when the desk is locked.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QScrollArea

from deskinc.ui import theme
from deskinc.ui.matching import rank
from deskinc.ui.plainwords import flag_unseen
from deskinc.ui.suggestions import MOST, Suggestions

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_STEPS = {
    Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: MOST, Qt.Key.Key_PageUp: -MOST,
}  # fmt: skip
_AWAY = {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be chosen: its id or code, its words, a note at the right.

    ``letter``, which may be several signs, picks it when nothing else is typed.
    """

    id: str
    words: str
    note: str = ""
    letter: str = ""


def ranked(wanted: str, offers: Sequence[Offer]) -> list[Offer]:
    """What matches ``wanted``, the one picked by that very letter first."""
    found = rank(wanted, offers, lambda offer: offer.words)
    letter = [o for o in offers if o.letter and o.letter == wanted.casefold()]
    return [*letter, *(o for o in found if o not in letter)]


def exact(words: str, offers: Sequence[Offer]) -> list[Offer]:
    """The offers that are called so, then those whose letter it is; neither is a guess."""
    typed = words.strip().casefold()
    called = [o for o in offers if typed and o.words.casefold() == typed]
    return [*called, *(o for o in offers if typed and o.letter == typed and o not in called)]


class Completing(QLineEdit):
    """Words with an id behind them, and the list of what matches while one types.

    ``free`` keeps words that match nothing, and nothing of its list is chosen until one goes to
    it. ``key`` is the shortcut said at the right end; ``up`` opens the list over the field.
    """

    changed = Signal()
    """Other words, or another id behind them."""
    taken = Signal()
    """Enter: on to the next thing."""

    def __init__(
        self, offers: Callable[[], Sequence[Offer]], *, free: bool, key: str = "", up: bool = False
    ) -> None:
        super().__init__()
        self._offers, self._free, self._key, self._up = offers, free, key, up
        self._id = ""
        self._moved = False
        self._popup: Suggestions | None = None
        self.setFont(theme.font("base"))
        self.setTextMargins(0, 0, 24 if key else 0, 0)
        self.textEdited.connect(self._edited)
        if free:
            flag_unseen(self)

    def id(self) -> str:
        """The id of what was chosen; "" for words typed by hand."""
        return self._id

    def take(self, id: str, words: str = "") -> None:  # noqa: A002 - what it is
        """Show the offer of that id, or these words."""
        offer = next((o for o in self._offers() if id and o.id == id), None)
        self._id = id if offer or words else ""
        self.setText(words or (offer.words if offer else ""))
        if not self.hasFocus():
            self.setCursorPosition(0)

    def popup_open(self) -> bool:
        """Whether the list is on screen."""
        return self._popup is not None and self._popup.isVisible()

    def open_list(self) -> None:
        """Show everything that can be chosen, at what stands here."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._show("", opened=True)

    def settle(self) -> None:
        """On to something else without Enter: what was typed or gone to counts as with it."""
        self._settle(entered=False)

    def _edited(self, words: str) -> None:
        same = exact(words, self._offers())
        self._id = same[0].id if same else ""
        self._show(words.strip(), opened=False)
        self.changed.emit()

    def _show(self, wanted: str, *, opened: bool) -> None:
        if self._popup is None:
            self._popup = Suggestions(self.window())
            self._popup.list.clicked.connect(self._clicked)
            self.destroyed.connect(self._popup.deleteLater)
            self._leave_when_scrolled()
        self._moved = False
        found = ranked(wanted, self._offers())
        rows = [(offer, offer.words, offer.note) for offer in found]
        here = next((at for at, offer in enumerate(found) if offer.id == self._id), 0)
        chosen = -1 if self._free or not (opened or wanted) else here if opened else 0
        self._popup.show_rows(rows, wanted, self, chosen=chosen, up=self._up)

    def _leave_when_scrolled(self) -> None:
        above = self.parentWidget()
        while above is not None and not above.isWindow():
            if isinstance(above, QScrollArea):
                above.verticalScrollBar().valueChanged.connect(self._shut)
            above = above.parentWidget()

    def _shut(self) -> None:
        if self._popup is not None:
            self._popup.hide()

    def _clicked(self, _index: QModelIndex) -> None:
        self._settle(entered=True)
        self.taken.emit()

    def _settle(self, *, entered: bool) -> None:
        offer = None
        if self._popup is not None and self.popup_open() and (entered or self._moved):
            key = self._popup.chosen()
            offer = key if isinstance(key, Offer) else None
        offer = offer or self._meant()
        self._shut()
        if offer is not None and (offer.id, offer.words) != (self._id, self.text()):
            self._id = offer.id
            self.setText(offer.words)
            self.changed.emit()

    def _meant(self) -> Offer | None:
        """What typed words say: an offer in other letters or, where one must be, the best match."""
        typed = self.text().strip()
        if not typed or not self.isModified():
            return None
        offers = self._offers()
        same = exact(typed, offers)
        if same or self._free or self._id:
            return next((o for o in same if o.id == self._id), None)
        return next(iter(ranked(typed, offers)), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and pages choose, Enter takes and goes on, Esc closes the list; Down opens it."""
        step = _STEPS.get(Qt.Key(event.key()), 0)
        shown = self.popup_open()
        if shown and step and self._popup is not None:
            self._popup.step(step)
            self._moved = True
        elif shown and event.key() == Qt.Key.Key_Escape:
            self._shut()
        elif event.key() in _ENTER and not event.modifiers() & _CTRL:
            self._settle(entered=True)
            self.taken.emit()
            if not shown:
                super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Down:
            self._show("" if self._id else self.text().strip(), opened=True)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving takes what was typed or gone to; another window only closes the list."""
        if event.reason() in _AWAY:
            self._shut()
        else:
            self.settle()
            self.setCursorPosition(0)
        super().focusOutEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Sent back here by the program, one types on where the words end."""
        if event.reason() == Qt.FocusReason.OtherFocusReason:
            self.end(False)
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, then its key at the right end."""
        super().paintEvent(event)
        if self._key and not self.property("unseen"):
            painter = QPainter(self)
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("muted"))
            area = self.rect().adjusted(0, 0, -10, 0)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(area, flags, self._key)


_CTRL = Qt.KeyboardModifier.ControlModifier
