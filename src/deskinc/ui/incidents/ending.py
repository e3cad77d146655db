"""The dialogs by which an incident ends or begins again: words, what is signed, the passphrase."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from deskinc.desk.incidents import closing
from deskinc.desk.incidents.incidents import Incident
from deskinc.desk.lines.entries import new_id
from deskinc.desk.office import Office
from deskinc.i18n import N_, _
from deskinc.ui.drafting import Blanks
from deskinc.ui.labelled import Labelled, wrong
from deskinc.ui.parts import Button
from deskinc.ui.plainwords import PlainWords
from deskinc.ui.session import Session
from deskinc.ui.signing import Says, Signing

LINES = 4
"""Rows of words that are in sight."""

Act = Callable[[Office, str, str, str, str], object]
"""Office, thread, words, passphrase and id of the record."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way on: its verb, what its signature says, what it does and what is told then.

    ``needs`` is said where there are no words; "" where there need be none.
    """

    verb: str
    says: str
    needs: str
    done: str
    act: Act


@dataclass(frozen=True, slots=True)
class Ending:
    """What a dialog asks; the first of its ways is the one that Enter takes."""

    title: str
    text: str
    asks: str
    ways: tuple[Way, ...]


SPOT = Ending(
    N_("{number}: dealt with on the spot?"),
    N_("It is closed at once. What nobody knows stays unknown; a shift lead may look at it later."),
    N_("&What was done"),
    (
        Way(
            N_("Declare and close"),
            N_("I declare that this is what I saw, heard and did, and that nothing is left to do."),
            N_("Say what was done."), N_("{number} is closed."), closing.on_the_spot,
        ),
    ),
)  # fmt: skip

REVIEW = Ending(
    N_("Review {number}"),
    N_("Closed, it stays as it is; whoever must may open it again. Sent back, it is open, and its "
       "writer finishes it anew."),
    N_("&Comment"),
    (
        Way(
            N_("Close it"), N_("I have read this incident and close it."), "",
            N_("{number} is closed."), closing.close,
        ),
        Way(
            N_("Send it back"), N_("I send this incident back with my comment."),
            N_("Say what is to be done."), N_("{number} went back to its writer."),
            closing.send_back,
        ),
    ),
)  # fmt: skip

VOID = Ending(
    N_("Is {number} void?"),
    N_("For what was raised by mistake. It keeps its number and stays in the list, struck; no "
       "count, call or message goes by it any more."),
    N_("&Why"),
    (
        Way(
            N_("Make it void"), N_("I say that this incident was raised by mistake."),
            N_("Say why it is void."), N_("{number} is void."), closing.void,
        ),
    ),
)  # fmt: skip

REOPEN = Ending(
    N_("Open {number} again?"),
    N_("What was declared and closed stays in the book. How often it was opened is counted."),
    N_("&Why"),
    (
        Way(
            N_("Open it again"), N_("I open this incident again."),
            N_("Say why it is opened again."), N_("{number} is open again."), closing.reopen,
        ),
    ),
)  # fmt: skip


class EndDialog(Signing):
    """Stays until the record is in the book or somebody leaves it."""

    def __init__(
        self, parent: QWidget, session: Session, incident: Incident, ending: Ending
    ) -> None:
        first, *others = ending.ways
        title = _(ending.title).format(number=incident.number)
        super().__init__(parent, session, title, _(ending.text), _(first.verb))
        self._incident, self._way, self._first, self._id = incident, first, first, new_id()
        self.words = PlainWords()
        self.words.setTabChangesFocus(True)
        metrics = QFontMetrics(self.words.font())
        self.words.setFixedHeight(LINES * metrics.lineSpacing() + 16)
        self.row = Labelled(_(ending.asks), self.words)
        self.says = Says(_(first.says))
        self.layer.addWidget(self.row)
        self.layer.addWidget(self.says)
        self.hand = self.ask_own()
        self.others = [self._other(way) for way in others]
        self.finish(*self.others)
        key = f"{first.act.__name__}:{incident.thread}"
        Blanks({"words": self.words}).keep_signed(self, session, key)
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _other(self, way: Way) -> Button:
        """The button of another way; what it signs is shown before it is signed."""
        made = Button(_(way.verb), "plain")
        made.setAutoDefault(False)
        made.clicked.connect(lambda _on=False: self._sign(way))
        return made

    def sign(self) -> None:
        """Take the first way."""
        self._sign(self._first)

    def _sign(self, way: Way) -> None:
        fresh, self._way = way is not self._way, way
        self.says.show_words(_(way.says))
        words = self.words.toPlainText().strip()
        lacks = wrong(self.row, _(way.needs) if way.needs and not words else "")
        if lacks or fresh or not self.is_typed():
            return
        office, thread, made = self.session.office, self._incident.thread, self._id
        given, number = self.hand.field.text(), self._incident.number
        said = _(way.done).format(number=number)
        self.run(
            lambda: way.act(office, thread, words, given, made), lambda _done: self._told(said)
        )

    def _told(self, said: str) -> None:
        self.session.say(said)
