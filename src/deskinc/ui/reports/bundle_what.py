"""The first step of a bundle: which records, for whom, everything or a part, under which seal."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from deskinc.desk.incidents import incidents
from deskinc.desk.incidents.incidents import Incident
from deskinc.desk.lines import entries
from deskinc.desk.papers.bundles import Wanted
from deskinc.i18n import _
from deskinc.ui.labelled import Labelled, beside, choice, line, wrong
from deskinc.ui.parts import label
from deskinc.ui.session import Session

EVERYTHING, REDACTED = "all", "some"
NOW, PAPER = "now", "paper"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the first step says; ``size`` is 0 for a new seal."""

    wanted: Wanted
    recipient: str
    redacted: bool
    size: int


class WhatStep(QWidget):
    """Incident or lines, recipient, everything or a redacted copy, a new seal or an older one."""

    def __init__(self, session: Session, thread: str) -> None:
        super().__init__()
        self._session, self._thread = session, thread
        self.what = choice([("", _("Lines of the book"))])
        self.first, self.last = line(limit=12), line(limit=12)
        self.recipient = line(limit=500)
        self.shown = choice([
            (EVERYTHING, _("Everything these records say")),
            (REDACTED, _("A redacted copy, chosen value by value")),
        ])  # fmt: skip
        self.seal = choice([(NOW, _("A new seal, made now")), (PAPER, _("The seal on a paper"))])
        self.sealed = line(limit=12)
        self.what_row = Labelled(_("&What"), self.what)
        hint = _("The book has lines 1 to {last}.").format(
            last=entries.next_serial(session.office) - 1
        )
        self.first_row = Labelled(_("&From line"), self.first, hint)
        self.last_row = Labelled(_("&To line"), self.last)
        self.sealed_row = Labelled(
            _("Records sealed, as &printed"),
            self.sealed,
            _("The number beside the code of the book."),
        )
        self._place()
        self.what.currentIndexChanged.connect(lambda _at: self._fit())
        self.seal.currentIndexChanged.connect(lambda _at: self._fit())
        self._fit()
        if session.office.officer.may("read_incidents"):
            office = session.office
            session.look(self, lambda: incidents.listed(office, exercises=True), self._offer)

    def _place(self) -> None:
        layer = QVBoxLayout(self)
        layer.setContentsMargins(0, 0, 0, 0)
        layer.setSpacing(12)
        words = _(
            "Records as they were signed, with everything a stranger needs to check them. That it "
            "leaves, and for whom, is itself a record. Lines, corrections and strikes that belong "
            "to it go along."
        )
        layer.addWidget(label(words, role="muted", wrap=True))
        layer.addWidget(self.what_row)
        layer.addLayout(beside(self.first_row, self.last_row))
        layer.addWidget(Labelled(_("&Recipient"), self.recipient))
        layer.addWidget(Labelled(_("&Shown"), self.shown))
        layer.addLayout(beside(Labelled(_("Sea&l"), self.seal), self.sealed_row))
        layer.addStretch(1)

    def _offer(self, known: Sequence[Incident]) -> None:
        for one in known:
            self.what.addItem(f"{one.number}  {one.title}", one.thread)
        at = self.what.findData(self._thread) if self._thread else -1
        if at > 0:
            self.what.setCurrentIndex(at)

    def _fit(self) -> None:
        lines, paper = not self.what.currentData(), self.seal.currentData() == PAPER
        for part in (self.first_row, self.last_row):
            part.setVisible(lines)
        self.sealed_row.setVisible(paper)

    def asked(self) -> Asked | None:
        """What is asked for; None where something is wrong, which is then said at its field."""
        thread = str(self.what.currentData() or self._early())
        first = last = size = 0
        if not thread:
            first, last = _number(self.first), _number(self.last)
            if wrong(self.first_row, "" if first else _("Type the number of a line.")):
                return None
            late = _("Type a line that is not before the first.")
            if wrong(self.last_row, "" if last >= first else late):
                return None
        if self.seal.currentData() == PAPER:
            size = _number(self.sealed)
            if wrong(self.sealed_row, "" if size else _("Type the number that the paper prints.")):
                return None
        return Asked(
            Wanted(incident=thread, first=first, last=last), self.recipient.text().strip(),
            redacted=self.shown.currentData() == REDACTED, size=size,
        )  # fmt: skip

    def _early(self) -> str:
        """The incident it was opened for, while the list of them is still on its way."""
        return self._thread if self.what.count() == 1 else ""


def _number(field: QLineEdit) -> int:
    """The number typed; 0 for none."""
    words = field.text().replace(",", "").replace(" ", "")
    return int(words) if words.isdecimal() else 0
