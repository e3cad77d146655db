"""Step 8: what will be made, and making it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QProgressBar, QWidget

from deskinc.errors import DeskError
from deskinc.i18n import N_, _
from deskinc.ui import tasks
from deskinc.ui.labelled import Fault
from deskinc.ui.parts import hairline, label
from deskinc.ui.setup.draft import Draft
from deskinc.ui.setup.step import Step

if TYPE_CHECKING:
    from deskinc.desk.office import Office


class ReadyStep(Step):
    """``made`` carries the Office, and what went wrong with the plan (or "")."""

    word = N_("Ready")
    made = Signal(object, str)

    def __init__(self, draft: Draft) -> None:
        super().__init__(
            draft, _("Ready"), _("This is written now: keys, the first records, and the mirror.")
        )
        self._working = False
        self._grid = QGridLayout()
        self._grid.setColumnMinimumWidth(0, 178)
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(0)
        self._facts = [label("", wrap=True) for _head in self.heads()]
        for at, (head, fact) in enumerate(zip(self.heads(), self._facts, strict=True)):
            fact.setMinimumHeight(43)
            self._grid.addWidget(label(head, role="muted"), 2 * at, 0)
            self._grid.addWidget(fact, 2 * at, 1)
            self._grid.addWidget(hairline("rule"), 2 * at + 1, 0, 1, 2)
        self.body.addLayout(self._grid)
        self.body.addSpacing(24)
        self.words = label("", role="muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Making the book"))
        self.bar.setTextVisible(False)
        self.fault = Fault()
        for part in (self.bar, self.words, self.fault):
            self.body.addWidget(part)
            self.body.addSpacing(8)
        self.bar.hide()
        self._task: tasks.Task | None = None

    @staticmethod
    def heads() -> tuple[str, ...]:
        """What is said back, from top to bottom."""
        return (
            _("Site"), _("Officer"), _("Book"), _("Mirror"), _("Floor plan"), _("Keys and kit"),
            _("Recovery sheet"),
        )  # fmt: skip

    def enter(self) -> None:
        """Say back what was answered."""
        draft = self.draft
        later = _("Later, in Settings")
        post = f"{draft.site}, {draft.post}" if draft.post else draft.site
        plan = f"{draft.plan_name}, {draft.plan_floor}" if draft.plan else later
        words = (
            post, f"{draft.officer}, {draft.initials}", str(draft.folder), str(draft.mirror), plan,
            _("Not counted yet; the first handover counts them"), _("Copied, three words checked"),
        )  # fmt: skip
        for fact, said in zip(self._facts, words, strict=True):
            fact.setText(said)
        self.fault.say("")

    def facts(self) -> list[str]:
        """The answers beside the heads."""
        return [fact.text() for fact in self._facts]

    def leave(self) -> None:
        """Make the office in the background."""
        self._set_working(True)
        self.fault.say("")
        self._task = tasks.Task(self)
        self._task.progressed.connect(self._show_progress)
        draft = self.draft
        self._task.start(lambda report, _stop: _make(draft, report), self._done, self._failed)

    def _set_working(self, working: bool) -> None:
        self._working = working
        self.bar.setVisible(working)
        self.words.setText(_("Making the keys. This takes a few seconds.") if working else "")
        self.changed.emit()

    def _show_progress(self, fraction: float, words: str) -> None:
        self.bar.setRange(0, 100)
        self.bar.setValue(int(fraction * 100))
        self.words.setText(words)

    def _done(self, result: "tuple[Office, str]") -> None:
        self._working = False
        self.draft.passphrase = ""
        self.draft.words = ()
        self.words.setText(_("The book is open."))
        self.made.emit(*result)

    def _failed(self, error: Exception) -> None:
        self._set_working(False)
        if isinstance(error, DeskError):
            self.fault.say(str(error))
        elif isinstance(error, OSError):
            why = error.strerror or type(error).__name__
            self.fault.say(_("A folder cannot be written: {why}.").format(why=why))
        else:
            tasks.crash(error)

    def verb(self) -> str:
        """The last step makes it."""
        return _("Make the book")

    def busy(self) -> bool:
        """While it is made."""
        return self._working

    def first_focus(self) -> QWidget:
        """The step itself; Enter makes the book."""
        return self


def _make(draft: Draft, report: tasks.Report) -> "tuple[Office, str]":
    """Set up and take in the plan; a plan that is refused is no reason to start again."""
    from deskinc.desk.incidents.plans import import_plan
    from deskinc.desk.setup import set_up

    report(0.1, _("Making the keys. This takes a few seconds."))
    office = set_up(draft.folder, draft.answers(), draft.words)
    refused = ""
    if draft.plan is not None:
        report(0.7, _("Taking in the floor plan."))
        try:
            import_plan(office, draft.plan, draft.plan_name, draft.plan_floor).result()
        except DeskError as error:
            refused = str(error)
    report(1.0, _("Opening the book."))
    return office, refused
