"""Banners under the strip, and the bars that stay: red while storing is wrong, amber for D19."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from deskinc.desk.office import Health
from deskinc.i18n import _
from deskinc.ui.oneline import OneLine
from deskinc.ui.parts import Button, IconLabel, kind_of, label, row
from deskinc.ui.session import Notice

GOOD_NEWS_MS = 8000
_SIGNS = {
    "ok": ("shield-check", "ok"),
    "pending": ("hourglass", "pending"),
    "fault": ("circle-alert", "fault"),
}
MOST = 3
"""Banners shown at once; the oldest makes room."""


def announce(widget: QWidget) -> None:
    """Let a screen reader say what has just appeared."""
    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))


class Banner(QFrame):
    """One notice: bold what, plain what to do, one action, and a way to close it."""

    def __init__(self, notice: Notice) -> None:
        super().__init__()
        self.setProperty("banner", notice.tone)
        self.setAccessibleName(f"{notice.what} {notice.todo}".strip())
        name, role = _SIGNS[notice.tone]
        what = label(notice.what, weight=600)
        todo = label(notice.todo, wrap=True)
        inside = row(IconLabel(name, 18, role), gap=12, margins=(16, 4, 8, 4))
        inside.addWidget(what)
        inside.addWidget(todo, 1)
        if notice.action and notice.act is not None:
            act = notice.act
            inside.addWidget(Button(notice.action, "text", size="small", pressed=act))
        self.shut = Button(_("Close"), "flat", _("Esc"), size="small", pressed=self.leave)
        inside.addWidget(self.shut)
        self.setLayout(inside)
        self.setMinimumHeight(44)
        if notice.tone == "ok" and not notice.stays:
            QTimer.singleShot(GOOD_NEWS_MS, self, self.leave)

    def leave(self) -> None:
        """Go away."""
        self.hide()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the banner that has the focus."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)


class Banners(QWidget):
    """The stack of banners; empty it takes no room."""

    def __init__(self) -> None:
        super().__init__()
        self._layer = QVBoxLayout(self)
        self._layer.setContentsMargins(0, 0, 0, 0)
        self._layer.setSpacing(1)

    def shown(self) -> list[Banner]:
        """The banners on screen, oldest first."""
        return [b for b in self.findChildren(Banner) if not b.isHidden()]

    def show_notice(self, notice: Notice) -> None:
        """Show a notice below the others; one already there is not said twice."""
        name = f"{notice.what} {notice.todo}".strip()
        for banner in self.shown():
            if banner.accessibleName() == name:
                banner.leave()
        for banner in self.shown()[: 1 - MOST]:
            banner.leave()
        banner = Banner(notice)
        self._layer.addWidget(banner)
        announce(banner)

    def close_last(self) -> bool:
        """Close the newest banner (Esc); False when there is none."""
        shown = self.shown()
        if shown:
            shown[-1].leave()
        return bool(shown)


class RedBar(QFrame):
    """Stays while something is wrong with storing; it cannot be closed."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("banner", "red")
        self._words = label("", weight=600)
        self._words.setWordWrap(True)
        inside = row(IconLabel("octagon-alert", 18, "fault_ink"), gap=12, margins=(16, 4, 16, 4))
        inside.addWidget(self._words, 1)
        self.setLayout(inside)
        self.setMinimumHeight(44)
        self.hide()

    def show_health(self, health: Health) -> None:
        """Say the fault of the stores, or go away when there is none."""
        if health.fault and health.fault != self._words.text():
            self._words.setText(health.fault)
            self.setAccessibleName(health.fault)
            announce(self)
        self.setVisible(bool(health.fault))


class PeopleLine(QFrame):
    """The amber line about the people of the desk: what waits for a second one (D18, D19, D22).

    ``go`` shows the people: to enrol one while one person alone is enrolled, to look otherwise.
    """

    def __init__(self, go: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("banner", "pending")
        enrol = Button(_("Enrol a person"), "text", size="small", pressed=go)
        look = Button(_("People"), "text", size="small", pressed=go)
        self._buttons = enrol, look
        self._what, self._more = label("", "note", 600), OneLine("", "note")
        inside = row(IconLabel("hourglass", 16, "pending"), gap=12, margins=(16, 2, 16, 2))
        inside.addWidget(self._what)
        inside.addWidget(self._more, 1)
        for button in self._buttons:
            inside.addWidget(button)
        self.setLayout(inside)
        self.setFixedHeight(34)
        self.hide()

    def show_health(self, health: Health, *, may_enrol: bool = True) -> None:
        """Stand there while something waits; more than one thing is counted."""
        said, what = health.people, ""
        more = said[0] if said else ""
        if len(said) > 1:
            more = _("{first} And {count} more.").format(first=more, count=len(said) - 1)
        if health.provisional:
            what = _("One person is enrolled.")
            more = _("Nobody checks what one does alone. Role changes, restoring and erasing take "
                     "two.")  # fmt: skip
        self._what.setText(what)
        self._what.setVisible(bool(what))
        self._more.setText(more)
        self._more.setToolTip(more)
        self.setAccessibleName(f"{what} {more}".strip())
        enrol, look = self._buttons
        enrol.setVisible(health.provisional and may_enrol)
        look.setVisible(not health.provisional)
        self.setVisible(bool(more))


class DoubtLine(QFrame):
    """The line while something beside the book is missing or odd: amber, whole sentences.

    It turns red where a check found the book itself altered.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("banner", "pending")
        self.words = label("", "note", wrap=True)
        self._sign = IconLabel("hourglass", 16, "pending")
        inside = row(self._sign, gap=12, margins=(16, 6, 16, 6))
        inside.addWidget(self.words, 1)
        self.setLayout(inside)
        self.hide()

    def show_health(self, health: Health) -> None:
        """Stand there while there are doubts, faults that a check found, or no good copies."""
        more = (*health.doubts, *health.copies.amber, health.sound)
        said = "\n".join(filter(None, (health.found, *more)))
        if said != self.words.text():
            self.words.setText(said)
            self.setAccessibleName(said)
            tone = "fault" if health.found else "pending"
            self._sign.show_icon("octagon-alert" if health.found else "hourglass", tone)
            kind_of(self, banner=tone)
            if health.found:
                announce(self)
        self.setVisible(bool(said))


class ClockLine(QFrame):
    """The amber line after a step of the clock, until somebody says what a watch shows (D6)."""

    def __init__(self, right: Button) -> None:
        super().__init__()
        self.setProperty("banner", "pending")
        self.words = label("", "note", wrap=True)
        inside = row(IconLabel("clock-alert", 16, "pending"), gap=12, margins=(16, 4, 16, 4))
        inside.addWidget(self.words, 1)
        inside.addWidget(right)
        self.setLayout(inside)
        self.setMinimumHeight(34)
        self.hide()

    def show_step(self, sentence: str) -> None:
        """Stand there while there is something to say."""
        if sentence != self.words.text():
            self.words.setText(sentence)
            self.setAccessibleName(sentence)
            if sentence:
                announce(self)
        self.setVisible(bool(sentence))
