"""The lists of all actions and of all problems; Enter shows one."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QWidget

from deskinc.desk.learning import lessons
from deskinc.desk.learning.lessons import MEASURE, PROBLEM, Lesson
from deskinc.i18n import _
from deskinc.ui.delegates import RowsModel, make_list
from deskinc.ui.dialogs import Wide
from deskinc.ui.incidents.learning.dialogs import LessonDialog
from deskinc.ui.incidents.learning.words import row_of
from deskinc.ui.incidents.tabs import Tabs
from deskinc.ui.parts import Button, label, row
from deskinc.ui.session import Session


class LessonsDialog(Wide):
    """What is open stands first, by the day on which it is due."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent, _("Actions and problems"))
        self._session = session
        self._found: dict[str, Sequence[Lesson]] = {MEASURE: (), PROBLEM: ()}
        self.tabs = Tabs([(MEASURE, _("Actions")), (PROBLEM, _("Problems"))], margin=0, line=True)
        self.model = RowsModel(self)
        self.view = make_list(_("Actions and problems"), self.model)
        self.none = label("", role="muted", wrap=True)
        self.first = Button("", pressed=self._begin)
        self.layer.addWidget(label(_("Actions and problems"), "title", 600))
        self.layer.addWidget(self.tabs)
        self.layer.addWidget(self.none)
        self.layer.addWidget(self.first, 0, Qt.AlignmentFlag.AlignLeft)
        self.layer.addWidget(self.view, 1)
        self.layer.addStretch()
        close = Button(_("Close"), "plain", _("Esc"), pressed=self.reject)
        last = row(gap=12)
        last.addStretch(1)
        last.addWidget(close)
        self.layer.addLayout(last)
        self.tabs.chosen.connect(lambda _key: self._fill())
        self.view.activated.connect(self._show)
        session.recorded.connect(lambda _records: self.refresh())
        self.view.setFocus()
        self.refresh()

    def refresh(self) -> None:
        """Read the lists again."""
        office = self._session.office

        def home(found: dict[str, Sequence[Lesson]]) -> None:
            self._found = found
            self._fill()

        def read() -> dict[str, Sequence[Lesson]]:
            return {form: lessons.listed(office, form) for form in (MEASURE, PROBLEM)}

        self._session.look(self, read, home)

    def _fill(self) -> None:
        form, now, locale = self.tabs.current(), self._session.now(), self._session.office.locale
        at = self.view.currentIndex().row()
        self.model.set_rows([row_of(one, now, locale, about=True) for one in self._found[form]])
        counts = {
            key: sum(one.state in {"open", "done", "known"} for one in found)
            for key, found in self._found.items()
        }
        self.tabs.set_counts(counts)
        self._show_none(form, none=not self._found[form])
        self.view.setCurrentIndex(self.model.index(max(0, at), 0))

    def _show_none(self, form: str, *, none: bool) -> None:
        """In place of an empty list: what it holds, and how the first one comes there."""
        action, may = form == MEASURE, self._session.office.officer.may("learn")
        words = _("No problem yet. One stands behind incidents that come again.")
        if action:
            words = _("No action yet. Each is added to the incident that it follows from.")
        self.none.setText(words)
        self.first.setText(_("Choose an &incident") if action else _("&Open a problem…"))
        self.none.setVisible(none)
        self.first.setVisible(none and (action or may))
        here, there = (self.view, self.first) if none else (self.first, self.view)
        held = self.focusWidget() is here
        self.view.setVisible(not none)
        if held:
            there.setFocus()

    def _begin(self) -> None:
        """The first step towards what the list is empty of."""
        if self.tabs.current() == MEASURE:
            self.accept()
            self._session.go("incidents")
        else:
            LessonDialog(self, self._session, PROBLEM).open()

    def _show(self, index: QModelIndex) -> None:
        row_ = self.model.row_at(index)
        for one in self._found[self.tabs.current()]:
            if row_ is not None and one.thread == row_.key:
                LessonDialog(self, self._session, one.form, lesson=one).open()
