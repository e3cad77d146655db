"""The set-up window: steps at the left, one step at the right, the way on at the foot."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLayout,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from deskinc.i18n import _
from deskinc.ui import theme
from deskinc.ui.oneline import OneLine
from deskinc.ui.parts import Button, ground, hairline, label, row
from deskinc.ui.scrolled import scrolled
from deskinc.ui.setup.country import CountryStep
from deskinc.ui.setup.draft import Draft
from deskinc.ui.setup.officer import OfficerStep
from deskinc.ui.setup.passphrase import PassphraseStep
from deskinc.ui.setup.plan import PlanStep
from deskinc.ui.setup.ready import ReadyStep
from deskinc.ui.setup.sheet import SheetStep
from deskinc.ui.setup.site import SiteStep
from deskinc.ui.setup.step import Step
from deskinc.ui.setup.steps_list import StepsList
from deskinc.ui.setup.stores import StoresStep

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MARGIN = 80
_TINY = 760
"""Below this width the steps are not listed beside the one that is on, logical pixels."""


class SetUp(QWidget):
    """Asks, in eight steps; ``finished`` carries the Office and a sentence to tell (or "")."""

    finished = Signal(object, str)
    unkept = Signal(str)
    """Why the keyring does not open the book, after ``finished``."""
    demo_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.draft = Draft(folder)
        self.ready = ReadyStep(self.draft)
        self.steps: Sequence[Step] = (
            CountryStep(self.draft), SiteStep(self.draft), OfficerStep(self.draft),
            PassphraseStep(self.draft), PlanStep(self.draft), StoresStep(self.draft),
            SheetStep(self.draft), self.ready,
        )  # fmt: skip
        self._at = 0
        self.demo = Button(_("Look at the &demo office first"), "text")
        self.demo.clicked.connect(self.demo_wanted)
        self.restore = Button(_("&Restore a lost book"), "text")
        self.restore.clicked.connect(self.restore_wanted)
        self.note = OneLine("", "note", "muted")
        self.back = Button(_("&Back"), "plain", size="tall", pressed=self.go_back)
        self.forward = Button("", "primary", _("Enter"), size="tall", pressed=self.go_on)
        self._build()
        for step in self.steps:
            step.passed.connect(self._passed)
            step.changed.connect(self._show_foot)
        self.ready.made.connect(self.finished)
        self.ready.unkept.connect(self.unkept)
        self._show(0)

    def _build(self) -> None:
        self.list = StepsList([step.word for step in self.steps])
        self.about = label(
            _("About ten minutes. Nothing is written before the last step."), "note",
            role="muted", wrap=True,
        )  # fmt: skip
        self._head = row(margins=(32, 0, 16, 0))
        heads = QVBoxLayout()
        heads.setSpacing(4)
        heads.addWidget(label("deskinc", "title", 600))
        heads.addWidget(label(_("The book of one security desk"), role="muted", wrap=True))
        self._head.addLayout(heads)
        self._foot = row(self.about, margins=(32, 0, 32, 0))
        left = QVBoxLayout()
        left.setContentsMargins(0, 40, 0, 40)
        left.setSpacing(0)
        left.addLayout(self._head)
        left.addSpacing(36)
        left.addWidget(self.list)
        left.addStretch(1)
        left.addLayout(self._foot)
        self._left = ground("window", left)
        self._left_column = left
        self._between = hairline(upright=True)
        across = row(self._left, self._between, gap=0)
        across.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        across.addLayout(self._right(), 1)
        self.setLayout(across)

    def _right(self) -> QVBoxLayout:
        self.stack = QStackedWidget()
        self._pads: list[QVBoxLayout] = []
        for step in self.steps:
            area, pad = scrolled(step)
            self._pads.append(pad)
            self.stack.addWidget(area)
        self._bar = row(self.demo, self.restore, gap=12)
        self._bar.addStretch(1)
        self._bar.addWidget(self.note)
        self._bar.addSpacing(8)
        self._bar.addWidget(self.back)
        self._bar.addWidget(self.forward)
        bar = ground("surface", self._bar)
        bar.setFixedHeight(76)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        for part in (self.stack, hairline(), bar):
            right.addWidget(part)
        return right

    @property
    def step(self) -> Step:
        """The step that is on."""
        return self.steps[self._at]

    def _show(self, at: int) -> None:
        self._at = at
        self.list.show_step(at)
        self.step.enter()
        self.stack.setCurrentIndex(at)
        self._show_foot()
        self.step.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_foot(self) -> None:
        busy = self.step.busy()
        for first in (self.demo, self.restore):
            first.setVisible(self._at == 0)
        self.back.setEnabled(not busy and self._at > 0)
        self.forward.setVisible(not busy)
        following = self.steps[self._at + 1].word if self._at + 1 < len(self.steps) else ""
        self.forward.setText(self.step.verb() or following)
        self.forward.updateGeometry()
        self.note.setText(self.step.note())

    def go_on(self) -> None:
        """Take the answers of this step; the step itself says when they stand."""
        if not self.step.busy():
            self.step.leave()

    def go_back(self) -> None:
        """One step back; what was answered stays."""
        if self.step.busy():
            return
        if self.step.back():
            self._show_foot()
        elif self._at:
            self._show(self._at - 1)

    def _passed(self) -> None:
        if self.sender() in {None, self.step} and self._at + 1 < len(self.steps):
            self._show(self._at + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on (or presses the button that has the focus), Esc goes back."""
        focus = QApplication.focusWidget()
        held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in _ENTER and (held or not isinstance(focus, QPlainTextEdit)):
            if isinstance(focus, QAbstractButton) and focus is not self.forward:
                focus.click()
            else:
                self.go_on()
        elif event.key() == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is being made is not walked away from."""
        if self.step.busy():
            event.ignore()

    def showEvent(self, event: QShowEvent) -> None:
        """The cursor stands in the first field."""
        super().showEvent(event)
        self.step.first_focus().setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take less room where there is less."""
        super().resizeEvent(event)
        narrow = self.width() < theme.NARROW
        low = self.height() < 600
        for part in (self._left, self._between):
            part.setVisible(self.width() >= _TINY)
        self._left.setFixedWidth(212 if narrow else 299)
        side = 20 if narrow else 32
        self._head.setContentsMargins(side, 0, 8, 0)
        self._foot.setContentsMargins(side, 0, 16, 0)
        self.list.set_left(side)
        top = 20 if low else 40
        self._left_column.setContentsMargins(0, top, 0, top)
        self._left_column.setSpacing(0)
        margin = 32 if narrow else _MARGIN
        for pad in self._pads:
            pad.setContentsMargins(margin, 24 if low else 64, 32, 0)
        self._bar.setContentsMargins(margin - 8, 0, 16 if narrow else 32, 0)
