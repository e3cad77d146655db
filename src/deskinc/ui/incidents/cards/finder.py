"""Adding to an incident from a card: type a part of a name or plate, Enter takes it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QWidget

from deskinc.desk.cards import cards
from deskinc.desk.cards.cards import Card
from deskinc.desk.site import plain
from deskinc.forms.fields import Value
from deskinc.i18n import N_, _
from deskinc.ui.delegates import Row, RowsModel, make_list
from deskinc.ui.dialogs import Wide
from deskinc.ui.incidents.cards.carddialog import CardDialog
from deskinc.ui.labelled import Labelled, line
from deskinc.ui.parts import Button, label, row
from deskinc.ui.session import Session

HEADS: Mapping[str, tuple[str, str]] = {
    cards.PARTY: (N_("Add a person from a card"), N_("&Name, or a part of it")),
    cards.VEHICLE: (N_("Add a vehicle from a card"), N_("&Plate; any part, ? for a sign")),
}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}

Rows = Sequence[tuple[str, dict[str, Value]]]


class CardsDialog(Wide):
    """The cards that were used last, then what matches; ``bare`` rows of the incident have none.

    ``take`` hears the card, ``link`` the row and the card that was made of it.
    """

    def __init__(
        self, parent: QWidget, session: Session, kind: str, bare: Rows,
        take: Callable[[Card], object], link: Callable[[str, Card], object],
    ) -> None:  # fmt: skip
        super().__init__(parent, _(HEADS[kind][0]))
        self._parent, self._session, self._kind, self._bare = parent, session, kind, dict(bare)
        self._take, self._link = take, link
        self._cards: dict[str, Card] = {}
        self._asked = self._shown = ""
        self._go = self._there = False
        self.words = line(limit=200)
        self._rows = RowsModel(self)
        self.view: QListView = make_list(_("Cards"), self._rows)
        self.none = label(_("No card says that. Keep a new one with Alt+C."), role="muted")
        self.none.hide()
        self.layer.addWidget(label(_(HEADS[kind][0]), "title", 600))
        self.layer.addWidget(Labelled(_(HEADS[kind][1]), self.words))
        self.layer.addWidget(self.none)
        self.layer.addWidget(self.view, 1)
        self.open_card = Button(_("&Open the card…"), pressed=self.show_card)
        self.new = Button(_("New &card…"), icon="plus", pressed=self.make)
        self.go = Button(_("Add"), "primary", _("Enter"), pressed=self.choose)
        last = row(self.new, self.open_card, gap=12)
        last.addStretch(1)
        last.addWidget(Button(_("Cancel"), "plain", _("Esc"), pressed=self.reject))
        last.addWidget(self.go)
        self.layer.addLayout(last)
        may = session.office.officer.may("follow_up")
        for button in (self.new, self.go):
            button.setVisible(may)
        self.words.installEventFilter(self)
        self.words.textChanged.connect(self._look)
        self.view.activated.connect(lambda _index: self.choose())
        self.words.setFocus()
        self._look("")

    def _look(self, words: str) -> None:
        office, kind = self._session.office, self._kind
        self._asked = words
        self._session.look(
            self, lambda: cards.found(office, kind, words), partial(self._home, words)
        )

    def _home(self, words: str, found: list[Card]) -> None:
        if words != self._asked:
            return
        self._shown, self._there = words, True
        self._cards = {card.thread: card for card in found}
        rows = [
            Row(
                card.thread,
                card.name,
                " · ".join(filter(None, (card.more, card.used or _("in no incident yet")))),
            )
            for card in found
        ]
        note = _("in this incident, without a card: Enter makes one")
        for key, cells in self._bare.items():
            name = plain(cells.get(cards.NAMES[self._kind]))
            if words.strip().casefold() in name.casefold():
                rows.append(Row(f"row {key}", name, note))
        self._rows.set_rows(rows)
        self.view.setCurrentIndex(self._rows.index(0, 0))
        self.none.setVisible(not rows)
        self.view.setVisible(bool(rows))
        wanted, self._go = self._go, False
        if wanted:
            self.choose()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down go through the list while one types; Enter takes what it is on."""
        if watched is not self.words or event.type() != QEvent.Type.KeyPress:
            return False
        key = event.key() if isinstance(event, QKeyEvent) else Qt.Key.Key_unknown
        if key in _ENTER:
            self.choose()
        elif key in _STEPS:
            at = self.view.currentIndex().row() + _STEPS[Qt.Key(key)]
            at = max(0, min(self._rows.rowCount() - 1, at))
            self.view.setCurrentIndex(self._rows.index(at, 0))
        else:
            return False
        return True

    def _home_for(self, words: str) -> bool:
        """Whether what is listed is what those words ask for."""
        return self._there and self._shown == words

    def _chosen(self) -> str:
        shown = self._rows.row_at(self.view.currentIndex())
        return str(shown.key) if shown is not None else ""

    def choose(self) -> None:
        """Add the card under the cursor; once what was typed has been looked up."""
        if not self._home_for(self.words.text()):
            self._go = True
            return
        key = self._chosen()
        if key in self._cards:
            self.accept()
            self._take(self._cards[key])
        elif key:
            self._make_of(key.removeprefix("row "))

    def _make_of(self, key: str) -> None:
        known = cards.from_row(self._kind, self._bare[key])
        CardDialog(
            self._parent, self._session, self._kind, known=known,
            done=lambda thread, name: self._link(key, Card(thread, self._kind, name)),
        ).open()  # fmt: skip
        self.accept()

    def make(self) -> None:
        """A new card, with what was typed as its name; it is added when it is kept."""
        known = {cards.NAMES[self._kind]: self.words.text().strip()}
        CardDialog(
            self._parent, self._session, self._kind,
            known={name: said for name, said in known.items() if said},
            done=lambda thread, name: self._take(Card(thread, self._kind, name)),
        ).open()  # fmt: skip
        self.accept()

    def show_card(self) -> None:
        """Open the card under the cursor."""
        key = self._chosen()
        if key in self._cards:
            again = partial(self._look, self.words.text())
            CardDialog(
                self, self._session, self._kind, key, done=lambda _thread, _name: again()
            ).open()
