"""Posting, correcting and striking from the entry line.

A line is shown grey at once and takes its number when it is in the book. What cannot be written
comes back into the line. The id of a line is made when its text is begun, so that posting it
twice writes it once.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal

from deskinc.desk.lines import entries, stamps
from deskinc.desk.lines.entries import Line
from deskinc.desk.office import Officer, Saved
from deskinc.desk.trouble import refused, sealed
from deskinc.desk.trouble.sealed import Keep
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms.moments import as_typed
from deskinc.i18n import _
from deskinc.ui import dialogs
from deskinc.ui.book.asking import Asking
from deskinc.ui.book.entryline import EntryLine
from deskinc.ui.book.keeping import Keeper
from deskinc.ui.book.model import LogModel, grey_line
from deskinc.ui.book.parked import Parked, says_something
from deskinc.ui.book.sealer import Sealer
from deskinc.ui.sealing import Then, follow
from deskinc.ui.session import Session

Failed = Callable[[Exception], object]


class Poster(Asking):
    """Takes what stands in the entry line to ``desk.entries``."""

    posted = Signal()
    """A line stands grey in the log."""
    late = Signal(int, int, int)
    """(chain number, serial, minutes): a late line without a reason is in the book."""

    def __init__(self, session: Session, entry: EntryLine, log: LogModel) -> None:
        super().__init__(entry)
        self._session, self._log = session, log
        self._id = entries.new_id()
        self._correcting: Line | None = None
        self._nil: tuple[str, datetime] | None = None
        """By whom all correct was said last, and in which minute."""
        self._begun: Mapping[str, str] = {}
        self.keeper = Keeper(session, self.typed, self)
        self.parked = Parked(session, self)
        self.sealer = Sealer(session, log, self)
        entry.edited.connect(self.keeper.touch)
        entry.abandoned.connect(self.stop_correcting)

    def typed(self) -> dict[str, str]:
        """What is to be kept: the fields, the id, and the line being corrected."""
        correcting = str(self._correcting.n) if self._correcting else ""
        return {**self._entry.typed(), "id": self._id, "correcting": correcting}

    def take_up(self, typed: Mapping[str, str]) -> None:
        """Go on with what was kept; what has been typed meanwhile stays."""
        if not self._entry.is_empty():
            return
        correcting = typed.get("correcting", "")
        if correcting:
            found = entries.lines(self._session.office, [int(correcting)])
            if found:
                self.correct(found[0])
        if entries.is_written(self._session.office, typed):
            self.keeper.forget()
            return
        self._id = typed.get("id") or self._id
        self._entry.set_typed(typed)
        if self._entry.stamp is not None:
            self._entry.set_stamp(stamps.still_open(self._session.office, self._entry.stamp))

    def change_hands(self) -> None:
        """What the officer before had begun is kept for him; the newcomer finds his own."""
        self._begun = {}
        self._begin_anew()
        self.keeper.restore(self.take_up)

    def park(self) -> None:
        """Lay the line aside with its stamp, and begin an empty one (D13)."""
        self._entry.settle()
        if says_something(self.typed()):
            self.parked.put(self.typed())
            self._begin_anew()
            self.keeper.keep_now()
        self._entry.to_text()

    def bring_back(self, line: Mapping[str, str] | None = None) -> None:
        """Go on with a parked line, the first unless one is named; what is begun is parked."""
        line = line or next(iter(self.parked.lines), None)
        if line is None:
            return
        while says_something(self.typed()):
            self.park()
        self.parked.take(line)
        self.take_up(line)
        self.keeper.keep_now()
        self.parked.drop(line["id"])
        self._entry.to_text()

    def _send(self, raw: dict[str, object]) -> None:
        office, old, id_ = self._session.office, self._correcting, self._id
        typed = self.typed()
        reason = typed["reason"].strip()
        try:
            if old is None:
                keep = sealed.keep(office, raw, id_)
                future = entries.post(office, raw, id_)
            else:
                raw = {**_unshown(entries.values(office, old.n)), **raw}
                keep = refused.correction(office, old.n, raw, reason, id_)
                future = entries.correct(office, old.n, raw, reason, id_)
        except InvalidForm as error:
            name, sentence = next(iter(error.notes.items()))
            self._entry.say(name, sentence)
            return
        except DeskError as error:
            self._session.fail(error)
            return
        self._show_grey(id_, raw, self._entry.type.text())
        self._begin_anew()
        gone = partial(self._give_back, id_, typed, office.officer)
        self._see_home(future, id_, keep, gone)

    def _show_grey(self, id_: str, raw: Mapping[str, object], type_text: str) -> None:
        self._log.add_waiting(id_, grey_line(self._session.office, raw, type_text))
        self.posted.emit()

    def _begin_anew(self) -> None:
        begun, self._begun = self._begun, {}
        self._correcting = None
        self._then_post = False
        self._id = begun.get("id") or entries.new_id()
        self._entry.set_correcting("")
        self._entry.set_typed(begun)

    def _see_home(self, future: "Future[Saved]", id_: str, keep: Keep, gone: Failed) -> None:
        todo = _("It takes its number as soon as the book can be written.")
        sealed_ = partial(self._log.seal_waiting, id_)
        then = Then(lambda saved: self._saved(saved, id_), todo, sealed_, gone)
        follow(self, self._session, future, keep, then)

    def _give_back(
        self, id_: str, typed: Mapping[str, str], who: Officer, error: Exception
    ) -> None:
        self._log.drop_waiting(id_)
        if typed and who.thread == self._session.office.officer.thread:
            self._take_back(typed)
        elif typed:
            words = _("A line by {name} was not written: “{text}”")
            what = words.format(name=who.name, text=typed["text"][:60])
            self._session.say(what, _("It is to be written again."), tone="fault", stays=True)
        self._session.fail(error)

    def _saved(self, saved: Saved, id_: str) -> None:
        self._log.take_in(saved.records)
        self._log.drop_waiting(id_)
        lines = [record.n for record in saved.records if record.line is not None]
        self._log.set_mirrored(lines, mirrored=saved.mirrored)
        if self._entry.is_empty():
            self.keeper.forget()
        self.sealer.take_in()
        for line in entries.unexplained(entries.lines(self._session.office, lines)):
            self.late.emit(line.n, line.line, line.late)

    def _take_back(self, typed: Mapping[str, str]) -> None:
        if self._entry.is_empty():
            self.take_up(typed)
        else:
            self._session.say(
                _("A line was not written: “{text}”").format(text=typed["text"][:60]),
                tone="fault", action=_("Take it back"), act=lambda: self._swap(typed),
            )  # fmt: skip

    def _swap(self, typed: Mapping[str, str]) -> None:
        self._entry.set_typed({})
        self.take_up(typed)

    def nil_return(self) -> None:
        """Write that all is correct now (D9); once in a minute."""
        who, now = self._session.office.officer.thread, self._session.now()
        said = (who, now.replace(second=0, microsecond=0))
        if said == self._nil:
            words = _("“All correct.” was said at {time} already.")
            self._session.say(words.format(time=self._session.office.locale.clock(now)))
            return
        id_ = entries.new_id()
        try:
            future = entries.nil_return(self._session.office, id_)
        except DeskError as error:
            self._session.fail(error)
            return
        word = next((t.word for t in entries.types() if t.code == "nil"), "")
        raw = {"type": "nil", "text": entries.nil_words(self._session.office)}
        self._show_grey(id_, raw, word)
        keep = sealed.keep(self._session.office, raw, id_)
        gone = partial(self._nil_gone, id_, self._session.office.officer)
        self._nil = said
        self._see_home(future, id_, keep, gone)

    def _nil_gone(self, id_: str, who: Officer, error: Exception) -> None:
        self._nil = None
        self._give_back(id_, {}, who, error)

    def correct(self, line: Line) -> None:
        """Open a line's values in the entry line; what was being written comes back after."""
        if self._correcting is None:
            self._begun = self.typed()
        self._correcting = line
        self._id = entries.new_id()
        office = self._session.office
        raw = entries.values(office, line.n)
        happened = raw.get("happened")
        self._entry.set_correcting(_("correcting {no}, Esc to leave").format(no=line.cited))
        self._entry.set_typed({
            "type": str(raw.get("type", "")),
            "place": str(raw.get("place", "")),
            "text": str(raw.get("text", "")),
            "happened": as_typed(office.locale.local(happened), self._session.now())
            if isinstance(happened, datetime) else "",
        })  # fmt: skip
        self._entry.to_text()

    def stop_correcting(self) -> None:
        """Leave the old line as it is."""
        self._begin_anew()
        self._entry.to_text()

    def ask_strike(self, line: Line) -> None:
        """Ask why, then draw a line through it."""
        office = self._session.office
        text = _("Line {no} stays legible with a line through it. This cannot be taken back.")

        def strike(reason: str) -> None:
            self._session.watch(
                self, entries.strike(office, line.n, reason, entries.new_id()), self._struck
            )

        dialogs.ask_text(
            self._entry.window(), _("Strike line {no}?").format(no=line.cited),
            text.format(no=line.cited), name=_("Why is it struck?"), verb=_("Strike the line"),
            done=strike, missing=_("Say why the line is struck."),
        )  # fmt: skip

    def _struck(self, saved: Saved) -> None:
        self._log.take_in(saved.records)

    def give_reason(self, ns: list[int], code: str) -> None:
        """Add the reason why these lines were late; of one that was corrected, to what stands."""
        office = self._session.office
        waiting = [line.n for line in entries.still_unexplained(office, ns)]
        if not waiting:
            self._session.say(_("All late lines have their reason."))
            return
        try:
            future = entries.give_late_reasons(office, waiting, code)
        except DeskError as error:
            self._session.fail(error)
            return
        self._session.watch(self, future, lambda saved: self._log.take_in(saved.records))


def _unshown(raw: Mapping[str, object]) -> dict[str, object]:
    """What the old line holds beside what the entry line shows."""
    return {k: v for k, v in raw.items() if k not in {"type", "place", "text", "happened"}}
