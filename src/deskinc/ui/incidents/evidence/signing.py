"""How somebody without a key signed: the page by pen, strokes on the screen, refused or unable."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QWidget

from deskinc.desk.evidence import hands
from deskinc.desk.evidence.hands import Hand, Missing
from deskinc.desk.lines.entries import new_id
from deskinc.desk.office import Saved
from deskinc.errors import InvalidForm
from deskinc.forms.catalogue.hand import NOT_SIGNED, SIGNED
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.dialogs import Question
from deskinc.ui.incidents.evidence.strokes import Strokes
from deskinc.ui.labelled import Fault, Labelled, choice, line
from deskinc.ui.parts import Button, label, row
from deskinc.ui.session import Session

HOWS = [(one.code, one.label) for one in SIGNED + NOT_SIGNED]


class SignDialog(Question):
    """Asks how it was signed; without ``wanted`` the code of the page says what."""

    def __init__(
        self, parent: QWidget, session: Session, wanted: Missing | None = None, how: str = "pen"
    ) -> None:
        text = (
            wanted.words
            if wanted
            else _("Scan the code of the page with a scanner that types, or type its eight signs.")
        )
        title = _("How was it signed?") if wanted else _("Signed page came back")
        super().__init__(parent, title, text)
        self._session, self._wanted, self._id = session, wanted, new_id()
        self._scan: Path | None = None
        self.code = line(limit=60)
        self.how = choice([(code, _(words)) for code, words in HOWS], how)
        self.strokes = Strokes()
        self.wipe = Button(_("&Wipe"), "text", size="small", pressed=self.strokes.wipe)
        self.file = Button(_("Page: scan or &photo…"), size="small", icon="paperclip",
                           pressed=self.ask_file)  # fmt: skip
        self.file_name = label(_("no page yet"), "note", role="muted")
        self.why, self.seen_by = line(limit=500), line()
        self.rows = {
            "code": Labelled(_("&Code on the page"), self.code),
            "signed": Labelled(_("How it was &signed"), self.how),
            "why": Labelled(_("Why &not, in the person’s words"), self.why),
            "seen_by": Labelled(_("Seen &by"), self.seen_by),
        }
        self.fault = Fault()
        self._place()
        self.go = Button(_("Keep it"), "primary", "Ctrl+Enter", pressed=self.submit)
        self.end(Button(_("Cancel"), "plain", _("Esc"), pressed=self.reject), self.go)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.submit)
        self.how.currentIndexChanged.connect(lambda _at: self._show())
        session.locked.connect(self.reject)
        session.changing.connect(self.reject)
        self._show()
        (self.how if wanted else self.code).setFocus()

    def _place(self) -> None:
        self.layer.addWidget(self.rows["code"])
        self.layer.addWidget(self.rows["signed"])
        self._page = QWidget()
        across = row(self.file, self.file_name, gap=8)
        across.addStretch(1)
        self._page.setLayout(across)
        self._drawn = QWidget()
        drawn = row(self.strokes, self.wipe, gap=8)
        drawn.setAlignment(self.wipe, Qt.AlignmentFlag.AlignTop)
        self._drawn.setLayout(drawn)
        for part in (self._page, self._drawn, self.rows["why"], self.rows["seen_by"], self.fault):
            self.layer.addWidget(part)

    def _show(self) -> None:
        how = str(self.how.currentData())
        self.rows["code"].setVisible(self._wanted is None)
        self._page.setVisible(how == "pen")
        self._drawn.setVisible(how == "drawn")
        for name in ("why", "seen_by"):
            self.rows[name].setVisible(how in {one.code for one in NOT_SIGNED})
        self.fault.say("")
        self.adjustSize()

    def ask_file(self) -> None:
        """Let somebody choose the scanned page."""
        asked = QFileDialog(self, _("Signed page"))
        asked.setFileMode(QFileDialog.FileMode.ExistingFile)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.fileSelected.connect(lambda name: self.take(Path(name)))
        asked.open()

    def take(self, path: Path) -> None:
        """Take that file as the signed page."""
        self._scan = path
        self.file_name.setText(path.name)
        self.fault.say("")

    def submit(self) -> None:
        """Write it; a child looks at the page meanwhile."""
        office, wanted, made, path = self._session.office, self._wanted, self._id, self._scan
        how, code = str(self.how.currentData()), self.code.text()
        drawn = self.strokes.png() if how == "drawn" and not self.strokes.is_empty() else None
        why, seen = self.why.text().strip(), self.seen_by.text().strip()

        def work() -> Saved:
            found = wanted or hands.by_code(office, code)
            scan = (_("signature.png"), drawn) if drawn else None
            if how == "pen" and path is not None:
                scan = hands.read_scan(path)
            return hands.sign(office, found, Hand(how, None, scan, why, seen), made).result()

        self.go.setEnabled(False)
        tasks.run(self, work, self._home, self._failed)

    def _home(self, _saved: Saved) -> None:
        self.accept()
        self._session.say(_("The signature is kept with its record."))

    def _failed(self, error: Exception) -> None:
        self.go.setEnabled(True)
        if not isinstance(error, InvalidForm):
            self._session.fail(error)
            return
        for name, said in error.notes.items():
            if name in self.rows:
                self.rows[name].say(said)
            else:
                self.fault.say(said)
