"""People, plates and places that the book knows, offered while the words are written.

Nothing is taken unless ``Down`` goes to it: then ``Enter`` or ``Tab`` takes it. All other keys
write on, as if no list were there.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QTextCursor

from deskinc.desk.lines import known
from deskinc.desk.office import Record
from deskinc.desk.site import PlaceRow
from deskinc.i18n import N_, _
from deskinc.ui.book.part import Part
from deskinc.ui.plainwords import units
from deskinc.ui.suggestions import Suggestions

if TYPE_CHECKING:
    from deskinc.ui.book.page import BookPage

KINDS = {"person": N_("person"), "plate": N_("plate"), "place": N_("place")}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
_CTRL = Qt.KeyboardModifier.ControlModifier
WAIT_MS = 80
"""What is looked for is what stands there once the hands rest so long."""


class WordCompletion(QObject):
    """The list over the line, and the few keys it takes."""

    def __init__(self, page: "BookPage") -> None:
        super().__init__(page)
        self._page, self._text = page, page.entry.text
        self._word, self._entered = "", False
        self._popup: Suggestions | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._look)
        self._text.installEventFilter(self)

    def is_open(self) -> bool:
        """Whether it is on screen."""
        return self._popup is not None and self._popup.isVisible()

    def words_offered(self) -> list[str]:
        """What it offers."""
        if self._popup is None or not self.is_open():
            return []
        model = self._popup.model
        rows = (model.row_at(model.index(at, 0)) for at in range(model.rowCount()))
        return [row.title for row in rows if row is not None]

    def typed(self) -> None:
        """Other words: what was offered may not fit them."""
        self.shut()
        self._word = known.begun(self._before()) if self._text.hasFocus() else ""
        if self._word:
            self._wait.start()
        else:
            self._wait.stop()

    def shut(self) -> None:
        """Leave it."""
        self._entered = False
        if self._popup is not None:
            self._popup.hide()

    def _before(self) -> str:
        """The words of this line of the text up to the cursor."""
        cursor = self._text.textCursor()
        return (
            cursor.block()
            .text()
            .encode("utf-16-le", "surrogatepass")[: 2 * cursor.positionInBlock()]
            .decode("utf-16-le", "replace")
        )

    def _look(self) -> None:
        word, office = self._word, self._page.session.office
        self._page.session.look(
            self, lambda: known.offered(office, word), lambda found: self._show(word, found)
        )

    def _show(self, word: str, found: Sequence[tuple[str, str]]) -> None:
        fits = word == known.begun(self._before()) and self._text.hasFocus()
        if not fits or (not found and self._popup is None):
            return
        if self._popup is None:
            self._popup = Suggestions(self._page.window())
            self._popup.list.clicked.connect(self._take)
            self.destroyed.connect(self._popup.deleteLater)
        rows = [(words, words, _(KINDS[kind])) for words, kind in found]
        self._popup.show_rows(rows, word, self._text, chosen=-1, up=True)

    def _take(self) -> None:
        chosen = self._popup.chosen() if self._popup is not None else None
        self.shut()
        if isinstance(chosen, str):
            before = self._before()
            size = known.overlap(before, chosen)
            cursor = self._text.textCursor()
            back = units(before[len(before) - size :])
            cursor.movePosition(
                QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, back
            )
            cursor.insertText(chosen)
            self._word = ""
            self._wait.stop()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """``Down``, ``Esc``, and what follows ``Down``."""
        if not self.is_open():
            return False
        if event.type() == QEvent.Type.FocusOut:
            self.shut()
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key, popup = Qt.Key(event.key()), self._popup
        if popup is not None and (key == Qt.Key.Key_Down or (
            key == Qt.Key.Key_Up and self._entered)):  # fmt: skip
            popup.step(1 if key == Qt.Key.Key_Down else -1)
            self._entered = True
        elif key == Qt.Key.Key_Escape:
            self.shut()
        elif self._entered and key in _ENTER and not event.modifiers() & _CTRL:
            self._take()
        else:
            return False
        return True


class KnownPart(Part):
    """Completes names in the words, and places that were typed before in their field."""

    def __init__(self, page: "BookPage") -> None:
        super().__init__(page)
        self.words = WordCompletion(page)
        self._places: frozenset[str] = frozenset()
        page.session.recorded.connect(self._recorded)
        self._read()

    def edited(self, words: str) -> None:  # noqa: ARG002 - it asks for those before the cursor
        """Something was typed."""
        self.words.typed()

    def _read(self) -> None:
        office = self.page.session.office
        if office.officer.may("read_book"):
            self.page.session.look(self.page, lambda: known.places(office), self._found)

    def _found(self, places: list[PlaceRow]) -> None:
        self._places = frozenset(row.id for row in places)
        self.page.entry.set_places_before(places)

    def _recorded(self, records: Sequence[Record]) -> None:
        site = {row.id for row in self.page.session.office.site.places}
        said = {
            str(place["id"])
            for record in records
            if isinstance(place := record.values.get("place"), dict) and "id" in place
        }
        if said - site - self._places or any(r.form in {"erase", "site"} for r in records):
            self._read()
