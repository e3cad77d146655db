"""Finding in the book (Ctrl+F): hits are shown where they stand, one after the other."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit

from deskinc.desk.lines import entries
from deskinc.desk.lines.entries import Line, Wanted
from deskinc.desk.papers import list_tables
from deskinc.i18n import _
from deskinc.ui import theme
from deskinc.ui.find.chips import Chips
from deskinc.ui.find.hits import HitList, figures
from deskinc.ui.find.leaving import ListDialog, export_list
from deskinc.ui.find.views import add_views
from deskinc.ui.parts import Button, IconLabel, column, hairline, label, row
from deskinc.ui.plainwords import flag_unseen
from deskinc.ui.session import Session

WAIT_MS = 120
FIRST, MOST = 50, 200
"""Hits that are shown as soon as they are found, and those that follow."""
FIELD = 160
"""The least width of the field: what its buttons say gives way to it."""


class FindBox(QFrame):
    """A field over the log; Enter goes to the next older hit, Shift+Enter to the newer one."""

    hit = Signal(int)
    """The chain number of the line to show."""
    words_changed = Signal(str)
    """What is looked for: its words are to be marked."""
    shut = Signal()
    fitted = Signal()
    """The list of hits may have come or gone."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._hits: Sequence[Line] = ()
        self._at, self._more = 0, False
        self.setProperty("kind", "find")
        self.field = QLineEdit()
        self.field.setFont(theme.font("base"))
        flag_unseen(self.field)
        self.field.setAccessibleName(_("Find in the book"))
        self.field.setPlaceholderText(_("Words, “words together”, begin*, or a line number"))
        self.field.setToolTip(self.field.placeholderText())
        self.field.setMinimumWidth(FIELD)
        self.field.setMaximumWidth(420)
        self._count = label("", "note", role="muted", tabular=True)
        most = _("{at} of {count}").format(at=MOST, count=f"{MOST}+")
        self._count.setMinimumWidth(self._count.fontMetrics().horizontalAdvance(most))
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._search)
        self.chips, self.hits = Chips(session), HitList()
        self._place()
        self.field.textEdited.connect(lambda _words: self._wait.start())
        self.chips.changed.connect(self._search)
        self.hits.chosen.connect(self._go_to)
        for changed in (session.officer_changed, session.roles_changed):
            changed.connect(self._show_role)
        self._show_role()
        self.hide()

    def _place(self) -> None:
        self._inside = inside = row(IconLabel("search"), self.field, self._count, gap=12)
        inside.setStretch(1, 3)
        inside.addStretch(1)
        self.narrow = Button(_("Narro&w…"), "flat", icon="layers", pressed=self.narrow_down)
        self.export = Button(_("E&xport…"), "flat", icon="save", pressed=self.ask_export)
        self.older = Button(_("&Older"), "flat", _("Enter"), pressed=lambda: self.step(1))
        self.newer = Button(_("&Newer"), "flat", _("Shift+Enter"), pressed=lambda: self.step(-1))
        close = Button(_("Close"), "flat", _("Esc"), pressed=self.leave)
        for button in (self.narrow, self.export, self.older, self.newer, close):
            inside.addWidget(button)
        layer = column(gap=6, margins=(24, 6, 16, 6))
        layer.addLayout(inside)
        layer.addWidget(self.chips)
        layer.addWidget(self.hits)
        self.setLayout(layer)
        self._line = hairline()
        self._line.setParent(self)

    def _show_role(self) -> None:
        self.export.setVisible(self._session.office.officer.may("export_list"))

    def wanted(self) -> Wanted:
        """What is asked for: the words of the field, and the chips."""
        return replace(self.chips.wanted, words=self.field.text().strip())

    def open(self, wanted: Wanted | None = None) -> None:
        """Show the field; ``wanted`` is found in place of what was asked for before."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if wanted is None:
            self.field.selectAll()
        else:
            self.field.setText(wanted.words)
            self.chips.show_wanted(wanted)
            self._search()
        self.fitted.emit()

    def leave(self) -> None:
        """Hide, and mark nothing."""
        self.hide()
        self._wait.stop()
        self.words_changed.emit("")
        self.fitted.emit()
        self.shut.emit()

    def narrow_down(self) -> None:
        """Show what the search can be narrowed by, below its button."""
        if not self.isVisible():
            self.open()
        menu = self.chips.menu(self)
        add_views(menu, self, self._session, self.wanted(), self.open)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.narrow.mapToGlobal(self.narrow.rect().bottomLeft()))

    def ask_export(self) -> ListDialog:
        """Let the lines that are asked for leave; all of the book while nothing is."""
        office = self._session.office
        wanted = self.wanted() if self.isVisible() else Wanted()
        return export_list(self.window(), self._session, lambda: list_tables.lines(office, wanted))

    def step(self, by: int) -> None:
        """Go to the next older (1) or newer (−1) hit."""
        if self._wait.isActive():
            self._wait.stop()
            self._search()
        elif self._hits:
            self._go_to((self._at + by) % len(self._hits))

    def _go_to(self, at: int) -> None:
        self._at = at
        self._show_hit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Shift+Enter, Up, Down, Esc."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            newer = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.step(-1 if newer else 1)
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the hairline at the lower edge; leave out words where there is little room."""
        super().resizeEvent(event)
        self._line.setGeometry(0, self.height() - 1, self.width(), 1)
        for least in range(4):
            self._say_less(least)
            self._inside.invalidate()
            if self._inside.sizeHint().width() <= self.width() - 40:
                break

    def _say_less(self, least: int) -> None:
        """Of the buttons first two keys are left out, then the one word, then the other."""
        for button, key in ((self.older, _("Enter")), (self.newer, _("Shift+Enter"))):
            button.set_key("" if least else key)
        self.export.set_bare(least > 1)
        self.narrow.set_bare(least > 2)

    def crowds(self) -> bool:
        """Whether the hits are listed where there is little room."""
        return not self.isHidden() and self.hits.crowds()

    def _search(self) -> None:
        wanted = self.wanted()
        if wanted == Wanted():
            self._found(wanted, ())
        else:
            self._look(wanted, FIRST, self._found)

    def _look(
        self, wanted: Wanted, limit: int, then: Callable[[Wanted, Sequence[Line]], None]
    ) -> None:
        office = self._session.office
        self._session.look(
            self, lambda: entries.find(office, wanted, limit=limit),
            lambda hits: then(wanted, hits) if wanted == self.wanted() else None,
        )  # fmt: skip

    def _found(self, wanted: Wanted, hits: Sequence[Line]) -> None:
        self._hits, self._at, self._more = hits, 0, len(hits) == FIRST
        self.words_changed.emit(wanted.words)
        self._list_hits(wanted)
        if hits:
            self._show_hit()
        else:
            self._count.setText("" if wanted == Wanted() else _("Nothing found"))
        if self._more:
            self._look(wanted, MOST, self._found_more)

    def _found_more(self, wanted: Wanted, hits: Sequence[Line]) -> None:
        """The first hits stand already, and one of them may have been gone to."""
        before = self._hits[self._at].n if self._hits else 0
        self._hits, self._more = hits, len(hits) == MOST
        self._at = next((at for at, hit in enumerate(hits) if hit.n == before), 0)
        self._list_hits(wanted)
        if hits:
            self._say_count()

    def _list_hits(self, wanted: Wanted) -> None:
        locale = self._session.office.locale
        self.hits.show_hits(self._hits, wanted.words, locale, more=self._more)
        self.fitted.emit()

    def _show_hit(self) -> None:
        self._say_count()
        self.hit.emit(self._hits[self._at].n)

    def _say_count(self) -> None:
        self._count.setText(
            _("{at} of {count}").format(at=self._at + 1, count=len(self._hits))
            + ("+" if self._more else "")
        )
        self._count.setAccessibleName(
            f"{self._count.text()}, {figures(self._hits, more=self._more)}"
        )
        self.hits.choose(self._at)
