"""Counts, typed blind: the book's figure stands there only once a count was given."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from deskinc.desk.shift.handover import Counted
from deskinc.i18n import _
from deskinc.ui import icons
from deskinc.ui.labelled import Fault, line
from deskinc.ui.parts import Button, IconLabel, hairline, kind_of, label, row
from deskinc.ui.shift.parts import section
from deskinc.ui.shift.work import Work


class CountRow(QWidget):
    """One thing: what, the book's figure (late), the field, and how they agree."""

    done = Signal()

    def __init__(self, work: Work, at: int) -> None:
        super().__init__()
        self._work, self._at = work, at
        count = work.handover.counts[at]
        self.field = line(limit=6)
        self.field.setFixedWidth(76)
        self.field.setAccessibleName(_("Counted: {what}").format(what=count.what))
        self.book = label("", role="muted")
        self.book.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.sign = IconLabel("", icons.TEXT, "ok")
        self.apart = label("", "note", 600, "pending", wrap=True)
        self.anew = Button(_("Count again"), size="small", pressed=self.count_again)
        self.anew.setAccessibleName(_("Count {what} again").format(what=count.what))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for column, part in enumerate((label(count.what), self.book, self.field, self.sign)):
            grid.addWidget(part, 0, column)
        grid.addWidget(self.apart, 1, 0, 1, 2)
        grid.addWidget(self.anew, 1, 2, 1, 2, Qt.AlignmentFlag.AlignRight)
        self.field.returnPressed.connect(self._given)
        self.field.editingFinished.connect(self._take)
        self.refresh()

    def refresh(self) -> None:
        """Show the count as it stands."""
        count = self._count()
        counted = count.counted is not None
        same = count.book is None or count.counted == count.book
        book = "–" if count.book is None else str(count.book)
        self.book.setText(book if counted else "")
        self.field.setReadOnly(counted)
        if counted:
            self.field.setText(str(count.counted))
        self.sign.show_icon(("check" if same else "circle-alert") if counted else "",
                            "ok" if same else "pending")  # fmt: skip
        self.apart.setText(_apart(count))
        for part in (self.apart, self.anew):
            part.setVisible(bool(self.apart.text()))
        said = _("the book says {count}").format(count=book) if counted else ""
        self.field.setAccessibleDescription(said)

    def wrong(self) -> bool:
        """Whether what was typed is no count."""
        words = self.field.text().strip()
        bad = bool(words) and not words.isdecimal()
        kind_of(self.field, state="error" if bad else "")
        return bad

    def count_again(self) -> None:
        """Take the count back; that it was counted twice is said in the notes."""
        self.field.clear()
        self._work.count(self._at, None)
        self.field.setFocus()

    def _count(self) -> Counted:
        return self._work.handover.counts[self._at]

    def _take(self) -> None:
        words = self.field.text().strip()
        if words and not self.wrong() and self._count().counted is None:
            self._work.count(self._at, int(words))

    def _given(self) -> None:
        self._take()
        if self._count().counted is not None:
            self.done.emit()


class Counts(QWidget):
    """All counts; Enter goes to the next one that is missing."""

    finished = Signal()
    """Enter on the last missing count."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self.rows = [CountRow(work, at) for at in range(len(work.handover.counts))]
        self._fault = Fault()
        heads = row(section(_("Counts")), gap=12)
        heads.addStretch(1)
        heads.addWidget(label(_("book"), "small", role="muted"))
        counted = label(_("counted"), "small", role="muted")
        counted.setFixedWidth(76 + 12 + icons.TEXT)
        heads.addWidget(counted)
        layer = QVBoxLayout(self)
        layer.setContentsMargins(0, 0, 0, 0)
        layer.setSpacing(0)
        layer.addLayout(heads)
        for made in self.rows:
            made.done.connect(self._next)
            made.field.editingFinished.connect(self._say)
            layer.addWidget(made)
            layer.addWidget(hairline("rule"))
        layer.addSpacing(6)
        layer.addWidget(self._fault)
        if not self.rows:
            self.hide()

    def refresh(self) -> None:
        """Show all counts as they stand."""
        for made in self.rows:
            made.refresh()

    def missing(self) -> QLineEdit | None:
        """The first field that waits for a count."""
        counts = self._work.handover.counts
        return next((made.field for made, count in zip(self.rows, counts, strict=True)
                     if count.counted is None), None)  # fmt: skip

    def _say(self) -> None:
        bad = [made for made in self.rows if made.wrong()]
        self._fault.say(_("A count is a number, such as 41.") if bad else "")

    def _next(self) -> None:
        field = self.missing()
        if field is not None:
            field.setFocus()
        else:
            self.finished.emit()


def _apart(count: Counted) -> str:
    """How far a count is from the book, in words; "" where they agree."""
    if count.counted is None or count.book is None or count.counted == count.book:
        return ""
    short = count.book - count.counted
    if short > 0:
        return _("{count} short of the book").format(count=short)
    return _("{count} more than the book says").format(count=-short)
