"""The Book page: home. The log, and the entry line that always has the cursor."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QMenu, QWidget

from deskinc.desk.incidents import incidents
from deskinc.desk.lines import entries
from deskinc.desk.lines.entries import Line
from deskinc.desk.office import Health, Record
from deskinc.desk.routine import due
from deskinc.desk.shift import shifts
from deskinc.i18n import N_, _
from deskinc.ui.actions import Action
from deskinc.ui.book.beside import PARTS
from deskinc.ui.book.choosing import chosen_rows
from deskinc.ui.book.columns import columns
from deskinc.ui.book.entryline import EntryLine
from deskinc.ui.book.findbox import FindBox
from deskinc.ui.book.heads import Heads
from deskinc.ui.book.linemenu import line_menu, named_by
from deskinc.ui.book.logview import LogView
from deskinc.ui.book.model import LogModel
from deskinc.ui.book.offered import actions
from deskinc.ui.book.posting import Poster
from deskinc.ui.book.side import Side
from deskinc.ui.book.under import Link
from deskinc.ui.completing import Offer
from deskinc.ui.page import Page, PageSpec
from deskinc.ui.parts import EmptyPage, column, row
from deskinc.ui.session import Session
from deskinc.ui.shift.ticking import tick_one

NEWEST = 40
"""Lines read before the page is first painted: a screen of them; the rest follows."""


class BookPage(Page):
    """Reads like the paper book: newest line at the bottom, next to the entry line."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        office = session.office
        self.log = LogModel(office, self)
        self._aside = ""
        self.log.open_newest(entries.newest(office, NEWEST))
        self.heads = Heads()
        self.finder = FindBox(session)
        self.view = LogView(self.log)
        self.empty = EmptyPage(
            "book-open", _("The book is open"),
            _("The first line goes into the field below. Ctrl+Enter posts it."),
        )  # fmt: skip
        types = tuple(Offer(t.code, t.word, t.letter, t.letter) for t in entries.types())
        self.entry = EntryLine(types)
        self.poster = Poster(session, self.entry, self.log)
        self.parts = tuple(part(self) for part in PARTS)
        self.side = Side()
        rows = filter(None, (part.row() for part in self.parts))
        layer = column(self.heads, self.finder, self.view, self.empty, *rows, self.entry)
        layer.setStretchFactor(self.view, 1)
        layer.setStretchFactor(self.empty, 1)
        across = row(gap=0)
        across.addLayout(layer, 1)
        across.addWidget(self.side)
        self.setLayout(across)
        self._wire()
        self._show_role()
        self._refresh()
        self.poster.keeper.restore(self.poster.take_up)
        session.look(self, lambda: entries.ids(office), self.log.put_older)

    def _wire(self) -> None:
        session, view, entry = self.session, self.view, self.entry
        for runs in (entry, self.side, self.log):
            session.ticked.connect(runs.show_time)
        session.recorded.connect(self._recorded)
        session.closing.connect(self.log.shut)
        session.health_changed.connect(self._health)
        session.officer_changed.connect(self._refresh)
        session.officer_changed.connect(self.poster.change_hands)
        session.officer_changed.connect(self._show_role)
        session.roles_changed.connect(self._show_role)
        view.moved.connect(self._show_day)
        view.menu_wanted.connect(self.open_menu)
        view.link_pressed.connect(self.follow)
        view.onward.connect(self.follow_first)
        view.typed.connect(self._type_on)
        view.left.connect(self.back_to_line)
        entry.text.up.connect(view.enter)
        entry.text.idle_key.connect(self._idle_key)
        self.poster.posted.connect(self._posted)
        self.poster.keeper.kept.connect(self._say_kept)
        entry.edited.connect(self._edited)
        self.finder.hit.connect(self.show_n)
        self.finder.words_changed.connect(view.set_found)
        self.finder.shut.connect(self.to_line)
        self.finder.fitted.connect(self._show_heads)
        self.side.wanted.connect(lambda one: tick_one(self.window(), session, one))
        session.due_changed.connect(self._show_asked)
        self.side.opened.connect(lambda thread: session.go("incidents", thread=thread))
        entry.set_hints((("F2", _("time stamp")), (_("Ctrl+N"), _("nil return")),
                         (_("Ctrl+E"), _("correct")), (_("Ctrl+F"), _("find")),
                         (_("Up"), _("into the log"))))  # fmt: skip
        entry.show_time(session.now())

    def actions_offered(self) -> Sequence[Action]:
        """What can be done here by key."""
        parts = (action for part in self.parts for action in part.actions_offered())
        return (*actions(self), *parts)

    def first_focus(self) -> QWidget:
        """The cursor is always in the entry line; in the log for who writes none."""
        return self.entry.text if self._writes() else self.view

    def _writes(self) -> bool:
        return self.session.office.officer.may("write_occurrence")

    def _show_role(self) -> None:
        """The entry line is there for who may write."""
        writes = self._writes()
        self.entry.setVisible(writes)
        for part in self.parts:
            part.show_role(writes=writes)

    def to_line(self) -> None:
        """Put the cursor where it belongs."""
        if self._writes():
            self.entry.to_text()
        else:
            self.view.setFocus()

    def set_size(self, *, narrow: bool, low: bool, wide: bool) -> None:
        """Other columns for another measure."""
        super().set_size(narrow=narrow, low=low, wide=wide)
        chosen = columns(narrow=narrow, low=low)
        self.heads.set_columns(chosen)
        self.view.set_columns(chosen)
        self.entry.set_mode("low" if low else "narrow" if narrow else "full")
        for part in self.parts:
            part.set_size(narrow=narrow, low=low)
        self.side.setVisible(wide)
        self.finder.hits.fit()
        self._show_heads()
        self._show_side()
        self._show_day()

    def _show_heads(self) -> None:
        """Hits have dates of their own: where there is little room the day gives way to them."""
        self.heads.setVisible(not self.low and not self.finder.crowds())

    def minimumSizeHint(self) -> QSize:
        """The page fits the smallest window."""
        return QSize(400, 240)

    def show_what(self, what: dict[str, object]) -> None:
        """A line by serial, or the lines that are ``wanted``."""
        line, wanted = what.get("line"), what.get("wanted")
        if isinstance(line, int):
            n = entries.by_serial(self.session.office, line)
            if n is not None:
                self.show_n(n)
                self.view.enter()
        elif isinstance(wanted, entries.Wanted):
            self.finder.open(wanted)

    def show_n(self, n: int) -> None:
        """Choose the line of a record and bring it on screen."""
        found = self.log.row_of(n)
        if found >= 0:
            self.view.choose(found)

    def back_to_line(self) -> None:
        """From the log to the entry line, at the newest line."""
        self.view.leave()
        self.to_line()

    def _posted(self) -> None:
        self._show_empty()
        self.view.clearSelection()
        self.view.to_end()
        self.entry.to_text()

    def _recorded(self, records: Sequence[Record]) -> None:
        if not self.session.is_closed:
            self.log.take_in(records)
            self._refresh()
            self._show_side()

    def _health(self, health: Health) -> None:
        if health.mirror == "ok" and not health.pending:
            self.log.mirror_caught_up()

    def _refresh(self) -> None:
        office = self.session.office
        self.entry.who.setText(office.officer.name)
        self.entry.set_on_duty(there=shifts.is_on(office))
        self.entry.serial.setText(str(entries.next_serial(office)))
        self.entry.set_places(office.site.places)
        self._show_empty()

    def _show_empty(self) -> None:
        empty = not self.log.rowCount()
        self.empty.setVisible(empty)
        self.view.setVisible(not empty)
        self._show_day()

    def _show_side(self) -> None:
        """Read what is due and open, where there is room to show it."""
        office = self.session.office
        if self.wide:
            self._show_asked()
            self.session.look(
                self, lambda: incidents.active(office),
                lambda found: self.side.show_incidents(found, self.session.now(), office.locale),
            )  # fmt: skip

    def _show_asked(self) -> None:
        session = self.session
        found = due.soon(session.due, session.now())
        self.side.show_asked(found, session.now(), session.office.locale)

    def _show_day(self) -> None:
        if not self.session.is_closed:
            heading = self.log.heading_at(self.view.day_row())
            self.heads.show_day(heading)
            aside = heading.page if self.low else ""
            if aside != self._aside:
                self._aside = aside
                self.aside.emit(aside)

    def _say_kept(self) -> None:
        self.entry.say_kept(self.session.now())

    def _idle_key(self, key: int) -> None:
        for part in self.parts:
            part.idle_key(key)

    def _edited(self) -> None:
        words = self.entry.text.words()
        for part in self.parts:
            part.edited(words)

    def _type_on(self, words: str) -> None:
        if not self._writes():
            return
        self.back_to_line()
        self.entry.text.moveCursor(QTextCursor.MoveOperation.End)
        self.entry.text.insertPlainText(words)

    def follow(self, link: Link) -> None:
        """Show what a link in a line names."""
        if link.thread:
            self.session.go("incidents", thread=link.thread)
        elif link.line is not None:
            self.session.go("book", line=link.line)

    def follow_first(self) -> None:
        """Show what the chosen line names first."""
        if (row := self.view.chosen_row()) >= 0:
            for _words, link in named_by(self.log.line_at(row)):
                self.follow(link)
                return

    def where(self) -> dict[str, object]:
        """The chosen line."""
        row = self.view.chosen_row()
        return {"line": self.log.line_at(row).line} if row >= 0 else {}

    def open_menu(self, index: QModelIndex) -> None:
        """What can be done with a line."""
        if not index.isValid():
            return
        if index.row() not in chosen_rows(self.view):
            self.view.setCurrentIndex(index)
        self.line_menu(self.log.line_at(index.row())).popup(self.view.menu_point(index))

    def line_menu(self, line: Line) -> QMenu:
        """The menu of a line."""
        return line_menu(self, line)


PAGE = PageSpec("book", "book-open", N_("&Book"), BookPage, act="read_book")
