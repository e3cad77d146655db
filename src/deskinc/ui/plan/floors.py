"""The floors as tabs: arrows step through them, Alt and a floor's digit goes there."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar

from deskinc.desk.incidents.plans import Plan
from deskinc.i18n import _
from deskinc.ui import theme
from deskinc.ui.parts import mnemonics

HEIGHT = 48
LONGEST = 180
_SIDE = 12


def titles(plans: Sequence[Plan]) -> list[str]:
    """The words on the tabs: the floor, and the plan's name where a floor has two."""
    floors = [plan.floor for plan in plans]
    return [p.floor if floors.count(p.floor) == 1 else f"{p.floor}, {p.name}" for p in plans]


def with_keys(words: Sequence[str]) -> list[str]:
    """Tab texts with ``&`` before a digit of their own: plain 1 before B1 and 10."""
    found = [word.replace("&", "&&") for word in words]
    taken: set[str] = set()

    def digits(at: int) -> int:
        return sum(letter.isalnum() for letter in words[at])

    for at in sorted(range(len(words)), key=digits):
        for place, letter in enumerate(found[at]):
            if letter in "0123456789" and letter not in taken:
                taken.add(letter)
                found[at] = found[at][:place] + "&" + found[at][place:]
                break
    return found


class Floors(QTabBar):
    """One tab for each plan, lowest floor first."""

    chosen = Signal(str)
    """The thread of the plan to show."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Floors"))
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setMouseTracking(True)
        self.setFont(theme.font("base"))
        self.setFixedHeight(HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.currentChanged.connect(self._tell)
        self._shown: list[tuple[str, str]] = []

    def show_plans(self, plans: Sequence[Plan], current: str) -> None:
        """Show these floors, that of ``current`` chosen; says nothing."""
        words = titles(plans)
        wanted = [(plan.thread, word) for plan, word in zip(plans, words, strict=True)]
        self.blockSignals(True)
        if wanted != self._shown:
            while self.count():
                self.removeTab(0)
            for plan, word, text in zip(plans, words, with_keys(words), strict=True):
                at = self.addTab(text)
                self.setTabData(at, plan.thread)
                self.setTabToolTip(at, f"{word}, {plan.name}")
            self._shown = wanted
        self.set_current(current)
        self.blockSignals(False)

    def set_current(self, thread: str) -> None:
        """Choose the tab of a plan."""
        at = next((n for n in range(self.count()) if self.tabData(n) == thread), -1)
        if at >= 0:
            self.setCurrentIndex(at)

    def step(self, by: int) -> None:
        """The floor above (1) or below (-1)."""
        self.setCurrentIndex(min(max(self.currentIndex() + by, 0), self.count() - 1))

    def _tell(self, at: int) -> None:
        if at >= 0:
            self.chosen.emit(str(self.tabData(at)))

    def tabSizeHint(self, index: int) -> QSize:
        """As wide as its words are when chosen."""
        metrics = QFontMetrics(theme.font_for(self.tabText(index), "base", 600))
        words = metrics.size(Qt.TextFlag.TextShowMnemonic, self.tabText(index)).width()
        return QSize(min(words, LONGEST) + 2 * _SIDE, HEIGHT)

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Tabs are not squeezed; they scroll."""
        return self.tabSizeHint(index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Words; the chosen floor bold over a bar."""
        painter = QPainter(self)
        for at in range(self.count()):
            area = self.tabRect(at)
            chosen = at == self.currentIndex()
            if chosen:
                painter.fillRect(area.left(), area.bottom() - 2, area.width(), 3,
                                 theme.color("accent"))  # fmt: skip
            elif area.contains(self.mapFromGlobal(self.cursor().pos())) and self.underMouse():
                painter.fillRect(area, theme.color("hover"))
            text = self.tabText(at)
            painter.setFont(theme.font_for(text, "base", 600 if chosen else 400))
            painter.setPen(theme.color("ink" if chosen else "muted"))
            inner = area.adjusted(_SIDE, 0, -_SIDE, 0)
            if area.width() >= LONGEST + 2 * _SIDE:
                end = Qt.TextElideMode.ElideRight
                text = painter.fontMetrics().elidedText(text, end, inner.width())
            painter.drawText(inner, Qt.AlignmentFlag.AlignCenter | mnemonics(), text)
