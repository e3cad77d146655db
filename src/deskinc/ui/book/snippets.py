"""``Ctrl+J`` offers the snippets of the site over the line; typing narrows them down.

The cursor stays in the line: while the list is open the keys go to it.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from deskinc.desk.lines import snippets
from deskinc.desk.lines.snippets import Snippet
from deskinc.i18n import _
from deskinc.ui.actions import Action
from deskinc.ui.book.part import Part
from deskinc.ui.matching import rank
from deskinc.ui.suggestions import Suggestions

if TYPE_CHECKING:
    from deskinc.ui.book.page import BookPage

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_TYPES = {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}


class SnippetList(QObject):
    """The list over a line, and the keys it takes while it is open."""

    def __init__(self, page: "BookPage") -> None:
        super().__init__(page)
        self._page = page
        self._wanted = ""
        self._offers: list[Snippet] = []
        self._popup: Suggestions | None = None
        page.entry.text.installEventFilter(self)

    def is_open(self) -> bool:
        """Whether it is on screen."""
        return self._popup is not None and self._popup.isVisible()

    def open(self) -> None:
        """Offer all snippets; say where they are made where there are none."""
        office, session = self._page.session.office, self._page.session
        self._offers = snippets.snippets(office)
        if not self._offers:
            session.say(_("There are no snippets yet."), _("Settings, Snippets."))
            return
        self._page.entry.to_text()
        if self._popup is None:
            self._popup = Suggestions(self._page.window())
            self._popup.list.clicked.connect(self._take)
            self.destroyed.connect(self._popup.deleteLater)
        self._show("")

    def _show(self, wanted: str) -> None:
        self._wanted = wanted
        found = rank(wanted, self._offers, lambda one: one.name)
        if self._popup is not None:
            rows = [(one, one.name, one.text.split("\n")[0][:40]) for one in found]
            self._popup.show_rows(rows, wanted, self._page.entry.text, chosen=0, up=True)

    def shut(self) -> None:
        """Leave it."""
        if self._popup is not None:
            self._popup.hide()

    def _take(self) -> None:
        chosen = self._popup.chosen() if self._popup is not None else None
        self.shut()
        entry = self._page.entry
        if isinstance(chosen, Snippet):
            if chosen.type and not entry.type.id():
                entry.type.take(chosen.type)
            entry.text.put_in(chosen.text)
        entry.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keys of the line that are the list’s while it is open."""
        if not self.is_open():
            return False
        if event.type() == QEvent.Type.FocusOut:
            self.shut()
        return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and (
            self._key(event)
        )  # fmt: skip

    def _key(self, event: QKeyEvent) -> bool:
        key, held = Qt.Key(event.key()), event.modifiers()
        if key == Qt.Key.Key_Escape:
            self.shut()
        elif key in _ENTER and held & Qt.KeyboardModifier.ControlModifier:
            self.shut()
            return False
        elif key in _ENTER or key == Qt.Key.Key_Tab:
            self._take()
        elif self._popup is not None and key in _STEPS:
            self._popup.step(_STEPS[key])
        elif key == Qt.Key.Key_Backspace:
            self._show(self._wanted[:-1])
        elif held in _TYPES and event.text().isprintable() and event.text():
            self._show(self._wanted + event.text())
        else:
            return False
        return True


class SnippetPart(Part):
    """Snippets by key, and “not known” for the blank that nobody can fill."""

    def __init__(self, page: "BookPage") -> None:
        super().__init__(page)
        self.list = SnippetList(page)

    def actions_offered(self) -> Sequence[Action]:
        """The list, and the blank that stays one."""
        group = _("Book")
        return (
            Action("snippet", _("Write a snippet"), "Ctrl+J", "clipboard-list", group,
                   self.list.open, act="write_occurrence"),
            Action("not_known", _("Fill the blank: not known"), "Alt+U", "ban", group,
                   self.not_known, act="write_occurrence"),
        )  # fmt: skip

    def not_known(self) -> None:
        """Write that what the blank asks for is not known."""
        self.page.entry.text.fill(_("not known"))
