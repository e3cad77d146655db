"""Erasing a person: search, tick what goes, then two people sign."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from deskinc.desk.erasure import erasing, erasure_search
from deskinc.desk.erasure.erasing import BASES, MEANING, Copy, Done
from deskinc.desk.erasure.erasure_search import Target
from deskinc.desk.people.people import officers
from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.labelled import Fault, Labelled, Passphrase, beside, choice, line, wrong
from deskinc.ui.parts import Button, column, label, row
from deskinc.ui.session import Session
from deskinc.ui.settings.copies import listed
from deskinc.ui.settings.ticks import Ticks
from deskinc.ui.signing import Says


class Search(QWidget):
    """The first step: what the book says of a person; ``ready`` carries what is ticked."""

    ready = Signal(object)
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.text = line()
        self.text_row = Labelled(
            _("&Name, or a part of it"), self.text,
            _("Every value of the book is searched. Search again for other spellings."),
        )  # fmt: skip
        self.seek = Button(_("&Find"), pressed=self.look)
        self.state = label("", role="muted", wrap=True)
        self.fault = Fault()
        self.ticks = Ticks()
        self.go = Button(_("Go &on"), "primary", pressed=self._go_on)
        self.leave = Button(_("Cancel"), "plain", _("Esc"), pressed=self.left.emit)
        self._place()
        self.text.returnPressed.connect(self.look)
        self.ticks.changed.connect(self._count)
        self.ticks.show_targets((), session.office.locale, ticked=False)

    def _place(self) -> None:
        foot = row(gap=12)
        foot.addStretch(1)
        foot.addWidget(self.leave)
        foot.addWidget(self.go)
        level = column()
        level.addSpacing(self.text_row.caption.sizeHint().height() + 4)
        level.addWidget(self.seek)
        level.addStretch(1)
        asked = row(gap=8)
        asked.addWidget(self.text_row, 1)
        asked.addLayout(level)
        layer = column(gap=12)
        layer.addLayout(asked)
        for part in (self.state, self.fault, self.ticks):
            layer.addWidget(part)
        layer.addLayout(foot)
        layer.addStretch(1)
        self.setLayout(layer)

    def look(self) -> None:
        """Search the book, off the GUI thread."""
        office, text = self._session.office, self.text.text()
        self.fault.say("")
        self.seek.setEnabled(False)
        self.state.setText(_("Searching the whole book…"))
        tasks.run(self, lambda: erasure_search.find(office, text), self._found, self._failed)

    def _found(self, targets: Sequence[Target]) -> None:
        self.seek.setEnabled(True)
        self.ticks.show_targets(targets, self._session.office.locale, ticked=False)
        words = _("{count} places found. Tick what goes; photos are listed with their incident.")
        none = _("The book says nothing of that.")
        self.state.setText(words.format(count=len(targets)) if targets else none)
        boxes = list(self.ticks.boxes())
        (boxes[0] if boxes else self.text).setFocus()

    def _failed(self, error: Exception) -> None:
        self.seek.setEnabled(True)
        self.go.setEnabled(True)
        self.state.setText("")
        if isinstance(error, DeskError):
            wrong(self.text_row, str(error))
        else:
            tasks.crash(error)

    def _count(self) -> None:
        self.go.setEnabled(bool(self.ticks.chosen()))

    def _go_on(self) -> None:
        """Look which of our own papers carry what is ticked: they go too."""
        office, chosen = self._session.office, self.ticks.chosen()
        self.go.setEnabled(False)
        self.state.setText(_("Looking through the papers that were issued…"))

        def work() -> tuple[list[Target], list[Target], list[Copy]]:
            return chosen, erasure_search.along(office, chosen), erasing.copies(office)

        tasks.run(self, work, self._looked, self._failed)

    def _looked(self, found: tuple[list[Target], list[Target], list[Copy]]) -> None:
        self.go.setEnabled(True)
        self.state.setText("")
        self.ready.emit(found)


class Sign(QWidget):
    """The second step: on what ground, what goes along, and both signatures."""

    done = Signal(object)
    back = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._targets: list[Target] = []
        self._busy = False
        self.what = label("", weight=600, wrap=True)
        self.papers = label("", role="muted", wrap=True)
        self.along = Ticks()
        self.copies = label("", role="muted", wrap=True)
        self.basis = choice([(option.code, _(option.label)) for option in BASES])
        self.reference = line()
        mine = session.office.officer
        people = [o for o in officers(session.office) if o.thread != mine.thread]
        self.other = choice([(o.name, o.name) for o in people if o.may("countersign")])
        self.own, self.theirs = Passphrase(height=36), Passphrase(height=36)
        self.own_row = Labelled(_("Passphrase of {name}").format(name=mine.name), self.own)
        self.theirs_row = Labelled(_("Their p&assphrase"), self.theirs)
        self.fault = Fault()
        self.state = label("", "note", role="muted")
        self.go = Button(_("Erase for ever"), "danger", pressed=self.erase)
        self.leave = Button(_("Back"), "plain", _("Esc"), pressed=self.back.emit)
        self._place()

    def _place(self) -> None:
        reference = Labelled(
            _("Refere&nce"), self.reference, _("A file number. No name: this stays for ever.")
        )
        told = _(
            "What is erased is taken out of the book, its second copy, its attachments and its "
            "search index, and cannot be brought back. That something stood there, and that it "
            "was erased, stays. Whatever anybody has typed and not yet posted is thrown away. "
            "Whoever holds a paper that was given out can still prove what it said."
        )
        foot = row(self.state, gap=12)
        foot.addStretch(1)
        foot.addWidget(self.leave)
        foot.addWidget(self.go)
        layer = column(self.what, label(told, role="muted", wrap=True), gap=14)
        for part in (self.papers, self.along, self.copies):
            layer.addWidget(part)
        layer.addLayout(beside(Labelled(_("Le&gal basis"), self.basis), reference))
        layer.addWidget(Says(_(MEANING), _("Both signatures say")))
        layer.addLayout(beside(self.own_row, QWidget()))
        layer.addLayout(beside(Labelled(_("Secon&d person"), self.other), self.theirs_row))
        layer.addWidget(self.fault)
        layer.addLayout(foot)
        layer.addStretch(1)
        self.setLayout(layer)

    def show_found(self, found: tuple[list[Target], list[Target], list[Copy]]) -> None:
        """Say what will go, which papers go along, and which copies will still hold it."""
        self._targets, papers, copies = found
        locale = self._session.office.locale
        records = len({target.n for target in self._targets})
        words = _("{count} values of {records} records are erased.")
        count = sum(len(target.fields) for target in self._targets)
        self.what.setText(words.format(count=count, records=records))
        self.papers.setText(
            _("These papers carry some of it; the book’s own copies of them go too:")
        )
        self.papers.setVisible(bool(papers))
        self.along.show_targets(papers, locale, ticked=True)
        words = _("These older copies still hold it:")
        self.copies.setText(f"{words}\n{listed(copies, locale)}")
        self.copies.setVisible(bool(copies))
        self.fault.say("")
        self.basis.setFocus()

    def erase(self) -> None:
        """Check what can be checked here, then let both sign, in the background."""
        if self._busy or self._wrong():
            return
        office, targets = self._session.office, [*self._targets, *self.along.chosen()]
        basis, reference = str(self.basis.currentData()), self.reference.text().strip()
        own, second = self.own.text(), (str(self.other.currentData()), self.theirs.text())
        self._set_busy(True)
        tasks.run(
            self,
            lambda: erasing.erase(office, targets, basis, reference, own, second),
            self._erased,
            self._failed,
        )

    def _wrong(self) -> bool:
        empty = _("Type the passphrase.")
        nobody = _("Nobody else is enrolled who could confirm it.")
        if self.other.count() == 0:
            self.fault.say(nobody)
            return True
        return wrong(self.own_row, "" if self.own.text() else empty) or wrong(
            self.theirs_row, "" if self.theirs.text() else empty
        )

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.go.setEnabled(not busy)
        self.leave.setEnabled(not busy)
        self.state.setText(_("Erasing. This can take a minute.") if busy else "")
        self.fault.say("")

    def _forget(self) -> None:
        self.own.forget()
        self.theirs.forget()

    def _erased(self, done: Done) -> None:
        self._set_busy(False)
        self._forget()
        self.done.emit(done)

    def _failed(self, error: Exception) -> None:
        self._set_busy(False)
        self._forget()
        if not isinstance(error, DeskError):
            tasks.crash(error)
            return
        mine = self._session.office.officer.name
        who = getattr(error, "who", "")
        if who:
            wrong(self.own_row if who == mine else self.theirs_row, str(error))
            return
        self.fault.say(str(error))
        self.own.setFocus()


class EraseForm(QWidget):
    """Both steps; ``erased`` carries the Done, ``left`` when it was given up."""

    erased = Signal(object)
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.search, self.sign = Search(session), Sign(session)
        self.steps = QStackedWidget()
        self.steps.addWidget(self.search)
        self.steps.addWidget(self.sign)
        layer = QVBoxLayout(self)
        layer.setContentsMargins(0, 0, 0, 16)
        layer.setSpacing(12)
        layer.addWidget(label(_("Erase a person"), "text", 600))
        layer.addWidget(self.steps)
        self.search.left.connect(self.left)
        self.search.ready.connect(self._to_sign)
        self.sign.back.connect(self._to_search)
        self.sign.done.connect(self.erased)

    def _to_sign(self, found: tuple[list[Target], list[Target], list[Copy]]) -> None:
        self.steps.setCurrentWidget(self.sign)
        self.sign.show_found(found)

    def _to_search(self) -> None:
        self.steps.setCurrentWidget(self.search)
        self.search.text.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes a step back."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.steps.currentWidget() is self.search:
            self.left.emit()
        elif self.sign.leave.isEnabled():
            self._to_search()
