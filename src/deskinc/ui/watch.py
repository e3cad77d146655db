"""The clock of this computer against a watch: what the amber line says, and the dialog it opens."""

from PySide6.QtWidgets import QWidget

from deskinc.desk.lines import clocks
from deskinc.desk.lines.entries import new_id
from deskinc.errors import DeskError, InvalidForm
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.dialogs import Question
from deskinc.ui.labelled import Labelled, line
from deskinc.ui.parts import Button
from deskinc.ui.session import Session


def step_words(session: Session) -> str:
    """What the amber line says; "" while the clock is not in doubt."""
    step = session.health.step
    if step is None:
        return ""
    more = _("Lines go on. Look at a watch: then the book can say which clock was right.")
    return f"{clocks.sentence(session.office, step)} {more}"


def watch_button(parent: QWidget, session: Session) -> Button:
    """The verb of the amber line; hidden for who writes no lines."""
    made = Button(_("Set ri&ght…"), "text", size="small",
                  pressed=lambda: WatchDialog(parent, session).open())  # fmt: skip
    made.setEnabled(session.office.officer.may("write_occurrence"))
    return made


class WatchDialog(Question):
    """Asks what a watch shows; the answer is a line of the book by the officer."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        self._step = session.health.step
        said = clocks.sentence(session.office, self._step) if self._step else ""
        text = _(
            "Look at a watch or a telephone, not at this computer. The book gets a line with both "
            "times. The clock itself is set in the settings of the computer."
        )
        super().__init__(parent, _("What does a watch show?"), f"{said} {text}".strip())
        self._session, self._id = session, new_id()
        self.shown = line(limit=40)
        self.asked = Labelled(
            _("Time on a watch"), self.shown,
            _("21:31 or 21:31:09. If the date is wrong too, the date behind it: 21:31 2026-11-22."),
        )  # fmt: skip
        self.layer.addWidget(self.asked)
        self.go = Button(_("Write the line"), "primary", _("Enter"), pressed=self.write)
        self.go.setDefault(True)
        self.end(Button(_("Later"), "plain", _("Esc"), pressed=self.reject), self.go)
        self.shown.setFocus()

    def write(self) -> None:
        """Write the line; what is no time is said at the field."""
        try:
            words = self.shown.text()
            future = clocks.answer(self._session.office, self._step, words, self._id)
        except InvalidForm as error:
            self.asked.say(" ".join(error.notes.values()))
            self.shown.setFocus()
            return
        except DeskError as error:
            self.asked.say(str(error))
            return
        self.go.setEnabled(False)
        tasks.watch(self, future, self._written, self._not_written)

    def _written(self, _saved: object) -> None:
        self.accept()
        self._session.check_health()
        self._session.say(_("The line about the clock is in the book."))

    def _not_written(self, error: Exception) -> None:
        self.go.setEnabled(True)
        if isinstance(error, DeskError):
            self.asked.say(str(error))
        else:
            tasks.crash(error)
