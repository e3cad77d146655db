"""Trust: the mirror, the last seal, and checking the book against itself."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from deskinc.desk.office import Saved
from deskinc.desk.trust import seals, trust
from deskinc.desk.trust.trust import Verdict
from deskinc.errors import DeskError
from deskinc.i18n import N_, _
from deskinc.ui import tasks
from deskinc.ui.actions import Action
from deskinc.ui.labelled import Fault
from deskinc.ui.parts import Button, row
from deskinc.ui.seals.dialog import PaperSealDialog
from deskinc.ui.session import Session
from deskinc.ui.settings.checking import CheckPanel
from deskinc.ui.settings.section import Section
from deskinc.ui.settings.state import State


class TrustSection(Section):
    """Seal now, check now; how both stores stand, and what the last check said."""

    key, word, icon = "trust", N_("Trust"), "shield-check"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.mirror, self.sealed, self.people, self.checked = (
            State(_("Mirror")), State(_("Last seal")), State(_("Second person")),
            State(_("Checked in full")),
        )  # fmt: skip
        self.seal = Button(_("Seal no&w"), pressed=self.seal_now)
        self.seal.setVisible(session.office.officer.may("seal"))
        self.again = Button(_("Show the last o&utcome"), pressed=self.show_last)
        self.paper = Button(
            _("Check a paper seal…"), pressed=lambda: PaperSealDialog(self.window(), session).open()
        )
        self.fault = Fault()
        self.panel = CheckPanel(session)
        self.panel.running.connect(self._checking)
        self._place()
        session.health_changed.connect(self.load)
        self.load()

    def _place(self) -> None:
        for state in (self.mirror, self.sealed, self.people, self.checked):
            self.body.addWidget(state)
        self.body.addSpacing(20)
        foot = row(self.seal, self.paper, self.again, gap=8)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.body.addWidget(self.fault)
        self.body.addSpacing(8)
        self.body.addWidget(self.panel)
        self.body.addStretch(1)

    def load(self) -> None:
        """Say how the stores stand."""
        health = self.session.health
        if health.fault:
            self.mirror.say("octagon-alert", "fault", health.fault)
        elif health.mirror == "missing":
            words = _("Not found. Lines are saved here; plug the drive in, nothing is lost.")
            self.mirror.say("hourglass", "pending", words)
        elif health.pending:
            words = _("{count} records behind; it catches up by itself.")
            self.mirror.say("hourglass", "pending", words.format(count=health.pending))
        elif health.copies.near:
            words = _("Up to date, but on the same disk as the book: if it dies, both are gone.")
            self.mirror.say("hourglass", "pending", words)
        else:
            self.mirror.say("check-check", "ok", _("Up to date"))
        self._show_sealed()
        if health.provisional:
            words = _("Nobody else is enrolled, so nobody checks what one does alone.")
            self.people.say("hourglass", "pending", words)
        else:
            self.people.say("check", "ok", _("There are two people to confirm what needs two"))

        self._show_checked()

    def _show_sealed(self) -> None:
        """When the book was sealed last, by whom, and how far the mirror reached then."""
        health, locale = self.session.health, self.session.office.locale
        if health.sealed is None:
            self.sealed.say("hourglass", "pending", _("Not sealed yet"))
            return
        when = f"{locale.date(health.sealed)}, {locale.time(health.sealed)}"
        words = _("{when}, up to line {line}") if health.sealed_line else "{when}"
        words = words.format(when=when, line=health.sealed_line)
        sign, role = "shield-check", "ok"
        seal = seals.newest(self.session.office)
        if seal is not None:
            complete = _("mirror complete to line {line}").format(line=seal.mirror)
            words = f"{words}, {seal.words()}; {complete}"
            if seal.mirror < seal.line:
                sign, role = "hourglass", "pending"
        self.sealed.say(sign, role, words)

    def _show_checked(self) -> None:
        """When everything was checked last, and what came of it."""
        known = trust.last_check(self.session.office)
        self.again.setVisible(known is not None)
        if known is None:
            words = _("Never yet. The program does it at night while it is open.")
            self.checked.say("hourglass", "pending", words)
            return
        locale = self.session.office.locale
        when = f"{locale.date(known.ended)}, {locale.time(known.ended)}"
        if known.ok and not known.left_out:
            words = _("{when}: nothing was found")
            self.checked.say("circle-check", "ok", words.format(when=when))
        elif known.ok:
            names = ", ".join(line.name for line in known.left_out)
            words = _("{when}: nothing was found, but left out: {what}")
            self.checked.say("hourglass", "pending", words.format(when=when, what=names))
        else:
            self.checked.say("octagon-alert", "fault", f"{when}: {known.count_words()}")

    def _checking(self, running: bool) -> None:
        for part in (self.seal, self.again):
            part.setEnabled(not running)
        if not running:
            self._show_checked()

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

    def show_last(self) -> None:
        """Open the outcome of the last full check below."""
        office = self.session.office
        tasks.look(self, lambda: trust.last_shown(office), self._show_last, self._fail)

    def _show_last(self, known: Verdict | None) -> None:
        if known is not None and self.again.isEnabled():
            self.panel.show_verdict(known)

    def actions_offered(self) -> Sequence[Action]:
        """Bringing the book back, also where no check has found anything."""
        restore = self.panel.ask_to_restore
        words, group = _("Restore the book…"), _("Settings")
        return [Action("restore_book", words, "", "package", group, restore, act="restore")]

    def first_focus(self) -> QWidget:
        """The first button there is."""
        return self.seal if self.seal.isVisibleTo(self) else self.panel.check
