"""One line of a sheet as it is copied: its number there, time, type, place, writer, words."""

from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from deskinc.desk.downtime import copying
from deskinc.desk.downtime.copying import PaperLine
from deskinc.desk.lines import entries
from deskinc.forms.fields import FieldError
from deskinc.i18n import _
from deskinc.ui.completing import Completing, Offer
from deskinc.ui.labelled import Labelled, as_high, line, wrong
from deskinc.ui.parts import column
from deskinc.ui.session import Session

TAB = Qt.FocusReason.TabFocusReason
"""What stands in a field is chosen, so that typing replaces it."""
WIDTHS = {"no": 56, "time": 96, "written": 136, "type": 0, "place": 0, "by": 0}


class RowFields(QWidget):
    """Enter goes from field to field, and in the last one takes the line."""

    taken = Signal(object)
    """A PaperLine was written to its end."""
    edited = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        types = tuple(Offer(t.code, t.word, t.letter, t.letter) for t in entries.types())
        self._places: tuple[Offer, ...] = ()
        self._people: tuple[Offer, ...] = ()
        self._words = {offer.id: offer.words for offer in types}
        self.before: Callable[[int], PaperLine | None] = lambda _no: None
        """The line above that of the number on the sheet, as far as it is copied."""
        self.no, self.time = line("1", limit=2), line(limit=40)
        self.written = line(limit=40)
        self.written.setPlaceholderText(_("as it happened"))
        self.type = as_high(Completing(lambda: types, free=False), 36)
        self.place = as_high(Completing(lambda: self._places, free=True), 36)
        self.by = as_high(Completing(lambda: self._people, free=True), 36)
        self.text = line(limit=20_000)
        self.rows = {
            "no": Labelled(_("&Line"), self.no), "time": Labelled(_("Ti&me"), self.time),
            "written": Labelled(_("Wri&tten"), self.written),
            "type": Labelled(_("T&ype"), self.type), "place": Labelled(_("Pl&ace"), self.place),
            "by": Labelled(_("&Written by"), self.by),
            "text": Labelled(_("What was seen, &heard, done"), self.text),
        }  # fmt: skip
        self._place()
        self._wire()
        office = session.office
        session.look(self, lambda: (entries.places(office), copying.people(office)), self._offer)

    def _place(self) -> None:
        """All but the words in one row; what is wrong with one of them has the whole width."""
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        for at, (name, width) in enumerate(WIDTHS.items()):
            grid.addWidget(self.rows[name], 0, at)
            grid.setColumnStretch(at, 0 if width else 1)
            if width:
                self.rows[name].setFixedWidth(width)
        below = column(gap=4)
        for name in WIDTHS:
            below.addWidget(self.rows[name].fault)
        grid.addLayout(below, 1, 0, 1, len(WIDTHS))
        grid.addWidget(self.rows["text"], 2, 0, 1, len(WIDTHS))

    def _offer(self, known: tuple[list[str], list[str]]) -> None:
        self._places, self._people = (tuple(Offer(one, one) for one in names) for names in known)

    def _wire(self) -> None:
        order: list[QLineEdit] = [self.no, self.time, self.written]
        order += [self.type, self.place, self.by, self.text]
        for here, after in pairwise(order):
            signal = here.taken if isinstance(here, Completing) else here.returnPressed
            signal.connect(lambda after=after: after.setFocus(TAB))
        self.text.returnPressed.connect(self.take)
        for field in order:
            field.textEdited.connect(lambda _words: self.edited.emit())

    def typed(self) -> dict[str, str]:
        """What stands in the fields, to be kept."""
        fields = {"no": self.no, "time": self.time, "written": self.written,
                  "place": self.place, "by": self.by, "text": self.text}  # fmt: skip
        return {**{name: field.text() for name, field in fields.items()}, "type": self.type.id()}

    def put(self, typed: Mapping[str, str]) -> None:
        """Show what was kept, or a line that is taken back."""
        plain = {"no": self.no, "time": self.time, "written": self.written, "text": self.text}
        for name, field in plain.items():
            field.setText(typed.get(name, ""))
        self.type.take(typed.get("type", ""))
        for free, words in ((self.place, typed.get("place", "")), (self.by, typed.get("by", ""))):
            free.take("", words)

    def begun(self) -> bool:
        """Whether a line is begun that is not taken."""
        return bool(self.text.text().strip())

    def take(self) -> bool:
        """Take the line as it stands; what will not do is said at its field, and False."""
        found = self._read()
        if found is None:
            return False
        self.taken.emit(found)
        self.go_on(found)
        return True

    def go_on(self, after: PaperLine) -> None:
        """The next line of the sheet, by the same hand until another is typed."""
        self.no.setText(str(min(after.line + 1, copying.MOST)))
        for field in (self.time, self.written, self.text):
            field.clear()
        self.place.take("", "")
        self.time.setFocus(TAB)

    def _read(self) -> PaperLine | None:
        for part in (self.type, self.place, self.by):
            part.settle()
        number = self.no.text().strip()
        good = number.isascii() and number.isdigit() and 1 <= int(number) <= copying.MOST
        if wrong(self.rows["no"], "" if good else _("1 to 99.")):
            return None
        times = self._times(int(number))
        if times is None:
            return None
        if wrong(self.rows["type"], "" if self.type.id() else _("Choose a type.")):
            return None
        words = self.text.text().strip()
        if wrong(self.rows["text"], "" if words else _("Copy the words of the line.")):
            return None
        by = self.by.text().strip()
        at, written = times
        place = self.place.text().strip()
        return PaperLine(int(number), at, self.type.id(), words, place, by, written)

    def _times(self, number: int) -> tuple[datetime, datetime | None] | None:
        """When it happened and when it was written there; what will not do is said, and None."""
        now, words = self._session.now(), self.time.text()
        at = self._timed("time", lambda: copying.time_on_paper(words, now))
        if at is None:
            return None
        above = self.before(number)
        if above and copying.is_before(at, above) and not copying.has_day(words):
            said = _(
                "Earlier than line {no}. Yesterday or today? Write “{time} yesterday” or “{time} "
                "today”, or give line {no} its day."
            )
            wrong(self.rows["time"], said.format(no=above.line, time=words.strip()))
            return None
        typed = self.written.text()
        if not typed.strip():
            self.rows["written"].say("")
            return at, None
        read = self._timed("written", lambda: copying.written_on_paper(typed, at, now))
        return (at, read) if read else None

    def _timed(self, row: str, read: "Callable[[], datetime | None]") -> datetime | None:
        try:
            at = read()
        except FieldError as error:
            wrong(self.rows[row], str(error))
            return None
        self.rows[row].say("")
        return at

    def type_word(self, code: str) -> str:
        """What a type is called."""
        return self._words.get(code, code)
