"""The people of the desk: enrolling one who stands beside it, and what is done about each."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from deskinc.desk.office import Officer
from deskinc.desk.people import departure, person_list
from deskinc.desk.people.person_list import Listed
from deskinc.forms.roles import ROLES
from deskinc.i18n import N_, _
from deskinc.ui import dialogs
from deskinc.ui.actions import Action
from deskinc.ui.dialogs import Question
from deskinc.ui.parts import Button, column, label, row
from deskinc.ui.session import Session
from deskinc.ui.settings.enrol import EnrolForm
from deskinc.ui.settings.leaving import LeaveDialog
from deskinc.ui.settings.person_dialogs import (
    PapersDialog,
    RolesDialog,
    SuspendDialog,
    VouchDialog,
)
from deskinc.ui.settings.section import WIDTH, Section
from deskinc.ui.tables import Cell, TableModel, make_table

ROW = 32


class PeopleSection(Section):
    """Who is enrolled; with the right role, ways to enrol, vouch, change and suspend."""

    key, word, icon = "people", N_("People"), "user-round"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.setMaximumWidth(980)
        heads = (_("Name"), _("Initials"), _("Roles"), _("State"))
        self.model = TableModel(heads, self)
        self.table = make_table(_("People of the desk"), self.model, (136, 76, 0, 150))
        self.in_full = label("", "note", role="muted", wrap=True)
        self.enrol = Button(_("&Enrol a person"), icon="plus", pressed=self.open_form)
        self.vouch = Button(_("Vou&ch…"), pressed=lambda: self._ask(VouchDialog))
        self.papers = Button(_("P&apers…"), pressed=lambda: self._ask(PapersDialog))
        self.roles = Button(_("R&oles…"), pressed=lambda: self._ask(RolesDialog))
        self.again = Button(_("Enrol a&gain"), pressed=self.enrol_again)
        self.suspend = Button(_("Suspe&nd…"), "danger", pressed=lambda: self._ask(SuspendDialog))
        self.leaves = Button(_("&Leaves…"), "danger", pressed=self.ask_to_leave)
        self.keys = Button(_("Change the &keys…"), pressed=self.ask_for_keys)
        self.form: EnrolForm | None = None
        self._there: list[Listed] = []
        inside = column(self.table, self.in_full, gap=12)
        for verbs in (
            (self.vouch, self.papers, self.roles), (self.again, self.suspend, self.leaves),
            (self.enrol, self.keys),
        ):  # fmt: skip
            across = row(*verbs, gap=8)
            across.addStretch(1)
            inside.addLayout(across)
        self._listed = QWidget()
        self._listed.setLayout(inside)
        self.body.addWidget(self._listed)
        self.table.selectionModel().currentChanged.connect(lambda _new, _old: self._offer())
        session.recorded.connect(self._heard)
        self.load()

    def _heard(self, records: object) -> None:
        forms = {getattr(record, "form", "") for record in records}  # type: ignore[attr-defined]
        if forms & {"officer", "countersign"}:
            self.load()

    def load(self) -> None:
        """Read the list again; whoever was chosen stays chosen."""
        chosen = self.model.key_at(self.table.currentIndex())
        self._there = person_list.listing(self.session.office)
        self.model.set_lines([(one.officer.thread, _cells(one)) for one in self._there])
        self.table.setFixedHeight(30 + ROW * max(1, min(14, len(self._there))))
        threads = [one.officer.thread for one in self._there]
        at = threads.index(str(chosen)) if chosen in threads else 0
        self.table.setCurrentIndex(self.model.index(at, 0))
        self._offer()

    def chosen(self) -> Listed | None:
        """Whoever stands under the cursor."""
        at: QModelIndex = self.table.currentIndex()
        return self._there[at.row()] if at.isValid() and at.row() < len(self._there) else None

    def _offer(self) -> None:
        """Offer what may be done about whoever is chosen, and by whoever is signed in."""
        may, one = self.session.office.officer.may, self.chosen()
        here = one is not None
        self.in_full.setText(_in_full(one) if one else "")
        relief = one is not None and one.officer.until is not None
        active = one is not None and one.active
        self.enrol.setVisible(may("enrol"))
        for button, allowed, live in (
            (self.vouch, True, one is not None and one.vouchable),
            (self.papers, may("enrol"), active and not relief),
            (self.roles, may("enrol"), active and not relief),
            (self.again, may("enrol"), here and not relief),
            (self.suspend, may("suspend"), active),
            (self.leaves, may("suspend"), here and not relief),
        ):
            button.setVisible(allowed)
            button.setEnabled(live)

        self.keys.setVisible(may("suspend") and bool(departure.due(self.session.office)))

    def ask_to_leave(self) -> None:
        """Look what it means that whoever is chosen leaves, and ask two to sign it."""
        one, session = self.chosen(), self.session
        if one is None:
            return
        who = one.officer

        def show(plan: departure.Plan) -> None:
            LeaveDialog(self.window(), session, who, plan).open()

        session.run(self, lambda: departure.plan(session.office, who.thread), show)

    def ask_for_keys(self) -> None:
        """Somebody has left, and the keys could not be changed then."""
        office = self.session.office
        text = _(
            "{names} left, and the book still lies under the keys from before. The window closes "
            "for some seconds and opens again by itself."
        ).format(names=", ".join(departure.due(office)))

        def go() -> None:
            self.session.run(
                self, lambda: departure.prepared(office, office.person),
                self.session.keys_wanted.emit,
            )  # fmt: skip

        dialogs.ask(
            self.window(), _("Change the keys of the book now?"), text,
            verb=_("Change them"), safe=_("Cancel"), yes=go,
        )  # fmt: skip

    def _ask(
        self, dialog: Callable[[QWidget, Session, Officer, Callable[[str], object]], Question]
    ) -> None:
        one = self.chosen()
        if one is not None:
            dialog(self.window(), self.session, one.officer, self._done).open()

    def _done(self, words: str) -> None:
        self.load()
        self.session.check_health()
        self.session.say(words)
        self.table.setFocus()

    def open_form(self) -> None:
        """Ask for the new person."""
        self._open(None)

    def enrol_again(self) -> None:
        """New keys for somebody who forgot the passphrase, or comes back."""
        one = self.chosen()
        if one is not None:
            self._open(one.officer)

    def _open(self, again: Officer | None) -> None:
        if self.form is None:
            self.form = EnrolForm(self.session, again)
            self.form.setMaximumWidth(WIDTH)
            self.form.enrolled.connect(self._enrolled)
            self.form.left.connect(self._shut)
        self.unfold(self.form, [self._listed])
        self.form.first_focus().setFocus()

    def _shut(self) -> None:
        if self.form is None:
            return
        self.fold(self.form, [self._listed])
        self.form = None
        self.enrol.setFocus()

    def _enrolled(self, person: Officer) -> None:
        self._shut()
        self.load()
        self.session.check_health()
        self.session.say(_("{name} is enrolled and can sign in.").format(name=person.name))

    def actions_offered(self) -> Sequence[Action]:
        """Enrolling, by name; and the list, where whoever is meant is chosen first."""
        choose = self.table.setFocus
        return [
            self.verb("enrol", _("Enrol a person"), self.open_form, "enrol"),
            self.verb("enrol_again", _("Enrol somebody again"), choose, "enrol"),
            self.verb("vouch", _("Vouch for somebody"), choose, "vouch"),
            self.verb("roles", _("Change somebody’s roles"), choose, "enrol"),
            self.verb("suspend", _("Suspend somebody"), choose, "suspend"),
            self.verb("leaves", _("Somebody leaves"), choose, "suspend"),
        ]

    def first_focus(self) -> QWidget:
        """The list; the button as long as there is nobody to choose from."""
        alone = len(self._there) < 2
        return self.enrol if alone and self.enrol.isVisibleTo(self) else self.table


def _cells(one: Listed) -> list[Cell | str]:
    officer = one.officer
    return [
        Cell(officer.name, weight=600, struck=not one.active), officer.initials, _roles(officer),
        Cell(one.words, one.tone, 600),
    ]  # fmt: skip


def _in_full(one: Listed) -> str:
    """What a narrow table cuts off."""
    return f"{one.officer.name}: {_roles(one.officer)} · {one.words}"


def _roles(officer: Officer) -> str:
    return ", ".join(_(role.label) for role in ROLES if role.code in officer.roles)
