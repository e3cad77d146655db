"""The guides of the site: each category and family, found by typing, and a form for each."""

from PySide6.QtWidgets import QWidget

from deskinc.desk.incidents import guiding
from deskinc.forms import guides, taxonomy
from deskinc.i18n import N_, _
from deskinc.ui.labelled import Labelled, line
from deskinc.ui.parts import Button, column, label, row
from deskinc.ui.session import Session
from deskinc.ui.settings.guideform import GuideForm
from deskinc.ui.settings.listform import ListSection
from deskinc.ui.settings.section import WIDTH
from deskinc.ui.tables import Cell, TableModel, make_table

ROW = 32
SHOWN = 11


class GuidesSection(ListSection[GuideForm]):
    """The list, narrowed by what is typed, and the way to change one."""

    key, word, icon = "guides", N_("Guides"), "square-check-big"
    needs = ("guides",)
    forms = (guiding.FORM,)

    def __init__(self, session: Session) -> None:
        more = _(
            "What the desk is told of a category: when it is an incident, its severity at first, "
            "the checklist, whom to call, what to read out. What you say of a family holds for "
            "those of its categories that have nothing of their own."
        )
        super().__init__(session, more)
        self.setMaximumWidth(980)
        self.wanted = line()
        self.model = TableModel((_("Category"), _("Severity at first"), _("Changed here")), self)
        self.table = make_table(_("Categories and families"), self.model, (0, 140, 260))
        self.none = label(_("No category has these letters."), role="muted")
        self.change = Button(_("C&hange…"), pressed=self.change_chosen)
        verbs = row(self.change, gap=8)
        verbs.addStretch(1)
        inside = column(Labelled(_("&Find a category"), self.wanted), self.table, self.none, gap=12)
        inside.addSpacing(12)
        inside.addLayout(verbs)
        self.wanted.textChanged.connect(lambda _words: self.load())
        self.wanted.returnPressed.connect(self.change_chosen)
        self.table.activated.connect(lambda _at: self.change_chosen())
        self.hold(inside)

    def load(self) -> None:
        """Read the list again; what was chosen stays chosen."""
        chosen = self.model.key_at(self.table.currentIndex())
        letters = self.wanted.text().casefold().split()
        found = [each for each in guiding.subjects()
                 if all(part in name_of(each).casefold() for part in letters)]  # fmt: skip
        self.model.set_lines([(each, self._cells(each)) for each in found])
        at = found.index(str(chosen)) if chosen in found else 0
        self.table.setCurrentIndex(self.model.index(at, 0))
        self.table.setFixedHeight(30 + ROW * SHOWN)
        self.table.setVisible(bool(found))
        self.none.setVisible(not found)
        self.change.setEnabled(bool(found))

    def _cells(self, subject: str) -> list[Cell | str]:
        office = self.session.office
        changed = ", ".join(guiding.filled(office, subject))
        if "." not in subject:
            return [Cell(name_of(subject), weight=600), "", changed]
        severity = taxonomy.severity(guiding.severity_of(office, subject))
        return [name_of(subject), _(severity.word), changed]

    def change_chosen(self) -> None:
        """Open the form of the row under the cursor."""
        subject = str(self.model.key_at(self.table.currentIndex()) or "")
        if subject:
            self.ask(lambda: GuideForm(self.session, subject, name_of(subject)), WIDTH + 120)

    def first_focus(self) -> QWidget:
        """The field that finds one."""
        return self.wanted


def name_of(subject: str) -> str:
    """``Fire: Drill`` of a category, ``Fire: all`` of a family."""
    family = guides.family_of(subject)
    word = _(FAMILIES[family])
    if family == subject:
        return _("{family}: all").format(family=word)
    return f"{word}: {_(taxonomy.category(subject).label)}"


FAMILIES = {
    "access": N_("Access"), "theft": N_("Theft and loss"), "damage": N_("Damage"),
    "violence": N_("Violence and behaviour"), "injury": N_("Injury and illness"),
    "fire": N_("Fire and life safety"), "threat": N_("Threat"), "building": N_("Building"),
    "alarm": N_("Security alarm"), "vehicle": N_("Vehicle"), "people": N_("People"),
    "hazard": N_("Hazard"), "conduct": N_("Conduct and complaint"),
}  # fmt: skip
