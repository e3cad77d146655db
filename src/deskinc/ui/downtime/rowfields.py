"""One line of a sheet as it is copied: its number there, time, type, place, writer, words."""

from collections.abc import Mapping
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
from deskinc.ui.session import Session

TAB = Qt.FocusReason.TabFocusReason
"""What stands in a field is chosen, so that typing replaces it."""
WIDTHS = {"no": 64, "time": 120, "type": 0, "place": 0, "by": 0}


class RowFields(QWidget):
    """Enter goes from field to field, and in the last one takes the line."""

    taken = Signal(object)
    """A PaperLine was written to its end."""
    edited = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, office = session, session.office
        types = tuple(Offer(t.code, t.word, t.letter, t.letter) for t in entries.types())
        places = tuple(Offer(name, name) for name in entries.places(office))
        people = tuple(Offer(name, name) for name in copying.people(office))
        self._words = {offer.id: offer.words for offer in types}
        self.no, self.time = line("1", limit=2), line(limit=40)
        self.type = as_high(Completing(lambda: types, free=False), 36)
        self.place = as_high(Completing(lambda: places, free=True), 36)
        self.by = as_high(Completing(lambda: people, free=True), 36)
        self.text = line(limit=20_000)
        self.rows = {
            "no": Labelled(_("&Line"), self.no), "time": Labelled(_("Ti&me"), self.time),
            "type": Labelled(_("T&ype"), self.type), "place": Labelled(_("Pl&ace"), self.place),
            "by": Labelled(_("&Written by"), self.by),
            "text": Labelled(_("What was seen, &heard, done"), self.text),
        }  # fmt: skip
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        for at, (name, width) in enumerate(WIDTHS.items()):
            grid.addWidget(self.rows[name], 0, at)
            grid.setColumnStretch(at, 0 if width else 1)
            if width:
                self.rows[name].setFixedWidth(width)
        grid.addWidget(self.rows["text"], 1, 0, 1, len(WIDTHS))
        self._wire()

    def _wire(self) -> None:
        order: list[QLineEdit] = [self.no, self.time, self.type, self.place, self.by, self.text]
        for here, after in pairwise(order):
            signal = here.taken if isinstance(here, Completing) else here.returnPressed
            signal.connect(lambda after=after: after.setFocus(TAB))
        self.text.returnPressed.connect(self.take)
        for field in order:
            field.textEdited.connect(lambda _words: self.edited.emit())

    def typed(self) -> dict[str, str]:
        """What stands in the fields, to be kept."""
        fields = {"no": self.no, "time": self.time, "place": self.place, "by": self.by,
                  "text": self.text}  # fmt: skip
        return {**{name: field.text() for name, field in fields.items()}, "type": self.type.id()}

    def put(self, typed: Mapping[str, str]) -> None:
        """Show what was kept, or a line that is taken back."""
        for name, field in (("no", self.no), ("time", self.time), ("text", self.text)):
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
        for field in (self.time, self.text):
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
        try:
            at = copying.time_on_paper(self.time.text(), self._session.now())
        except FieldError as error:
            wrong(self.rows["time"], str(error))
            return None
        self.rows["time"].say("")
        if wrong(self.rows["type"], "" if self.type.id() else _("Choose a type.")):
            return None
        words = self.text.text().strip()
        if wrong(self.rows["text"], "" if words else _("Copy the words of the line.")):
            return None
        by = self.by.text().strip()
        return PaperLine(int(number), at, self.type.id(), words, self.place.text().strip(), by)

    def type_word(self, code: str) -> str:
        """What a type is called."""
        return self._words.get(code, code)
