"""How an exercise went: what was timed, the steps that were missed or out of order, the calls."""

from PySide6.QtWidgets import QWidget

from deskinc.desk.evacuation import score
from deskinc.desk.evacuation.score import LATE, MISSED, Score
from deskinc.desk.papers.papers import Signed
from deskinc.i18n import _
from deskinc.ui.dialogs import Question
from deskinc.ui.papers.facts import Facts
from deskinc.ui.papers.leaving import Leaving
from deskinc.ui.parts import Button, label
from deskinc.ui.session import Session
from deskinc.ui.strip import drill_mark

MOST = 6
"""Steps that are named; the paper names all."""


class ScoreDialog(Question):
    """The figures; the paper has each step and each call."""

    def __init__(self, parent: QWidget, session: Session, found: Score) -> None:
        number = found.incident.number
        super().__init__(parent, drill_mark(number, number), found.incident.title)
        facts = Facts()
        facts.show_facts(score.facts(found))
        self.layer.addWidget(facts)
        amiss = [step for step in found.steps if step.result in {MISSED, LATE}]
        for step in amiss[:MOST]:
            words = f"{step.number}. {step.words} – {score.words(step.result)}"
            self.layer.addWidget(label(words, role="pending", wrap=True))
        if len(amiss) > MOST:
            more = _("{count} more stand on the paper.").format(count=len(amiss) - MOST)
            self.layer.addWidget(label(more, "note", role="muted"))
        self.leaving = Leaving(session)
        self.leaving.beside.hide()
        self.layer.addWidget(self.leaving)
        close = Button(_("Close"), "plain", _("Esc"), pressed=self.reject)
        self.end(close)
        close.setFocus()
        office = session.office
        session.look(self, lambda: score.printed(office, found), self._printed)

    def _printed(self, made: tuple[bytes, int, str, str]) -> None:
        pdf, pages, name, _title = made
        self.leaving.show_paper(Signed(pdf, pages, name, 0))
