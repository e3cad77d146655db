"""The PIN of a token, asked for while a paper is signed on another thread."""

import threading
from concurrent.futures import Future

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from deskinc.desk.signing_on.pins import no_pin
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.dialogs import Question
from deskinc.ui.labelled import Labelled, Passphrase, wrong
from deskinc.ui.parts import Button
from deskinc.ui.session import Session

Answer = Future[str | None]


class TokenPin(Question):
    """One field; leaving it is an answer too."""

    def __init__(self, parent: QWidget, label: str, remark: str, answer: Answer) -> None:
        title = _("PIN of the token “{name}”").format(name=label)
        text = _("The paper is signed by the token. The PIN goes to it and nowhere else.")
        super().__init__(parent, title, text)
        self._answer = answer
        self.pin = Passphrase(height=36, pin=True)
        self.asked = Labelled(_("PIN"), self.pin)
        self.asked.say(remark)
        self.layer.addWidget(self.asked)
        go = Button(_("Sign"), "primary", _("Enter"), pressed=self.give)
        go.setDefault(True)
        self.end(Button(_("Cancel"), "plain", _("Esc"), pressed=self.reject), go)
        self.finished.connect(lambda _how: self._give(None))
        self.pin.setFocus()

    def give(self) -> None:
        """Hand the PIN to whoever waits for it."""
        if wrong(self.asked, "" if self.pin.text() else _("Type the PIN.")):
            return
        self._give(self.pin.text())
        self.pin.forget()
        self.accept()

    def _give(self, pin: str | None) -> None:
        if not self._answer.done():
            self._answer.set_result(pin)


class _Waiting:
    """Who waits for a PIN, on whatever thread; at the end nobody does."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._there: list[Answer] = []
        self._over = False

    def one_more(self) -> Answer:
        answer: Answer = Future()
        with self._guard:
            if self._over:
                answer.set_result(None)
            self._there.append(answer)
        return answer

    def end(self) -> None:
        with self._guard:
            self._over = True
            there, self._there = self._there, []
        for answer in there:
            if not answer.done():
                answer.set_result(None)


class PinAsker(QObject):
    """Brings a token's question to the window, and the PIN back to the thread that signs."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._waiting = waiting = _Waiting()
        self._ear = ear = tasks.Listener(self, self._open)

        def ask(label: str, remark: str) -> str | None:
            answer = waiting.one_more()
            ear((label, remark, answer))
            return answer.result()

        session.office.ask_pin = ask
        session.closing.connect(self._end)

    def _open(self, asked: tuple[str, str, Answer]) -> None:
        dialog = TokenPin(self._window, *asked)
        self._session.locked.connect(dialog.reject)
        dialog.open()

    def _end(self) -> None:
        self._session.office.ask_pin = no_pin
        self._waiting.end()
        self._ear.stop()
