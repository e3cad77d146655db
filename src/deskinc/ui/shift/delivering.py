"""A delivery, counted on any page: Enter counts one that came in, Alt+R one that was refused.

Alt+T takes the last one of this hour back: it was one too many.
"""

from concurrent.futures import Future
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from deskinc.desk.lines import entries
from deskinc.desk.office import Saved
from deskinc.desk.routine import deliveries
from deskinc.errors import DeskError, InvalidForm
from deskinc.i18n import N_, _
from deskinc.ui import tasks
from deskinc.ui.actions import Action
from deskinc.ui.dialogs import Question
from deskinc.ui.labelled import Box, Labelled, beside, line
from deskinc.ui.parts import Button, column
from deskinc.ui.seals.lookout import Lookout
from deskinc.ui.session import Session

NONE = N_(
    "None that was counted in this hour can be taken back. What the desk told is corrected in the "
    "line of its hour: go there in the book, Ctrl+E."
)


class DeliveryDialog(Question):
    """Counts one delivery; all but why one was refused may stay empty."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(
            parent, _("Count a delivery"),
            _("The desk writes one line an hour, without names. What is refused is a line of "
              "its own too."),
        )  # fmt: skip
        self._session, self._id = session, entries.new_id()
        self.what, self.pieces = line(limit=500), line(limit=6)
        self.recipient, self.carrier = line(limit=200), line(limit=200)
        self.place, self.reason = line(limit=200), line(limit=500)
        self.why = line(limit=500)
        self._last: deliveries.Counted | None = None
        self.refused, self.wrong = Box(_("&Refused")), Box(_("One &too many"))
        self.rows = {
            "what": Labelled(_("&What"), self.what),
            "pieces": Labelled(_("Pie&ces"), self.pieces),
            "recipient": Labelled(_("&For"), self.recipient),
            "carrier": Labelled(_("C&arrier"), self.carrier),
            "place": Labelled(_("&Place"), self.place),
            "reason": Labelled(_("Wh&y refused"), self.reason),
            "wrong": Labelled(_("Why one too &many"), self.why),
        }
        for box in (self.refused, self.wrong):
            box.toggled.connect(self._ask_why)
        self.layer.addSpacing(8)
        self.said = QWidget()
        rows = column(gap=8)
        for names in (("what", "pieces"), ("carrier", "recipient"), ("place",)):
            rows.addLayout(beside(*(self.rows[name] for name in names)))
        self.said.setLayout(rows)
        self.layer.addWidget(self.said)
        self.layer.addLayout(beside(self.refused, self.wrong))
        for name in ("reason", "wrong"):
            self.rows[name].hide()
            self.layer.addWidget(self.rows[name])
        self.go = Button(_("Count it"), "primary", "Ctrl+Enter", pressed=self.count)
        self.end(Button(_("Cancel"), "plain", _("Esc"), pressed=self.reject), self.go)
        self.go.setDefault(True)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.count)
        self.what.setFocus()

    def _ask_why(self) -> None:
        refused, wrong = self.refused.isChecked(), self.wrong.isChecked()
        self.said.setVisible(not wrong)
        self.rows["reason"].setVisible(refused and not wrong)
        self.rows["wrong"].setVisible(wrong)
        self.go.setText(_("Take it back") if wrong else _("Count it"))
        if wrong:
            self._show_last(refused)
        (self.why if wrong else self.reason if refused else self.what).setFocus()
        self.adjustSize()

    def _show_last(self, refused: bool) -> None:
        """Say which one is taken back."""
        office = self._session.office
        self._last, row = deliveries.last(office, refused=refused), self.rows["wrong"]
        row.say(_(NONE) if self._last is None else "")
        row.set_hint("")
        if self._last is not None:
            words = _("Counted at {time} by {who}; this one is taken back.")
            time = office.locale.clock(self._last.at, seconds=True)
            row.set_hint(words.format(time=time, who=self._last.by))

    def count(self) -> None:
        """Write it; what will not do is said beside its field."""
        session, wrong, one = self._session, self.wrong.isChecked(), self._last
        if wrong and one is None:
            self._show_last(self.refused.isChecked())
            return
        try:
            future = self._taken_back(one) if wrong and one is not None else self._counted()
        except InvalidForm as error:
            self._at_fault(error)
            return
        except DeskError as error:
            session.fail(error)
            return
        said = _("Taken back.") if wrong else _("Counted.")
        session.watch(session, future, lambda _saved: _tell(session, said))
        self.accept()

    def _taken_back(self, one: deliveries.Counted) -> "Future[Saved]":
        return deliveries.take_back(self._session.office, one, self.why.text().strip(), self._id)

    def _counted(self) -> "Future[Saved]":
        typed = {
            "what": self.what, "pieces": self.pieces, "recipient": self.recipient,
            "carrier": self.carrier, "place": self.place,
        }  # fmt: skip
        if self.refused.isChecked():
            typed["reason"] = self.reason
        raw: dict[str, object] = {name: field.text().strip() for name, field in typed.items()}
        raw["refused"] = self.refused.isChecked()
        return deliveries.take(self._session.office, raw, self._id)

    def _at_fault(self, error: InvalidForm) -> None:
        """Say beside each field what is wrong, and go to the first."""
        notes = {"wrong": error.notes.get("reason", "")} if self.wrong.isChecked() else error.notes
        for name, row in self.rows.items():
            row.say(notes.get(name, ""))
        first = next((row for row in self.rows.values() if row.fault.text()), None)
        if first is not None:
            first.field.setFocus()


def _tell(session: Session, said: str) -> None:
    """Say how many there were in this hour, so that none is counted twice."""
    office, since = session.office, deliveries.hour_of(session.now())

    def say(found: tuple[int, int]) -> None:
        count = deliveries.count_words(*found)
        words = _("{said} Since {time}: {count}.")
        session.say(words.format(said=said, time=office.locale.clock(since), count=count))

    session.look(session, lambda: deliveries.counted(office, since), say)


def count_one(parent: QWidget, session: Session) -> None:
    """Ask about one delivery."""
    DeliveryDialog(parent.window(), session).open()


def delivery_actions(window: QWidget, session: Session) -> list[Action]:
    """Counting by key, on every page."""
    ask = partial(count_one, window, session)
    return [Action("delivery", _("Count a delivery"), "Ctrl+Shift+D", "plus", _("Everywhere"), ask,
                   act="deliver")]  # fmt: skip


class HourKeeper(Lookout):
    """Has the desk write the lines of hours that are over, also behind a locked screen."""

    def look(self) -> None:
        """Ask beside the work whether an hour waits for its line."""
        office, now = self.session.office, self.session.now()
        tasks.look(self, lambda: deliveries.write(office, now), self._written, self.failed)

    def _written(self, written: "Future[Saved] | None") -> None:
        if written is None or self.session.is_closed:
            self.over()
            return
        tasks.watch(self, written, self.over, self.failed)
