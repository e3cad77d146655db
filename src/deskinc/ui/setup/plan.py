"""Step 5: a floor plan, or later."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from deskinc.i18n import N_, _
from deskinc.ui.labelled import Fault, Labelled, beside, line, wrong
from deskinc.ui.oneline import caption
from deskinc.ui.pathfield import PathField
from deskinc.ui.setup.draft import Draft
from deskinc.ui.setup.step import FIELD, Step

KINDS = ("svg", "png", "jpg", "jpeg", "pdf")


class PlanStep(Step):
    """Left empty it means later; the file itself is taken in at the end."""

    word = N_("Floor plan")

    def __init__(self, draft: Draft) -> None:
        super().__init__(
            draft,
            _("Floor plan"),
            _(
                "Incidents are pinned on it. SVG, PDF, PNG or JPEG, one floor a file; "
                "the fire plan from the wall will do. Leave it empty to bring one later."
            ),
        )
        kinds = _("Floor plans") + " (" + " ".join(f"*.{kind}" for kind in KINDS) + ")"
        self.path = PathField(_("Floor plan"), _("&Choose…"), kinds=kinds)
        self.fault = Fault()
        self.name = line(limit=200, height=FIELD)
        self.floor = line(limit=100, height=FIELD)
        self.name_row = Labelled(_("&Name of the plan"), self.name)
        self.floor_row = Labelled(_("F&loor"), self.floor, _("As officers say it: Ground, 3, B1."))
        self.body.addWidget(caption(_("&File, drop it here or choose"), self.path.field))
        self.body.addSpacing(4)
        self.body.addWidget(self.path)
        self.body.addSpacing(4)
        self.body.addWidget(self.fault)
        self.body.addSpacing(20)
        self._more = QWidget()
        self._more.setLayout(beside(self.name_row, self.floor_row))
        self.body.addWidget(self._more)
        self._more.hide()
        self._shown = False
        self.path.field.textEdited.connect(self._ask_more)

    def _ask_more(self, _typed: str) -> None:
        path = self.path.path()
        self.fault.say("")
        self._more.setVisible(path is not None)
        if path is not None:
            self.name.setText(path.stem.replace("_", " ").replace("-", " ").strip().capitalize())
        self.changed.emit()

    def leave(self) -> None:
        """A plan that was named must be a readable file of a known kind, and its floor be said."""
        path = self.path.path()
        fault = "" if path is None else plan_fault(path)
        self.fault.say(fault)
        if fault:
            self.path.field.setFocus()
            return
        if path is not None:
            if wrong(self.name_row, "" if self.name.text().strip() else _("Name the plan.")):
                return
            floor = self.floor.text().strip()
            if not floor and not self._shown:
                self._shown = True
                self.floor.setFocus()
                return
            if wrong(self.floor_row, "" if floor else _("Say which floor it shows.")):
                return
        self.draft.plan = path
        self.draft.plan_name = self.name.text().strip()
        self.draft.plan_floor = self.floor.text().strip()
        self.passed.emit()

    def note(self) -> str:
        """What happens without one."""
        return _("No plan: bring one later in Settings.") if self.path.path() is None else ""

    def first_focus(self) -> QWidget:
        """The path."""
        return self.path.field


def plan_fault(path: Path) -> str:
    """Why ``path`` cannot be a plan, as far as can be seen from outside; "" when it may be."""
    if not path.is_file():
        return _("There is no such file. Choose it, or empty the field.")
    if path.suffix.lower().lstrip(".") not in KINDS:
        return _("A plan is an SVG, PDF, PNG or JPEG file. Export it as one of these.")
    return ""
