"""When the book does not open: what is wrong, what was kept where, and the entry line (D6).

It is three in the morning and something is broken: whoever sits here can write at once. All else,
copying the files aside among it, goes on beside.
"""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QWidget

from deskinc.desk.lines import entries
from deskinc.desk.lines.stamps import Stub
from deskinc.desk.signing_on.waits import Waits
from deskinc.desk.site import PlaceRow
from deskinc.desk.trouble import sealed, slot_repair, trouble
from deskinc.desk.trouble.sealed import Sealed, Spooling
from deskinc.desk.trouble.trouble import Trouble
from deskinc.errors import DeskError
from deskinc.i18n import Locale, _
from deskinc.paths import remembered_at
from deskinc.ui import dialogs, tasks, theme
from deskinc.ui.banner import Banners
from deskinc.ui.book.columns import columns
from deskinc.ui.book.entryline import EntryLine
from deskinc.ui.completing import Offer
from deskinc.ui.labelled import Labelled, line
from deskinc.ui.letting import Clock, machine_time
from deskinc.ui.parts import Button, IconLabel, column, ground, hairline, label, row
from deskinc.ui.restoring.dialog import RestoreDialog
from deskinc.ui.session import Notice
from deskinc.ui.trouble.lines import SealedLines, SealedView
from deskinc.ui.trouble.posting import SealedPoster
from deskinc.ui.trouble.told import Told


class TroublePage(QWidget):
    """The window in the place of the book; ``again`` carries the name for the next attempt."""

    again = Signal(str)

    def __init__(
        self, found: Trouble, clock: Clock = machine_time, waits: Waits | None = None
    ) -> None:
        super().__init__()
        self._found, self._clock, self._waits = found, clock, waits or Waits()
        self._may_close = False
        self._copying = tasks.Task(self)
        self.setWindowTitle(_("The book is closed – deskinc"))
        self.bar_words = label("", weight=600)
        self.time = label("", weight=600, tabular=True)
        self.what = label(found.fault.what, "title", 600, wrap=True)
        self.todo = label(found.fault.todo, role="muted", wrap=True)
        self.kept, self.before, self.anew = Told(), Told(), Told()
        self.name = line(found.spooling.name)
        self.name_row = Labelled(_("Your &name"), self.name)
        self.retry = Button(_("&Try again"), "plain", pressed=self.try_again)
        self.slots = Button(_("&Put the key slots back"), "plain", pressed=self.put_slots_back)
        self.slots.setVisible(slot_repair.can_put_back(found))
        self.mend = Button(_("Restore the boo&k…"), "plain", pressed=self.restore)
        self.mend.setVisible(found.doubtful or found.lost)
        types = tuple(Offer(t.code, t.word, t.letter, t.letter) for t in entries.types())
        self.entry = EntryLine(types, up=False)
        self.banners = Banners()
        self.lines = SealedLines()
        self.list = SealedView(self.lines)
        self.about = label("", "note", role="muted", wrap=True)
        self.poster = SealedPoster(self.entry, self._writer, clock)
        self._places: dict[str, None] = {}
        self._lay_out()
        self._wire()
        self._tick()
        self._say_first()
        self.setFocusProxy(self.entry.text)

    def _lay_out(self) -> None:
        head = QFrame()
        head.setProperty("banner", "red")
        across = row(IconLabel("octagon-alert", 18, "fault_ink"), gap=12, margins=(16, 4, 16, 4))
        across.addWidget(self.bar_words, 1)
        across.addWidget(self.time)
        head.setLayout(across)
        head.setMinimumHeight(44)
        said = column(self.what, self.todo, self.name_row, self.kept, self.before, self.anew, gap=8)
        said.setAlignment(self.name_row, Qt.AlignmentFlag.AlignLeft)
        said.addStretch(1)
        acts = column(self.retry, self.slots, self.mend, gap=8)
        acts.addStretch(1)
        shown = [one for one in (self.retry, self.slots, self.mend) if not one.isHidden()]
        for one in shown:
            one.setFixedWidth(max(other.sizeHint().width() for other in shown))
        self._panel = row(gap=32)
        self._panel.addLayout(said, 1)
        self._panel.addLayout(acts)
        self._below = column(self.about, gap=8)
        layer = column(head, ground("surface", self._panel), self.banners, self.entry, hairline())
        self._about = ground("surface", self._below)
        layer.addWidget(self._about)
        layer.addWidget(hairline("rule"))
        layer.addWidget(self.list, 1)
        self.setLayout(layer)
        self.name_row.setVisible(not self._found.spooling.signs)
        self.name_row.setFixedWidth(320)
        self.list.setMinimumHeight(24)

    def _wire(self) -> None:
        entry = self.entry
        for key, act in (("F2", self.stamp), ("F3", entry.type.open_list),
                         ("F4", entry.place.open_list)):  # fmt: skip
            QShortcut(QKeySequence(key), self, act)
        self.entry.set_hints(((_("F3"), _("type")), (_("F4"), _("place")),
                              (_("Alt+T"), _("try again"))))  # fmt: skip
        self.name.textChanged.connect(self._show_writer)
        self.name.returnPressed.connect(self.entry.to_text)
        self.poster.kept.connect(self._came)
        self.poster.refused.connect(self.banners.show_notice)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def _say_first(self) -> None:
        """What is known at once; counting and copying aside go on beside."""
        found = self._found
        writes = _("The book is closed. You can write: each line is kept sealed.")
        self.bar_words.setText(writes if found.spooling.writes else _("The book is closed."))
        self.entry.setEnabled(found.spooling.writes)
        self.about.setText(
            _("Each line is kept sealed and takes its number when the book opens again, with the "
              "time it was written.")
            if found.spooling.writes
            else _("Nothing here says how to seal a line: slots.json and all its copies are gone. "
                   "Write on paper, with times, until the folder or the mirror is back.")
        )  # fmt: skip
        self._show_writer()
        tasks.look(self, lambda: sealed.waiting(found.spooling), self._count)
        if found.lost:
            self._say_anew(remembered_at(found.spooling.folder))
        if found.doubtful:
            self.kept.say(_("All files are being copied aside."), "hourglass")
            self._copying.start(
                lambda _report, stop: trouble.lay_aside(found, stop),
                self._laid, self._not_laid, lane="copy",
            )  # fmt: skip

    def _say_anew(self, file: Path) -> None:
        """Where it stands that a book lay here: only on purpose is a new one begun in its place."""
        words = _(
            "That a book lay here is remembered in {file}. Whoever looks after the program, and "
            "means to begin a new book here, moves that file away and tries again."
        )
        self.anew.say(words.format(file=file), "file-text")

    def _show_writer(self) -> None:
        self.entry.who.setText(self.name.text().strip() or _("Name?"))
        signed = _("writing, signed") if self._found.spooling.signs else _("writing, not signed")
        self.entry.doing.setText(signed)
        self.name_row.clear()

    def _count(self, count: int) -> None:
        one = _("1 line written before waits sealed.")
        many = _("{count} lines written before wait sealed.").format(count=count)
        self.before.say("" if not count else one if count == 1 else many, "lock")

    def _laid(self, path: Path) -> None:
        words = _("All files were copied as they were found, into the folder {folder}.")
        self.kept.say(words.format(folder=f"{path.parent.name}/{path.name}"), "check")
        self.kept.setToolTip(str(path))

    def _not_laid(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            tasks.crash(error)
        said = str(error) if isinstance(error, DeskError) else _("The files were not copied aside.")
        self.kept.say(said, "circle-alert", "pending")

    def _writer(self) -> Spooling | None:
        name = " ".join(self.name.text().split())
        if not name:
            self.name_row.say(_("Type your name: the line stands in it."))
            self.name.setFocus()
            return None
        return replace(self._found.spooling, name=name)

    def _came(self, line_: Sealed) -> None:
        self.lines.add(line_)
        self.list.scrollToTop()
        if line_.place:
            self._places[line_.place] = None
            self.entry.set_places(PlaceRow("", name) for name in self._places)

    def try_again(self) -> None:
        """Back to the door, once nothing half-written would be left behind."""
        if self.holds_text():
            self.entry.say("text", _("Post this line first, or take its words out."))
        else:
            self._copying.cancel()
            self.again.emit(self._found.spooling.name)

    def say_again(self) -> None:
        """It was tried again, and nothing is better."""
        fault = self._found.fault
        self.banners.show_notice(Notice("pending", fault.what, _("It was tried again just now.")))

    def put_slots_back(self) -> None:
        """The copy of the slot file that the book announces comes back; after the copying aside."""
        found = self._found
        self.slots.setEnabled(False)
        tasks.run(
            self, lambda: slot_repair.put_back(found), lambda _none: self._are_back(),
            self._not_back, lane="copy",
        )  # fmt: skip

    def _are_back(self) -> None:
        self.slots.hide()
        what = _("The file with the key slots is back: the copy that the book announces.")
        todo = _("The other one, if there was one, is kept as slots.json.damaged.")
        self.banners.show_notice(
            Notice("ok", what, todo, _("Try again"), self.try_again, stays=True)
        )

    def _not_back(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            tasks.crash(error)
        else:
            self.slots.setEnabled(True)
            self.banners.show_notice(Notice("fault", error.what, error.todo))

    def restore(self) -> None:
        """Two people bring the book back from its mirror or a backup; then back to the door."""
        found = self._found.spooling
        given = {} if self._clock is machine_time else {"clock": self._clock}
        dialog = RestoreDialog(
            self, found.folder, found.keys, self.name.text(), waits=self._waits, **given
        )
        dialog.restored.connect(self.try_again)
        dialog.open()

    def holds_text(self) -> bool:
        """Whether something is written that no disk has."""
        return self.poster.is_busy() or not self.entry.is_empty()

    def stamp(self) -> None:
        """Keep the time now: the line that is written later bears it."""
        if self.entry.stamp is None:
            now = self._clock().astimezone(self._found.spooling.zone)
            self.entry.set_stamp(Stub("", now.replace(microsecond=0), ""))
        self.entry.to_text()

    def _tick(self) -> None:
        now = self._clock().astimezone(self._found.spooling.zone)
        self._timer.start(1000 - now.microsecond // 1000)
        self.entry.show_time(now)
        self._show_time(now)

    def _show_time(self, now: datetime) -> None:
        date = "" if self.width() < theme.NARROW else f"{Locale().date(now)}  "
        self.time.setText(f"{date}{now:%H:%M:%S}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew where a limit of width or height was passed."""
        super().resizeEvent(event)
        low = self.height() < theme.LOW
        narrow = low or self.width() < theme.NARROW
        chosen = columns(narrow=narrow, low=low)
        self.entry.set_mode("low" if low else "narrow" if narrow else "full")
        self.list.set_columns(chosen)
        side, gap = (12, 8) if low else (16, 12) if narrow else (24, 20)
        self._panel.setContentsMargins(side, gap, side, gap)
        self._below.setContentsMargins(side, 8, side, 8)
        self._show_time(self._clock().astimezone(self._found.spooling.zone))
        self._about.setVisible(not low or not self._found.spooling.writes)
        for told in (self.kept, self.before, self.anew):
            told.set_low(low=low)

    def showEvent(self, event: QShowEvent) -> None:
        """The cursor stands where words are written, or in the name that is still asked."""
        super().showEvent(event)
        named = self.name.text() or self._found.spooling.signs
        (self.entry.text if named else self.name).setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Half a line is not left behind unasked."""
        if self._may_close or not self.holds_text():
            self._copying.cancel()
            return
        event.ignore()
        dialogs.ask(
            self, _("Close without posting this line?"),
            _("What stands in the line is lost: with the book closed, only posted lines are kept."),
            verb=_("Close, lose it"), safe=_("Back to the line"), yes=self._close_now, danger=True,
        )  # fmt: skip

    def _close_now(self) -> None:
        self._may_close = True
        self.close()
