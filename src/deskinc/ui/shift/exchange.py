"""Exchange: the incoming officer reads each item, counts blind, and says what he disagrees with."""

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from deskinc.desk.office import Officer
from deskinc.desk.shift.handover import candidates
from deskinc.i18n import _
from deskinc.ui import dialogs
from deskinc.ui.labelled import Labelled, choice, lines
from deskinc.ui.parts import Button, EmptyPage, column, label
from deskinc.ui.session import Session
from deskinc.ui.shift.clock import ClockField
from deskinc.ui.shift.counts import Counts
from deskinc.ui.shift.items import ItemsModel, ItemsView
from deskinc.ui.shift.night import Night
from deskinc.ui.shift.parts import Split, listing, section
from deskinc.ui.shift.work import Work


class Exchange(QWidget):
    """The list to be read on the left, what is counted on the right."""

    finished = Signal()
    """Enter in the last field: both can sign."""

    def __init__(self, session: Session, work: Work) -> None:
        super().__init__()
        self._session, self._work = session, work
        self.there: list[Officer] = candidates(session.office)
        self.model = ItemsModel(self)
        self.list = ItemsView(_("Carried to the next shift, to be read"), self.model)
        self.empty = EmptyPage(
            "check", _("Nothing is carried"), _("There is nothing to read. Go on with the counts."),
        )  # fmt: skip
        self.count = label("", "text", role="muted")
        self.who: QComboBox = choice(
            [("", _("Choose who takes over")), *((o.thread, o.printed) for o in self.there)]
        )
        self.who_row = Labelled(_("Taken over b&y"), self.who)
        self.counts = Counts(work)
        self.clock = ClockField()
        self.disagreement = lines(work.handover.disagreement, height=56)
        self.disagreement_row = Labelled(_("Disa&greement"), self.disagreement)
        self.night = Night()
        self.say = Button(_("Remark on an item"), "text", "Ctrl+M", size="small",
                          pressed=self.remark)  # fmt: skip
        self._place()
        self._wire()

    def _place(self) -> None:
        self.hint = label(_("the newcomer presses Enter on each"), "small", role="muted")
        heads = (section(_("Carried to the next shift")), self.count, self.hint)
        main = listing(heads, (self.list, self.empty), (self.say,))
        side = column(self.who_row, gap=8)
        side.addSpacing(8)
        side.addWidget(self.counts)
        side.addSpacing(8)
        side.addWidget(section(_("Clock against a watch")))
        side.addWidget(self.clock)
        side.addSpacing(8)
        side.addWidget(self.disagreement_row)
        side.addStretch(1)
        self.split = Split(main, side, self.night)
        layer = QVBoxLayout(self)
        layer.setContentsMargins(0, 0, 0, 0)
        layer.addWidget(self.split)

    def _wire(self) -> None:
        work = self._work
        self.clock.show_seconds(work.handover.clock_incoming)
        if work.incoming is None and len(self.there) == 1:
            work.set_incoming(self.there[0])
        self.who.setCurrentIndex(
            max(0, self.who.findData(work.incoming.thread if work.incoming else ""))
        )
        self.who.currentIndexChanged.connect(self._chosen)
        self.list.activated.connect(self._read)
        self.counts.finished.connect(self.clock.setFocus)
        self.clock.typed.connect(lambda seconds: work.set(clock_incoming=seconds))
        self.clock.field.returnPressed.connect(self._clock_given)
        self.disagreement.textChanged.connect(
            lambda: work.set(disagreement=self.disagreement.toPlainText())
        )

    def show_people(self) -> None:
        """Somebody was enrolled meanwhile: offer the name too."""
        self.there = candidates(self._session.office)
        chosen = self.who.currentData()
        self.who.blockSignals(True)
        self.who.clear()
        self.who.addItem(_("Choose who takes over"), "")
        for one in self.there:
            self.who.addItem(one.printed, one.thread)
        self.who.setCurrentIndex(max(0, self.who.findData(chosen)))
        self.who.blockSignals(False)

    def refresh(self) -> None:
        """Show the handover as it stands."""
        done, incoming = self._work.handover, self._work.incoming
        initials = incoming.initials if incoming else ""
        self.model.show_items(done.items, initials or "?")
        self.list.setVisible(bool(done.items))
        self.empty.setVisible(not done.items)
        self.say.setVisible(bool(done.items))
        if done.items and not self.list.currentIndex().isValid():
            self.list.choose(0)
        read = sum(item.read for item in done.items)
        name = incoming.name if incoming else _("nobody yet")
        words = _("{read} of {count} read by {name}")
        self.count.setText(words.format(read=read, count=len(done.items), name=name))
        self.count.setVisible(bool(done.items))
        self.counts.refresh()
        if incoming is not None:
            self.clock.show_name(incoming.name)
            words = _("Disa&greement, in {name}’s words").format(name=incoming.name)
            self.disagreement_row.caption.setText(words)
        self.night.show_handover(done)

    def first_focus(self) -> QWidget:
        """Who takes over, then the first thing that is left to do."""
        if self._work.incoming is None:
            return self.who
        items = self._work.handover.items
        unread = next((at for at, item in enumerate(items) if not item.read), None)
        if unread is not None:
            self.list.choose(unread)
            return self.list
        return self.counts.missing() or self.clock.field

    def wrong(self) -> bool:
        """Say what is left, and go there; False when all is done."""
        if self._work.incoming is None:
            self.who_row.say(_("Choose who takes over."))
        self.clock.wrong()
        if not self.clock.row.fault.text() and self._work.ready():
            return False
        target = self.clock if self._work.ready() else self.first_focus()
        target.setFocus()
        return True

    def remark(self) -> None:
        """Ask what the newcomer has to say of the item that is chosen."""
        at = self.list.currentIndex().row()
        if not 0 <= at < len(self._work.handover.items):
            return
        what = self._work.handover.items[at].what
        dialogs.ask_text(
            self.window(), _("A remark on “{what}”").format(what=what[:60]),
            _("A question, or what you see differently. It is printed with the item."),
            name=_("Remark"), verb=_("Add the remark"),
            done=lambda words: self._work.remark(at, words),
        )  # fmt: skip

    def _chosen(self, _index: int) -> None:
        thread = self.who.currentData()
        self._work.set_incoming(next((o for o in self.there if o.thread == thread), None))

    def _read(self, index: QModelIndex) -> None:
        if self._work.incoming is None:
            self.wrong()
            return
        self._work.read_item(index.row(), self._session.now())
        focus = self.first_focus()
        if focus is not self.list:
            focus.setFocus()

    def _clock_given(self) -> None:
        if not self.clock.wrong():
            self.finished.emit()
