"""Trust: the mirror, the last seal, and checking the book against itself."""

from PySide6.QtWidgets import QProgressBar, QWidget

from deskinc.desk import trust
from deskinc.desk.office import Saved
from deskinc.desk.trust import Verdict
from deskinc.errors import DeskError
from deskinc.i18n import N_, _
from deskinc.ui import icons, tasks
from deskinc.ui.delegates import Cell, TableModel, make_table
from deskinc.ui.labelled import Fault
from deskinc.ui.parts import Button, IconLabel, hairline, kind_of, label, row
from deskinc.ui.session import Session
from deskinc.ui.settings.section import Section

ROW = 32
KINDS = {
    "ALTERED": N_("Altered"), "INCOMPLETE": N_("Incomplete"), "UNKNOWN KEY": N_("Unknown key"),
    "UNKNOWN FORMAT": N_("Unknown format"),
}  # fmt: skip


class State(QWidget):
    """A row: what, its state with a sign, and a rule below."""

    def __init__(self, what: str) -> None:
        super().__init__()
        head = label(what, role="muted")
        head.setFixedWidth(178)
        self._sign = IconLabel("", icons.TEXT)
        self._words = label("", wrap=True)
        layer = row(head, self._sign, gap=8, margins=(0, 0, 0, 0))
        layer.addWidget(self._words, 1)
        self._rule = hairline("rule")
        self._rule.setParent(self)
        self.setLayout(layer)
        self.setMinimumHeight(44)

    def say(self, sign: str, role: str, words: str) -> None:
        """Show another state."""
        self._sign.show_icon(sign, role)
        self._words.setText(words)
        kind_of(self._words, role=role)

    def words(self) -> str:
        """The state in words."""
        return self._words.text()

    def resizeEvent(self, _event: object) -> None:
        """Keep the rule at the lower edge."""
        self._rule.setGeometry(0, self.height() - 1, self.width(), 1)


class TrustSection(Section):
    """Seal now, check now; what the check finds is a list in words."""

    key, word, icon = "trust", N_("Trust"), "shield-check"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._task: tasks.Task | None = None
        self._stopped = False
        self.mirror, self.sealed, self.people = (
            State(_("Mirror")), State(_("Last seal")), State(_("Second person")),
        )  # fmt: skip
        officer = session.office.officer
        self.seal = Button(_("Seal no&w"), pressed=self.seal_now)
        self.check = Button(
            _("Check since the last sea&l"), pressed=lambda: self.verify(full=False)
        )
        self.full = Button(_("Check &everything"), pressed=lambda: self.verify(full=True))
        self.stop = Button(_("Stop"), "plain", pressed=self.cancel)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Checking the book"))
        self.result = State(_("Checked now"))
        self.fault = Fault()
        self.model = TableModel((_("What"), _("Record"), _("Why")), self)
        self.table = make_table(_("Faults found"), self.model, (130, 80, 0))
        self.seal.setVisible(officer.may("seal"))
        for part in (self.check, self.full):
            part.setVisible(officer.may("verify"))
        self._place()
        session.health_changed.connect(lambda _health: self.load())
        self.load()

    def _place(self) -> None:
        for state in (self.mirror, self.sealed, self.people):
            self.body.addWidget(state)
        self.body.addSpacing(20)
        foot = row(self.seal, self.check, self.full, gap=8)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.body.addSpacing(20)
        running = row(gap=12)
        running.addWidget(self.bar, 1)
        running.addWidget(self.stop)
        self.body.addLayout(running)
        below: tuple[QWidget, ...] = (self.fault, self.result, self.table)
        for part in below:
            self.body.addWidget(part)
            part.hide()
        self.bar.hide()
        self.stop.hide()
        self.body.addStretch(1)

    def load(self) -> None:
        """Say how the stores stand."""
        health, locale = self.session.health, self.session.office.locale
        if health.fault:
            self.mirror.say("octagon-alert", "fault", health.fault)
        elif health.mirror == "missing":
            words = _("Not found. Lines are saved here; plug the drive in, nothing is lost.")
            self.mirror.say("hourglass", "pending", words)
        elif health.pending:
            words = _("{count} records behind; it catches up by itself.")
            self.mirror.say("hourglass", "pending", words.format(count=health.pending))
        else:
            self.mirror.say("check-check", "ok", _("Up to date"))
        if health.sealed is None:
            self.sealed.say("hourglass", "pending", _("Not sealed yet"))
        else:
            when = f"{locale.date(health.sealed)}, {locale.time(health.sealed)}"
            words = _("{when}, up to line {line}") if health.sealed_line else "{when}"
            words = words.format(when=when, line=health.sealed_line)
            self.sealed.say("shield-check", "ok", words)
        if health.provisional:
            words = _("Nobody else is enrolled, so nobody checks what one does alone.")
            self.people.say("hourglass", "pending", words)
        else:
            self.people.say("check", "ok", _("There are two people to confirm what needs two"))

    def seal_now(self) -> None:
        """Seal the book as it stands."""
        try:
            future = trust.seal(self.session.office)
        except DeskError as error:
            self.fault.say(str(error))
            return
        self.seal.setEnabled(False)
        tasks.watch(self, future, self._sealed, self._not_sealed)

    def _sealed(self, _saved: Saved) -> None:
        self.seal.setEnabled(True)
        self.fault.say("")
        self.session.check_health()
        self.load()

    def _not_sealed(self, error: Exception) -> None:
        self.seal.setEnabled(True)
        self._fail(error)

    def _fail(self, error: Exception) -> None:
        if isinstance(error, DeskError):
            self.fault.say(str(error))
        else:
            tasks.crash(error)

    def verify(self, *, full: bool) -> None:
        """Check the book in the background; it can be stopped."""
        if self._task is not None:
            return
        self._stopped = False
        self._set_running(True)
        self._task = tasks.Task(self)
        self._task.progressed.connect(self._show_progress)
        office = self.session.office
        self._task.start(
            lambda report, stopped: trust.verify(
                office, full=full, cancel=stopped,
                progress=lambda done, everything: report(done / max(1, everything), ""),
            ),
            self._checked,
            self._not_checked,
        )  # fmt: skip

    def _set_running(self, running: bool) -> None:
        self.bar.setRange(0, 1000)
        self.bar.setValue(0)
        for part in (self.bar, self.stop):
            part.setVisible(running)
        for button in (self.check, self.full, self.seal):
            button.setEnabled(not running)
        if running:
            self.fault.say("")
            self.result.hide()
            self.table.hide()
            self.stop.setFocus()

    def _show_progress(self, fraction: float, _words: str) -> None:
        self.bar.setValue(int(fraction * 1000))

    def cancel(self) -> None:
        """Stop the check; the book is as it was."""
        if self._task is not None:
            self._stopped = True
            self._task.cancel()

    def _checked(self, verdict: Verdict) -> None:
        self._task = None
        self._set_running(False)
        sign, role = ("circle-check", "ok") if verdict.ok else ("octagon-alert", "fault")
        self.result.say(sign, role, verdict.sentence())
        self.result.show()
        lines = [
            (
                at,
                (
                    Cell(_(KINDS.get(fault.kind, fault.kind)), "fault", 600),
                    str(fault.n),
                    _(fault.why),
                ),
            )
            for at, fault in enumerate(verdict.faults)
        ]
        self.model.set_lines(lines)
        self.table.setFixedHeight(30 + ROW * min(12, len(lines)))
        self.table.setVisible(bool(lines))
        (self.table if lines else self.full).setFocus()

    def _not_checked(self, error: Exception) -> None:
        self._task = None
        self._set_running(False)
        if self._stopped:
            self.result.say("ban", "muted", _("Stopped. Nothing was found up to there."))
            self.result.show()
        else:
            self._fail(error)
        self.full.setFocus()

    def first_focus(self) -> QWidget:
        """The first button there is."""
        return self.seal if self.seal.isVisibleTo(self) else self.check
