"""Prepare: the outgoing officer looks through what is carried, adds to it, and writes notes."""

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskinc.desk.shift.handover import Item
from deskinc.i18n import _
from deskinc.ui.labelled import Labelled, line, lines
from deskinc.ui.parts import Button, EmptyPage, column, label
from deskinc.ui.shift.clock import ClockField
from deskinc.ui.shift.items import ItemsModel, ItemsView
from deskinc.ui.shift.night import Night
from deskinc.ui.shift.parts import Split, items_words, listing, section
from deskinc.ui.shift.work import Work


class Prepare(QWidget):
    """The list of what is carried; what is chosen there stands in fields beside it."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._filling = False
        self.model = ItemsModel(self)
        self.list = ItemsView(_("Carried to the next shift"), self.model)
        self.empty = EmptyPage(
            "check", _("Nothing is open"),
            _("Add what your relief must know: a visitor, a key that is out, a door to watch."),
        )  # fmt: skip
        self.count = label("", "text", role="muted")
        self.what = line(limit=2000)
        self.owner = line()
        self.next = line(limit=500)
        self.what_row = Labelled(_("&What"), self.what)
        self.owner_row = Labelled(_("&Owner"), self.owner)
        self.next_row = Labelled(_("Ne&xt step"), self.next)
        self.add = Button(_("Add an item"), "text", "Ctrl+I", size="small", pressed=self.add_item)
        self.remove = Button(_("Take it out"), "text", size="small", pressed=self.remove_item)
        self.notes = lines(work.handover.notes, height=64)
        self.clock = ClockField()
        self.clock.show_name(work.outgoing.name)
        self.night = Night()
        self._place()
        self._wire()

    def _place(self) -> None:
        self.hint = label(_("Enter changes an item"), "small", role="muted")
        heads = (section(_("Carried to the next shift")), self.count, self.hint)
        main = listing(heads, (self.list, self.empty), (self.add, self.remove))
        self.chosen = QWidget()
        self.chosen.setLayout(
            column(section(_("This item")), self.what_row, self.owner_row, self.next_row, gap=8)
        )
        side = column(self.chosen, gap=8)
        side.addSpacing(10)
        side.addWidget(Labelled(_("&Notes for the next shift"), self.notes))
        side.addSpacing(10)
        side.addWidget(section(_("Clock against a watch")))
        side.addWidget(self.clock)
        side.addStretch(1)
        self.split = Split(main, side, self.night)
        layer = QVBoxLayout(self)
        layer.setContentsMargins(0, 0, 0, 0)
        layer.addWidget(self.split)

    def _wire(self) -> None:
        work = self._work
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.list.activated.connect(self._change)
        for name, field in (("what", self.what), ("owner", self.owner), ("next", self.next)):
            field.textEdited.connect(lambda words, name=name: self._edited(name, words))
            field.returnPressed.connect(self._go_on)
        self.notes.textChanged.connect(self._noted)
        self.clock.show_seconds(work.handover.clock_outgoing)
        self.clock.typed.connect(lambda seconds: work.set(clock_outgoing=seconds))

    def refresh(self) -> None:
        """Show the handover as it stands."""
        done = self._work.handover
        self.model.show_items(done.items)
        self.list.setVisible(bool(done.items))
        self.empty.setVisible(not done.items)
        if done.items and not self.list.currentIndex().isValid():
            self.list.choose(0)
        self.count.setText(items_words(len(done.items)) if done.items else "")
        self._choose(self.list.currentIndex())
        self.night.show_handover(done)
        if done.notes != self.notes.toPlainText():
            self._filling = True
            self.notes.setPlainText(done.notes)
            self._filling = False

    def first_focus(self) -> QWidget:
        """The list, or the button that adds the first item."""
        return self.list if self._work.handover.items else self.add

    def add_item(self) -> None:
        """Add an item; the cursor goes where it is written."""
        at = next((i for i, item in enumerate(self._work.handover.items) if not item.what), None)
        at = self._work.add_item() if at is None else at
        self.list.choose(at)
        self.what.setFocus()

    def remove_item(self) -> None:
        """Take the chosen item out again, if it was added by hand."""
        item = self._item()
        if item is not None and not item.thread:
            at = self.list.currentIndex().row()
            self._work.remove_item(at)
            self.list.choose(max(0, at - 1))
            self.first_focus().setFocus()

    def wrong(self) -> bool:
        """Say what will not do, and go there; False when all is well."""
        if self.clock.wrong():
            self.clock.setFocus()
            return True
        return False

    def _item(self) -> Item | None:
        at, items = self.list.currentIndex().row(), self._work.handover.items
        return items[at] if 0 <= at < len(items) else None

    def _choose(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        item = self._item() if index.isValid() else None
        self.chosen.setVisible(item is not None)
        self.remove.setVisible(item is not None and not item.thread)
        if item is None:
            return
        self.what.setReadOnly(bool(item.thread))
        self.what_row.set_hint(
            _("{number}, as its page has it.").format(number=item.number) if item.thread else ""
        )
        for field, words in ((self.what, item.what), (self.owner, item.owner),
                             (self.next, item.next)):  # fmt: skip
            if field.text() != words:
                field.setText(words)

    def _change(self, _index: QModelIndex) -> None:
        item = self._item()
        field = self.owner if item is not None and item.thread else self.what
        field.setFocus()
        field.selectAll()

    def _edited(self, name: str, words: str) -> None:
        at = self.list.currentIndex().row()
        if at >= 0:
            self._work.set_item(at, **{name: words})

    def _go_on(self) -> None:
        """Enter goes from what to owner to next step, and back to the list."""
        order = (self.what, self.owner, self.next)
        here = next((at for at, field in enumerate(order) if field.hasFocus()), 2)
        (order[here + 1] if here < 2 else self.list).setFocus()

    def _noted(self) -> None:
        if not self._filling:
            self._work.set(notes=self.notes.toPlainText())
