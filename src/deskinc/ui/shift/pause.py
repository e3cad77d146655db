"""A break, or relief at the post: asked when it begins, ended by the same key."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from deskinc.desk.lines import entries
from deskinc.desk.shift import breaks
from deskinc.errors import DeskError, InvalidForm
from deskinc.i18n import _
from deskinc.ui.dialogs import Question
from deskinc.ui.labelled import Labelled, choice, line, wrong
from deskinc.ui.parts import Button
from deskinc.ui.session import Session


class BreakDialog(Question):
    """A break or relief, who has the post meanwhile, and why; of a break both may stay empty."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(
            parent, _("Leave the post for a while?"),
            _("The book gets a line. Ctrl+B says that you are back, with another."),
        )  # fmt: skip
        self._session, self._id = session, entries.new_id()
        self.by, self.reason = line(), line(limit=500)
        kinds = [(breaks.BREAK, _("A break")), (breaks.RELIEVED, _("Relieved at the post"))]
        self.kind = choice(kinds)
        self.rows = {
            "kind": Labelled(_("W&hat"), self.kind),
            "covered_by": Labelled(
                _("&Covered by"), self.by, _("Name or initials. Empty: nobody is there.")
            ),
            "reason": Labelled(_("&Reason"), self.reason),
        }
        self.layer.addSpacing(8)
        for row in self.rows.values():
            self.layer.addWidget(row)
        go = Button(_("Write the line"), "primary", "Ctrl+Enter", pressed=self.begin)
        self.end(Button(_("Cancel"), "plain", _("Esc"), pressed=self.reject), go)
        go.setDefault(True)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.begin)
        self.by.setFocus()

    def begin(self) -> None:
        """Write the line; what will not do is said beside its field."""
        raw = {
            "kind": self.kind.currentData(), "covered_by": self.by.text().strip(),
            "reason": self.reason.text().strip(),
        }  # fmt: skip
        said = {name: words for name, words in raw.items() if words}
        try:
            future = breaks.begin(self._session.office, said, self._id)
        except InvalidForm as error:
            for name, row in self.rows.items():
                wrong(row, error.notes.get(name, ""))
            return
        except DeskError as error:
            self._session.fail(error)
            return
        self._session.watch(self._session, future, lambda _saved: None)
        self.accept()


def toggle(parent: QWidget, session: Session, *, away: bool) -> None:
    """Leave the post, or say that one is back."""
    if not away:
        BreakDialog(parent, session).open()
        return
    try:
        future = breaks.end(session.office, entries.new_id())
    except DeskError as error:
        session.fail(error)
        return
    session.watch(session, future, lambda _saved: None)
