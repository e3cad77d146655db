"""One incident: head, parts, what is not saved, and the line at the foot."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from deskinc.desk.incidents import incidents
from deskinc.desk.incidents.incidents import IncidentPage
from deskinc.desk.lines.entries import new_id
from deskinc.desk.trouble import refused
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms.catalogue import current
from deskinc.i18n import _
from deskinc.ui import tasks, theme
from deskinc.ui.dialogs import ask
from deskinc.ui.forms.answers import Answers
from deskinc.ui.incidents.body import Body
from deskinc.ui.incidents.drillband import DrillBand
from deskinc.ui.incidents.ends import Ends
from deskinc.ui.incidents.graver import GraverLine
from deskinc.ui.incidents.head import Head, Ways
from deskinc.ui.incidents.keeping import Keeper
from deskinc.ui.incidents.laying import lay_out
from deskinc.ui.incidents.noteline import NoteLine
from deskinc.ui.incidents.savebar import SaveBar
from deskinc.ui.incidents.saving import Saver
from deskinc.ui.incidents.voided import VoidBand
from deskinc.ui.oneread import OneRead
from deskinc.ui.parts import column
from deskinc.ui.sealing import Then, follow
from deskinc.ui.session import Session


class Detail(QWidget):
    """Shows one incident after another; what is unsent of each is kept."""

    unsent_changed = Signal()
    shown = Signal(str)
    """The thread of the incident that came on screen."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._wanted, self._read = "", OneRead(session, self)
        self._page: IncidentPage | None = None
        self._note_id = new_id()
        self._posting = ""
        self.answers = Answers(current("incident"), parent=self)
        self.head = Head(session.office.locale)
        self.graver = GraverLine(session)
        self.void = VoidBand(session.office.locale)
        self.body = Body(session, self.answers)
        self.bar = SaveBar()
        self.note = NoteLine()
        self.keeper = Keeper(session, self._typed, self)
        self.saver = Saver(session, self.body, self._arrived)
        self.ends = Ends(session, self.head, self.body, lambda: self._page)
        self.drill = DrillBand(session)
        layer = column(self.head, self.void, self.drill, self.graver)
        layer.addWidget(self.body, 1)
        layer.addWidget(self.bar)
        layer.addWidget(self.note)
        self.setLayout(layer)
        self._wire()

    def _wire(self) -> None:
        session = self._session
        session.ticked.connect(self._tick)
        self.answers.changed.connect(lambda _name: self._changed())
        self.keeper.changed.connect(self.unsent_changed)
        self.note.edited.connect(self._changed)
        self.note.posted.connect(self.post_note)
        self.note.step_wanted.connect(lambda n: self.body.checklist.tick_from(self.note, n))
        self.saver.saved.connect(self._saved)
        self.bar.save.clicked.connect(lambda _on=False: self.saver.save())
        self.bar.drop.clicked.connect(lambda _on=False: self.ask_discard())
        self.head.finish.clicked.connect(lambda _on=False: self.ends.ask_finish())
        self.head.spot.clicked.connect(lambda _on=False: self.ends.ask_spot())
        self.head.review.clicked.connect(lambda _on=False: self.ends.ask_review())
        self.head.again.clicked.connect(lambda _on=False: self.ends.ask_again())
        self.drill.opened.connect(lambda thread: session.go("incidents", thread=thread))
        self.head.report.clicked.connect(lambda _on=False: self.to_report())
        self.body.line_wanted.connect(lambda line: session.go("book", line=line))
        self.body.photos.added.connect(self.reload)
        self.body.photos.captions.typed.connect(self.keeper.touch)

    def thread_shown(self) -> str:
        """The thread of the incident on screen; "" for none."""
        return self._page.incident.thread if self._page is not None else ""

    def is_open(self) -> bool:
        """Whether an incident is on screen that is not finished."""
        return self._page is not None and self._page.incident.state == "open"

    def show_thread(self, thread: str) -> None:
        """Read an incident and show it."""
        if thread != self._wanted:
            self.keeper.keep_now()
            self._wanted = thread
        self.reload()

    def reload(self) -> None:
        """Read the incident again."""
        office, thread = self._session.office, self._wanted
        if thread:
            self._read.look(thread, lambda: incidents.page(office, thread), self._arrived)

    def _arrived(self, page: IncidentPage) -> None:
        thread = page.incident.thread
        if thread != self._wanted:
            return
        with tasks.quiet():
            self._show(page)
            lay_out()

    def _show(self, page: IncidentPage) -> None:
        fresh = self._page is None or self.thread_shown() != page.incident.thread
        self._page = page
        self.answers.erased = page.erased
        self.head.show_page(page, self._session.now())
        self.graver.show_page(page)
        self.void.show_page(page)
        self.drill.show_page(page)
        with self.body.counted_once():
            if fresh:
                self._turn_to(page)
            else:
                self.answers.rebase(page.values)
            self.saver.show_meanwhile(page)
            self.body.show_page(page, fresh=fresh)
        self.note.offer_step(self.body.checklist.next_step())
        self._changed()
        if fresh:
            self.shown.emit(page.incident.thread)

    def _turn_to(self, page: IncidentPage) -> None:
        thread = page.incident.thread
        self.saver.turn_to(thread)
        self._note_id = new_id()
        for view in self.body.all_views():
            view.shut_editors()
        kept = self.keeper.of(thread)
        self.answers.turn_to(page.values, kept)
        self._take_up(kept)

    def take_up(self) -> None:
        """Put back what is unsent of the incident that is shown."""
        kept = self.keeper.of(self.thread_shown())
        self.answers.take_up(kept)
        self._take_up(kept)

    def _take_up(self, kept: Mapping[str, Any]) -> None:
        note = kept.get("note") or {}
        self.note.take_up(str(note.get("text", "")), str(note.get("happened", "")))
        self.body.photos.take_up(kept.get("photo") or {})
        if self._page is not None:
            self.saver.show_meanwhile(self._page)

    def _typed(self) -> tuple[str, dict[str, Any]]:
        note = self.note.to_keep()
        photo = self.body.photos.captions.to_keep(self.thread_shown())
        more = {"note": note, "photo": photo}
        kept = self.answers.to_keep() | {key: said for key, said in more.items() if said}
        return self.thread_shown(), kept

    def _changed(self) -> None:
        self.bar.show_changes(self.answers.changed_fields())
        self._fill_one()
        self.keeper.touch()

    def _fill_one(self) -> None:
        """Fill one button: Post while there are words, else Save, else Finish when it can be."""
        words, changed = bool(self.note.text()), not self.bar.isHidden()
        ready = not words and not changed and not self.body.missing.names()
        self.bar.save.set_kind("primary" if changed and not words else "plain")
        self.head.finish.set_kind("primary" if ready else "plain")

    def _saved(self) -> None:
        self.keeper.keep_now()
        self.reload()

    def _tick(self, _now: object) -> None:
        moment = self._session.now()
        self.head.show_time(moment)
        self.graver.show_time(moment)
        self.note.show_time(moment)
        if self.isVisible():
            self.body.telling.show_time()
            self.body.running.show_time()

    def show_writer(self) -> None:
        """The line at the foot bears the officer signed in; what he may not do is not offered."""
        officer = self._session.office.officer
        self.note.show_writer(officer.name, officer.initials)
        self.note.show_time(self._session.now())
        self.head.may = Ways(
            officer.may("finish_incident"), officer.may("review"), officer.may("follow_up"),
            officer.may("report"),
        )  # fmt: skip
        self.head.show_ways()
        self.note.setVisible(officer.may("write_occurrence"))
        for part in (self.body.checklist, self.body.running):
            part.show_writer(may=officer.may("follow_up"))
        self.note.offer_step(self.body.checklist.next_step())
        self.graver.may = officer.may("follow_up")
        self.answers.closed = not officer.may("follow_up")
        self.body.evidence.show_ways(shown=officer.may("attach"))
        self.body.learning.show_ways(shown=officer.may("learn"))

    def post_note(self) -> None:
        """Write the line into the timeline and the book; a second press writes nothing more."""
        if self._posting == self._note_id or not self.thread_shown():
            return
        office, thread, text = self._session.office, self.thread_shown(), self.note.text()
        try:
            keep = refused.note(office, thread, text, self._note_id, self.note.moment())
            future = incidents.note(office, thread, text, self._note_id, self.note.moment())
        except InvalidForm as error:
            self.note.say(" ".join(error.notes.values()))
            return
        except DeskError as error:
            self._session.fail(error)
            return
        self._posting = self._note_id
        home = partial(self._noted, self._note_id)
        todo = _("It stands here, with its number, as soon as the book can be written.")
        then = Then(lambda _saved: home(), todo, home, self._unkept)
        follow(self, self._session, future, keep, then)

    def _noted(self, id_: str) -> None:
        """The line is home; what is being written since, or of another incident, stays."""
        if id_ == self._note_id:
            self._note_id = new_id()
            self.note.take_up("", "")
            self.keeper.keep_now()
        self.reload()

    def _unkept(self, error: Exception) -> None:
        self._posting = ""
        self._session.fail(error)

    def ask_discard(self) -> None:
        """Give up the changes, once that is confirmed."""
        ask(
            self, _("Discard the changes?"),
            _("What was typed and not saved is gone. The book stays as it is."),
            verb=_("Discard"), safe=_("Keep them"), yes=self._discard, danger=True,
        )  # fmt: skip

    def _discard(self) -> None:
        for view in self.body.all_views():
            view.shut_editors()
        self.answers.give_up()
        self.keeper.keep_now()

    def change_hands(self) -> None:
        """Show nothing that the officer before had begun: it is kept for him alone."""
        self.keeper.change_hands()
        for view in self.body.all_views():
            view.shut_editors()
        self._note_id = new_id()
        if self._page is not None:
            self._page = incidents.open_part(self._page)
            self.answers.turn_to(self._page.values)
            self.body.show_page(self._page, fresh=False)
        self.answers.give_up()
        self.take_up()
        self.keeper.change_hands()
        self.reload()

    def next_missing(self) -> None:
        """Go to the first field that is missing."""
        names = self.body.missing.names()
        if names:
            self.body.focus_field(names[0])

    def to_report(self, paper: str = "insurance") -> None:
        """Go to a report of this incident: for the insurer, or all of it (``incident``).

        No insurer is told of an exercise.
        """
        if self._page is not None:
            paper = "incident" if self._page.incident.exercise else paper
            self._session.go("reports", thread=self.thread_shown(), paper=paper)

    def to_bundle(self) -> None:
        """Ask what of this incident goes into an evidence bundle."""
        if self.thread_shown():
            self._session.go("reports", bundle=self.thread_shown())

    def set_size(self, *, narrow: bool, low: bool, wide: bool) -> None:
        """Lay out for another size of the window."""
        margin = theme.MARGIN_NARROW if narrow else theme.MARGIN
        for band in (self.head, self.graver, self.void, self.drill, self.bar):
            band.set_margin(margin)
        self.body.set_size(narrow=narrow, wide=wide)
        self.note.set_size(narrow=narrow, low=low)
