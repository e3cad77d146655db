"""Step 8: what will be made, how it is opened from then on, and making it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QProgressBar, QWidget

from deskinc import disks
from deskinc.errors import DeskError
from deskinc.i18n import N_, _
from deskinc.ui import tasks
from deskinc.ui.labelled import Box, Fault
from deskinc.ui.parts import column, hairline, label
from deskinc.ui.setup.draft import Draft
from deskinc.ui.setup.step import Step

if TYPE_CHECKING:
    from deskinc.desk.office import Office
    from deskinc.desk.open_office import Ring

KEYRING = 10.0
"""Seconds that the keyring has to take a key: it is not locked, so it asks nobody."""


class ReadyStep(Step):
    """``made`` carries the Office, and what went wrong with the plan (or "").

    ``unkept`` says after it why the keyring does not open the book.
    """

    word = N_("Ready")
    made = Signal(object, str)
    unkept = Signal(str)

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
        self.body.addSpacing(16)
        self.open = Box(_("&Open office"))
        self.how = label("", "note", role="muted", wrap=True)
        self.body.addLayout(column(self.open, self.how, gap=4))
        self._ring: Ring | None = None
        self._show_ring(None)
        self.body.addSpacing(16)
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
        if self._ring is None:
            tasks.watch(self, disks.beside(_look), self._show_ring)

    def _show_ring(self, ring: "Ring | None") -> None:
        """Open office where the keyring is sound; otherwise closed, unless it is chosen."""
        first, self._ring = self._ring is None, ring
        usable = ring is not None and ring.usable and not ring.locked
        self.open.setVisible(usable)
        if ring is None:
            self.how.setText(_("Looking for this computer’s keyring."))
            return
        self.open.setText(_("&Open office: {name} opens the book").format(name=ring.name))
        if first:
            self.open.setChecked(usable and ring.sound)
        more = _(
            "Then the desk seals, checks and backs up while nobody is signed in; whoever can use "
            "this computer’s user can open the book. Without it each start asks a passphrase."
        )
        closed = _("Closed office: each start asks a passphrase.")
        why = _("{name} is locked.").format(name=ring.name) if ring.locked else ring.why
        later = _("It can be changed in Settings, Open or closed office.")
        said = (ring.why, more) if usable else (closed, why, later)
        self.how.setText(" ".join(filter(None, said)))

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
        draft.by_keyring = not self.open.isHidden() and self.open.isChecked()
        self._task.start(lambda report, _stop: _make(draft, report), self._done, self._failed)

    def _set_working(self, working: bool) -> None:
        self._working = working
        self.bar.setVisible(working)
        self.open.setEnabled(not working)
        self.words.setText(_("Making the keys. This takes a few seconds.") if working else "")
        self.changed.emit()

    def _show_progress(self, fraction: float, words: str) -> None:
        self.bar.setRange(0, 100)
        self.bar.setValue(int(fraction * 100))
        self.words.setText(words)

    def _done(self, result: "tuple[Office, str, str]") -> None:
        self._working = False
        self.draft.passphrase = ""
        self.draft.words = ()
        self.words.setText(_("The book is open."))
        office, refused, unkept = result
        self.made.emit(office, refused)
        if unkept:
            self.unkept.emit(unkept)

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


def _look() -> "Ring":
    from deskinc.desk import open_office

    return open_office.look()


def _make(draft: Draft, report: tasks.Report) -> "tuple[Office, str, str]":
    """Set up and take in the plan; a plan that is refused is no reason to start again.

    Nor is a keyring: passphrase and recovery sheet open the book by then.
    """
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
    unkept = _open_up(office, draft.passphrase) if draft.by_keyring else ""
    report(1.0, _("Opening the book."))
    return office, refused, unkept


def _open_up(office: "Office", passphrase: str) -> str:
    """Have the keyring open the book from now on; why it does not, as a sentence, or ""."""
    from deskinc.desk import open_office

    try:
        asked = disks.beside(lambda: open_office.ready(office, passphrase))
        open_office.open_up(office, asked.result(KEYRING))
    except TimeoutError:
        return _("The system’s keyring does not answer.")
    except DeskError as error:
        return error.what
    return ""
