"""The floor plans, and taking in another."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskinc.desk.incidents import plans
from deskinc.desk.office import Saved
from deskinc.errors import DeskError
from deskinc.i18n import N_, _
from deskinc.ui import tasks
from deskinc.ui.labelled import Fault, Labelled, beside, line, wrong
from deskinc.ui.oneline import caption
from deskinc.ui.parts import Button, label, row
from deskinc.ui.pathfield import PathField
from deskinc.ui.session import Session
from deskinc.ui.settings.section import Section
from deskinc.ui.tables import Cell, TableModel, make_table

ROW = 32
KINDS = {"svg": "SVG", "png": "PNG", "jpeg": "JPEG", "pdf": "PDF"}


class PlansSection(Section):
    """What is there; with the right role, a form for one more."""

    key, word, icon = "plans", N_("Floor plans"), "map"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._busy = False
        self.model = TableModel((_("Floor"), _("Name"), _("Kind")), self)
        self.table = make_table(_("Floor plans"), self.model, (140, 0, 80))
        self.none = label(
            _("No plan yet. Incidents can be pinned once there is one."), role="muted"
        )
        patterns = _("Floor plans") + " (*.svg *.png *.jpg *.jpeg *.pdf)"
        self.path = PathField(_("Floor plan"), _("C&hoose…"), kinds=patterns, height=36)
        self.fault = Fault()
        self.name, self.floor = line(), line(limit=100)
        self.name_row = Labelled(_("&Name of the plan"), self.name)
        self.floor_row = Labelled(_("F&loor"), self.floor)
        self.go = Button(_("Ta&ke in the plan"), pressed=self.take_in)
        self.state = label("", "note", role="muted", wrap=True)
        self.form = self._form()
        if not session.office.officer.may("import_plan"):
            self.form.hide()
        for part, gap in ((self.table, 8), (self.none, 24), (self.form, 0)):
            self.body.addWidget(part)
            self.body.addSpacing(gap)
        self.body.addStretch(1)
        self.path.field.textEdited.connect(self._propose)
        self.load()

    def _form(self) -> QWidget:
        made = QWidget()
        layer = QVBoxLayout(made)
        layer.setContentsMargins(0, 0, 0, 0)
        layer.setSpacing(4)
        layer.addWidget(label(_("Take in a plan"), "text", 600))
        more = _("SVG, PDF, PNG or JPEG, one floor a file. It is opened in a closed box first.")
        layer.addWidget(label(more, role="muted", wrap=True))
        layer.addSpacing(12)
        layer.addWidget(caption(_("&File, drop it here or choose"), self.path.field))
        layer.addWidget(self.path)
        layer.addWidget(self.fault)
        layer.addSpacing(12)
        layer.addLayout(beside(self.name_row, self.floor_row))
        layer.addSpacing(16)
        foot = row(self.go, gap=12)
        foot.addWidget(self.state, 1)
        layer.addLayout(foot)
        return made

    def load(self) -> None:
        """Read the list again."""
        there = plans.listed(self.session.office)
        self.model.set_lines(
            [
                (p.thread, (Cell(p.floor, weight=600), p.name, KINDS.get(p.kind, p.kind)))
                for p in there
            ]
        )
        self.table.setFixedHeight(30 + ROW * len(there))
        self.table.setVisible(bool(there))
        self.none.setVisible(not there)

    def _propose(self, _typed: str) -> None:
        self.fault.say("")
        path = self.path.path()
        if path is not None and not self.name.isModified():
            self.name.setText(path.stem.replace("_", " ").replace("-", " ").strip().capitalize())

    def take_in(self) -> None:
        """Decode in the sandbox and write the record, in the background."""
        path = self.path.path()
        name, floor = self.name.text().strip(), self.floor.text().strip()
        if self._busy or path is None or not path.is_file():
            self.fault.say("" if self._busy else _("Choose the file of the plan."))
            return
        if wrong(self.name_row, "" if name else _("Name the plan.")):
            return
        if wrong(self.floor_row, "" if floor else _("Say which floor it shows.")):
            return
        self._set_busy(True)
        office = self.session.office
        tasks.run(
            self,
            lambda: plans.import_plan(office, path, name, floor).result(),
            self._done,
            self._failed,
        )

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.go.setEnabled(not busy)
        self.state.setText(_("Taking in the plan. Large ones need a minute.") if busy else "")

    def _done(self, _saved: Saved) -> None:
        self._set_busy(False)
        for field in (self.path.field, self.name, self.floor):
            field.clear()
        self.load()
        self.session.say(_("The plan is in the book."), _("It is on the page Plan."))

    def _failed(self, error: Exception) -> None:
        self._set_busy(False)
        if isinstance(error, DeskError):
            self.fault.say(str(error))
            self.path.field.setFocus()
        else:
            tasks.crash(error)

    def first_focus(self) -> QWidget:
        """The path, or the list where nothing may be taken in."""
        return self.path.field if self.form.isVisibleTo(self) else self.table
