"""Signing off without a handover: asked first, since it cannot be taken back."""

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from deskinc.desk.lines import entries
from deskinc.desk.shift import shifts
from deskinc.desk.shift.outstanding import sentence
from deskinc.errors import DeskError, InvalidForm
from deskinc.i18n import _
from deskinc.ui.dialogs import Question
from deskinc.ui.labelled import Box, Labelled, line, lines, wrong
from deskinc.ui.parts import Button
from deskinc.ui.session import Session
from deskinc.ui.shift.state import State, still_open


class SignOff(Question):
    """Relieved by whom, and what is outstanding: filled with what is open, to be changed."""

    def __init__(
        self, parent: QWidget, session: Session, done: Callable[[], object],
        state: State | None = None,
    ) -> None:  # fmt: skip
        office = session.office
        super().__init__(
            parent,
            _("Sign {name} off?").format(name=office.officer.name),
            _("The book gets a line, signed by nobody else, and the desk is locked; your PIN is "
              "forgotten. A handover signs you off too, and your relief signs it with you."),
        )  # fmt: skip
        self._session, self._then = session, done
        self._id = entries.new_id()
        self.by = line()
        self.outstanding = lines(height=72)
        left = still_open(state, session)
        self.outstanding.setPlainText(sentence(left))
        hint = _("This is still open; change it as you like.") if left else ""
        self.kit = Box(_("&Keys and kit handed over"))
        self.override = line(limit=500)
        self.rows = {
            "relieved_by": Labelled(_("Relie&ved by"), self.by, _("Empty: the post is left.")),
            "outstanding": Labelled(
                _("&Outstanding"), self.outstanding, hint or _("Empty: nothing is outstanding.")
            ),
            "override": Labelled(_("Signed off &all the same, because"), self.override),
        }
        self.rows["override"].hide()
        self.layer.addSpacing(8)
        for row in self.rows.values():
            self.layer.addWidget(row)
        self.layer.addWidget(self.kit)
        self.end(
            Button(_("Sign off"), "plain", "Ctrl+Enter", pressed=self.sign_off),
            Button(_("Stay on duty"), "primary", _("Esc"), pressed=self.reject),
        )
        QShortcut(QKeySequence("Ctrl+Return"), self, self.sign_off)
        self.by.setFocus()

    def sign_off(self) -> None:
        """Write the line; what will not do is said beside its field."""
        raw = {
            "relieved_by": self.by.text().strip(),
            "outstanding": self.outstanding.toPlainText().strip(),
            "override": self.override.text().strip(),
            "kit": self.kit.isChecked(),
        }
        said = {name: answer for name, answer in raw.items() if answer}
        try:
            future = shifts.sign_off(self._session.office, said, self._id)
        except InvalidForm as error:
            for name, row in self.rows.items():
                row.say(error.notes.get(name, ""))
            return
        except shifts.OpenStubs as error:
            self.rows["override"].show()
            wrong(self.rows["override"], str(error))
            return
        except shifts.StillOpen as error:
            self.outstanding.setPlainText(error.words)
            wrong(self.rows["outstanding"], error.todo)
            return
        except DeskError as error:
            self._session.fail(error)
            return
        then = self._then
        self._session.watch(self._session, future, lambda _saved: then())
        self.accept()
