"""The pack on screen where no printer takes it: looked at, saved, or tried once more."""

from PySide6.QtWidgets import QWidget

from deskinc.desk.evacuation.start import Pack
from deskinc.desk.papers.papers import Signed
from deskinc.i18n import _
from deskinc.ui.dialogs import Wide
from deskinc.ui.papers.leaving import Leaving
from deskinc.ui.papers.view import PaperView
from deskinc.ui.parts import Button, label, row
from deskinc.ui.session import Session


class PackDialog(Wide):
    """The pages, why they are not printed, and *Print* and *Save…*."""

    def __init__(self, parent: QWidget, session: Session, pack: Pack, refused: str) -> None:
        super().__init__(parent, pack.title)
        self.layer.addWidget(label(pack.title, "title", 600))
        self.layer.addWidget(label(refused, role="fault", wrap=True))
        self.view = PaperView(session)
        self.view.show_pdf(pack.pdf, pack.pages, pack.title, _("to take along"))
        self.layer.addWidget(self.view, 1)
        self.leaving = Leaving(session, numbered=True)
        self.leaving.beside.hide()
        self.leaving.show_paper(Signed(pack.pdf, pack.pages, pack.name, 0))
        foot = row(self.leaving, gap=12)
        foot.setStretch(0, 1)
        foot.addWidget(Button(_("Close"), "plain", _("Esc"), pressed=self.reject))
        self.layer.addLayout(foot)
        self.leaving.save.setFocus()
