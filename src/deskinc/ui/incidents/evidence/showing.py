"""A statement or an exhibit looked at: what is said of it, and what may be done next."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from deskinc.desk.evidence.pages import Page
from deskinc.desk.papers import papers
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.dialogs import Wide
from deskinc.ui.incidents.sight import scrolled
from deskinc.ui.parts import Button, column, label, row
from deskinc.ui.printing import has_printer, print_pdf
from deskinc.ui.session import Session

Facts = Sequence[tuple[str, str]]


class ShowDialog(Wide):
    """Labels and words that scroll, buttons below."""

    def __init__(self, parent: QWidget, title: str, facts: Facts, *ways: Button) -> None:
        super().__init__(parent, title)
        self.over = parent
        self.layer.addWidget(label(title, "title", 600))
        inside = column(gap=2, margins=(0, 0, 12, 0))
        for name, words in facts:
            inside.addWidget(label(name, "small", role="muted"))
            inside.addWidget(label(words, wrap=True))
            inside.addSpacing(8)
        inside.addStretch(1)
        held = QWidget()
        held.setLayout(inside)
        self.layer.addWidget(scrolled(held, title), 1)
        close = Button(_("Close"), "primary", _("Esc"), pressed=self.reject)
        last = row(gap=12)
        for way in ways:
            last.addWidget(way)
        last.addStretch(1)
        last.addWidget(close)
        self.layer.addLayout(last)
        close.setDefault(True)
        close.setFocus()


def to_paper(parent: QWidget, session: Session, make: Callable[[], Page]) -> None:
    """Make the page and print it; without a printer ask where it is saved."""

    def work() -> tuple[Page, bool]:
        made, printer = make(), has_printer()
        if printer:
            print_pdf(made.pdf)
        return made, printer

    def home(found: tuple[Page, bool]) -> None:
        if found[1]:
            session.say(_("Printed: {title}.").format(title=found[0].title))
        else:
            _ask_where(parent, session, found[0])

    tasks.run(parent, work, home, session.fail)


def _ask_where(parent: QWidget, session: Session, page: Page) -> None:
    asked = QFileDialog(parent, _("Save the page"))
    asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    asked.setDefaultSuffix("pdf")
    asked.selectFile(page.name)
    asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    asked.fileSelected.connect(lambda name: _save(session, page, Path(name)))
    asked.open()


def _save(session: Session, page: Page, path: Path) -> None:
    words = _("{name} is saved.").format(name=path.name)
    todo = _("Choose another folder.")
    tasks.run(
        session, lambda: papers.put(path, page.pdf, todo), lambda _saved: session.say(words),
        session.fail, lane="disks",
    )  # fmt: skip
