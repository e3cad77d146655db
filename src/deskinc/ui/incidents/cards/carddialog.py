"""One card: what lasts of a person or a vehicle, where it was, and which card it is the same as."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from deskinc.desk.cards import cards
from deskinc.desk.lines.entries import new_id
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms import form as forms
from deskinc.forms.catalogue import current
from deskinc.forms.fields import Value
from deskinc.i18n import N_, _
from deskinc.ui import tasks
from deskinc.ui.completing import Offer
from deskinc.ui.dialogs import Wide
from deskinc.ui.forms.answers import Answers
from deskinc.ui.forms.formview import FormView
from deskinc.ui.forms.lists import Lists, lists_of
from deskinc.ui.forms.manner import Manner
from deskinc.ui.incidents.laying import lay_out
from deskinc.ui.incidents.sight import scrolled
from deskinc.ui.parts import Button, column, ground, label, row
from deskinc.ui.session import Session

TITLES: Mapping[str, tuple[str, str]] = {
    cards.PARTY: (N_("A new card of a person"), N_("The card of a person")),
    cards.VEHICLE: (N_("A new card of a vehicle"), N_("The card of a vehicle")),
}


class CardDialog(Wide):
    """A new card, or (``thread``) one that is there; ``done`` hears which it is, and its name."""

    def __init__(
        self, parent: QWidget, session: Session, kind: str, thread: str = "",
        known: Mapping[str, object] | None = None,
        done: Callable[[str, str], object] = tasks.nothing,
    ) -> None:  # fmt: skip
        title = _(TITLES[kind][bool(thread)])
        super().__init__(parent, title)
        self._session, self._kind, self._thread, self._done = session, kind, thread, done
        self._id = new_id()
        office, form = session.office, current(kind)
        saved: dict[str, Value] = cards.values(office, thread) if thread else {}
        self.answers = Answers(form, saved, parent=self)
        for name, said in forms.clean(form, known or {}, partial=True, current={}).items():
            self.answers.put(name, said)
        manner = Manner(always_open=True, most=3)
        self.view = FormView(self.answers, self._lists(), None, manner)
        self.layer.addWidget(label(title, "title", 600))
        there = cards.uses(office, kind, thread) if thread else []
        lines = (", ".join(filter(None, (one.number, one.role, one.title))) for one in there)
        self.uses = label("\n".join(lines), "note", role="muted", wrap=True)
        self.uses.setVisible(bool(there))
        self.layer.addWidget(self.uses)
        inside = column(self.view, margins=(0, 0, 12, 0))
        inside.addStretch(1)
        self.layer.addWidget(scrolled(ground("surface", inside), _("Card")), 1)
        self.go = Button(_("Keep it"), "primary", "Ctrl+Enter", pressed=self.submit)
        last = row(gap=12)
        last.addStretch(1)
        last.addWidget(Button(_("Leave it"), "plain", _("Esc"), pressed=self.reject))
        last.addWidget(self.go)
        self.layer.addLayout(last)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.submit)
        self.view.focus_field(cards.NAMES[kind])

    def _lists(self) -> Lists:
        """The other cards are what this one may be the same as."""
        office, kind, own = self._session.office, self._kind, self._thread

        def others() -> list[Offer]:
            found = cards.found(office, kind)
            return [Offer(one.thread, one.name, one.used) for one in found if one.thread != own]

        return replace(lists_of(office), records=others)

    def submit(self) -> None:
        """Write it; what is wrong is said beside its field."""
        if not self.go.isEnabled():
            return
        try:
            cells = self.answers.to_write()
            office = self._session.office
            future = cards.keep(office, self._kind, self._thread, cells, self._id)
        except InvalidForm as error:
            first = self.view.say(error.notes)
            lay_out()
            if first:
                self.view.focus_field(first)
            return
        except DeskError as error:
            self._session.fail(error)
            return
        self.go.setEnabled(False)
        tasks.watch(self, future, lambda _saved: self._kept(), self._failed)

    def _kept(self) -> None:
        name = str(self.answers.values().get(cards.NAMES[self._kind], ""))
        self.accept()
        self._done(self._thread or self._id, name)

    def _failed(self, error: Exception) -> None:
        self.go.setEnabled(True)
        self._session.fail(error)
