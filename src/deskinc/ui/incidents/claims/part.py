"""The claims of an incident on its page: what came in, what is held, what can still be got."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListView, QWidget

from deskinc.desk.claims import claims
from deskinc.desk.claims.claims import Claim, Claims
from deskinc.desk.claims.getting import Wanted
from deskinc.desk.erasure import holds
from deskinc.desk.erasure.holds import Held
from deskinc.errors import DeskError
from deskinc.forms.catalogue import current
from deskinc.forms.fields import Value
from deskinc.forms.form import show_all
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.actions import Action
from deskinc.ui.delegates import Row, RowsModel, make_list
from deskinc.ui.dialogs import ask_text
from deskinc.ui.incidents.claims.dialog import ClaimDialog
from deskinc.ui.incidents.laying import lay_out
from deskinc.ui.incidents.missing import HIGH, JumpDelegate
from deskinc.ui.parts import Button, column, label, row
from deskinc.ui.session import Session

CLAIM_KEY = "Ctrl+Shift+C"
APART = frozenset({"incident", "claimant", "reference", "received", "letter"})
"""Fields that stand in the head of a claim, or are none of its words."""


class ClaimPart(QWidget):
    """Every claim with its hold; below them what can still be got, row by row."""

    wanted = Signal(str)
    """The field of something that can still be got."""
    arrived = Signal(object)
    """Claims: what has followed the incident that is shown."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._thread = self._number = ""
        self.shown = Claims()
        self.none = label(_("No claim was received."), role="muted")
        self.hold = label("", "note", wrap=True)
        self.release = Button(_("Release the hold…"), size="small", pressed=self.ask_release)
        self.receive = Button(
            _("A claim was received…"), size="small", icon="plus", pressed=self.ask_claim
        )
        self.get = label(_("What can still be got"), "note", 600)
        self._rows = RowsModel(self)
        self.view: QListView = make_list(_("What can still be got"), self._rows)
        self.view.setItemDelegate(JumpDelegate(self.view))
        self.cards = column(gap=12)
        self._made: list[QWidget] = []
        layer = column(self.none, gap=6, margins=(8, 0, 8, 0))
        layer.addLayout(self.cards)
        layer.addSpacing(6)
        foot = row(self.receive, self.release, gap=8)
        foot.addStretch(1)
        layer.addWidget(self.hold)
        layer.addLayout(foot)
        layer.addSpacing(6)
        layer.addWidget(self.get)
        layer.addWidget(self.view)
        self.setLayout(layer)
        self.view.clicked.connect(self._go)
        self.view.activated.connect(self._go)
        self._show(Claims())

    def show_incident(self, thread: str, number: str) -> None:
        """Read the claims of an incident, or read them again."""
        if thread != self._thread:
            self._turn_to(Claims())
        self._thread, self._number = thread, number
        office = self._session.office
        self._session.look(self, lambda: claims.of(office, thread), partial(self._home, thread))

    def _home(self, thread: str, found: Claims) -> None:
        if thread == self._thread:
            self._turn_to(found)
            self.arrived.emit(found)

    def stops(self) -> list[QWidget]:
        """The controls that Tab visits, in order."""
        buttons = [b for made in self._made for b in made.findChildren(Button)]
        return [*buttons, self.receive, self.release, self.view]

    def show_wanted(self, found: list[Wanted]) -> None:
        """What can still be got; nothing while no claim is there."""
        found = found if self.shown.claims else []
        self._rows.set_rows([Row(one.field, one.words) for one in found])
        self.view.setFixedHeight(HIGH * len(found) + 1)
        for part in (self.get, self.view):
            part.setVisible(bool(found))

    def _turn_to(self, found: Claims) -> None:
        """Cards are made anew only where they say something else, or to somebody else."""
        if (found, self._session.office.officer) != (self.shown, self._reader):
            self._show(found)

    def _show(self, found: Claims) -> None:
        self.shown, self._reader = found, self._session.office.officer
        officer = self._session.office.officer
        for made in self._made:
            self.cards.removeWidget(made)
            made.hide()
            made.deleteLater()
        self._made = [self._card(claim) for claim in found.claims]
        for made in self._made:
            self.cards.addWidget(made)
        self.none.setVisible(not found.claims)
        self.receive.setVisible(officer.may("claim"))
        self.receive.setText(_("Another claim…") if found.claims else _("A claim was received…"))
        self.hold.setText("\n".join(self._held(one) for one in found.holds))
        self.hold.setVisible(bool(found.holds))
        self.release.setVisible(bool(found.holds) and officer.may("release_hold"))
        if not found.claims:
            self.show_wanted([])
        lay_out()

    def _held(self, one: Held) -> str:
        locale = self._session.office.locale
        day = f"{locale.short_date(one.at)} {one.at.year}"
        said = _("Held since {day} ({by}): nothing of it can be erased. {reason}").format(
            day=day, by=one.by, reason=one.reason
        )
        return f"{said}\n{one.lacks}".rstrip()

    def _card(self, claim: Claim) -> QWidget:
        """One claim: head, received, all that is said, its buttons."""
        locale, values = self._session.office.locale, claim.values
        made = QWidget()
        names = (str(values.get(name) or "") for name in ("reference", "claimant"))
        head = " · ".join(filter(None, names)) or _("Claim")
        layer = column(label(head, "text", 600, wrap=True), gap=2)
        received = claim.received or claim.written
        came = _("Received {day}, {time} · kept {written}, {by}").format(
            day=f"{locale.short_date(received)} {received.year}", time=locale.clock(received),
            written=f"{locale.short_date(claim.written)} {locale.clock(claim.written)}",
            by=claim.by,
        )  # fmt: skip
        layer.addWidget(label(came, "note", role="muted", wrap=True))
        for name, words in show_all(current("claim"), _said(values), locale):
            layer.addWidget(label(f"{name}: {words}", "note", wrap=True))
        if values:
            layer.addLayout(self._buttons(claim))
        made.setLayout(layer)
        return made

    def _buttons(self, claim: Claim) -> QHBoxLayout:
        change = Button(_("Change the claim…"), size="small", pressed=partial(self._ask, claim))
        foot = row(change, gap=8, margins=(0, 4, 0, 0))
        if claim.letter[0]:
            foot.addWidget(
                Button(_("Save the letter…"), size="small", pressed=partial(self._save, claim))
            )
        foot.addStretch(1)
        return foot

    def ask_claim(self) -> None:
        """Ask about a claim that came in."""
        if self._thread and self._session.office.officer.may("claim"):
            self._ask(None)

    def _ask(self, claim: Claim | None) -> None:
        asked = ClaimDialog(self, self._session, self._thread, self._number, claim)
        asked.accepted.connect(self._again)
        asked.open()

    def _again(self) -> None:
        self.show_incident(self._thread, self._number)

    def _save(self, claim: Claim) -> None:
        office, (n, name) = self._session.office, claim.letter
        asked = QFileDialog(self.window(), _("Save the letter"))
        asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asked.selectFile(name)
        asked.finished.connect(asked.deleteLater)

        def write(path: str) -> None:
            words = _("{name} is saved.").format(name=Path(path).name)
            self._session.run(
                self, lambda: claims.save_letter(office, n, Path(path)),
                lambda _none: self._session.say(words),
            )  # fmt: skip

        asked.fileSelected.connect(write)
        asked.open()

    def ask_release(self) -> None:
        """Ask why the oldest hold may go."""
        if not self.shown.holds or not self._session.office.officer.may("release_hold"):
            return
        one = self.shown.holds[0]
        ask_text(
            self, _("Release the hold?"), one.reason, name=_("Reason"), verb=_("Release it"),
            done=partial(self._release, one.thread), missing=_("Give the reason; it stays."),
        )  # fmt: skip

    def _release(self, thread: str, reason: str) -> None:
        try:
            future = holds.release(self._session.office, thread, reason)
        except DeskError as error:
            self._session.fail(error)
            return
        tasks.watch(self, future, lambda _saved: self._again(), self._session.fail)

    def _go(self, index: QModelIndex) -> None:
        shown = self._rows.row_at(index)
        if shown is not None:
            self.wanted.emit(str(shown.key))


def _said(values: Mapping[str, Value]) -> dict[str, Value]:
    return {name: v for name, v in values.items() if name not in APART and v is not None}


def claim_actions(part: ClaimPart, group: str) -> list[Action]:
    """What can be done here from the palette."""
    return [
        Action(
            "claim", _("A claim was received"), CLAIM_KEY, "plus", group, part.ask_claim,
            act="claim",
        ),
        Action(
            "release_hold", _("Release the hold on the incident"), "", "check", group,
            part.ask_release, act="release_hold",
        ),
    ]  # fmt: skip
