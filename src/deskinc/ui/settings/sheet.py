"""The recovery sheet: when it was tried last, trying it, and making another."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from deskinc.desk.people import sheet
from deskinc.i18n import N_, _
from deskinc.ui.actions import Action
from deskinc.ui.parts import Button, label, row
from deskinc.ui.session import Session
from deskinc.ui.settings.section import Section
from deskinc.ui.settings.sheet_dialogs import NewSheetDialog, TryDialog
from deskinc.ui.settings.state import State


class SheetSection(Section):
    """Trying it shows that it is legible, complete and of this book."""

    key, word, icon = "sheet", N_("Recovery sheet"), "printer"
    needs = ("restore", "settings")

    def __init__(self, session: Session) -> None:
        super().__init__(session, _(
            "24 words on paper, in the safe: they open the book where no passphrase does. Nothing "
            "of them is kept here."
        ))  # fmt: skip
        may = session.office.officer.may
        self.tried = State(_("Made or tried"))
        self.attempt = Button(_("Tr&y the sheet…"), pressed=self._try)
        self.attempt.setVisible(may("restore"))
        self.new = Button(_("&New sheet…"), pressed=self._make)
        self.new.setVisible(may("settings"))
        self.body.addWidget(self.tried)
        self.body.addSpacing(20)
        foot = row(self.attempt, self.new, gap=8)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.body.addSpacing(16)
        why = _(
            "Every quarter: fetch it, type the words, lock it away again. All 24 are asked, since "
            "nothing is kept of which three could be compared."
        )
        self.body.addWidget(label(why, "note", role="muted", wrap=True))
        self.body.addStretch(1)
        session.recorded.connect(self._heard)
        self.load()

    def _heard(self, records: object) -> None:
        forms = {getattr(record, "form", "") for record in records}  # type: ignore[attr-defined]
        if forms & {"access", "sheet"}:
            self.load()

    def load(self) -> None:
        """Say when it was tried last."""
        office = self.session.office
        since, now = sheet.last(office), office.now()
        words = _("{date}, {days} days ago").format(
            date=office.locale.date(since, weekday=False), days=max(0, (now - since).days)
        )
        if now - since >= sheet.QUARTER:
            more = _("Try it: nobody knows whether it can still be read.")
            self.tried.say("hourglass", "pending", f"{words}. {more}")
        else:
            self.tried.say("check", "ok", words)

    def _try(self) -> None:
        TryDialog(self.window(), self.session, self._done).open()

    def _make(self) -> None:
        NewSheetDialog(self.window(), self.session, self._done).open()

    def _done(self, what: str, more: str) -> None:
        self.load()
        self.session.check_health()
        self.session.say(what, more)
        self.first_focus().setFocus()

    def actions_offered(self) -> Sequence[Action]:
        """Both verbs, by name."""
        return [
            self.verb("try_sheet", _("Try the recovery sheet"), self._try, "restore"),
            self.verb("new_sheet", _("New recovery sheet"), self._make, "settings"),
        ]

    def first_focus(self) -> QWidget:
        """Trying it, or making another."""
        return self.attempt if self.attempt.isVisibleTo(self) else self.new
