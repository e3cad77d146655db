"""The Review page: a shift lead reads the lines of a shift as they print, in one keyboard pass."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from deskinc.desk.review import queue as queues
from deskinc.desk.review import review_table
from deskinc.desk.review.items import Item
from deskinc.desk.review.queue import Queue, Waiting
from deskinc.desk.review.reviewing import Pass
from deskinc.i18n import N_, _
from deskinc.ui.actions import Action
from deskinc.ui.book.under import Link
from deskinc.ui.downtime.lacking import WithoutScan
from deskinc.ui.find.leaving import export_list
from deskinc.ui.page import Page, PageSpec
from deskinc.ui.parts import EmptyPage, column
from deskinc.ui.review import words
from deskinc.ui.review.fetching import Fetching
from deskinc.ui.review.older import KEY as OLDER_KEY
from deskinc.ui.review.older import Older
from deskinc.ui.review.passing import Returning
from deskinc.ui.review.sheet import Sheet, line_menu
from deskinc.ui.review.signing import SignReview
from deskinc.ui.session import Session


class ReviewPage(Page):
    """One shift at a time; all lines down to the chosen one are read."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.queue: Queue | None = None
        self.waiting: Waiting | None = None
        """The shift on screen; None where the lines that were returned are."""
        self._fresh = True
        self.sheet = Sheet(session.office)
        self.model, self.view = self.sheet.model, self.sheet.view
        self.which, self.ask = self.sheet.which, self.sheet.ask
        self.back = Returning(session, self)
        self.empty = EmptyPage(
            "square-check-big", _("Nothing to review"),
            _("Lines that others write wait here until a shift lead has read them."),
        )  # fmt: skip
        self.whole = QStackedWidget()
        self.blank = QWidget()
        for part in (self.blank, self.sheet, self.empty):
            self.whole.addWidget(part)
        self.scans, self.older = WithoutScan(session), Older()
        self.setLayout(column(self.scans, self.older, self.whole))
        self.fetching = Fetching(session, self, self._asked)
        self._wire()

    def _wire(self) -> None:
        session, view, sheet = self.session, self.view, self.sheet
        self.fetching.found.connect(self._read)
        self.older.turned.connect(self._turned)
        session.officer_changed.connect(self._change_hands)
        session.closing.connect(self.model.shut)
        view.read_on.connect(self.read_on)
        view.link_pressed.connect(self._follow)
        view.menu_wanted.connect(self._open_menu)
        view.selectionModel().currentChanged.connect(lambda _new, _old: self._show_state())
        sheet.turn.clicked.connect(lambda _on=False: self.ask_back())
        sheet.go.clicked.connect(lambda _on=False: self.sign())
        self.which.currentIndexChanged.connect(lambda _at: self.fetching.anew())
        self.ask.said.connect(self._returned)
        self.ask.typed.connect(self.back.type)
        self.ask.left.connect(view.setFocus)
        self.back.changed.connect(self._show_back)

    def actions_offered(self) -> Sequence[Action]:
        """What can be done here by key."""
        group = _("Review")
        return (
            Action("approve", _("Approve all up to the chosen line"), "Ctrl+Return", "check", group,
                   self.sign, act="review"),
            Action("return_line", _("Return the line with a comment"), "Ctrl+M",
                   "corner-down-right", group, self.ask_back, act="review"),
            Action("next_out", _("Go to the next line that stands out"), "F3", "arrow-right", group,
                   self.next_out, act="review"),
            Action("which_shift", _("Choose the shift to review"), "F4", "clipboard-list", group,
                   self.which.showPopup, act="review"),
            Action("older_lines", _("Go to older lines that nobody reviewed, and back"), OLDER_KEY,
                   "hourglass", group, self._older, act="review"),
            Action("export_review", _("Export the list"), "Ctrl+Shift+X", "save", group,
                   self._export, act="export_list"),
            Action("line_in_book", _("Show the line in the book"), "", "book-open", group,
                   self._in_book, act="review"),
        )  # fmt: skip

    def first_focus(self) -> QWidget:
        """The lines; nothing where none waits."""
        return self.view if self.whole.currentWidget() is self.sheet else self

    def set_size(self, *, narrow: bool, low: bool, wide: bool) -> None:
        """Other columns for another measure."""
        super().set_size(narrow=narrow, low=low, wide=wide)
        self.sheet.set_size(narrow=narrow, low=low)

    def minimumSizeHint(self) -> QSize:
        """The page fits the smallest window."""
        return QSize(400, 240)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what waits, if it may be another than the last time."""
        super().showEvent(event)
        self.scans.refresh()
        self.fetching.refresh()

    def _asked(self) -> tuple[str, bool]:
        """The shift to be read, and whether one of the older lines."""
        return str(self.which.currentData() or ""), self.older.chosen

    def _older(self) -> None:
        if self.older.isHidden():
            self.session.say(_("No older line waits: all were reviewed."))
        self.older.turn()

    def _turned(self) -> None:
        with QSignalBlocker(self.which):
            self.which.setCurrentIndex(-1)
        self.fetching.anew()

    def _change_hands(self) -> None:
        self._fresh = True
        self.queue = None
        self.view.forget()
        self.ask.hide()
        self.older.leave()
        self.whole.setCurrentWidget(self.blank)
        self.fetching.anew()

    def _read(self, queue: Queue, kept: Mapping[str, object]) -> None:
        was = self.older.chosen
        if self.older.show_count(queue.older) != was:
            self.fetching.again()  # the last of the older lines is reviewed: back to what waits
            return
        self.queue = queue
        if self._fresh:
            self._fresh = False
            self.back.take_up(kept)
        chosen = self.which.currentData()
        offered = words.choices(self.session.office, self.queue)
        with QSignalBlocker(self.which):
            self.which.clear()
            for key, said in offered:
                self.which.addItem(said, key)
            self.which.setCurrentIndex(max(0, self.which.findData(chosen)))
        focused = self.window().focusWidget() in {self.view, self}
        self.whole.setCurrentWidget(self.sheet if offered else self.empty)
        self._show_chosen()
        if focused:
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_chosen(self) -> None:
        """Show the shift that is chosen, the line that was chosen still chosen."""
        queue, key, at = self.queue, self.which.currentData(), self._item()
        if queue is None:
            return
        waiting = next((each for each in queue.shifts if each.key == key), None)
        if waiting is not None and not waiting.items:
            self.fetching.again()
            return
        self.waiting = waiting
        items = waiting.items if waiting is not None else queue.returned
        said = words.waits_for(items)
        self.sheet.say(words.summary(waiting, more=queue.more) if waiting is not None else said)
        self.model.show_items(items)
        if items:
            there = self.model.row_of(at.line.n) if at is not None else -1
            self.view.choose(max(0, there))
        self._show_back()

    def _item(self) -> Item | None:
        row_ = self.view.chosen_row()
        return self.model.items[row_] if 0 <= row_ < len(self.model.items) else None

    def _show_back(self) -> None:
        self.model.show_back(self.back.said(), self.back.after_all())
        self._show_state()

    def _read_items(self) -> Sequence[Item]:
        """The lines that would be signed for: down to the chosen one; of those returned that."""
        at = self.view.chosen_row()
        if at < 0:
            return ()
        return self.model.items[0 if self.waiting is not None else at : at + 1]

    def _show_state(self) -> None:
        sheet, item, read = self.sheet, self._item(), self._read_items()
        back, single = len(self.back.of(read)), self.waiting is None
        sheet.turn.setEnabled(item is not None and item.can_return)
        sheet.go.setEnabled(bool(read))
        sheet.go.setText(words.verb(back, single=single))
        more = self.model.next_out(self.view.chosen_row()) >= 0
        every = 0 if single else len(self.model.items)
        sheet.state.setText(words.state(len(read), every, back, more=more))

    def read_on(self) -> None:
        """To the next line; from the last one to the signature."""
        at = self.view.chosen_row()
        if at + 1 < len(self.model.items):
            self.view.choose(at + 1)
        elif self.waiting is not None:
            self.sign()

    def next_out(self) -> None:
        """To the next line in which something stands out, or to the last one."""
        at = self.model.next_out(self.view.chosen_row())
        if self.model.items:
            self.view.choose(at if at >= 0 else len(self.model.items) - 1)
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def ask_back(self) -> None:
        """Ask what is to be put right in the chosen line."""
        item = self._item()
        if item is None:
            return
        if item.can_return:
            self.ask.ask(item, self.back.typed(item))
            return
        self.session.say(
            _("Line {no} can not be returned.").format(no=item.line.cited),
            _("Only lines that another hand wrote go back, and only those that wait here."),
            tone="pending",
        )

    def _returned(self, item: Item, comment: str) -> None:
        self.back.say(item, comment)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def sign(self) -> None:
        """Ask for the passphrase under all lines down to the chosen one."""
        if self.ask.item is not None:
            self.ask.say()
        read = self._read_items()
        if not read or self.queue is None:
            return
        if self.waiting is not None and (missing := self.view.not_seen(len(read) - 1)):
            self.view.choose(missing[0])
            self.session.say(*words.not_seen(len(missing)), tone="pending")
            return
        first, last = read[0].line, read[-1].line
        made = Pass(
            first.line, last.line, self.back.of(read), (first.cited, last.cited),
            {item.line.n: item.line.cited for item in read},
            own=any(item.own for item in read), alone=self.queue.alone,
            after_all=self.back.approved_of(read),
        )  # fmt: skip
        ns = [item.line.n for item in read]
        SignReview(self.window(), self.session, made, lambda: self.back.forget(ns)).open()

    def _export(self) -> None:
        """Let all that waits, or all older lines, leave as a list."""
        office, older = self.session.office, self.older.chosen
        export_list(self.window(), self.session, lambda: review_table.table(office, older=older))

    def _in_book(self) -> None:
        item = self._item()
        if item is not None:
            self.session.go("book", line=item.line.line)

    def _follow(self, link: Link) -> None:
        if link.thread:
            self.session.go("incidents", thread=link.thread)
        elif link.line is not None:
            self.session.go("book", line=link.line)

    def _open_menu(self, index: QModelIndex) -> None:
        """What can be done with a line, for the mouse."""
        if index.isValid():
            self.view.setCurrentIndex(index)
            item = self.model.items[index.row()]
            menu = line_menu(self, item, (self.ask_back, self.sign, self._in_book))
            menu.popup(self.view.menu_point(index))


def _count(session: Session) -> int:
    return queues.count(session.office)


PAGE = PageSpec(
    "review", "square-check-big", N_("Re&view"), ReviewPage, count=_count, act="review"
)  # fmt: skip
