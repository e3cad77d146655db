"""Words to read out to the public: one key says that they were."""

from PySide6.QtWidgets import QWidget

from deskinc.desk.incidents.incidents import IncidentPage
from deskinc.desk.incidents.response import words
from deskinc.desk.incidents.response.words import Script
from deskinc.desk.lines.entries import new_id
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms.fields import FieldError, parse_moment
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.delegates import Row
from deskinc.ui.dialogs import Question
from deskinc.ui.drafting import Blanks
from deskinc.ui.forms.kinds import when
from deskinc.ui.incidents.steplist import StepList
from deskinc.ui.labelled import Labelled, beside, line, wrong
from deskinc.ui.parts import Button, label
from deskinc.ui.session import Session

WIDTH = 620


class ReadOutDialog(Question):
    """The words for this kind of incident; Space writes that the chosen ones were read out."""

    def __init__(self, parent: QWidget, session: Session, page: IncidentPage) -> None:
        super().__init__(
            parent, _("Read out"),
            _("Word for word, nothing added: no names, no cause, no blame. Space once it is said."),
        )  # fmt: skip
        self.setMinimumWidth(WIDTH)
        self._session, self._thread = session, page.incident.thread
        self._scripts = words.scripts(session.office, page.values)
        self._busy = False
        self.view = StepList()
        self.view.setAccessibleName(_("Words to read out"))
        self.none = label(_("There are no words for this category."), role="muted")
        self.other = Labelled(_("&Other words that were said"), line(limit=2000))
        self.by = Labelled(_("Released &by"), line(session.office.officer.name))
        self.when = Labelled(_("&When"), line(limit=60), _("2131, -10m; empty is now"))
        for part in (self.view if self._scripts else self.none, self.other):
            self.layer.addWidget(part)
        self.layer.addLayout(beside(self.by, self.when))
        self.end(
            Button(_("Close"), "plain", _("Esc"), pressed=self.reject),
            Button(_("Said"), "primary", _("Enter"), pressed=self.submit),
        )
        self.submits(self.submit)
        blanks = {"other": self.other.field, "by": self.by.field, "when": self.when.field}
        Blanks(blanks).keep(self, session, f"read:{self._thread}")
        self.view.ticked.connect(lambda number: self._say(self._scripts[number - 1].words))
        self._show()
        (self.view if self._scripts else self.other.field).setFocus()

    def submit(self) -> None:
        """The words typed, or else those chosen, were said."""
        typed = self.other.text()
        at = self.view.current()
        self._say(typed or (self._scripts[at - 1].words if at else ""))

    def _show(self) -> None:
        self.view.show_rows([self._row(at, one) for at, one in enumerate(self._scripts, 1)])

    def _row(self, number: int, one: Script) -> Row:
        office, said = self._session.office, one.said
        told = ""
        if said is not None and said.at is not None:
            told = _("said {when}").format(when=when(said.at, office.now(), office.locale))
        icon = "square-check-big" if said is not None else "square"
        spoken = ", ".join(part for part in (str(number), one.words, told) if part)
        return Row(number, one.words, right=told, icon=icon,
                   icon_role="accent" if said else "muted", spoken=spoken)  # fmt: skip

    def _say(self, said: str) -> None:
        if self._busy:
            return
        office = self._session.office
        by, typed = self.by.text(), self.when.text()
        try:
            at = parse_moment(typed, office.now()) if typed else None
            future = words.say(office, self._thread, said, new_id(), by, at)
        except FieldError as error:
            wrong(self.when, error.what)
        except InvalidForm as error:
            wrong(self.other, error.notes.get("words", ""))
            wrong(self.when, error.notes.get("at", ""))
        except DeskError as error:
            self._session.fail(error)
        else:
            self._busy = True
            tasks.watch(self, future, lambda _saved: self.accept(), self._failed)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._session.fail(error)
