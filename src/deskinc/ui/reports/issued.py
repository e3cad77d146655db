"""Beside a paper issued before: the list of them, the facts of one, and its ways out again."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from deskinc.desk.papers import exports
from deskinc.desk.papers.exports import Issued, Signed
from deskinc.i18n import N_, _
from deskinc.ui.banded import banded
from deskinc.ui.delegates import Row, RowsModel, make_list
from deskinc.ui.papers.facts import Facts
from deskinc.ui.papers.leaving import Leaving
from deskinc.ui.papers.view import PaperView
from deskinc.ui.parts import column, label
from deskinc.ui.session import Session

KINDS = {
    "handover": N_("Handover book"), "insurance": N_("Insurance report"),
    "incident": N_("Incident report"),
    "verification": N_("Report on the check of the book"), "day": N_("Day page"),
}  # fmt: skip


class IssuedPanel(QWidget):
    """Papers as they were signed, newest first; ``kind`` limits them to one kind."""

    def __init__(self, session: Session, view: PaperView, kind: str = "") -> None:
        super().__init__()
        self._session, self._view, self._kind = session, view, kind
        self._papers: dict[int, Issued] = {}
        self._turn = 0
        self._narrow = False
        self.model = RowsModel(self)
        self.list = self.first = make_list(_("Issued papers"), self.model)
        self.facts = Facts()
        self.leaving = Leaving(session)
        self._place()
        self.list.selectionModel().currentChanged.connect(self._choose)

    def _place(self) -> None:
        top = column(label(_("Issued"), "text", 600), margins=(20, 14, 20, 8))
        foot = column(self.facts, self.leaving, gap=12, margins=(20, 12, 20, 12))
        banded(self, top, self.list, foot)

    def set_narrow(self, *, narrow: bool) -> None:
        """Leave the facts to the list where there is little room."""
        self._narrow = narrow
        self.facts.setVisible(bool(self._papers) and not narrow)

    def load(self) -> None:
        """Read the list again; what was chosen stays chosen."""
        index = self.list.currentIndex()
        row = self.model.row_at(index) if index.isValid() else None
        self._papers = {paper.n: paper for paper in self._of_kind()}
        self.model.set_rows([_row(self._session, paper) for paper in self._papers.values()])
        self.list.setVisible(bool(self._papers))
        self.set_narrow(narrow=self._narrow)
        self.leaving.setVisible(bool(self._papers))
        chosen = self.model.index_of(row.key) if row else QModelIndex()
        self.list.setCurrentIndex(chosen if chosen.isValid() else self.model.index(0, 0))

    def show_again(self) -> None:
        """This kind was chosen: show the paper that is chosen in it."""
        self.load()
        self._choose(self.list.currentIndex())

    def _of_kind(self) -> Sequence[Issued]:
        wanted = {self._kind} if self._kind else KINDS
        found = exports.issued(self._session.office)
        return [paper for paper in found if paper.kind in wanted]

    def _choose(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        row = self.model.row_at(index)
        self.leaving.show_paper(None)
        self._turn += 1
        if row is None or not isinstance(row.key, int):
            self._view.clear(
                _("Nothing has been issued yet"), _("A paper stands here once it is signed.")
            )
            return
        if not self.isVisible():
            return
        paper, turn, office = self._papers[row.key], self._turn, self._session.office
        self._view.wait(_("Fetching the paper from the book"))

        def done(signed: Signed) -> None:
            if turn == self._turn and self.isVisible():
                self._show(paper, signed)

        self._session.run(self, lambda: exports.reopen(office, paper.n), done)

    def _show(self, paper: Issued, signed: Signed) -> None:
        self._view.show_pdf(signed.pdf, signed.pages, kind_word(paper.kind), _("as it was signed"))
        self.leaving.show_paper(signed)
        locale = self._session.office.locale
        at = f"{locale.date(paper.at)}, {locale.time(paper.at)}"
        self.facts.show_facts([
            (_("Signed"), at), (_("Issue"), str(paper.issue)), (_("Pages"), str(signed.pages)),
            (_("SHA-256"), f"{paper.sha256[:8]} {paper.sha256[8:16]} …"),
        ])  # fmt: skip


def kind_word(kind: str) -> str:
    """``Handover book`` of ``handover``."""
    return _(KINDS[kind]) if kind in KINDS else _("Paper")


def _row(session: Session, paper: Issued) -> Row:
    locale = session.office.locale
    return Row(
        key=paper.n, title=kind_word(paper.kind), note=paper.name,
        right=f"{locale.short_date(paper.at)} {locale.time(paper.at)}",
    )  # fmt: skip
