"""Adding to a line: the fields that it left empty, with no reason asked (D3)."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from deskinc.desk.incidents import incidents
from deskinc.desk.lines import adding, entries
from deskinc.desk.lines.entries import Line
from deskinc.desk.office import Saved
from deskinc.errors import DeskError, InvalidForm
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.completing import Completing, Offer
from deskinc.ui.dialogs import Question
from deskinc.ui.labelled import Fault, Labelled, as_high, choice, line, wrong
from deskinc.ui.parts import Button
from deskinc.ui.session import Session


class AddDialog(Question):
    """One field for each thing that the line left empty; what is typed stays until it is saved."""

    def __init__(
        self, parent: QWidget, session: Session, of: Line, names: Sequence[str],
        places: Callable[[], Sequence[Offer]],
    ) -> None:  # fmt: skip
        title = _("Add to line {no}").format(no=of.cited)
        super().__init__(
            parent, title,
            _("The line stays as it was written; what you add stands in a line of its own. What is "
              "written there already is changed by a correction."),
        )  # fmt: skip
        self._session, self._line, self._places, self._busy = session, of, places, False
        self._id = entries.new_id()
        self._open = {one.thread: one.number for one in self._incidents(names)}
        self.rows = {name: Labelled(_label(name), self._field(name)) for name in names}
        if not self._open:
            self.rows.pop("incident", None)
        for row in self.rows.values():
            self.layer.addWidget(row)
        self.fault = Fault()
        self.layer.addWidget(self.fault)
        self.go = Button(_("Add it"), "primary", "Ctrl+Enter", pressed=self.submit)
        self.end(Button(_("Cancel"), "plain", _("Esc"), pressed=self.reject), self.go)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.submit)
        session.locked.connect(self.reject)
        next(iter(self.rows.values())).field.setFocus()

    def _incidents(self, names: Sequence[str]) -> Sequence[incidents.Incident]:
        return incidents.active(self._session.office) if "incident" in names else ()

    def _field(self, name: str) -> QLineEdit | QComboBox:
        if name == "incident":
            return choice([("", _("none")), *self._open.items()])
        if name == "place":
            return as_high(Completing(self._places, free=True), 36)
        return line(limit=2000 if name in {"action", "informed"} else 200)

    def submit(self) -> None:
        """Write what is filled; what is wrong is said at its field."""
        if self._busy:
            return
        self.fault.say("")
        raw = {name: self._said(name) for name in self.rows}
        try:
            future = adding.add(self._session.office, self._line.n, raw, self._id)
        except InvalidForm as error:
            for name, row in self.rows.items():
                wrong(row, error.notes.get(name, ""))
            return
        except DeskError as error:
            self.fault.say(str(error))
            return
        self._set_busy(busy=True)
        tasks.watch(self, future, self._added, self._refused)

    def _said(self, name: str) -> object:
        field = self.rows[name].field
        if isinstance(field, QComboBox):
            thread = field.currentData()
            return {"id": thread, "text": self._open[thread]} if thread else None
        if isinstance(field, Completing):
            field.settle()
        return field.text().strip() if isinstance(field, QLineEdit) else None

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.go.setEnabled(not busy)

    def _added(self, _saved: Saved) -> None:
        self.accept()

    def _refused(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if isinstance(error, DeskError):
            self.fault.say(str(error))
        else:
            tasks.crash(error)


def ask_to_add(
    parent: QWidget, session: Session, of: Line, places: Callable[[], Sequence[Offer]]
) -> None:
    """Open the dialog, unless there is nothing left to add; ``places`` are those to complete."""
    try:
        names = adding.empty(session.office, of.n)
    except DeskError as error:
        session.fail(error)
        return
    if names and set(names) != {"incident"}:
        AddDialog(parent, session, of, names, places).open()
    else:
        session.say(
            _("Line {no} leaves nothing to be added.").format(no=of.cited),
            _("Correct it to change what it says."), tone="pending",
        )  # fmt: skip


def _label(name: str) -> str:
    words = adding.label(name)
    return words if "&" in words else f"&{words}"
