"""The handover as a task of three steps: Prepare, Exchange, Sign."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from deskinc.desk.lines import entries
from deskinc.desk.shift import shifts
from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.ui import dialogs
from deskinc.ui.parts import Button
from deskinc.ui.session import Session
from deskinc.ui.shift.exchange import Exchange
from deskinc.ui.shift.parts import Foot, Head, counts_words, items_words, press_button, set_forward
from deskinc.ui.shift.prepare import Prepare
from deskinc.ui.shift.sign import Sign
from deskinc.ui.shift.work import Work

PREPARE, EXCHANGE, SIGN = range(3)


class HandoverTask(QWidget):
    """Head with the steps, the step at hand, and the bar with what is left to do."""

    left = Signal(object)
    """Put aside; everything typed is kept once this Future is done."""
    completed = Signal(object)

    def __init__(self, session: Session, work: Work) -> None:
        super().__init__()
        self._session, self.work = session, work
        work.setParent(self)
        self.head = Head(steps=True)
        self.prepare = Prepare(work)
        self.exchange = Exchange(session, work)
        self.sign = Sign(session, work)
        self.steps = QStackedWidget()
        for step in (self.prepare, self.exchange, self.sign):
            self.steps.addWidget(step)
        self.back = Button("", size="tall", pressed=self.go_back)
        self.refuse = Button(_("Refuse, with reason"), size="tall", pressed=self.ask_refusal)
        self.forward = Button("", "primary", "Ctrl+Enter", size="tall", pressed=self.go_on)
        self.foot = Foot(self.back, self.refuse, self.forward)
        layer = QVBoxLayout(self)
        layer.setContentsMargins(0, 0, 0, 0)
        layer.setSpacing(0)
        layer.addWidget(self.head)
        layer.addWidget(self.steps, 1)
        layer.addWidget(self.foot)
        self._wire()
        self._show_step(EXCHANGE if work.step >= EXCHANGE else PREPARE)

    def _wire(self) -> None:
        self.work.changed.connect(self.refresh)
        self.exchange.finished.connect(self.go_on)
        self.sign.completed.connect(self.completed)
        self.sign.busy_changed.connect(self._show_bar)
        for signer in (self.sign.outgoing, self.sign.incoming):
            signer.passphrase.textEdited.connect(lambda _words: self._show_bar())

    def refresh(self) -> None:
        """Show the handover as it stands, in the step at hand."""
        step = self.steps.currentWidget()
        if isinstance(step, Prepare | Exchange | Sign):
            step.refresh()
        incoming = self.work.incoming
        name = incoming.name if incoming else _("the next officer")
        words = _("{outgoing} to {incoming}, {post}").format(
            outgoing=self.work.outgoing.name, incoming=name, post=self.work.handover.post
        )
        self.head.show_words(_("Hand over"), words)
        self._show_bar()

    def set_size(self, *, narrow: bool, low: bool) -> None:
        """Slimmer columns and a lower bar where there is little room."""
        self.prepare.split.set_narrow(narrow=narrow)
        self.exchange.split.set_narrow(narrow=narrow)
        self.foot.set_size(narrow=narrow, low=low)
        self.refuse.setText(_("Refuse…") if narrow else _("Refuse, with reason"))
        self.refuse.updateGeometry()
        for step in (self.prepare, self.exchange):
            step.list.margin = 16 if narrow else 24
            step.hint.setVisible(not narrow)

    def first_focus(self) -> QWidget:
        """Where the step at hand begins."""
        step = self.steps.currentWidget()
        return step.first_focus() if isinstance(step, Prepare | Exchange | Sign) else self.forward

    def go_on(self) -> None:
        """To the next step, when nothing is left to do in this one; otherwise to what is left."""
        at = self.steps.currentIndex()
        if at == PREPARE and not self.prepare.wrong():
            self._exchange()
        elif at == EXCHANGE and not self.exchange.wrong():
            self._show_step(SIGN)
        elif at == SIGN:
            self.sign.sign()

    def _exchange(self) -> None:
        """To the newcomer; asked first while time stamps wait for their words."""
        office = self._session.office

        def go() -> None:
            self.work.drop_empty()
            self._show_step(EXCHANGE)

        left = shifts.stubs_of(office, office.officer.thread)
        if not left:
            go()
            return
        words = _("Hand over with {count} time stamps unfinished?")
        words = _("Hand over with a time stamp unfinished?") if left == 1 else words
        dialogs.ask(
            self.window(), words.format(count=left),
            _("They can be finished or voided in Book. Otherwise the line that signs you off says "
              "how many were left."),
            verb=_("Hand over all the same"), safe=_("Stay here"), yes=go,
        )  # fmt: skip

    def go_back(self) -> None:
        """To the step before; from the first one, put the handover aside."""
        at = self.steps.currentIndex()
        if self.sign.busy:
            return
        if at == PREPARE:
            self.work.drop_empty()
            self.left.emit(self.work.keep_now())
        else:
            self.sign.forget()
            self._show_step(at - 1)

    def ask_refusal(self) -> None:
        """The incoming officer does not take over: why, as a line of the book."""
        name = self.work.incoming.name if self.work.incoming else _("The incoming officer")

        def write(reason: str) -> None:
            raw = {"type": "handover", "text": _("{name} does not take over: {reason}").format(
                name=name, reason=reason)}  # fmt: skip
            try:
                future = entries.post(self._session.office, raw, entries.new_id())
            except DeskError as error:
                self._session.fail(error)
                return
            self._session.watch(self, future, lambda _saved: self._refused())

        dialogs.ask_text(
            self.window(), _("Refuse the handover?"),
            _("The book gets a line with the reason. {name} keeps the desk.").format(
                name=self.work.outgoing.name
            ),
            name=_("Why is it refused?"), verb=_("Refuse"), done=write,
            missing=_("Say why the shift is not taken over."),
        )  # fmt: skip

    def _refused(self) -> None:
        self._session.say(
            _("The handover is refused."), _("The reason is in the book. Prepare it again."),
            tone="pending",
        )  # fmt: skip
        self._show_step(PREPARE)

    def _show_step(self, at: int) -> None:
        self.work.set_step(at)
        self.steps.setCurrentIndex(at)
        self.head.show_step(at)
        self.refresh()
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_bar(self) -> None:
        at = self.steps.currentIndex()
        self.refuse.setVisible(at == EXCHANGE)
        self.back.setText(_("Put aside") if at == PREPARE else _("Back"))
        self.back.set_key(_("Esc"))
        self.forward.setText(_("Exchange") if at == PREPARE else _("Sign, both"))
        for button in (self.back, self.forward):
            button.updateGeometry()
        self.back.setEnabled(not self.sign.busy)
        ready = at == PREPARE or self.work.ready()
        set_forward(self.forward, ready=ready and not self.sign.busy and self._typed(at))
        title, note = (self._prepare_words, self._exchange_words, self._sign_words)[at]()
        self.foot.show_words(title, note)

    def _typed(self, at: int) -> bool:
        return at != SIGN or not self.sign.left()

    def _prepare_words(self) -> tuple[str, str]:
        name = self.work.outgoing.name
        items = self.work.handover.items
        lacking = sum(bool(item.thread) and not item.next for item in items)
        one, many = _("1 item has no next step."), _("{count} items have no next step.")
        words = (one if lacking == 1 else many.format(count=lacking)) if lacking else ""
        kept = _("It can be put aside; everything typed is kept.")
        return _("{name} prepares").format(name=name), f"{words} {kept}".strip()

    def _exchange_words(self) -> tuple[str, str]:
        incoming = self.work.incoming
        if incoming is None:
            return _("Who takes over?"), _("Left to do: choose the incoming officer.")
        title = _("{incoming} counts, {outgoing} hands over").format(
            incoming=incoming.name, outgoing=self.work.outgoing.name
        )
        open_ = _("The book stays open: lines are {name}’s until both have signed.").format(
            name=self.work.outgoing.name
        )
        left = left_words(*self.work.left())
        return title, (_("Left to do: {what}.").format(what=left) if left else _("All done.")) + (
            f" {open_}"
        )

    def _sign_words(self) -> tuple[str, str]:
        if self.sign.busy:
            return _("Signing"), _("The paper is being made. The book stays open.")
        left = self.sign.left()
        one, many = _("Left to do: 1 passphrase."), _("Left to do: {count} passphrases.")
        words = (one if left == 1 else many.format(count=left)) if left else _("All done.")
        return _("Both sign"), f"{words} {_('Once signed it cannot be taken back.')}"

    def showEvent(self, event: QShowEvent) -> None:
        """Watch the window, so that nothing typed is lost when it is closed."""
        super().showEvent(event)
        self.window().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep what was typed in the last second before the window closes."""
        if event.type() == QEvent.Type.Close and watched is self.window():
            self.work.flush()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus; Esc goes a step back."""
        if press_button(event):
            return
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)


def left_words(items: int, counts: int) -> str:
    """``4 items, 2 counts``; "" when nothing is left."""
    parts = []
    if items:
        parts.append(items_words(items))
    if counts:
        parts.append(counts_words(counts))
    return ", ".join(parts)
