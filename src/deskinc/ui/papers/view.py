"""A paper on screen: which page, how large, and the sheets themselves."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLabel,
    QProgressBar,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from deskinc.i18n import _
from deskinc.ui import icons
from deskinc.ui.actions import Action
from deskinc.ui.oneline import OneLine
from deskinc.ui.papers.sheets import Sheets
from deskinc.ui.parts import Button, EmptyPage, ground, hairline, label, row
from deskinc.ui.session import Session

BAR = 44


class PaperView(QWidget):
    """A row with page and zoom over the sheets."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.sheets = Sheets(session)
        self.empty: EmptyPage | None = None
        self.stack = QStackedWidget()
        self.stack.addWidget(self.sheets)
        self.state = label("", "note", 600)
        self.note = OneLine("", "note", "muted")
        self.smaller = _tool("zoom-out", _("Smaller"), "Ctrl+-")
        self.larger = _tool("zoom-in", _("Larger"), "Ctrl++")
        self.fit = Button(_("Fit width"), "flat", size="small", pressed=self.sheets.fit)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.hide()
        self.smaller.clicked.connect(self.sheets.zoom_out)
        self.larger.clicked.connect(self.sheets.zoom_in)
        self.sheets.turned.connect(self._turned)
        across = row(self.state, gap=10, margins=(16, 0, 16, 0))
        across.addStretch(1)
        tools: tuple[QWidget, ...] = (self.note, self.smaller, self.fit, self.larger)
        for part in tools:
            across.addWidget(part)
        top = ground("surface", across)
        top.setFixedHeight(BAR - 1)
        layer = QVBoxLayout(self)
        layer.setContentsMargins(0, 0, 0, 0)
        layer.setSpacing(0)
        for part in (top, hairline(), self.progress):
            layer.addWidget(part)
        layer.addWidget(self.stack, 1)
        self.clear()

    def show_pdf(
        self, pdf: bytes, pages: int, name: str, note: str = "", *, keep_place: bool = False
    ) -> None:
        """Show a paper; ``note`` says what it is that is seen."""
        self.progress.hide()
        self._show_empty(None)
        self.note.setText(note)
        self.sheets.show_pdf(pdf, pages, name, keep_place=keep_place)

    def wait(self, words: str) -> None:
        """A paper is being made: an empty sheet, and what is done in words."""
        self.sheets.clear(coming=True)
        self._show_empty(None)
        self.note.setText(words)
        self.progress.setAccessibleName(words)
        self.progress.show()

    def clear(self, title: str = "", sentence: str = "") -> None:
        """There is no paper: what goes here, and how it comes."""
        self.progress.hide()
        self.sheets.clear()
        self.note.setText("")
        self._show_empty(EmptyPage("file-text", title, sentence) if title else None)

    def empty_words(self) -> str:
        """What stands in the place of a paper; "" while there is one."""
        return self.empty.accessibleName() if self.empty else ""

    def _show_empty(self, page: EmptyPage | None) -> None:
        if self.empty is not None:
            self.empty.deleteLater()
        self.empty = page
        if page is not None:
            words = " ".join(found.text() for found in page.findChildren(QLabel))
            page.setAccessibleName(words)
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page or self.sheets)

    def set_narrow(self, *, narrow: bool) -> None:
        """Leave the zoom to its signs where there is little room."""
        self.note.setVisible(not narrow)

    def actions_offered(self, group: str) -> Sequence[Action]:
        """Turning and zooming by key."""
        sheets = self.sheets
        return (
            Action(
                "zoom_in", _("Larger"), "Ctrl++", "zoom-in", group, sheets.zoom_in, repeats=True
            ),
            Action(
                "zoom_out", _("Smaller"), "Ctrl+-", "zoom-out", group, sheets.zoom_out, repeats=True
            ),
            Action("fit_width", _("Fit the width"), "Ctrl+0", "file-text", group, sheets.fit),
        )

    def _turned(self) -> None:
        pages = self.sheets.pages()
        words = _("Page {page} of {pages}").format(page=self.sheets.page() + 1, pages=pages)
        self.state.setText(words if pages else _("No pages yet"))
        self.fit.setText(self.sheets.zoom_words())
        self.fit.setAccessibleName(_("Fit the width, now {zoom}").format(zoom=self.fit.text()))
        self.fit.updateGeometry()
        for part in (self.smaller, self.larger, self.fit):
            part.setEnabled(bool(pages))


def _tool(icon: str, words: str, key: str) -> QToolButton:
    made = QToolButton()
    made.setProperty("kind", "flat")
    made.setIcon(icons.icon(icon, "ink"))
    made.setAccessibleName(words)
    made.setToolTip(f"{words}  {key}")
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made
