"""Emergency notes (D23): written at the locked desk, taken in and adopted once it is unlocked."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QWidget

from deskinc.desk.lines import entries
from deskinc.desk.lines.entries import Line
from deskinc.desk.office import Record
from deskinc.desk.trouble import emergency, sealed
from deskinc.desk.trouble.sealed import Sealed
from deskinc.errors import BookFault, DeskError
from deskinc.i18n import _
from deskinc.ui import labelled, tasks
from deskinc.ui.dialogs import Question
from deskinc.ui.labelled import Labelled, lines, wrong
from deskinc.ui.parts import Button, label
from deskinc.ui.session import Session

SHOWN = 300
"""Letters of a note that are shown where it is adopted; the book shows all."""


class NoteDialog(Question):
    """Words for the book, from whoever stands at the locked desk; no name is asked."""

    def __init__(self, parent: QWidget, session: Session, kept: Callable[[Sealed], object]) -> None:
        super().__init__(
            parent, _("Emergency note"),
            _("Anybody may write here. It is sealed at once: nobody reads it before an officer has "
              "unlocked the desk. Then it stands in the book with both times."),
        )  # fmt: skip
        self._session, self._then, self._busy = session, kept, False
        self._id = entries.new_id()
        self.text = lines(height=120)
        self.row = Labelled(_("&What happened"), self.text)
        self.layer.addSpacing(8)
        self.layer.addWidget(self.row)
        self.end(
            Button(_("Cancel"), "plain", _("Esc"), pressed=self.reject),
            Button(_("Keep it"), "primary", "Ctrl+Enter", pressed=self.submit),
        )
        QShortcut(QKeySequence("Ctrl+Return"), self, self.submit)
        self.text.setFocus()

    def submit(self) -> None:
        """Seal the words; they stay in the field until a disk has them."""
        words = self.text.toPlainText().strip()
        if self._busy or wrong(self.row, "" if words else _("Write what happened.")):
            return
        self._set_busy(True)
        office, id_ = self._session.office, self._id
        keep = partial(emergency.keep, office, words, id_)
        tasks.run(self, keep, self._kept, self._failed, lane="seal")

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.text.setReadOnly(busy)

    def _kept(self, made: Sealed) -> None:
        then = self._then
        self.text.clear()
        self.accept()
        then(made)

    def _failed(self, error: Exception) -> None:
        self._set_busy(False)
        if isinstance(error, DeskError):
            wrong(self.row, str(error))
        else:
            tasks.crash(error)


class AdoptDialog(Question):
    """One note after the other: whose it is, or that it has been seen, with a comment."""

    def __init__(self, parent: QWidget, session: Session, notes: Sequence[Line]) -> None:
        note = notes[0]
        at = note.noted.at if note.noted is not None else note.written
        when = session.office.locale.local(at).strftime("%H:%M")
        super().__init__(
            parent, _("Did you write this note?"),
            _("Line {no}, written {time} while the desk was locked, signed by nobody. What you say "
              "is added to it in your name.").format(no=note.cited, time=when),
        )  # fmt: skip
        self._parent, self._session, self._notes = parent, session, notes
        shown = note.text if len(note.text) <= SHOWN else f"{note.text[:SHOWN]}…"
        self.comment = labelled.line(limit=2000)
        self.layer.addSpacing(4)
        self.layer.addWidget(label(shown, "text", wrap=True))
        self.layer.addSpacing(8)
        self.layer.addWidget(Labelled(_("&Comment"), self.comment))
        self.end(
            Button(_("Cancel"), "plain", _("Esc"), pressed=self.reject),
            Button(_("Seen, &not mine"), "plain", pressed=lambda: self._say(mine=False)),
            Button(_("I &wrote it"), "plain", pressed=lambda: self._say(mine=True)),
        )
        self.comment.setFocus()

    def _say(self, *, mine: bool) -> None:
        session, office, n = self._session, self._session.office, self._notes[0].n
        try:
            future = emergency.adopt(office, n, self.comment.text(), entries.new_id(), mine=mine)
        except DeskError as error:
            session.fail(error)
        else:
            session.watch(session, future, tasks.nothing)
        self.accept()
        if len(self._notes) > 1:
            AdoptDialog(self._parent, session, self._notes[1:]).open()


def note_verbs(
    page: QWidget, session: Session, line: Line
) -> list[tuple[str, str, bool, Callable[[], object]]]:
    """What the menu of a line offers besides where it is an emergency note."""
    if not emergency.is_note(line):
        return []
    act = lambda: AdoptDialog(page.window(), session, [line]).open()  # noqa: E731
    return [("check", _("&Adopt or comment…"), line.struck is None, act)]


class Notes(QObject):
    """Takes notes in when the desk is unlocked, and names those to whom nobody has spoken."""

    def __init__(self, session: Session, window: QMainWindow) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        session.unlocked.connect(self.look)
        self.look()

    def look(self) -> None:
        """Chain what waits once the book takes it, then ask about what nobody has adopted."""
        tasks.watch(self, self._session.office.handed_in(), self._take_in)

    def _take_in(self, _none: None) -> None:
        office = self._session.office
        if not self._session.is_closed:
            tasks.look(self, lambda: emergency.take_in(office), self._came, self._refused)

    def _came(self, records: tuple[Record, ...]) -> None:
        session = self._session
        if session.is_closed:
            return
        told = sealed.told(session.office, records)
        if told is not None:
            session.say(*told)
        if session.office.officer.may("write_occurrence"):
            session.look(self, lambda: emergency.unadopted(session.office), self._ask)

    def _ask(self, notes: Sequence[Line]) -> None:
        if not notes:
            return
        one, many = _("An emergency note is nobody’s."), _("{count} emergency notes are nobody’s.")
        self._session.say(
            one if len(notes) == 1 else many.format(count=len(notes)),
            _("Somebody wrote at the locked desk. Say whether it was you."), tone="pending",
            action=_("Look at it…"), act=lambda: self._open(notes), stays=True,
        )  # fmt: skip

    def _open(self, notes: Sequence[Line]) -> None:
        AdoptDialog(self._window, self._session, notes).open()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, BookFault):
            self._session.fail(error)
