"""The page Settings: sections at the left, one at the right, saved together with Ctrl+S."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from deskinc.desk import settings
from deskinc.desk.office import Saved
from deskinc.errors import DeskError, InvalidForm
from deskinc.i18n import N_, _
from deskinc.ui import tasks, theme
from deskinc.ui.actions import Action
from deskinc.ui.delegates import Row, RowsModel, make_list
from deskinc.ui.page import Page, PageSpec
from deskinc.ui.parts import Button, column, ground, hairline, label, row
from deskinc.ui.scrolled import scrolled
from deskinc.ui.session import Session
from deskinc.ui.settings.access import AccessSection
from deskinc.ui.settings.alarms import AlarmsSection
from deskinc.ui.settings.backups import BackupsSection
from deskinc.ui.settings.certificates import CertificatesSection
from deskinc.ui.settings.computer import ComputerSection
from deskinc.ui.settings.erasing import ErasingSection
from deskinc.ui.settings.fields import InsuranceSection, LessonsSection, SiteSection, TimeSection
from deskinc.ui.settings.guides import GuidesSection
from deskinc.ui.settings.happening import ContactsSection, PointsSection
from deskinc.ui.settings.mirror import MirrorSection
from deskinc.ui.settings.notices import NoticesSection
from deskinc.ui.settings.opening import OpeningSection
from deskinc.ui.settings.people import PeopleSection
from deskinc.ui.settings.plans import PlansSection
from deskinc.ui.settings.routines import RoutinesSection
from deskinc.ui.settings.rows import (
    KitSection,
    PeepsSection,
    PlacesSection,
    RowsSection,
    ShiftsSection,
)
from deskinc.ui.settings.section import Section
from deskinc.ui.settings.sheet import SheetSection
from deskinc.ui.settings.snippets import SnippetsSection
from deskinc.ui.settings.trust import TrustSection
from deskinc.ui.settings.writing import WritingSection

LIST, LIST_NARROW = 236, 228


SECTIONS: tuple[type[Section], ...] = (
    SiteSection, PlacesSection, ShiftsSection, KitSection, ContactsSection, PeepsSection,
    PointsSection, RoutinesSection, GuidesSection, NoticesSection, AlarmsSection, WritingSection,
    SnippetsSection,
    LessonsSection, InsuranceSection, TimeSection, PeopleSection,
    CertificatesSection, AccessSection, OpeningSection, PlansSection, TrustSection, SheetSection,
    MirrorSection, BackupsSection, ErasingSection, ComputerSection,
)  # fmt: skip


class SettingsPage(Page):
    """Only what the officer's roles may do is shown."""

    by_role = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        may = session.office.officer.may
        kinds = [kind for kind in SECTIONS if not kind.needs or any(map(may, kind.needs))]
        self.sections = [kind(session) for kind in kinds]
        self.model = RowsModel(self)
        self.list = make_list(_("Sections of the settings"), self.model)
        self.model.set_rows([Row(s.key, _(s.word), icon=s.icon) for s in self.sections])
        self.stack = QStackedWidget()
        self.title = label("", "title", 600)
        self.state = label("", "note", role="muted")
        self.back = Button(_("P&ut back"), size="tall", pressed=self.put_back)
        self.save_button = Button(_("Save"), "primary", "Ctrl+S", size="tall", pressed=self.save)
        self._pads: list[QVBoxLayout] = []
        for section in self.sections:
            section.edited.connect(self._show_foot)
            area, pad = scrolled(section)
            self._pads.append(pad)
            self.stack.addWidget(area)
        self._build()
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self.show_section(self.sections[0].key)

    def _build(self) -> None:
        self._name = label(_("Settings"), "title", 600)
        self._head = row(self.title)
        self._foot_row = row(self.state, gap=12)
        self._foot_row.addStretch(1)
        self._foot_row.addWidget(self.back)
        self._foot_row.addWidget(self.save_button)
        self.foot = ground("surface", self._foot_row)
        self.foot.setFixedHeight(64)
        self._rule = hairline()
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addLayout(self._head)
        right.addWidget(self.stack, 1)
        right.addWidget(self._rule)
        right.addWidget(self.foot)
        across = row(gap=0)
        across.addLayout(column(self._name, self.list))
        across.addWidget(hairline(upright=True))
        across.addLayout(right, 1)
        self.setLayout(across)
        self.set_size(narrow=False, low=False, wide=False)

    def set_size(self, *, narrow: bool, low: bool, wide: bool) -> None:
        """Smaller margins where there is less room."""
        super().set_size(narrow=narrow, low=low, wide=wide)
        margin = theme.MARGIN_NARROW if narrow else 32
        self.list.setFixedWidth(LIST_NARROW if narrow else LIST)
        self._name.setContentsMargins(16, 8 if low else 14, 16, 8)
        self._head.setContentsMargins(margin, 8 if low else 14, margin, 12)
        self._foot_row.setContentsMargins(margin, 0, theme.MARGIN_NARROW, 0)
        for pad in self._pads:
            pad.setContentsMargins(margin, 8, margin, 24)

    @property
    def section(self) -> Section:
        """The section that is shown."""
        return self.sections[self.stack.currentIndex()]

    def show_section(self, key: str) -> None:
        """Show the section ``key``; nothing where the officer has no such section."""
        index = self.model.index_of(key)
        if index.isValid():
            self.list.setCurrentIndex(index)

    def _chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        if not index.isValid():
            return
        self.stack.setCurrentIndex(index.row())
        self.title.setText(_(self.section.word))
        self._show_foot()

    def raw(self) -> dict[str, object]:
        """Everything that differs from the book, of all sections."""
        return {name: value for s in self.sections for name, value in s.raw().items()}

    def _show_foot(self) -> None:
        if not hasattr(self, "foot"):
            return
        changed = bool(self.raw())
        self.foot.setVisible(changed)
        self._rule.setVisible(changed)
        words = [_(s.word) for s in self.sections if s.raw()]
        self.state.setText(_("Not saved: {what}").format(what=", ".join(words)) if words else "")

    def save(self) -> None:
        """Write what differs as one record."""
        raw = self.raw()
        if not raw:
            return
        for section in self.sections:
            if isinstance(section, RowsSection) and (fault := section.own_fault()):
                self.show_section(section.key)
                section.fault.say(fault)
                return
        try:
            future = settings.change(self.session.office, raw)
        except InvalidForm as error:
            self._show_notes(error.notes)
            return
        except DeskError as error:
            self.session.fail(error)
            return
        self.save_button.setEnabled(False)
        tasks.watch(self, future, self._saved, self._not_saved)

    def _show_notes(self, notes: dict[str, str]) -> None:
        for section in self.sections:
            if section.show_notes(notes):
                self.show_section(section.key)
                return
        self.session.say(" ".join(notes.values()), tone="fault")

    def _saved(self, _saved: Saved) -> None:
        self.save_button.setEnabled(True)
        for section in self.sections:
            section.load()
        self.session.say(_("The settings are saved."))
        self.first_focus().setFocus()

    def _not_saved(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        self.session.fail(error)

    def put_back(self) -> None:
        """Give up what was changed and not saved."""
        for section in self.sections:
            section.load()
        self.first_focus().setFocus()

    def actions_offered(self) -> Sequence[Action]:
        """Saving, and each section by name."""
        group = _("Settings")
        save, words = self.save, _("Save the settings")
        offered = [Action("save_settings", words, "Ctrl+S", "save", group, save, act="settings")]
        for section in self.sections:
            words = _("Settings: {section}").format(section=_(section.word))
            go = partial(self.session.go, "settings", part=section.key)
            offered.append(Action(f"settings_{section.key}", words, "", section.icon, group, go))
            offered += section.actions_offered()
        return offered

    def show_what(self, what: dict[str, object]) -> None:
        """``part="people"`` shows that section."""
        self.show_section(str(what.get("part", "")))
        self.section.first_focus().setFocus()

    def first_focus(self) -> QWidget:
        """The list of sections; Tab leads into the one shown."""
        return self.list


PAGE = PageSpec("settings", "settings", N_("Se&ttings"), SettingsPage)
