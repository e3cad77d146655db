"""Ctrl+S: all changes of the page as one follow-up, unless somebody else was there meanwhile."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from deskinc.desk.incidents import incidents
from deskinc.desk.incidents.incidents import IncidentPage
from deskinc.desk.lines.entries import new_id
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms.cells import split
from deskinc.forms.fields import Field, Value
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.dialogs import ask_text
from deskinc.ui.forms.kinds import plain
from deskinc.ui.forms.lists import Lists, lists_of
from deskinc.ui.incidents.body import Body
from deskinc.ui.session import Session


class Saver(QObject):
    """Writes the changes of the incident that is shown."""

    saved = Signal()

    def __init__(self, session: Session, body: Body, show: Callable[[IncidentPage], None]) -> None:
        super().__init__(body)
        self._session, self._body, self._show = session, body, show
        self._lists: Lists = lists_of(session.office)
        self._seen: dict[str, str] = {}
        self._id = new_id()
        self._busy = False
        self.thread_id = ""

    def turn_to(self, thread: str) -> None:
        """Another incident is shown."""
        self.thread_id = thread
        self._seen = {}
        self._id = new_id()

    def show_meanwhile(self, page: IncidentPage) -> list[Field]:
        """Say beside each changed field what somebody else wrote (D33); returns what is new."""
        overtaken = self._body.answers.overtaken()
        words = {field.name: self._meanwhile(field, page) for field in overtaken}
        for view in self._body.all_views():
            for cell in view.made():
                cell.below.say_meanwhile(words.get(cell.field.name, ""))
        new = [field for field in overtaken if self._seen.get(field.name) != words[field.name]]
        self._seen = words
        return new

    def _meanwhile(self, field: Field, page: IncidentPage) -> str:
        words = plain(field, page.values, self._lists) or _("nothing")
        mine = [change for change in page.changes if split(change.field)[0] == field.name]
        if not mine:
            return _("Meanwhile: {words}").format(words=words)
        return _("{by} wrote {time}: {words}").format(
            by=mine[-1].by, time=self._session.office.locale.time(mine[-1].at), words=words
        )

    def save(self) -> None:
        """Read the book again, show what changed there, and write unless that is news."""
        self._body.close_editors()
        answers = self._body.answers
        if self._busy or not answers.changed_fields():
            return
        try:
            answers.to_write()
        except InvalidForm as error:
            self._body.say(error.notes)
            return
        self._busy = True
        office, thread = self._session.office, self.thread_id
        tasks.look(self, lambda: incidents.page(office, thread), self._read, self._failed)

    def _read(self, page: IncidentPage) -> None:
        self._busy = False
        if page.incident.thread != self.thread_id:
            return
        self._body.answers.rebase(page.values)
        new = self.show_meanwhile(page)
        self._show(page)
        if new:
            names = ", ".join(_(field.label) for field in new)
            self._session.say(
                _("Somebody changed this meanwhile: {fields}.").format(fields=names),
                _("Read it beside the field, then save again."),
                tone="pending",
            )
            self._body.focus_field(new[0].name)
        elif cells := self._body.answers.to_write():
            self._write(cells)

    def _write(self, cells: Mapping[str, Value]) -> None:
        try:
            future = incidents.follow_up(self._session.office, self.thread_id, cells, self._id)
        except InvalidForm as error:
            self._refused(error)
            return
        except DeskError as error:
            self._session.fail(error)
            return
        self._busy = True
        tasks.watch(self, future, lambda _saved: self._done(cells), self._failed)

    def _done(self, cells: Mapping[str, Value]) -> None:
        self._busy = False
        self._id = new_id()
        self._seen = {}
        self._body.answers.written(cells)
        self.saved.emit()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._session.fail(error)

    def _refused(self, error: InvalidForm) -> None:
        """Say it beside the fields; a reason for the severity is asked at once."""
        if set(error.notes) != {"severity_reason"}:
            if not self._body.say(error.notes):
                self._session.fail(error)
            return
        ask_text(
            self._body, _("Why is the severity lowered?"),
            _("The old severity stays legible. The reason prints beside it."),
            name=_("Reason"), verb=_("Save"), done=self._with_reason,
            missing=error.notes["severity_reason"],
        )  # fmt: skip

    def _with_reason(self, words: str) -> None:
        self._body.answers.put("severity_reason", words)
        self.save()
