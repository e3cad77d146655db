"""A head, what it is about, and a foot, with a hairline between; and the dialogs laid out so."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.ui import tasks
from deskinc.ui.labelled import Fault
from deskinc.ui.parts import Button, column, hairline, label, row
from deskinc.ui.scrolled import scrolled

EDGE = 24
"""How far a dialog stays inside the window it belongs to."""


def banded(owner: QWidget, head: QLayout, middle: QWidget, foot: QLayout) -> None:
    """Lay ``owner`` out so; the middle takes all the room there is."""
    layer = QVBoxLayout(owner)
    layer.setContentsMargins(0, 0, 0, 0)
    layer.setSpacing(0)
    layer.addLayout(head)
    layer.addWidget(hairline())
    layer.addWidget(middle, 1)
    layer.addWidget(hairline())
    layer.addLayout(foot)


class Banded(QDialog):
    """A dialog whose middle scrolls; the foot says what is being done, how far it is, what failed.

    What takes long is done off the GUI thread, and nothing is typed meanwhile.
    """

    def __init__(self, parent: QWidget, title: str, size: QSize) -> None:
        super().__init__(parent)
        self.busy = False
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.title, self.about = label(title, "title", 600), label("", role="muted", wrap=True)
        self.fault = Fault()
        self.state = label("", "note", role="muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.leave = Button(_("Cancel"), "plain", _("Esc"), pressed=self.reject)
        self.go = Button("", "primary", _("Enter"), pressed=self.go_on)
        self.go.setDefault(True)
        self._verbs: tuple[Button, ...] = (self.go,)
        self._middle: QWidget = self
        room = parent.window().size()
        self.resize(size.boundedTo(room - QSize(EDGE, EDGE)))

    def fill(self, *parts: QWidget, verbs: tuple[Button, ...] = ()) -> QStackedWidget:
        """Put it together: ``parts`` are pages that scroll, ``verbs`` stand before the last one."""
        pages = QStackedWidget()
        for part in parts:
            area, pad = scrolled(part)
            pad.setContentsMargins(24, 16, 24, 16)
            pages.addWidget(area)
        head = column(self.title, self.about, gap=4)
        head.setContentsMargins(24, 20, 24, 16)
        foot = row(gap=12, margins=(24, 12, 24, 16))
        foot.addLayout(column(self.fault, self.bar, self.state, gap=4), 1)
        self._verbs = (*verbs, self.go)
        for button in (self.leave, *self._verbs):
            foot.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        banded(self, head, pages, foot)
        self.bar.hide()
        self._middle = pages
        return pages

    def go_on(self) -> None:
        """What the page asks for; overridden."""

    def show_verb(self, words: str) -> None:
        """Another verb; laid out at once, so that a key pressed now meets it."""
        self.go.setText(words)
        self.go.updateGeometry()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)

    def run(
        self, words: str, work: Callable[[tasks.Report], Any], done: Callable[[Any], object],
        failed: Callable[[DeskError], object], *, steps: bool = False,
    ) -> None:  # fmt: skip
        """Do ``work`` on the work lane, then ``done``; with ``steps`` a bar says how far it is."""

        def home(result: object) -> None:
            self.set_busy("")
            done(result)

        def ended(error: Exception) -> None:
            self.set_busy("")
            if isinstance(error, DeskError):
                failed(error)
            else:
                tasks.crash(error)

        self.fault.say("")
        self.set_busy(words)
        self.bar.setVisible(steps)
        task = tasks.Task(self)
        task.progressed.connect(self._show_progress)
        task.start(lambda report, _stop: work(report), home, ended)

    def set_busy(self, words: str) -> None:
        """Say what is being done; "" for nothing any more."""
        self.busy = bool(words)
        self._middle.setEnabled(not words)
        for button in self._verbs:
            button.setEnabled(not words)
        self.go.set_kind("plain" if words else "primary")
        self.bar.setValue(0)
        self.bar.hide()
        self.bar.setAccessibleName(words)
        self.state.setText(words)

    def _show_progress(self, fraction: float, words: str) -> None:
        self.bar.setValue(round(fraction * 1000))
        self.state.setText(words)
