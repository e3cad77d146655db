"""A delivery, counted on any page: Enter counts one that came in, Alt+R one that was refused."""

from concurrent.futures import Future
from datetime import datetime
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from deskinc.desk.lines import entries
from deskinc.desk.office import Saved
from deskinc.desk.routine import deliveries
from deskinc.errors import DeskError, InvalidForm
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.actions import Action
from deskinc.ui.dialogs import Question
from deskinc.ui.labelled import Box, Labelled, beside, line
from deskinc.ui.parts import Button
from deskinc.ui.seals.lookout import Lookout
from deskinc.ui.session import Session


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
        self.refused = Box(_("&Refused"))
        self.rows = {
            "what": Labelled(_("&What"), self.what),
            "pieces": Labelled(_("Pie&ces"), self.pieces),
            "recipient": Labelled(_("&For"), self.recipient),
            "carrier": Labelled(_("C&arrier"), self.carrier),
            "place": Labelled(_("&Place"), self.place),
            "reason": Labelled(_("Wh&y refused"), self.reason),
        }
        self.rows["reason"].hide()
        self.refused.toggled.connect(self._ask_why)
        self.layer.addSpacing(8)
        for names in (("what", "pieces"), ("carrier", "recipient"), ("place",)):
            self.layer.addLayout(beside(*(self.rows[name] for name in names)))
        self.layer.addWidget(self.refused)
        self.layer.addWidget(self.rows["reason"])
        self.go = Button(_("Count it"), "primary", "Ctrl+Enter", pressed=self.count)
        self.end(Button(_("Leave it"), "plain", _("Esc"), pressed=self.reject), self.go)
        self.go.setDefault(True)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.count)
        self.what.setFocus()

    def _ask_why(self, refused: bool) -> None:
        self.rows["reason"].setVisible(refused)
        (self.reason if refused else self.what).setFocus()

    def count(self) -> None:
        """Write it; what will not do is said beside its field."""
        typed = {
            "what": self.what, "pieces": self.pieces, "recipient": self.recipient,
            "carrier": self.carrier, "place": self.place,
        }  # fmt: skip
        if self.refused.isChecked():
            typed["reason"] = self.reason
        raw: dict[str, object] = {name: field.text().strip() for name, field in typed.items()}
        raw["refused"] = self.refused.isChecked()
        session = self._session
        try:
            future = deliveries.take(session.office, raw, self._id)
        except InvalidForm as error:
            for name, row in self.rows.items():
                row.say(error.notes.get(name, ""))
            first = next((row for name, row in self.rows.items() if name in error.notes), None)
            if first is not None:
                first.field.setFocus()
            return
        except DeskError as error:
            session.fail(error)
            return
        session.watch(session, future, lambda _saved: _tell(session))
        self.accept()


def _tell(session: Session) -> None:
    """Say how many there were in this hour, so that none is counted twice."""
    office, now = session.office, session.now()

    def say(found: tuple[int, int]) -> None:
        session.say(
            _("Counted. Since {time}: {count}.").format(
                time=office.locale.clock(_hour(now)), count=deliveries.count_words(*found)
            )
        )

    session.look(session, lambda: deliveries.counted(office, _hour(now)), say)


def _hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)


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
