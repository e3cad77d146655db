"""What the dialogs share in which somebody signs: what it says, whose passphrase, what is wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from deskinc.errors import DeskError, InvalidForm, NoSlot
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.dialogs import Question
from deskinc.ui.labelled import Fault, Labelled, Passphrase, beside, line, wrong
from deskinc.ui.parts import Button, Kind, column, label
from deskinc.ui.session import Session

T = TypeVar("T")
H = TypeVar("H", bound="Hand")


class Says(QWidget):
    """What a signature says, read before it is given."""

    def __init__(self, words: str = "", head: str = "") -> None:
        super().__init__()
        self._words: QLabel = label("", wrap=True)
        top = label(head or _("The signature says"), "note", role="muted")
        self.setLayout(column(top, self._words, gap=2))
        self.show_words(words)

    def show_words(self, words: str) -> None:
        """Another meaning."""
        self._words.setText(f"“{words}”")

    def words(self) -> str:
        """What stands there."""
        return self._words.text()


class Asked(QWidget):
    """What a signature says, and the passphrase that gives it below."""

    def __init__(self, meaning: str = "", words: str = "") -> None:
        super().__init__()
        self.says, self.field = Says(meaning), Passphrase(height=36)
        self.row = Labelled(words, self.field)
        self.setLayout(column(self.says, self.row, gap=8))


@dataclass(frozen=True, slots=True)
class Hand:
    """One who signs: the passphrase, and whose it is to be."""

    row: Labelled
    field: Passphrase
    known: str

    def name(self) -> str:
        """Whose passphrase it is to be."""
        return self.known

    def given(self) -> tuple[str, str]:
        """Name and passphrase, as typed."""
        return self.name(), self.field.text()

    def rows(self) -> tuple[Labelled, ...]:
        """What is typed into."""
        return (self.row,)

    def is_missing(self) -> bool:
        """Whether something is to be typed yet; it is said at its field."""
        return wrong(self.row, "" if self.field.text() else _("Type the passphrase."))

    def refuses(self, error: DeskError) -> bool:
        """Whether what is wrong is this name or passphrase; then it is said here."""
        who = str(getattr(error, "who", ""))
        if not who or who.casefold() != self.name().casefold():
            return False
        self.field.forget()
        return wrong(self.rows()[0] if isinstance(error, NoSlot) else self.row, str(error))


@dataclass(frozen=True, slots=True)
class Second(Hand):
    """Another person, whose name is typed too."""

    name_row: Labelled
    name_field: QLineEdit

    def name(self) -> str:
        """As typed."""
        return " ".join(self.name_field.text().split())

    def rows(self) -> tuple[Labelled, ...]:
        """The name, then the passphrase."""
        return self.name_row, self.row

    def is_missing(self) -> bool:
        """Whether name or passphrase is to be typed yet."""
        empty = "" if self.name() else _("Type the name, as enrolled.")
        return wrong(self.name_row, empty) or Hand.is_missing(self)


def second_hand(named: str = "", words: str = "") -> Second:
    """Fields for name and passphrase of another person."""
    name, field = line(), Passphrase(height=36)
    names = Labelled(named or _("&Second person"), name)
    return Second(Labelled(words or _("&Their passphrase"), field), field, "", names, name)


class Signing(Question):
    """A question with passphrases: the work is done off the GUI thread, what is wrong is said."""

    danger = False
    """Whether it takes something from somebody: its verb is red."""
    stays = True
    """Whether it stays until what was begun is done; otherwise it can be left meanwhile."""

    def __init__(self, parent: QWidget, session: Session, title: str, text: str, verb: str) -> None:
        super().__init__(parent, title, text)
        self.session = session
        self.busy = False
        self._hands: list[Hand] = []
        self.fault, self.state = Fault(), label("", "note", role="muted", wrap=True)
        self.state.hide()
        self.go = Button(verb, self._kind(), _("Enter"), pressed=self.sign)
        self.go.setDefault(True)
        self.leave = Button(_("Cancel"), "plain", _("Esc"), pressed=self.reject)
        session.locked.connect(self.reject)

    def _kind(self) -> Kind:
        return "danger" if self.danger else "primary"

    def ask_own(self, words: str = "") -> Hand:
        """Ask the passphrase of whoever is signed in."""
        name, field = self.session.office.officer.name, Passphrase(height=36)
        known = _("&Passphrase of {name}").format(name=name.replace("&", "&&"))
        return self._add(Hand(Labelled(words or known, field), field, name))

    def ask_second(self, named: str = "", words: str = "") -> Second:
        """Ask name and passphrase of another person."""
        return self._add(second_hand(named, words))

    def _add(self, hand: H) -> H:
        self._hands.append(hand)
        self.layer.addLayout(beside(*hand.rows()))
        return hand

    def finish(self, *between: Button) -> None:
        """Put fault and buttons at the end."""
        self.layer.addWidget(self.state)
        self.layer.addWidget(self.fault)
        self.end(self.leave, *between, self.go)

    def is_typed(self) -> bool:
        """Whether every name and passphrase is there; what is not is said at its field."""
        return not self.busy and not any(hand.is_missing() for hand in self._hands)

    def sign(self) -> None:
        """Do it; overridden."""

    def run(
        self, work: Callable[[], T], done: Callable[[T], object], *, lane: str = "work"
    ) -> None:
        """Do ``work`` on a lane of its own; the dialog goes, then ``done``."""

        def home(result: T) -> None:
            self.accept()
            if not self.session.is_closed:
                done(result)

        self.fault.say("")
        self.set_busy(busy=True)
        tasks.run(self, work, home, self.failed, lane=lane)

    def set_busy(self, *, busy: bool, words: str = "") -> None:
        """Nothing is typed while it is done."""
        self.busy = busy
        self.go.setEnabled(not busy)
        self.leave.setEnabled(not busy or not self.stays)
        self.go.set_kind("plain" if busy else self._kind())
        for hand in self._hands:
            for row in hand.rows():
                row.setEnabled(not busy)
        self.state.setText(words or (_("Checking the passphrase.") if self._hands else ""))
        self.state.setVisible(busy and bool(self.state.text()))

    def failed(self, error: Exception) -> None:
        """Say why it was not done, at the field it is about."""
        self.set_busy(busy=False)
        if not isinstance(error, DeskError):
            tasks.crash(error)
        elif not any(hand.refuses(error) for hand in self._hands):
            self.say(error)

    def say(self, error: DeskError) -> None:
        """Say what is about no passphrase; whoever tries again types them again."""
        typed = self.findChildren(Passphrase)
        for field in typed:
            field.forget()
        notes = error.notes.values() if isinstance(error, InvalidForm) else (str(error),)
        self.fault.say(" ".join(notes))
        if first := next((field for field in typed if field.isVisible()), None):
            first.setFocus()

    def reject(self) -> None:
        """Leave it; not half-way, unless the desk is locked."""
        if not (self.busy and self.stays) or self.session.is_locked:
            super().reject()
