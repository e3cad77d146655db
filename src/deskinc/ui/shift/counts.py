"""Counts, typed blind: the book's figure stands there only once a count was given."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from deskinc.desk.handover import Counted
from deskinc.i18n import _
from deskinc.ui import icons
from deskinc.ui.labelled import Fault, line
from deskinc.ui.parts import IconLabel, hairline, kind_of, label, row
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
        self.anew = QToolButton()
        self.anew.setProperty("kind", "flat")
        self.anew.setIcon(icons.icon("repeat", "ink"))
        self.anew.setFixedSize(28, 28)
        self.anew.setAccessibleName(_("Count {what} again").format(what=count.what))
        self.anew.setToolTip(self.anew.accessibleName())
        self.anew.clicked.connect(self.count_again)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(8)
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(1, 44)
        grid.setColumnMinimumWidth(4, 28)
        for column, part in enumerate((label(count.what), self.book, self.field, self.sign,
                                       self.anew)):  # fmt: skip
            grid.addWidget(part, 0, column)
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
        self.anew.setVisible(counted)
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
        self._short = label("", "note", 600, "pending", wrap=True)
        heads = row(section(_("Counts")), gap=8)
        heads.addStretch(1)
        heads.addWidget(label(_("book"), "small", role="muted"))
        counted = label(_("counted"), "small", role="muted")
        counted.setFixedWidth(76 + 8 + icons.TEXT + 8 + 28)
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
        layer.addWidget(self._short)
        self.setVisible(bool(self.rows))

    def refresh(self) -> None:
        """Show all counts as they stand."""
        for made in self.rows:
            made.refresh()
        apart = [
            _("{what}: {difference:+d} against the book.").format(
                what=count.what, difference=count.counted - count.book
            )
            for count in self._work.handover.counts
            if count.counted is not None and count.book is not None and count.counted != count.book
        ]
        self._short.setText(" ".join(apart))
        self._short.setVisible(bool(apart))

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
