"""Keys and certificates: one's own; for who enrols, everybody's, the list, and what leaves."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from deskinc.desk.certificates import leaving, renewing
from deskinc.desk.certificates.leaving import Left
from deskinc.desk.certificates.renewing import Held
from deskinc.i18n import N_, _
from deskinc.ui import tasks
from deskinc.ui.actions import Action
from deskinc.ui.parts import Button, label, row
from deskinc.ui.session import Session
from deskinc.ui.settings.own_certificate import BackDialog, OwnDialog, TokenDialog
from deskinc.ui.settings.section import Section
from deskinc.ui.settings.state import State
from deskinc.ui.tables import Cell, TableModel, make_table

ROW, HIGH = 32, 10
_SIGNS = {"ok": "circle-check", "pending": "hourglass", "fault": "octagon-alert"}


class CertificatesSection(Section):
    """Certificates with their ends, the list of those withdrawn, and the fingerprint to read."""

    key, word, icon = "certificates", N_("Keys and certificates"), "lock"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        may = session.office.officer.may
        self._enrols, self._gives = may("enrol"), may("certificates")
        self.mine, self.list = State(_("Your certificate")), State(_("Withdrawn"))
        self._lasts = session.office.officer.until is None
        self.own = Button(_("&Own certificate…"), pressed=self.bring_own)
        self.stick = Button(_("On a to&ken…"), pressed=self.bring_token)
        self.back = Button(_("Site’s certificate &again…"), pressed=self.give_up)
        self.authority = label("", wrap=True)
        self.authority.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.model = TableModel((_("Name"), _("Certificate"), _("From")), self)
        self.table = make_table(_("Certificates of the people"), self.model, (220, 0, 200))
        self.anew = Button(_("&New list now"), pressed=self.new_list)
        self.give = Button(_("Save for insurer or co&urt…"), pressed=self.ask_folder)
        self._place()
        session.recorded.connect(self._heard)
        self.load()

    def _place(self) -> None:
        self.body.addWidget(self.mine)
        self.body.addSpacing(8)
        verbs = row(self.own, self.stick, self.back, gap=8)
        verbs.addStretch(1)
        self.body.addLayout(verbs)
        self.body.addSpacing(20)
        self.body.addWidget(self.table)
        self.body.addSpacing(12)
        self.body.addWidget(self.list)
        self.body.addSpacing(12)
        self.body.addWidget(label(_("Fingerprint of the site’s certificate"), weight=600))
        self.body.addSpacing(4)
        self.body.addWidget(self.authority)
        self.body.addSpacing(4)
        words = _("Read it aloud to whoever checks a paper: SHA-256, group by group.")
        self.body.addWidget(label(words, "note", role="muted", wrap=True))
        self.body.addSpacing(16)
        foot = row(self.anew, self.give, gap=8)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.body.addStretch(1)
        # only now: what belongs to nothing yet would be a window of its own
        for part, shown in (
            (self.table, self._enrols), (self.anew, self._enrols), (self.give, self._gives),
            (self.own, self._lasts), (self.stick, self._lasts),
        ):  # fmt: skip
            part.setVisible(shown)

    def _heard(self, records: object) -> None:
        forms = {getattr(record, "form", "") for record in records}  # type: ignore[attr-defined]
        if forms & {"officer", "withdrawn", "countersign"}:
            self.load()

    def load(self) -> None:
        """Say how the certificates and the list stand."""
        office = self.session.office
        there = renewing.held(office)
        self.model.set_lines([(one.officer.thread, _cells(one)) for one in there])
        self.table.setFixedHeight(30 + ROW * max(1, min(HIGH, len(there))))
        mine = next((o for o in there if o.officer.thread == office.officer.thread), None)
        if mine is not None:
            self.mine.say(_SIGNS[mine.tone], mine.tone, f"{mine.words}, {mine.issuer}")
        self.back.setVisible(mine is not None and mine.own)
        words, tone = renewing.list_state(office)
        self.list.say(_SIGNS[tone], tone, words)
        self.authority.setText(_halves(leaving.fingerprint(office)))

    def bring_own(self) -> None:
        """Ask for the file of one's own certificate."""
        OwnDialog(self.window(), self.session, self._said).open()

    def bring_token(self) -> None:
        """Ask for the token with one's own certificate."""
        TokenDialog(self.window(), self.session, self._said).open()

    def give_up(self) -> None:
        """Sign with the site's certificate again."""
        BackDialog(self.window(), self.session, self._said).open()

    def _said(self, words: str) -> None:
        self.session.check_health()
        self.session.say(words)

    def new_list(self) -> None:
        """Have the site's authority sign a new list."""
        office = self.session.office
        self.anew.setEnabled(False)
        tasks.run(self, lambda: renewing.new_list(office), self._listed, self._unlisted)

    def _listed(self, _saved: object) -> None:
        self.anew.setEnabled(True)
        if not self.session.is_closed:
            self.session.check_health()
            self.session.say(_("A new list of withdrawn certificates is in the book."))

    def _unlisted(self, error: Exception) -> None:
        self.anew.setEnabled(True)
        self.session.fail(error)

    def ask_folder(self) -> None:
        """Ask where the files go."""
        dialog = QFileDialog(self.window(), _("Save for insurer or court"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda path: self.save(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, folder: Path) -> None:
        """Put the certificates and the list there."""
        office = self.session.office
        self.session.run(self, lambda: leaving.save(office, folder), self._saved)

    def _saved(self, left: Left) -> None:
        words = _("Saved: {names}. Read the fingerprint aloud; a file alone proves nothing.")
        self.session.say(words.format(names=", ".join(left.names)))

    def actions_offered(self) -> Sequence[Action]:
        """Both verbs, by name."""
        group, offered = _("Settings"), list[Action]()
        if self.own.isVisibleTo(self):
            words = _("Use an own certificate for papers")
            offered.append(Action("own_certificate", words, "", "lock", group, self.bring_own))
            words = _("Use a certificate on a token for papers")
            offered.append(Action("own_token", words, "", "lock", group, self.bring_token))
        if self._enrols:
            words = _("New list of withdrawn certificates")
            offered.append(Action("new_list", words, "", "lock", group, self.new_list, act="enrol"))
        if self._gives:
            words = _("Save the site’s certificates for insurer or court")
            offered.append(
                Action("save_ca", words, "", "lock", group, self.ask_folder, act="certificates")
            )
        return offered

    def first_focus(self) -> QWidget:
        """The first button there is."""
        return self.own if self.own.isVisibleTo(self) else self


def _cells(one: Held) -> list[Cell | str]:
    return [Cell(one.officer.name, weight=600), Cell(one.words, one.tone, 600), one.issuer]


def _halves(groups: str) -> str:
    parts = groups.split()
    return f"{' '.join(parts[:8])}\n{' '.join(parts[8:])}"
