"""The people of the desk, and enrolling one who stands beside it."""

from PySide6.QtWidgets import QWidget

from deskinc.desk import people
from deskinc.desk.office import Officer
from deskinc.forms.roles import ROLES
from deskinc.i18n import N_, _
from deskinc.ui.delegates import Cell, TableModel, make_table
from deskinc.ui.parts import Button, column
from deskinc.ui.session import Session
from deskinc.ui.settings.enrol import EnrolForm
from deskinc.ui.settings.section import WIDTH, Section

ROW = 32


class PeopleSection(Section):
    """Who is enrolled; with the right role, a way to enrol another."""

    key, word, icon = "people", N_("People"), "user-round"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.setMaximumWidth(920)
        heads = (_("Name"), _("Initials"), _("Licence"), _("Roles"))
        self.model = TableModel(heads, self)
        self.table = make_table(_("People of the desk"), self.model, (176, 80, 160, 0))
        self.enrol = Button(_("&Enrol a person"), icon="plus", pressed=self.open_form)
        self.enrol.setVisible(session.office.officer.may("enrol"))
        self.form: EnrolForm | None = None
        self._listed = QWidget()
        self._listed.setLayout(column(self.table, self.enrol, gap=16))
        self.body.addWidget(self._listed)
        self.load()

    def load(self) -> None:
        """Read the list again."""
        there = people.officers(self.session.office)
        self.model.set_lines([(person.thread, _cells(person)) for person in there])
        self.table.setFixedHeight(30 + ROW * max(1, len(there)))

    def open_form(self) -> None:
        """Ask for the new person."""
        if self.form is None:
            self.form = EnrolForm(self.session)
            self.form.setMaximumWidth(WIDTH)
            self.form.enrolled.connect(self._enrolled)
            self.form.left.connect(self._shut)
        self.unfold(self.form, [self._listed])
        self.form.name.setFocus()

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

    def first_focus(self) -> QWidget:
        """The button, or the list where nobody may be enrolled."""
        return self.enrol if self.enrol.isVisibleTo(self) else self.table


def _cells(person: Officer) -> list[Cell | str]:
    words = ", ".join(_(role.label) for role in ROLES if role.code in person.roles)
    return [Cell(person.name, weight=600), person.initials, person.licence or "–", words]
