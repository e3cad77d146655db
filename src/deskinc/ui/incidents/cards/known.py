"""Who in the incident looks like somebody on a card: said beside the page, never done by itself.

The words stand in the side column, so that neither the cursor nor the line one is in moves (D32).
What is dismissed is forgotten with the session; on the card nothing of it stands.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from deskinc.desk.cards import cards
from deskinc.desk.cards.cards import Card
from deskinc.desk.site import plain
from deskinc.forms.cells import new_row
from deskinc.forms.fields import Raw, Value
from deskinc.i18n import _
from deskinc.ui.actions import Action
from deskinc.ui.forms.answers import Answers
from deskinc.ui.incidents.cards.finder import CardsDialog
from deskinc.ui.incidents.laying import lay_out
from deskinc.ui.parts import Button, column, label, row
from deskinc.ui.session import Session

KEY = "Ctrl+Shift+A"
MOST = 3
"""Matches in sight at once."""


@dataclass(frozen=True, slots=True)
class Match:
    """A row of the incident that may be on ``card``."""

    kind: str
    row: str
    name: str
    card: Card

    def key(self) -> tuple[str, str, str]:
        """What a dismissal is remembered by."""
        return self.row, self.name.casefold(), self.card.thread


class Known(QWidget):
    """A few matches with *It is* and *Not the same*; and the way to add from a card."""

    def __init__(self, session: Session, answers: Answers) -> None:
        super().__init__()
        self._session, self._answers = session, answers
        self._thread = ""
        self._asked: list[tuple[str, str, str]] = []
        self._dismissed: dict[str, set[tuple[str, str, str]]] = {}
        self.matches: tuple[Match, ...] = ()
        self._made: list[QWidget] = []
        head = label(_("Looks known"), "text", 600)
        head.setContentsMargins(8, 0, 8, 4)
        self._layer = column(head, gap=8)
        self.setLayout(self._layer)
        answers.changed.connect(lambda _name: self._look())
        self.hide()

    def show_thread(self, thread: str) -> None:
        """Another incident, or the same read again."""
        if thread != self._thread:
            self._thread, self._asked = thread, []
            self._show(())
        self._look()

    def stops(self) -> list[QWidget]:
        """The controls that Tab visits, in order."""
        return [button for made in self._made for button in made.findChildren(Button)]

    def _look(self) -> None:
        """Ask the cards about names that were not asked about yet."""
        if not self._thread:
            return
        values = self._answers.values()
        names = [
            (kind, key, plain(cells.get(cards.NAMES[kind])))
            for kind in cards.TABLES
            for key, cells in cards.unlinked(kind, values)
        ]
        if names == self._asked:
            return
        self._asked = names
        office = self._session.office
        if not names or not office.officer.may("read_incidents"):
            self._show(())
            return

        def work() -> tuple[Match, ...]:
            return tuple(
                Match(kind, key, name, card)
                for kind, key, name in names
                for card in cards.known(office, kind, name)
            )

        self._session.look(self, work, partial(self._home, names))

    def _home(self, names: Sequence[tuple[str, str, str]], found: tuple[Match, ...]) -> None:
        if names == self._asked:
            self._show(found)

    def _show(self, found: tuple[Match, ...]) -> None:
        if not (found or self._made):
            self.matches = ()
            return
        gone = self._dismissed.get(self._thread, set())
        self.matches = tuple(one for one in found if one.key() not in gone)
        for made in self._made:
            made.hide()
            made.deleteLater()
        self._made = [self._match(one) for one in self.matches[:MOST]]
        for made in self._made:
            self._layer.addWidget(made)
        self.setVisible(bool(self._made))
        lay_out()

    def _match(self, one: Match) -> QWidget:
        words = _("{name}: {card} on a card").format(name=one.name, card=one.card.name)
        more = " · ".join(filter(None, (one.card.more, one.card.used)))
        it_is = Button(_("It is"), size="small", pressed=partial(self.take, one))
        other = Button(_("Not the same"), "text", size="small", pressed=partial(self.dismiss, one))
        for button in (it_is, other):
            button.setAccessibleName(f"{button.text()}: {words}")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        may = self._session.office.officer.may("follow_up")
        it_is.setVisible(may)
        foot = row(it_is, other, gap=4, margins=(8, 2, 8, 0))
        foot.addStretch(1)
        texts = (label(words, "note", wrap=True), label(more, "small", role="muted", wrap=True))
        for text in texts:
            text.setContentsMargins(8, 0, 8, 0)
        made = QWidget()
        layer = column(*texts, gap=1)
        layer.addLayout(foot)
        made.setLayout(layer)
        return made

    def take(self, one: Match) -> None:
        """The row is that card's, once it is saved."""
        self._link(one.kind, one.row, one.card)

    def dismiss(self, one: Match) -> None:
        """They are two: it is not said again of this row."""
        self._dismissed.setdefault(self._thread, set()).add(one.key())
        self._show(self.matches)

    def ask(self, kind: str) -> None:
        """Look for a card, to add it to the incident."""
        if self._thread and not self._answers.closed:
            bare = cards.unlinked(kind, self._answers.values())
            take, link = partial(self._add, kind), partial(self._link, kind)
            CardsDialog(self.window(), self._session, kind, bare, take, link).open()

    def _add(self, kind: str, card: Card) -> None:
        rows = self._rows(kind)
        self._put(kind, {**rows, new_row(rows): cards.row_of(self._session.office, card)})

    def _link(self, kind: str, key: str, card: Card) -> None:
        rows = self._rows(kind)
        if isinstance(cells := rows.get(key), dict):
            linked: Mapping[str, Value] = {
                **cells, "card": {"id": card.thread, "text": card.name},
            }  # fmt: skip
            self._put(kind, {**rows, key: linked})

    def _rows(self, kind: str) -> dict[str, Raw]:
        return dict(self._answers.answer(self._answers.form.field(cards.TABLES[kind])) or {})

    def _put(self, kind: str, rows: Mapping[str, Raw]) -> None:
        self._answers.put(cards.TABLES[kind], dict(rows))
        self._session.say(
            _("It stands in the incident."), _("Say what part it played; save with Ctrl+S.")
        )

    def card_actions(self, group: str) -> list[Action]:
        """What can be done here by key and from the palette."""
        return [
            Action("add_person", _("Add a person from a card"), KEY, "user", group,
                   partial(self.ask, cards.PARTY), act="follow_up"),
            Action("add_vehicle", _("Add a vehicle from a card"), "", "plus", group,
                   partial(self.ask, cards.VEHICLE), act="follow_up"),
        ]  # fmt: skip
